import { OrmError } from "../../errors/orm-error";
import { isSameData } from "../../util/stable-json";
import type { CheckMetadata, ColumnMetadata, IndexMetadata, UniqueMetadata } from "../entity-metadata";
import type { IndexDefinition, UniqueDefinition } from "../metadata-storage";
import { buildForeignKey } from "./build-foreign-key";
import { readDeferrable } from "./build-relations";
import type { BuildContext, EntityDraft, RelationDraft } from "./draft";
import { describeClass } from "./property-label";
import { readSelectedProperties } from "./property-selector";
import { suggestName } from "./relation-error";

/** Names the primary key and builds foreign keys, uniques, indexes and checks, once all columns are known. */
export function buildConstraints(context: BuildContext, draft: EntityDraft): void {
  const { metadata, definition, columns } = draft;
  const { naming } = context;
  const primary = columns.filter((column) => column.isPrimary);
  metadata.primaryKeyName =
    primary.find((column) => column.options.primaryKeyConstraintName !== undefined)?.options.primaryKeyConstraintName ??
    naming.primaryKeyName(metadata.tableName, columnNames(primary));
  const owners = draft.relations.filter(({ metadata: relation }) => relation.isOwner && !relation.isToMany);
  metadata.foreignKeys = owners
    .filter((relation) => relation.definition.options.createForeignKeyConstraints !== false)
    .map((relation) => buildRelationForeignKey(context, relation));
  const declared = definition.uniques.map((unique) => buildUnique(context, draft, unique));
  const implied = owners.flatMap((relation) => buildRelationUnique(context, draft, relation));
  metadata.uniques = mergeByName(draft, "unique constraints", [...declared, ...implied]);
  const indexes = definition.indexes.map((index) => buildIndex(context, draft, index));
  metadata.indexes = mergeByName(draft, "indexes", indexes);
  const checks = definition.checks.map(({ name, expression }): CheckMetadata => ({
    name: name ?? naming.checkConstraintName(metadata.tableName, expression),
    expression,
  }));
  metadata.checks = mergeByName(draft, "checks", checks);
}

function buildRelationForeignKey(context: BuildContext, { owner, target, metadata }: RelationDraft) {
  const given = owner.definition.joinColumns.get(metadata.propertyName) ?? [];
  const fromColumns = metadata.joinColumns.map(({ column }) => column.options.foreignKeyConstraintName);
  const name = [...given.map((one) => one.foreignKeyConstraintName), ...fromColumns].find((one) => one !== undefined);
  const { onDelete, onUpdate, deferrable } = metadata;
  return buildForeignKey(context, owner.metadata, target.metadata, metadata.joinColumns, {
    name,
    onDelete,
    onUpdate,
    deferrable,
  });
}

/** The unique constraint of a one-to-one relation; none where the join columns are the primary key, which is unique anyway. */
function buildRelationUnique({ naming }: BuildContext, draft: EntityDraft, relation: RelationDraft): UniqueMetadata[] {
  if (relation.metadata.type !== "one-to-one") return [];
  const columns = relation.metadata.joinColumns.map(({ column }) => column);
  const primary = draft.columns.filter((column) => column.isPrimary);
  if (primary.length === columns.length && columns.every((column) => column.isPrimary)) return [];
  const name = naming.relationConstraintName(draft.metadata.tableName, columnNames(columns));
  return [{ name, indexName: name, columns }];
}

function buildUnique({ naming }: BuildContext, draft: EntityDraft, definition: UniqueDefinition): UniqueMetadata {
  const columns = findColumns(draft, definition, "@Unique()");
  const { tableName } = draft.metadata;
  const deferrable = readDeferrable(definition.options.deferrable);
  return {
    name: definition.name ?? naming.uniqueConstraintName(tableName, columnNames(columns)),
    indexName: definition.name ?? naming.indexName(tableName, columnNames(columns)),
    columns,
    ...(deferrable === undefined ? {} : { deferrable }),
  };
}

function buildIndex({ naming }: BuildContext, draft: EntityDraft, definition: IndexDefinition): IndexMetadata {
  const columns = findColumns(draft, definition, "@Index()");
  const { where, parser, type, unique, spatial, fulltext, concurrent, synchronize } = definition.options;
  return {
    name: definition.name ?? naming.indexName(draft.metadata.tableName, columnNames(columns), where),
    columns,
    isUnique: unique === true,
    ...(where === undefined ? {} : { where }),
    isSpatial: spatial === true,
    isFulltext: fulltext === true,
    ...(parser === undefined ? {} : { parser }),
    ...(type === undefined ? {} : { type }),
    isConcurrent: concurrent === true,
    synchronize: synchronize !== false,
  };
}

function findColumns(
  draft: EntityDraft,
  { fields, place }: IndexDefinition | UniqueDefinition,
  decorator: string,
): readonly ColumnMetadata[] {
  const own = place === undefined ? undefined : [String(place.property)];
  const properties = typeof fields === "function" ? readSelectedProperties(fields) : (fields ?? own);
  if (properties === undefined || properties.length === 0) {
    throw optionError(draft, `${decorator} names no properties`, "Name them: an array of the names of properties.");
  }
  return properties.flatMap((property) => findPropertyColumns(draft, property, decorator));
}

function findPropertyColumns(draft: EntityDraft, property: string, decorator: string): readonly ColumnMetadata[] {
  const column = draft.columns.find((candidate) => candidate.propertyName === property && !candidate.isVirtual);
  if (column !== undefined) return [column];
  const relation = draft.relations.find(({ metadata }) => metadata.propertyName === property)?.metadata;
  if (relation?.isOwner === true && !relation.isToMany) return relation.joinColumns.map((join) => join.column);
  const problem =
    relation === undefined
      ? `${decorator} names "${property}", which is no column or relation`
      : `${decorator} names "${property}", a relation whose columns are in another table`;
  const known = draft.columns.map((candidate) => candidate.propertyName);
  throw optionError(draft, problem, suggestName(property, known));
}

/** Takes a thing that was declared twice once; two things of one name are an error. */
function mergeByName<T extends { readonly name: string; readonly columns?: readonly ColumnMetadata[] }>(
  draft: EntityDraft,
  what: string,
  list: readonly T[],
): readonly T[] {
  const byName = new Map<string, T>();
  for (const one of list) {
    const other = byName.get(one.name);
    if (other === undefined) byName.set(one.name, one);
    else if (!isSameData(comparable(one), comparable(other))) {
      throw optionError(draft, `two ${what} are called "${one.name}"`, "Give one of them another name.");
    }
  }
  return [...byName.values()];
}

function comparable({ columns, ...rest }: { readonly columns?: readonly ColumnMetadata[] }): unknown {
  return { ...rest, columns: columnNames(columns ?? []) };
}

function optionError({ definition: { target } }: EntityDraft, problem: string, hint: string): OrmError {
  const details = { class: target.name };
  return new OrmError("ENTITY.OPTION_INVALID", `${describeClass(target)}: ${problem}`, { hint, details });
}

function columnNames(columns: readonly ColumnMetadata[]): string[] {
  return columns.map((column) => column.columnName);
}
