import type { ResolvedDialect } from "../dialect/dialect";
import type { DriverResult } from "../dialect/driver";

/** Rows as objects by column name. */
export type QueriedRows = readonly Readonly<Record<string, unknown>>[];

/** The rows of a result with their values as the application has them. */
export function decodeRows(dialect: ResolvedDialect, { fields, rows }: DriverResult): QueriedRows {
  const codecs = fields.map((field) => dialect.types.fieldCodec(field));
  return rows.map((row) =>
    Object.fromEntries(
      fields.map(({ name }, index) => [
        name,
        row[index] === null ? null : (codecs[index]?.decode?.(row[index]) ?? row[index]),
      ]),
    ),
  );
}
