import type { Attributes } from "../../schema/model";
import type { ColumnTypeName } from "./column-type-names";

/**
 * How a decorator names a column type: the database's own spelling, a portable name (`"varchar"`, `"json"`), or the
 * constructor of the values.
 */
export type ColumnType =
  | PortableColumnType
  | ColumnTypeName
  | (string & Record<never, never>)
  | StringConstructor
  | NumberConstructor
  | BooleanConstructor
  | DateConstructor
  | BigIntConstructor
  | BufferConstructor
  | Uint8ArrayConstructor;

/** Column types that every dialect understands. */
export type PortableColumnType =
  | "varchar"
  | "text"
  | "integer"
  | "bigint"
  | "smallint"
  | "decimal"
  | "float"
  | "boolean"
  | "date"
  | "time"
  | "timestamp"
  | "json"
  | "uuid"
  | "blob"
  | "enum"
  | "simple-enum"
  | "simple-array"
  | "simple-json";

/** Turns a property's value into the column's and back: `to` on the way in, `from` on the way out. */
export interface ValueTransformer {
  to(value: unknown): unknown;
  from(value: unknown): unknown;
}

/** Where the values of an enum column are listed: a TypeScript enum, an object like one, or an array. */
export type EnumSource = readonly (string | number)[] | Readonly<Record<string, string | number>>;

/** How a primary key gets its value: numbered by the database, a random UUID, or an SQL identity column. */
export type GenerationStrategy = "increment" | "uuid" | "identity";

/** How the database numbers the rows of an identity column. */
export interface IdentityOptions {
  /** A value of one's own is refused. Default: `false`, which takes it. */
  readonly always?: boolean;
  readonly start?: number;
  readonly increment?: number;
  readonly minValue?: number;
  readonly maxValue?: number;
  /** How many numbers a connection takes at once. */
  readonly cache?: number;
  /** The numbers start again behind the last one. */
  readonly cycle?: boolean;
}

/**
 * What a column is on one database, where it is something else there. One that names a type says all of the type:
 * length, precision and the like of the column itself are then left aside.
 */
export type ColumnVariant = Pick<
  ColumnOptions,
  | "type"
  | "length"
  | "width"
  | "precision"
  | "scale"
  | "unsigned"
  | "zerofill"
  | "array"
  | "default"
  | "onUpdate"
  | "charset"
  | "collation"
  | "asExpression"
  | "generatedType"
>;

/** What `@Column()` and its relatives take. */
export interface ColumnOptions {
  /** Without it, the property's TypeScript type decides. */
  readonly type?: ColumnType;
  /** The column's name. Without it the naming strategy makes one from the property's name. */
  readonly name?: string;
  /** The length of the type, as in `varchar(100)`. */
  readonly length?: string | number;
  /** The number of digits (decimals) or of digits after the second (times). `null`: the database's own default. */
  readonly precision?: number | null;
  /** The number of digits after the point. */
  readonly scale?: number;
  /** Numbers below zero are not allowed, on databases that know such types. */
  readonly unsigned?: boolean;
  /** How many digits of a whole number are shown, on databases that know such types. */
  readonly width?: number;
  /** Numbers are shown with zeros in front, on databases that know such types. It makes them unsigned. */
  readonly zerofill?: boolean;
  /** Whether the column may be NULL. Default: `false`. */
  readonly nullable?: boolean;
  /** Part of the primary key. */
  readonly primary?: boolean;
  /** Adds a unique constraint over this column alone. */
  readonly unique?: boolean;
  /** `false`: `find` leaves the column out unless it is asked for. */
  readonly select?: boolean;
  /** `false`: an INSERT never names the column. */
  readonly insert?: boolean;
  /** `false`: an UPDATE never names the column. */
  readonly update?: boolean;
  /** A literal, or a function that returns SQL: `() => "CURRENT_TIMESTAMP"`. `null` makes the column nullable. */
  readonly default?: unknown;
  /** SQL that the database writes into the column on every UPDATE, where it can. */
  readonly onUpdate?: string;
  /** A remark that the database keeps with the column. */
  readonly comment?: string;
  readonly charset?: string;
  readonly collation?: string;
  /** The allowed values, for the types `enum`, `simple-enum` and `set`. */
  readonly enum?: EnumSource;
  /** The name of the enum type, on databases where an enum is a type of its own. */
  readonly enumName?: string;
  /** How values of the type `hstore` are read: an object, or the text of the database, the default. Both can be written. */
  readonly hstoreType?: "object" | "string";
  /** Which shapes a spatial column takes: `"Point"`, `"PolygonZ"`. Default: all. */
  readonly spatialFeatureType?: string;
  /** The reference system of a spatial column, by its number, on databases where it is part of the type. */
  readonly srid?: number;
  /** The column holds a list of such values, on databases that have arrays. */
  readonly array?: boolean;
  readonly primaryKeyConstraintName?: string;
  readonly foreignKeyConstraintName?: string;
  /** The expression that the database computes the column from. */
  readonly asExpression?: string;
  /** Whether a computed column is stored or computed when it is read. Default: `VIRTUAL`. */
  readonly generatedType?: "VIRTUAL" | "STORED";
  /** Whether an identity column refuses values of one's own. Default: `BY DEFAULT`, which accepts them. */
  readonly generatedIdentity?: "ALWAYS" | "BY DEFAULT";
  /** Makes the column an SQL identity column, on databases that have them, and says how its rows are numbered. */
  readonly identity?: IdentityOptions;
  /** The value is made when the row is inserted; `true` is `"increment"`. */
  readonly generated?: boolean | GenerationStrategy;
  /** Makes the property a virtual one (see `@VirtualColumn()`): SQL of its value, `alias` being the row's table. */
  readonly query?: (alias: string) => string;
  /** Applied one after the other on the way in, and backwards on the way out. */
  readonly transformer?: ValueTransformer | readonly ValueTransformer[];
  /** In a column of the type `date`, the day of a `Date` is that of UTC. Default: `false`, which is that of the process's time zone. */
  readonly utc?: boolean;
  /** The column's earlier name, so that a comparison finds a rename instead of a drop and an add. */
  readonly renamedFrom?: string;
  /** Earlier spellings of enum values, new value to old value: `{ fresh: "new" }`. Rows that hold the old one take the new one. */
  readonly renamedValues?: Readonly<Record<string, string>>;
  /** What the column is on some databases, by the dialect's name: `{ postgres: { type: "jsonb" } }`. */
  readonly variants?: Readonly<Record<string, ColumnVariant>>;
  /** What only one database knows of the column, by dialect and name; each database takes its own. */
  readonly attributes?: Attributes;
}

/** What `@PrimaryGeneratedColumn()` takes beside the strategy. */
export type PrimaryGeneratedColumnOptions = Pick<
  ColumnOptions,
  | "type"
  | "name"
  | "comment"
  | "unsigned"
  | "width"
  | "zerofill"
  | "primaryKeyConstraintName"
  | "generatedIdentity"
  | "identity"
  | "renamedFrom"
  | "variants"
  | "attributes"
>;
