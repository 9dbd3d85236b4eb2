import type { ReferentialAction } from "../../schema/model";
import type {
  EntityMetadata,
  ForeignKeyMetadata,
  IndexMetadata,
  JoinColumnMetadata,
  JunctionMetadata,
} from "../entity-metadata";
import type { JoinColumnOptions, JoinTableOptions } from "../options/relation-options";
import { emptyColumn } from "./build-column";
import { buildForeignKey } from "./build-foreign-key";
import {
  emptyEntity,
  prefixTable,
  type BuildContext,
  type ColumnDraft,
  type EntityDraft,
  type RelationDraft,
} from "./draft";
import type { Mutable } from "./mutable";
import { findReferencedColumns, type ReferencedColumn } from "./referenced-columns";
import { relationError } from "./relation-error";

/** The table between the two ends of a many-to-many relation; its columns are drafts until types are inherited. */
export interface JunctionDraft {
  readonly metadata: Mutable<EntityMetadata>;
  readonly columns: readonly ColumnDraft[];
}

/** Builds the table of an owning many-to-many relation and hands its columns to the relation. */
export function buildJunction(context: BuildContext, relation: RelationDraft): JunctionDraft {
  const { owner, metadata } = relation;
  const options = owner.definition.joinTables.get(metadata.propertyPath) ?? {};
  const table = emptyTable(context, relation, options);
  const { ownerColumns, inverseColumns } = buildColumns(context, relation, options, table);
  const columns = [...ownerColumns, ...inverseColumns].map(({ column }) => column as ColumnDraft);
  fillTable(context, relation, options, table, ownerColumns, inverseColumns);
  const junction: JunctionMetadata = { table, owner: metadata, ownerColumns, inverseColumns };
  Object.assign(metadata, { junction, joinColumns: ownerColumns, inverseJoinColumns: inverseColumns });
  return { metadata: table, columns };
}

function emptyTable(
  context: BuildContext,
  relation: RelationDraft,
  options: JoinTableOptions,
): Mutable<EntityMetadata> {
  const { owner, target, metadata } = relation;
  const inverseProperty = metadata.inverse?.propertyPath ?? "";
  const baseName =
    options.name ??
    context.naming.joinTableName(owner.baseTableName, target.baseTableName, metadata.propertyPath, inverseProperty);
  const tableName = prefixTable(context, baseName);
  const schema = options.schema ?? owner.metadata.schema;
  const { engine } = owner.metadata.options;
  const database = options.database ?? owner.metadata.database;
  return {
    ...emptyEntity("junction", tableName, tableName),
    ...(schema === undefined ? {} : { schema }),
    ...(database === undefined ? {} : { database }),
    synchronize: options.synchronize !== false,
    options: engine === undefined ? {} : { engine },
  };
}

function buildColumns(
  { naming }: BuildContext,
  relation: RelationDraft,
  options: JoinTableOptions,
  table: EntityMetadata,
): Pick<JunctionMetadata, "ownerColumns" | "inverseColumns"> {
  const { owner, target } = relation;
  const ownerSide = pairColumns(relation, owner, options.joinColumns ?? toList(options.joinColumn));
  const inverseSide = pairColumns(relation, target, options.inverseJoinColumns ?? toList(options.inverseJoinColumn));
  const ownerNames = ownerSide.map(
    ({ column, options: { name } }) =>
      name ?? naming.joinTableColumnName(owner.baseTableName, column.propertyName, column.columnName),
  );
  const inverseNames = inverseSide.map(
    ({ column, options: { name } }) =>
      name ?? naming.joinTableInverseColumnName(target.baseTableName, column.propertyName, column.columnName),
  );
  const tellApart = (name: string, others: readonly string[], index: number): string =>
    others.includes(name) ? naming.joinTableColumnDuplicationPrefix(name, index) : name;
  const build = (
    side: readonly ReferencedColumn[],
    names: readonly string[],
    others: readonly string[],
    index: number,
  ) => side.map(({ column }, position) => joinColumn(table, tellApart(names[position]!, others, index), column));
  return {
    ownerColumns: build(ownerSide, ownerNames, inverseNames, 1),
    inverseColumns: build(inverseSide, inverseNames, ownerNames, 2),
  };
}

function toList(options: JoinColumnOptions | undefined): readonly JoinColumnOptions[] {
  return options === undefined ? [] : [options];
}

function pairColumns(relation: RelationDraft, entity: EntityDraft, given: readonly JoinColumnOptions[]) {
  return findReferencedColumns(entity, given, (problem, hint) =>
    relationError(relation.owner.definition.source, relation.metadata.propertyPath, problem, hint),
  );
}

function joinColumn(table: EntityMetadata, name: string, referencedColumn: ColumnDraft): JoinColumnMetadata {
  const column: ColumnDraft = {
    ...emptyColumn(table, name, name, {}),
    isVirtual: true,
    isPrimary: true,
    referencedColumn,
  };
  return { column, referencedColumn };
}

function fillTable(
  context: BuildContext,
  { owner, target, metadata, definition }: RelationDraft,
  options: JoinTableOptions,
  table: Mutable<EntityMetadata>,
  ownerColumns: readonly JoinColumnMetadata[],
  inverseColumns: readonly JoinColumnMetadata[],
): void {
  const columns = [...ownerColumns, ...inverseColumns].map(({ column }) => column);
  table.columns = columns;
  table.primaryColumns = columns;
  table.primaryKeyName =
    options.primaryKeyConstraintName ?? context.naming.primaryKeyName(table.tableName, columnNames(columns));
  table.columnsByName = new Map(columns.map((column) => [column.columnName, column]));
  const sides = [
    {
      entity: owner,
      pairs: ownerColumns,
      relation: metadata,
      given: options.joinColumns ?? toList(options.joinColumn),
      index: options.joinColumnIndex,
    },
    {
      entity: target,
      pairs: inverseColumns,
      relation: metadata.inverse,
      given: options.inverseJoinColumns ?? toList(options.inverseJoinColumn),
      index: options.inverseJoinColumnIndex,
    },
  ];
  table.indexes = sides.flatMap(({ pairs, index: name }) =>
    name === false ? [] : [{ ...plainIndex(context, table, pairs), ...(name === undefined ? {} : { name }) }],
  );
  if (definition.options.createForeignKeyConstraints === false) return;
  table.foreignKeys = sides.map(({ entity, pairs, relation, given }): ForeignKeyMetadata => {
    const cascade: ReferentialAction = "CASCADE";
    return buildForeignKey(context, table, entity.metadata, pairs, {
      name: given.find((one) => one.foreignKeyConstraintName !== undefined)?.foreignKeyConstraintName,
      onDelete: relation?.onDelete ?? cascade,
      onUpdate: relation?.onUpdate ?? cascade,
      deferrable: (relation ?? metadata).deferrable,
    });
  });
}

/** The index over one side of a table between two others. */
export function plainIndex(
  { naming }: BuildContext,
  table: EntityMetadata,
  pairs: readonly JoinColumnMetadata[],
): IndexMetadata {
  const columns = pairs.map(({ column }) => column);
  return {
    name: naming.indexName(table.tableName, columnNames(columns)),
    columns,
    isUnique: false,
    isSpatial: false,
    isFulltext: false,
    isConcurrent: false,
    synchronize: true,
  };
}

function columnNames(columns: readonly { readonly columnName: string }[]): string[] {
  return columns.map((column) => column.columnName);
}
