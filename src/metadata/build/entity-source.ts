import { OrmError } from "../../errors/orm-error";
import type { SchemaOptions } from "../entity-schema/entity-schema-options";
import { definitionsOfSchema } from "../entity-schema/schema-definitions";
import { isEntitySchema, type EntityClass, type EntitySchemaReference } from "../entity-target";
import { emptyDefinitions, readClassDefinitions, type ClassDefinitions } from "../metadata-storage";

/** One class of the chain that an entity is described by. */
export interface SourceLink {
  /** What a relation may name it by, if it is an entity itself: the class, or the schema. */
  readonly key: unknown;
  readonly definitions: Readonly<ClassDefinitions>;
  /** The class that has the properties; absent for an `EntitySchema`. */
  readonly target?: EntityClass;
}

/** The schemas of a data source that describe a class, by the class. */
export type SchemasByClass = ReadonlyMap<EntityClass, EntitySchemaReference>;

/** Where the description of an entity, or of an embedded class, comes from. */
export interface EntitySource {
  readonly name: string;
  /** The class of the instances; absent for an `EntitySchema` without one. */
  readonly target?: EntityClass;
  /** Everything that a relation may name it by: its class, its schema. */
  readonly keys: readonly unknown[];
  /** Base classes first, the class itself last. */
  readonly chain: readonly SourceLink[];
  readonly schemas: SchemasByClass;
}

/** The source of a value of `entities`. @throws OrmError `ENTITY.NOT_AN_ENTITY` for anything that can be none. */
export function readSource(value: unknown, schemas: SchemasByClass = NO_SCHEMAS): EntitySource {
  const source = findSource(value, schemas);
  if (source !== undefined) return source;
  throw new OrmError("ENTITY.NOT_AN_ENTITY", `${JSON.stringify(value)} in \`entities\` is not a class`, {
    hint: "List classes that have @Entity(); `undefined` comes from a wrong import, or from a circular one.",
  });
}

/** The source of a class or of a schema; `undefined` for a value that is neither. */
export function findSource(value: unknown, schemas: SchemasByClass = NO_SCHEMAS): EntitySource | undefined {
  if (isEntitySchema(value)) return sourceOfSchema(value, schemas);
  if (typeof value !== "function") return undefined;
  const target = value as EntityClass;
  const described = schemas.get(target);
  if (described !== undefined) return sourceOfSchema(described, schemas);
  return { name: target.name, target, keys: [target], chain: listAncestry(target).map(linkWith(schemas)), schemas };
}

const NO_SCHEMAS: SchemasByClass = new Map();

function sourceOfSchema(schema: EntitySchemaReference, schemas: SchemasByClass): EntitySource {
  const { name, target } = schema.options;
  const own = linkOfSchema(schema);
  if (target === undefined) return { name, keys: [schema], chain: [own], schemas };
  const bases = listAncestry(target).slice(0, -1).map(linkWith(schemas));
  return { name, target, keys: [target, schema], chain: [...bases, own], schemas };
}

/** What the class itself says, its base classes left aside. */
export function ownDefinitions({ chain }: EntitySource): Readonly<ClassDefinitions> {
  return chain.at(-1)!.definitions;
}

function linkWith(schemas: SchemasByClass): (target: EntityClass) => SourceLink {
  return (target) => {
    const schema = schemas.get(target);
    return schema === undefined ? linkOf(target) : linkOfSchema(schema);
  };
}

function linkOfSchema(schema: EntitySchemaReference): SourceLink {
  return { key: schema, definitions: definitionsOfSchema(schema.options as SchemaOptions) };
}

function linkOf(target: EntityClass): SourceLink {
  return { key: target, target, definitions: readClassDefinitions(target) ?? emptyDefinitions() };
}

function listAncestry(target: EntityClass): EntityClass[] {
  const chain: EntityClass[] = [];
  for (let current: unknown = target; isClass(current); current = Object.getPrototypeOf(current)) {
    chain.unshift(current);
  }
  return chain;
}

function isClass(value: unknown): value is EntityClass {
  return typeof value === "function" && value !== Function.prototype;
}
