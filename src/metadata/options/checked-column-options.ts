import type { ColumnOptions, ColumnType } from "./column-options";
import type {
  DecimalTypeName,
  EnumTypeName,
  IntegerTypeName,
  LengthTypeName,
  PlainTypeName,
  SizedTypeName,
  SpatialTypeName,
  TextTypeName,
  TimeTypeName,
} from "./column-type-names";

type Characters = "charset" | "collation";
type Digits = "width" | "zerofill" | "unsigned";
type Values = "enum" | "enumName" | "renamedValues";
type Place = "spatialFeatureType" | "srid";
type Numbering = "identity" | "generatedIdentity";

/** The options that say something of the type. All others go with every type. */
type TypeOption =
  "length" | "precision" | "scale" | "hstoreType" | "utc" | Characters | Digits | Values | Place | Numbering;

/** The options of one type beside those that go with every type. */
type TypeOptionOf<T> = [T] extends [LengthTypeName | StringConstructor]
  ? "length" | Characters | Values
  : [T] extends [TextTypeName]
    ? Characters
    : [T] extends [SizedTypeName | BufferConstructor | Uint8ArrayConstructor]
      ? "length"
      : [T] extends [IntegerTypeName | BigIntConstructor]
        ? Digits | Numbering
        : [T] extends [DecimalTypeName]
          ? "precision" | "scale" | Digits
          : [T] extends [NumberConstructor]
            ? "precision" | "scale" | Digits | Values | Numbering
            : [T] extends [TimeTypeName | DateConstructor]
              ? "precision" | "utc"
              : [T] extends ["date"]
                ? "utc"
                : [T] extends [EnumTypeName]
                  ? "length" | Characters | Values
                  : [T] extends ["hstore"]
                    ? "hstoreType"
                    : [T] extends [SpatialTypeName]
                      ? Place
                      : [T] extends [PlainTypeName | BooleanConstructor]
                        ? never
                        : TypeOption;

/**
 * The options of a column whose type is named: `{ type: "varchar", precision: 3 }` does not compile. A type in the
 * database's own spelling (`"tsrange"`, `"int(11)"`), and one that only the program knows, takes all of them.
 *
 * @example
 * const price: CheckedColumnOptions<"decimal"> = { type: "decimal", precision: 10, scale: 2 };
 */
export type CheckedColumnOptions<T extends ColumnType> = { readonly type?: T } & OptionsBeside<T>;

/** The options behind the name of a type: `@Column("varchar", { length: 100 })`. */
export type OptionsBeside<T extends ColumnType> = Pick<
  ColumnOptions,
  Exclude<keyof ColumnOptions, TypeOption | "type"> | TypeOptionOf<T>
>;
