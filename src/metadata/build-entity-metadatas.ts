import { OrmError } from "../errors/orm-error";
import { buildColumn } from "./build/build-column";
import { buildConstraints } from "./build/build-constraints";
import { buildJoinColumns, inheritColumnTypes } from "./build/build-join-columns";
import { buildJunction, type JunctionDraft } from "./build/build-junction";
import { buildRelations } from "./build/build-relations";
import { collectDefinition } from "./build/collect-definition";
import { prefixTable, type BuildContext, type ColumnDraft, type EntityDraft, type RelationDraft } from "./build/draft";
import { linkInverseSides } from "./build/link-inverse-sides";
import { validateColumns, validateJoins, validateTables } from "./build/validate-entity";
import type { NamingConvention } from "../schema/naming-convention";
import { withNamingConvention } from "./convention-naming-strategy";
import type { EntityMetadata } from "./entity-metadata";
import type { EntityClass } from "./entity-target";
import { DefaultNamingStrategy, type NamingStrategy } from "./naming-strategy";

/** What {@link buildEntityMetadatas} can be told. */
export interface BuildOptions {
  /** Default: {@link DefaultNamingStrategy}. */
  readonly namingStrategy?: NamingStrategy;
  /** Names of keys, checks and indexes; it goes before the strategy. */
  readonly namingConvention?: NamingConvention | undefined;
  /** Put before the name of every table. Default: nothing. */
  readonly entityPrefix?: string;
}

/**
 * Turns decorated classes into metadata with every name decided and every reference resolved: the entities in the
 * order given, then the tables of their many-to-many relations. Type functions are called here, not when classes are
 * decorated, so entities may refer to each other in circles.
 * Throws `ENTITY.*` errors that name the class, the property and the repair.
 *
 * @example
 * const [user] = buildEntityMetadatas([User]);
 * user.columns.map((column) => column.columnName); // ["id", "email"]
 */
export function buildEntityMetadatas(
  classes: Iterable<EntityClass>,
  options: BuildOptions = {},
): readonly EntityMetadata[] {
  const context = startBuild(classes, options);
  const { drafts } = context;
  for (const draft of drafts) buildOwnColumns(context, draft);
  for (const draft of drafts) validateJoins(draft);
  for (const draft of drafts) buildRelations(context, draft);
  const relations = drafts.flatMap((draft) => draft.relations);
  linkInverseSides(relations);
  const junctions = joinTables(context, relations);
  inheritColumnTypes(allColumns(drafts, junctions));
  for (const draft of drafts) finishEntity(context, draft);
  const metadatas = [...drafts, ...junctions].map(({ metadata }) => metadata);
  validateTables(metadatas);
  return metadatas;
}

function startBuild(classes: Iterable<EntityClass>, options: BuildOptions): BuildContext {
  const strategy = options.namingStrategy ?? new DefaultNamingStrategy();
  const naming = withNamingConvention(strategy, options.namingConvention);
  const start = { naming, entityPrefix: options.entityPrefix ?? "" };
  const drafts = [...new Set(classes)].map((target) => startEntity(start, target));
  return { ...start, drafts, draftsByClass: new Map(drafts.map((draft) => [draft.definition.target, draft])) };
}

function startEntity(context: Pick<BuildContext, "naming" | "entityPrefix">, target: EntityClass): EntityDraft {
  if (typeof target !== "function") {
    throw new OrmError("ENTITY.NOT_AN_ENTITY", `${JSON.stringify(target)} in \`entities\` is not a class`, {
      hint: "List classes that have @Entity(); `undefined` comes from a wrong import, or from a circular one.",
    });
  }
  const definition = collectDefinition(target);
  const { options } = definition;
  const { name, schema, database, comment, renamedFrom } = options;
  const baseTableName = context.naming.tableName(target.name, name);
  return {
    definition,
    baseTableName,
    columns: [],
    relations: [],
    metadata: {
      kind: "entity",
      target,
      name: target.name,
      tableName: prefixTable(context, baseTableName),
      ...(schema === undefined ? {} : { schema }),
      ...(database === undefined ? {} : { database }),
      columns: [],
      primaryColumns: [],
      primaryKeyName: "",
      relations: [],
      indexes: [],
      uniques: [],
      checks: [],
      foreignKeys: [],
      columnsByProperty: new Map(),
      columnsByName: new Map(),
      relationsByProperty: new Map(),
      ...(comment === undefined ? {} : { comment }),
      ...(renamedFrom === undefined ? {} : { renamedFrom }),
      synchronize: options.synchronize !== false,
      options,
    },
  };
}

function buildOwnColumns({ naming }: BuildContext, draft: EntityDraft): void {
  const { columns, definition, metadata } = draft;
  for (const column of definition.columns.values()) {
    columns.push(buildColumn(metadata, definition.target, column, naming));
  }
  validateColumns(draft);
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
  junctions: readonly JunctionDraft[],
): Generator<ColumnDraft, void, undefined> {
  for (const { columns } of drafts) yield* columns;
  for (const { columns } of junctions) yield* columns;
}

function finishEntity(context: BuildContext, draft: EntityDraft): void {
  const { metadata, columns, relations } = draft;
  buildConstraints(context, draft);
  metadata.columns = columns;
  metadata.primaryColumns = columns.filter((column) => column.isPrimary);
  metadata.relations = relations.map((relation) => relation.metadata);
  metadata.columnsByName = new Map(columns.map((column) => [column.columnName, column]));
  const own = columns.filter((column) => !column.isVirtual);
  metadata.columnsByProperty = new Map(own.map((column) => [column.propertyName, column]));
  metadata.relationsByProperty = new Map(metadata.relations.map((relation) => [relation.propertyName, relation]));
}
