import type { Column } from "../schema/model";
import type { DriverField } from "./driver";

/** How a column's values travel. An absent function means that nothing needs to be done. */
export interface Codec {
  /** From the application to the driver. @throws OrmError `QUERY.INVALID_VALUE` for a value that the column cannot hold. */
  readonly encode?: (value: unknown) => unknown;
  /** From the driver's raw value to the application; never called with NULL. */
  readonly decode?: (raw: unknown) => unknown;
}

/** A type taken apart: `numeric(10,2)[]` is name `numeric`, arguments `["10", "2"]`, array dimensions 1. */
export interface ColumnType {
  readonly name: string;
  readonly arguments: readonly string[];
  readonly dimensions: number;
  /** Words behind the arguments: `unsigned`. */
  readonly modifiers: readonly string[];
}

/** The values of an enum, or of a set, that is written in the column's type. */
export interface ListedValues {
  readonly values: readonly string[];
  /** A row may hold several of them. */
  readonly isSet: boolean;
}

/** What the TypeScript type of a property says, where it matters for the value: bigint columns, dates. */
export type ValueKind = "string" | "number" | "bigint" | "boolean" | "date" | "buffer" | "object" | undefined;

/** What an entity may ask for without naming a type of the database. */
export type LogicalType =
  | "string"
  | "number"
  | "boolean"
  | "date"
  | "bigint"
  | "buffer"
  | "uuid"
  | "createDate"
  | "updateDate"
  | "deleteDate"
  | "version"
  | "enum"
  | "simple-array"
  | "simple-json";

/** The types of one database: their spelling, equality and codecs. */
export interface TypeSystem {
  parse(type: string): ColumnType;
  /** The one spelling that this database and our files use: portable names become native, aliases become one. */
  format(type: string): string;
  /** Whether the database has the type. `enums` are the names of enum types. */
  has(type: string, enums: ReadonlySet<string>): boolean;
  /** Names of types, for the nearest match in an error. */
  readonly names: readonly string[];
  same(left: string, right: string): boolean;
  /** The values that a type lists itself; absent where no type does. `undefined` for a type that lists none. */
  listed?(type: string): ListedValues | undefined;
  /**
   * A query (one row, one column) that tells whether the database turns the values of one type into those of another without
   * being told how; `undefined` where it is known to. Absent where the database always does.
   */
  castQuery?(from: string, to: string): string | undefined;
  /** How values of a column of the type travel. `kind` is what the property's TypeScript type says. */
  codec(type: string, kind?: ValueKind): Codec;
  /** How a raw result column is decoded when no entity describes it (`dataSource.query`). */
  fieldCodec(field: DriverField): Codec;
  /**
   * The column type that the plain name of a type in an entity stands for, where it is not the type of that name: a
   * portable name whose values this database keeps in another type.
   */
  declared?(name: string): string | undefined;
  /** The column type for what an entity left open, with the default and the generation that belong to it. */
  logical(type: LogicalType): Pick<Column, "type" | "default" | "attributes">;
  /** The attribute that names the character set of a column, where columns have one. */
  readonly charsetAttribute?: string;
  /** The attribute that holds what a column becomes on every UPDATE, where the database can do that by itself. */
  readonly onUpdateAttribute?: string;
  /** The types behind which the shapes and the reference system of a spatial column stand: `geometry(Point,4326)`. */
  readonly spatialTypes?: readonly string[];
  /** Whole numbers may have a width, and be padded with zeros: `int(4) unsigned zerofill`. */
  readonly paddedNumbers?: boolean;
}
