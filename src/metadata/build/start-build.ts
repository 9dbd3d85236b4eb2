import { OrmError } from "../../errors/orm-error";
import type { NamingConvention } from "../../schema/naming-convention";
import { withoutUndefined } from "../../util/without-undefined";
import { withNamingConvention } from "../convention-naming-strategy";
import type { EntitySchema } from "../entity-schema/entity-schema";
import { isEntitySchema, type EntityClass, type EntityDeclaration, type EntitySchemaReference } from "../entity-target";
import { readClassDefinitions } from "../metadata-storage";
import { DefaultNamingStrategy, type NamingStrategy } from "../naming-strategy";
import { emptyEntity, prefixTable, type BuildContext, type EntityDraft } from "./draft";
import { readSource, type EntitySource } from "./entity-source";
import { findInheritancePlaces, type InheritancePlace } from "./inheritance-place";
import { describeClass } from "./property-label";
import { collectDefinitions, type TableDefinition } from "./share-definition";

/** What `buildEntityMetadatas` can be told. */
export interface BuildOptions {
  /** Default: `DefaultNamingStrategy`. */
  readonly namingStrategy?: NamingStrategy;
  /** Names of keys, checks and indexes; it goes before the strategy. */
  readonly namingConvention?: NamingConvention | undefined;
  /** Put before the name of every table. Default: nothing. */
  readonly entityPrefix?: string;
}

/** An entity under construction for each class or schema, with all that is said of it. */
export function startBuild(entities: Iterable<EntityDeclaration>, options: BuildOptions): BuildContext {
  const strategy = options.namingStrategy ?? new DefaultNamingStrategy();
  const naming = withNamingConvention(strategy, options.namingConvention);
  const start = { naming, entityPrefix: options.entityPrefix ?? "" };
  const sources = readSources([...new Set(entities)]);
  const places = findInheritancePlaces(sources);
  const definitions = collectDefinitions(sources, places);
  const drafts = sources.map((source) => {
    const place = places.get(source);
    const root = place?.pattern === "STI" ? definitions.get(place.root)! : undefined;
    return startEntity(start, definitions.get(source)!, place, root);
  });
  const keys = drafts.flatMap((draft) => draft.definition.source.keys.map((key) => [key, draft] as const));
  const draftsByKey = new Map<unknown, EntityDraft>(keys);
  for (const draft of drafts) {
    const { pattern, parent } = draft.place ?? {};
    if (pattern === "JOINED" && parent !== undefined) draft.joinedTo = draftsByKey.get(parent.keys[0])!;
  }
  return { ...start, drafts, draftsByKey };
}

/** The entities among what is listed: schemas that only describe columns for others are none themselves. */
function readSources(entities: readonly EntityDeclaration[]): readonly EntitySource[] {
  const schemas = new Map<EntityClass, EntitySchemaReference>();
  for (const schema of entities) {
    if (!isEntitySchema(schema) || schema.options.target === undefined) continue;
    const { target } = schema.options;
    const isTwice = schemas.has(target) || entities.includes(target) || readClassDefinitions(target) !== undefined;
    if (isTwice) throw describedTwice(schema);
    schemas.set(target, schema);
  }
  const isPart = (type: unknown): boolean => type === "embedded" || type === "abstract";
  return entities
    .filter((entity) => !isEntitySchema(entity) || !isPart((entity as EntitySchema).options.type))
    .map((entity) => readSource(entity, schemas));
}

function describedTwice({ name, options: { target } }: EntitySchemaReference): OrmError {
  const problem = `${describeClass(target!)} is described by schema "${name}" and by something else`;
  return new OrmError("ENTITY.OPTION_INVALID", problem, {
    hint: "Keep one of them in `entities`, and no decorators on a class that a schema describes.",
    details: { class: target!.name, schema: name },
  });
}

/** @param tabled whose table it is, where that is another class's. */
function startEntity(
  context: Pick<BuildContext, "naming" | "entityPrefix">,
  definition: TableDefinition,
  place: InheritancePlace | undefined,
  tabled: TableDefinition = definition,
): EntityDraft {
  const { source, own } = definition;
  const options = { ...tabled.options, ...definition.options };
  const { name, schema, database, comment, renamedFrom } = options;
  const baseTableName = context.naming.tableName(tabled.source.name, name);
  return {
    definition,
    ...(place === undefined ? {} : { place }),
    baseTableName,
    columns: [],
    relations: [],
    metadata: {
      ...emptyEntity(own.view === undefined ? "entity" : "view", source.name, prefixTable(context, baseTableName)),
      ...withoutUndefined({ target: source.target, schema, database }),
      embeddeds: definition.embeddeds.filter(({ parent }) => parent === undefined),
      ...withoutUndefined({ comment, renamedFrom }),
      synchronize: options.synchronize !== false,
      options,
    },
  };
}
