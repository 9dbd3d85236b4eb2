import type { ResolvedDialect } from "../dialect/dialect";
import type { ColumnMetadata } from "../metadata/entity-metadata";

/** The column as it is on one database: its options may say that it is something else there. */
export function variantOf(column: ColumnMetadata, { name }: ResolvedDialect): ColumnMetadata {
  const { variants } = column;
  return variants === undefined || !Object.hasOwn(variants, name) ? column : { ...column, ...variants[name] };
}
