import type { JoinColumnMetadata } from "../entity-metadata";
import type { ColumnOptions } from "../options/column-options";
import { emptyColumn } from "./build-column";
import { typesOfVariants } from "./build-variants";
import type { BuildContext, ColumnDraft, RelationDraft } from "./draft";
import { findReferencedColumns, type ReferencedColumn } from "./referenced-columns";
import { relationError } from "./relation-error";

const NO_OPTIONS: ColumnOptions = {};

/**
 * Gives an owning to-one relation its join columns: columns of the entity that have the right name, or new ones
 * without a property. Their types come from {@link inheritColumnTypes}.
 */
export function buildJoinColumns(context: BuildContext, relation: RelationDraft): void {
  const { owner, target, metadata } = relation;
  const given = owner.definition.joinColumns.get(metadata.propertyPath) ?? [];
  const pairs = findReferencedColumns(target, given, (problem, hint) =>
    relationError(owner.definition.source, metadata.propertyPath, problem, hint),
  );
  metadata.joinColumns = pairs.map((pair) => buildJoinColumn(context, relation, pair));
}

function buildJoinColumn(
  { naming }: BuildContext,
  { owner, metadata, embedded, isOfChild }: RelationDraft,
  { column: referencedColumn, options }: ReferencedColumn,
): JoinColumnMetadata {
  const given = options.name ?? naming.joinColumnName(metadata.propertyName, referencedColumn.propertyName);
  const name = naming.columnName(metadata.propertyName, given, embedded?.prefixes ?? []);
  const existing = owner.columns.find((column) => column.columnName === name);
  const column = existing ?? addJoinColumn(owner.columns, metadata, name);
  if (existing === undefined) embedded?.columns.push(column);
  if (isOfChild === true && !column.isPrimary) column.isNullable = true;
  column.relation ??= metadata;
  column.referencedColumn ??= referencedColumn;
  return { column, referencedColumn };
}

function addJoinColumn(columns: ColumnDraft[], relation: RelationDraft["metadata"], name: string): ColumnDraft {
  const column = emptyColumn(relation.entity, relation.propertyName, name, NO_OPTIONS);
  column.propertyPath = relation.propertyPath;
  if (relation.embedded !== undefined) column.embedded = relation.embedded;
  column.isVirtual = true;
  column.isNullable = relation.isNullable;
  columns.push(column);
  return column;
}

/** Gives each column that refers to another the other's type, through chains of references. */
export function inheritColumnTypes(columns: Iterable<ColumnDraft>): void {
  const done = new Set<ColumnDraft>();
  for (const column of columns) inheritType(column, done);
}

function inheritType(column: ColumnDraft, done: Set<ColumnDraft>): void {
  const source = column.referencedColumn;
  if (source === undefined || done.has(column)) return;
  done.add(column);
  inheritType(source, done);
  const { type, length, precision, scale, unsigned, charset, collation, enumValues, enumName, isArray } = source;
  const { width, isZerofill } = source;
  const facets = { length, precision, scale, charset, collation, enumValues, enumName, width, isZerofill };
  for (const facet of Object.keys(facets) as (keyof typeof facets)[]) {
    if (facets[facet] === undefined && column[facet] === undefined) delete facets[facet];
  }
  Object.assign(column, { type, unsigned, isArray }, facets);
  if (source.variants !== undefined) column.variants = typesOfVariants(source.variants);
  if (column.isVirtual) column.transformers = source.transformers;
}
