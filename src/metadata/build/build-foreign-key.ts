import type { EntityMetadata, ForeignKeyMetadata, JoinColumnMetadata, RelationMetadata } from "../entity-metadata";
import { tablePath, type BuildContext } from "./draft";

/** What is said of a foreign key beside its columns. */
export type ForeignKeyTraits = Pick<RelationMetadata, "onDelete" | "onUpdate" | "deferrable"> & {
  readonly name: string | undefined;
};

/** Builds the foreign key from a table's join columns to the entity that they refer to. */
export function buildForeignKey(
  { naming }: BuildContext,
  table: EntityMetadata,
  referencedEntity: EntityMetadata,
  pairs: readonly JoinColumnMetadata[],
  { name, onDelete, onUpdate, deferrable }: ForeignKeyTraits,
): ForeignKeyMetadata {
  const columns = pairs.map(({ column }) => column);
  const referencedColumns = pairs.map(({ referencedColumn }) => referencedColumn);
  const names = columns.map((column) => column.columnName);
  const referencedNames = referencedColumns.map((column) => column.columnName);
  return {
    name: name ?? naming.foreignKeyName(table.tableName, names, tablePath(referencedEntity), referencedNames),
    columns,
    referencedEntity,
    referencedColumns,
    ...(onDelete === undefined ? {} : { onDelete }),
    ...(onUpdate === undefined ? {} : { onUpdate }),
    ...(deferrable === undefined ? {} : { deferrable }),
  };
}
