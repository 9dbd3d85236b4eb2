import type { ResolvedDialect } from "../../dialect/dialect";
import { tableNameOf } from "../../mapping/table-name-of";
import type {
  ColumnMetadata,
  EmbeddedMetadata,
  EntityMetadata,
  RelationMetadata,
} from "../../metadata/entity-metadata";
import type { MappedPart } from "./mapped-entity";

/** What the rows of an entity hold, in all tables that they are in. */
export interface FamilyMembers {
  readonly columns: readonly { readonly metadata: ColumnMetadata; readonly part: MappedPart | undefined }[];
  readonly primary: readonly ColumnMetadata[];
  readonly relations: readonly RelationMetadata[];
  readonly embeddeds: readonly EmbeddedMetadata[];
  /** Keys that tables repeat, each with the one of the first table. */
  readonly keyCopies: ReadonlyMap<ColumnMetadata, ColumnMetadata>;
  /** Whether an instance of exactly this class has it. */
  isOwnColumn(column: ColumnMetadata): boolean;
  isOwnRelation(relation: RelationMetadata): boolean;
}

/** Collects the members of an entity; with `isPart` only those of its own table. */
export function collectFamilyMembers(
  metadata: EntityMetadata,
  dialect: ResolvedDialect,
  isPart: boolean,
): FamilyMembers {
  const { inheritance } = metadata;
  if (isPart || inheritance?.pattern !== "JOINED") return ownMembers(metadata, isPart);
  const above = tablesOf(metadata);
  const tables = [...above, ...tablesBelow(metadata)];
  const own = new Set(above);
  const places = new Map(tables.map((table, ordinal) => [table, partOf(table, ordinal, dialect)] as const));
  const placeOf = (column: ColumnMetadata): MappedPart | undefined =>
    column.isPrimary || column.entity === metadata ? undefined : places.get(column.entity);
  return {
    columns: tables.flatMap((table) =>
      table.columns
        .filter((column) => !isCopy(table, column))
        .map((column) => ({ metadata: column, part: placeOf(column) })),
    ),
    primary: inheritance.root.primaryColumns,
    relations: tables.flatMap(({ relations }) => relations),
    embeddeds: tables.flatMap(({ embeddeds }) => embeddeds),
    keyCopies: new Map(tables.flatMap(copiesOf)),
    isOwnColumn: ({ entity }) => own.has(entity),
    isOwnRelation: ({ entity }) => own.has(entity),
  };
}

function ownMembers(metadata: EntityMetadata, isPart: boolean): FamilyMembers {
  const { columns, primaryColumns, relations, embeddeds, inheritance } = metadata;
  const isShared = !isPart && inheritance?.pattern === "STI";
  const ownColumns = new Set(isShared ? inheritance.ownColumns : columns);
  const ownRelations = new Set(isShared ? inheritance.ownRelations : relations);
  return {
    columns: columns.map((column) => ({ metadata: column, part: undefined })),
    primary: primaryColumns,
    relations,
    embeddeds,
    keyCopies: new Map(),
    isOwnColumn: (column) => ownColumns.has(column),
    isOwnRelation: (relation) => ownRelations.has(relation),
  };
}

/** The entities whose tables hold a row of the class, the root first: one, but for joined tables. */
export function tablesOf(metadata: EntityMetadata): readonly EntityMetadata[] {
  const { inheritance } = metadata;
  const parent = inheritance?.pattern === "JOINED" ? inheritance.parent : undefined;
  return parent === undefined ? [metadata] : [...tablesOf(parent), metadata];
}

function tablesBelow({ inheritance }: EntityMetadata): readonly EntityMetadata[] {
  return inheritance?.children.flatMap((child) => [child, ...tablesBelow(child)]) ?? [];
}

function partOf(table: EntityMetadata, ordinal: number, dialect: ResolvedDialect): MappedPart {
  const keys = table.primaryColumns.map(({ columnName }) => columnName);
  return { ordinal, table: tableNameOf(table, dialect), keys };
}

/** The key of a table beside its parent's. */
function isCopy({ inheritance }: EntityMetadata, { isPrimary }: ColumnMetadata): boolean {
  return isPrimary && inheritance?.parent !== undefined;
}

function copiesOf(table: EntityMetadata): readonly (readonly [ColumnMetadata, ColumnMetadata])[] {
  if (table.inheritance?.parent === undefined) return [];
  return table.primaryColumns.map((copy) => [copy, originalOf(copy)] as const);
}

function originalOf(column: ColumnMetadata): ColumnMetadata {
  const { inheritance } = column.entity;
  const isCopied = inheritance?.pattern === "JOINED" && inheritance.parent !== undefined && column.isPrimary;
  return isCopied && column.referencedColumn !== undefined ? originalOf(column.referencedColumn) : column;
}
