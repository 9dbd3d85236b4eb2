import { buildComputed } from "./build/build-computed";
import { buildConstraints } from "./build/build-constraints";
import {
  addInheritanceConstraints,
  describeInheritance,
  isRowSharing,
  refuseScatteredTargets,
  requireSameTargets,
  shareMembers,
  shareTable,
} from "./build/build-inheritance";
import { buildJoinColumns, inheritColumnTypes } from "./build/build-join-columns";
import { buildJunction, type JunctionDraft } from "./build/build-junction";
import { buildOrderBy } from "./build/build-order-by";
import { buildOwnColumns } from "./build/build-own-columns";
import { buildRelations } from "./build/build-relations";
import { buildTree, inheritTrees } from "./build/build-tree";
import { buildViews } from "./build/build-view";
import type { BuildContext, ColumnDraft, EntityDraft, RelationDraft } from "./build/draft";
import { linkInverseSides } from "./build/link-inverse-sides";
import { startBuild, type BuildOptions } from "./build/start-build";
import { validateJoins, validateTables } from "./build/validate-entity";
import type { EntityMetadata } from "./entity-metadata";
import type { EntityDeclaration } from "./entity-target";

export type { BuildOptions } from "./build/start-build";

/**
 * Turns decorated classes and schemas into metadata with every name decided and every reference resolved: the entities in the
 * order given, then the tables of their many-to-many relations and trees. Type functions are called here, not when classes are
 * decorated, so entities may refer to each other in circles.
 * Throws `ENTITY.*` errors that name the class, the property and the repair.
 *
 * @example
 * const [user] = buildEntityMetadatas([User]);
 * user.columns.map((column) => column.columnName); // ["id", "email"]
 */
export function buildEntityMetadatas(
  entities: Iterable<EntityDeclaration>,
  options: BuildOptions = {},
): readonly EntityMetadata[] {
  const context = startBuild(entities, options);
  const { drafts } = context;
  buildOwnColumns(context);
  for (const draft of drafts) validateJoins(draft);
  const tables = drafts.filter((draft) => !isRowSharing(draft));
  for (const draft of tables) buildRelations(context, draft);
  for (const draft of tables) requireSameTargets(context, draft);
  refuseScatteredTargets(context);
  const relations = tables.flatMap((draft) => draft.relations);
  shareMembers(context);
  linkInverseSides(relations);
  const closures = drafts.flatMap((draft) => buildTree(context, draft) ?? []);
  const junctions = [...joinTables(context, relations), ...closures];
  inheritColumnTypes(allColumns(tables, junctions));
  for (const draft of tables) buildTable(context, draft);
  shareMembers(context);
  for (const draft of drafts) finishEntity(context, draft);
  describeInheritance(context);
  inheritTrees(drafts);
  buildViews(context);
  const metadatas = [...drafts, ...junctions].map(({ metadata }) => metadata);
  validateTables(metadatas);
  return metadatas;
}

function joinTables(context: BuildContext, relations: readonly RelationDraft[]): JunctionDraft[] {
  const owners = relations.filter(({ metadata }) => metadata.isOwner);
  for (const relation of owners) if (!relation.metadata.isToMany) buildJoinColumns(context, relation);
  const junctions = owners
    .filter(({ metadata }) => metadata.isToMany)
    .map((relation) => buildJunction(context, relation));
  for (const { metadata } of relations) if (!metadata.isOwner) mirrorOwner(metadata);
  return junctions;
}

/** Gives the side without the key what the owner's side was given, seen from its own end. */
function mirrorOwner(relation: RelationDraft["metadata"]): void {
  const owner = relation.inverse;
  if (owner?.junction === undefined) {
    relation.joinColumns = owner?.joinColumns ?? [];
    return;
  }
  relation.junction = owner.junction;
  relation.joinColumns = owner.junction.inverseColumns;
  relation.inverseJoinColumns = owner.junction.ownerColumns;
}

function* allColumns(
  drafts: readonly EntityDraft[],
  junctions: readonly { readonly columns: readonly ColumnDraft[] }[],
): Generator<ColumnDraft, void, undefined> {
  for (const { columns } of drafts) yield* columns;
  for (const { columns } of junctions) yield* columns;
}

/** Puts the columns of a table in the order of TypeORM, those of embedded classes last, and builds what stands over them. */
function buildTable(context: BuildContext, draft: EntityDraft): void {
  const isLast = ({ embedded, isVirtual }: ColumnDraft): number => (embedded === undefined || isVirtual ? 0 : 1);
  draft.columns.sort((left, right) => isLast(left) - isLast(right));
  buildConstraints(context, draft);
  addInheritanceConstraints(context, draft);
}

function finishEntity(context: BuildContext, draft: EntityDraft): void {
  const { metadata, columns, relations } = draft;
  if (isRowSharing(draft)) shareTable(context, draft);
  buildComputed(draft);
  metadata.columns = [...columns];
  metadata.primaryColumns = columns.filter((column) => column.isPrimary);
  metadata.relations = relations.map((relation) => relation.metadata);
  metadata.columnsByName = new Map(columns.map((column) => [column.columnName, column]));
  const own = columns.filter((column) => !column.isVirtual);
  metadata.columnsByProperty = new Map(own.map((column) => [column.propertyPath, column]));
  const orderBy = buildOrderBy(draft);
  if (orderBy !== undefined) metadata.orderBy = orderBy;
  metadata.relationsByProperty = new Map(metadata.relations.map((relation) => [relation.propertyPath, relation]));
}
