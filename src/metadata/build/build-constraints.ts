import { isSameData } from "../../util/stable-json";
import { withoutUndefined } from "../../util/without-undefined";
import type { CheckMetadata } from "../constraint-metadata";
import type { ColumnMetadata, IndexPartMetadata, UniqueMetadata } from "../entity-metadata";
import type { CheckDefinition, UniqueDefinition } from "../metadata-storage";
import { buildExclusion } from "./build-exclusion";
import { buildDeclaredForeignKeys } from "./build-declared-foreign-keys";
import { buildForeignKey } from "./build-foreign-key";
import { buildIndex, comparablePart, findIncluded } from "./build-index";
import type { Placed } from "./entity-definition";
import { columnNames, findColumns, optionError, readFields } from "./constraint-columns";
import { readDeferrable } from "./build-relations";
import type { BuildContext, EntityDraft, RelationDraft } from "./draft";

/** Names the primary key and builds foreign keys, uniques, indexes and checks, once all columns are known. */
export function buildConstraints(context: BuildContext, draft: EntityDraft): void {
  const { metadata, definition, columns } = draft;
  const { naming } = context;
  const primary = columns.filter((column) => column.isPrimary);
  metadata.primaryKeyName =
    primary.find((column) => column.options.primaryKeyConstraintName !== undefined)?.options.primaryKeyConstraintName ??
    naming.primaryKeyName(metadata.tableName, columnNames(primary));
  const owners = draft.relations.filter(({ metadata: relation }) => relation.isOwner && !relation.isToMany);
  const foreignKeys = owners
    .filter((relation) => relation.definition.options.createForeignKeyConstraints !== false)
    .map((relation) => buildRelationForeignKey(context, relation));
  metadata.foreignKeys = [...foreignKeys, ...buildDeclaredForeignKeys(context, draft)];
  const declared = definition.uniques.map((unique) => buildUnique(context, draft, unique));
  const implied = owners.flatMap((relation) => buildRelationUnique(context, draft, relation));
  metadata.uniques = mergeByName(draft, "unique constraints", [...declared, ...implied]);
  const indexes = definition.indexes.map((index) => buildIndex(context, draft, index));
  metadata.indexes = mergeByName(draft, "indexes", indexes);
  metadata.checks = mergeByName(
    draft,
    "checks",
    definition.checks.map((check) => buildCheck(context, draft, check)),
  );
  const exclusions = definition.exclusions.map((exclusion) => buildExclusion(context, draft, exclusion));
  metadata.exclusions = mergeByName(draft, "exclusion constraints", exclusions);
}

function buildRelationForeignKey(context: BuildContext, { owner, target, metadata }: RelationDraft) {
  const given = owner.definition.joinColumns.get(metadata.propertyPath) ?? [];
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

/** The unique constraint of a one-to-one relation; none without its foreign key, and none where the join columns are the primary key, which is unique anyway. */
function buildRelationUnique({ naming }: BuildContext, draft: EntityDraft, relation: RelationDraft): UniqueMetadata[] {
  if (relation.metadata.type !== "one-to-one") return [];
  if (relation.definition.options.createForeignKeyConstraints === false) return [];
  const columns = relation.metadata.joinColumns.map(({ column }) => column);
  const primary = draft.columns.filter((column) => column.isPrimary);
  if (primary.length === columns.length && columns.every((column) => column.isPrimary)) return [];
  const name = naming.relationConstraintName(draft.metadata.tableName, columnNames(columns));
  return [{ name, indexName: name, columns }];
}

function buildUnique({ naming }: BuildContext, draft: EntityDraft, unique: Placed<UniqueDefinition>): UniqueMetadata {
  const columns = findColumns(draft, unique, readFields<string>(draft, unique, "@Unique()"), "@Unique()");
  const { name, options } = unique.definition;
  const { tableName } = draft.metadata;
  // TypeORM turns constraints into indexes class by class, and does not see those of embedded classes.
  const nameIndex =
    naming.uniqueIndexName ?? (unique.embedded === undefined ? naming.indexName : naming.uniqueConstraintName);
  return {
    name: name ?? naming.uniqueConstraintName(tableName, columnNames(columns)),
    indexName: name ?? nameIndex.call(naming, tableName, columnNames(columns)),
    columns,
    ...withoutUndefined({
      deferrable: readDeferrable(options.deferrable),
      include: findIncluded(draft, unique, options, "@Unique()"),
      comment: options.comment,
      dialects: options.dialects,
    }),
    ...(options.nullsNotDistinct === true ? { isNullsNotDistinct: true } : {}),
  };
}

function buildCheck({ naming }: BuildContext, draft: EntityDraft, check: Placed<CheckDefinition>): CheckMetadata {
  const { name, expression, options = {} } = check.definition;
  return {
    name: name ?? naming.checkConstraintName(draft.metadata.tableName, expression),
    expression,
    ...(options.noInherit === true ? { isNoInherit: true } : {}),
    ...withoutUndefined({ comment: options.comment, dialects: options.dialects }),
  };
}

/** Takes a thing that was declared twice once; two things of one name are an error. */
function mergeByName<T extends OverColumns & { readonly name: string }>(
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

interface OverColumns {
  readonly columns?: readonly ColumnMetadata[];
  readonly parts?: readonly IndexPartMetadata[];
  readonly elements?: readonly IndexPartMetadata[];
  readonly include?: readonly ColumnMetadata[];
}

function comparable({ columns = [], parts = [], elements = [], include = [], ...rest }: OverColumns): unknown {
  return {
    ...rest,
    columns: columnNames(columns),
    include: columnNames(include),
    parts: [...parts, ...elements].map(comparablePart),
  };
}
