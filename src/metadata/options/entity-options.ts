import type { Attributes } from "../../schema/model";
import type { OrderByOption } from "./order-by-options";
import type { PartitionOptions } from "./partition-options";

/** What `@Entity()` takes. */
export interface EntityOptions {
  /** The table's name. Without it the naming strategy makes one from the name of the class. */
  readonly name?: string;
  /** The schema that the table lives in. Without it, the connection's own. */
  readonly schema?: string;
  /** The database that the table lives in, where one connection sees several. */
  readonly database?: string;
  /** The order in which `find` returns rows when it is not told another: `{ name: "ASC" }`. */
  readonly orderBy?: OrderByOption;
  /** The storage engine, on databases that have several. */
  readonly engine?: string;
  /** `false` keeps the table out of every comparison with the database: somebody else looks after it. */
  readonly synchronize?: boolean;
  /** Store rows by primary key instead of by an internal row number, on databases that know the difference. */
  readonly withoutRowid?: boolean;
  /** A remark that the database keeps with the table. */
  readonly comment?: string;
  /** The table's earlier name, so that a comparison finds a rename instead of a drop and an add. */
  readonly renamedFrom?: string;
  /** How the rows are split into partitions, on databases that can do that. */
  readonly partition?: PartitionOptions;
  /** What only one database knows of the table, by dialect and name; each database takes its own. */
  readonly attributes?: Attributes;
}
