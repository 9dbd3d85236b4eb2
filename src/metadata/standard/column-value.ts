import type { ColumnType } from "../options/column-options";
import type {
  DecimalTypeName,
  EnumTypeName,
  IntegerTypeName,
  LengthTypeName,
  TextTypeName,
  TimeTypeName,
} from "../options/column-type-names";

/** What a property holds that is a column of a type. NULL may always be one of the values. */
export type ColumnValue<T extends ColumnType> = ValueOf<T> | null | undefined;

type ValueOf<T> = [T] extends ["simple-array" | "simple-json"]
  ? unknown
  : [T] extends [LengthTypeName | TextTypeName | "uuid" | StringConstructor]
    ? string
    : [T] extends ["tinyint" | NumberConstructor]
      ? number | bigint | boolean
      : [T] extends [IntegerTypeName | BigIntConstructor]
        ? number | bigint | string
        : [T] extends [DecimalTypeName]
          ? number | string
          : [T] extends ["boolean" | "bool" | BooleanConstructor]
            ? boolean
            : [T] extends [Exclude<TimeTypeName, "interval"> | "date" | DateConstructor]
              ? Date | string
              : [T] extends [Exclude<EnumTypeName, "set">]
                ? string | number
                : unknown;
