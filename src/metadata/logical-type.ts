/**
 * A column type that no decorator spelt out. It says what the values are; the dialect chooses the column type.
 * `createDate`, `updateDate`, `deleteDate` and `version` belong to the decorators of those names, `uuid` to
 * `@PrimaryGeneratedColumn("uuid")`, the others to the TypeScript type of the property.
 */
export type LogicalTypeName =
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
  | "version";

/** See {@link LogicalTypeName}. */
export interface LogicalType {
  readonly logical: LogicalTypeName;
}

const NAMES_BY_CONSTRUCTOR: ReadonlyMap<unknown, LogicalTypeName> = new Map<unknown, LogicalTypeName>([
  [String, "string"],
  [Number, "number"],
  [Boolean, "boolean"],
  [Date, "date"],
  [BigInt, "bigint"],
  [Buffer, "buffer"],
  [Uint8Array, "buffer"],
]);

/** The logical type that a constructor such as `String` or `Date` stands for, or `undefined` for any other value. */
export function logicalTypeOf(constructor: unknown): LogicalType | undefined {
  const logical = NAMES_BY_CONSTRUCTOR.get(constructor);
  return logical === undefined ? undefined : { logical };
}
