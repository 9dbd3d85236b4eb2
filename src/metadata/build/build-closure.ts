import type { ClosureMetadata, EntityMetadata, JoinColumnMetadata } from "../entity-metadata";
import type { ClosureTreeOptions } from "../options/tree-options";
import { emptyColumn } from "./build-column";
import { buildForeignKey } from "./build-foreign-key";
import { plainIndex } from "./build-junction";
import { emptyEntity, prefixTable, type BuildContext, type ColumnDraft, type EntityDraft } from "./draft";
import type { Mutable } from "./mutable";
import type { TreeParts } from "./tree-definition";

/** The table of pairs of a tree; its columns are drafts until types are inherited. */
export interface ClosureDraft {
  readonly metadata: Mutable<EntityMetadata>;
  readonly columns: readonly ColumnDraft[];
  readonly closure: ClosureMetadata;
}

/** Builds the table with every pair of ancestor and descendant of a tree; both sides go with the rows that they refer to. */
export function buildClosure(context: BuildContext, draft: EntityDraft, { options, level }: TreeParts): ClosureDraft {
  const table = emptyTable(context, draft, options);
  const { ancestorColumnName: nameAncestor, descendantColumnName: nameDescendant } = options;
  const pairs = draft.columns
    .filter((column) => column.isPrimary)
    .map((column) => ({
      ancestor: keyColumn(table, nameAncestor?.(column) ?? `${column.propertyName}_ancestor`, column, context),
      descendant: keyColumn(table, nameDescendant?.(column) ?? `${column.propertyName}_descendant`, column, context),
    }));
  const ancestorColumns = pairs.map(({ ancestor }) => ancestor);
  const descendantColumns = pairs.map(({ descendant }) => descendant);
  const keys = pairs.flatMap(({ ancestor, descendant }) => [ancestor, descendant].map(({ column }) => column));
  table.columns = level === undefined ? keys : [...keys, levelColumn(table, context)];
  table.primaryColumns = keys;
  table.primaryKeyName = context.naming.primaryKeyName(
    table.tableName,
    keys.map(({ columnName }) => columnName),
  );
  table.columnsByName = new Map(table.columns.map((column) => [column.columnName, column]));
  const sides = [ancestorColumns, descendantColumns];
  table.indexes = sides.map((side) => plainIndex(context, table, side));
  table.foreignKeys = sides.map((side) =>
    buildForeignKey(context, table, draft.metadata, side, {
      name: undefined,
      onDelete: "CASCADE",
      onUpdate: undefined,
      deferrable: undefined,
    }),
  );
  const closure = { table, ancestorColumns, descendantColumns };
  return { metadata: table, columns: table.columns, closure };
}

function emptyTable(context: BuildContext, { metadata, baseTableName }: EntityDraft, options: ClosureTreeOptions) {
  const name = options.closureTableName ?? baseTableName;
  const tableName = prefixTable(context, context.naming.closureJunctionTableName(name));
  const schema = options.closureTableSchema ?? metadata.schema;
  const { database, synchronize } = metadata;
  return {
    ...emptyEntity("closure", tableName, tableName),
    ...(schema === undefined ? {} : { schema }),
    ...(database === undefined ? {} : { database }),
    synchronize,
  };
}

function keyColumn(
  table: EntityMetadata,
  property: string,
  referencedColumn: ColumnDraft,
  { naming }: BuildContext,
): JoinColumnMetadata {
  const column: ColumnDraft = {
    ...emptyColumn(table, property, naming.columnName(property, undefined, []), {}),
    isVirtual: true,
    isPrimary: true,
    referencedColumn,
  };
  return { column, referencedColumn };
}

function levelColumn(table: EntityMetadata, { naming }: BuildContext): ColumnDraft {
  return {
    ...emptyColumn(table, "level", naming.columnName("level", undefined, []), {}),
    type: { logical: "number" },
    isVirtual: true,
    treePart: "level",
  };
}
