import type { SqlFragment } from "../../schema/sql-fragment";
import type { EntityTarget } from "../entity-target";
import type { ValueTransformer } from "./column-options";

/** Something that knows its own SQL, such as a query builder. */
export interface QuerySource {
  getQuery(): string;
}

/** What a function of `expression` may return. */
export type ViewQuery = string | SqlFragment | QuerySource;

/** What `@ViewEntity()` takes. */
export interface ViewEntityOptions {
  /** The view's name. Without it the naming strategy makes one from the name of the class. */
  readonly name?: string;
  /** The SELECT: SQL, `` sql`...` ``, whose values become literals, or a function of the data source that makes it. */
  readonly expression?: string | SqlFragment | ((dataSource: never) => ViewQuery);
  readonly schema?: string;
  readonly database?: string;
  /** `false` keeps the view out of every comparison with the database. */
  readonly synchronize?: boolean;
  /** The rows are stored, and read anew when the view is refreshed. */
  readonly materialized?: boolean;
  /** A materialized view that is created empty; it can be read after its first refresh. */
  readonly withoutData?: boolean;
  /** Views that must exist before this one: their classes or schemas, or the names of these. */
  readonly dependsOn?: readonly EntityTarget[];
  readonly comment?: string;
  /** The view's earlier name. */
  readonly renamedFrom?: string;
}

/** What `@ViewColumn()` takes. */
export interface ViewColumnOptions {
  /** The name of the view's column. Without it the naming strategy makes one from the property's name. */
  readonly name?: string;
  readonly transformer?: ValueTransformer | readonly ValueTransformer[];
}
