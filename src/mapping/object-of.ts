import type { ResolvedDialect } from "../dialect/dialect";
import { OrmError } from "../errors/orm-error";
import type { EntityMetadata } from "../metadata/entity-metadata";
import { isEntitySchema, type EntityTarget } from "../metadata/entity-target";
import type { SchemaObjectDefinition, TableReference } from "../metadata/schema-objects/schema-object-definition";
import type { ObjectName, SchemaObject } from "../schema/model";
import { ownAttributes } from "./own-attributes";
import { tableNameOf } from "./table-name-of";
import { writeQuery } from "./view-query";

/** Finds the entity that a class or a name means. */
export type FindEntity = (target: EntityTarget) => EntityMetadata | undefined;

/**
 * The schema object that a definition asks for, in the words of one database; `undefined` where it is left out there.
 * @throws OrmError `DIALECT.UNSUPPORTED` for a kind that the database does not have, `ENTITY.OBJECT_INVALID`.
 */
export function objectOf(
  definition: SchemaObjectDefinition,
  dialect: ResolvedDialect,
  findEntity: FindEntity,
): SchemaObject | undefined {
  const { kind, variants, parts, table, renamedFrom } = definition;
  const variant = Object.hasOwn(variants, dialect.name) ? variants[dialect.name] : undefined;
  if (variant === false || !isKnownKind(definition, dialect)) return undefined;
  const { attributes, ...own } = { ...parts, ...variant };
  const query = "query" in own ? own.query : undefined;
  const kept = ownAttributes(attributes, dialect, describeDefinition(definition));
  const owner = table === undefined ? undefined : findTable(definition, table, dialect, findEntity);
  return {
    kind,
    ...nameIn(definition, owner, dialect),
    ...own,
    ...(query === undefined ? {} : { query: writeQuery(query, dialect) }),
    ...(owner === undefined ? {} : { table: owner }),
    ...(renamedFrom === undefined ? {} : { renamedFrom }),
    ...(kept === undefined ? {} : { attributes: kept }),
    // The kind of the definition has chosen its parts, which the compiler cannot see.
  } as unknown as SchemaObject;
}

/** How errors name a definition: `view "adults"`. */
export function describeDefinition({ kind, name }: SchemaObjectDefinition): string {
  return `${kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)} "${name}"`;
}

/** @throws OrmError `DIALECT.UNSUPPORTED`. */
function isKnownKind(
  definition: SchemaObjectDefinition,
  { name, displayName, objectChanges }: ResolvedDialect,
): boolean {
  const { kinds } = objectChanges;
  if (kinds === undefined || kinds.includes(definition.kind)) return true;
  if (definition.isOptional) return false;
  throw new OrmError(
    "DIALECT.UNSUPPORTED",
    `${describeDefinition(definition)}: ${displayName} has nothing of the kind`,
    {
      hint: `Say what becomes of it there: { optional: true }, or { variants: { ${name}: false } }.`,
      details: { kind: definition.kind, name: definition.name },
    },
  );
}

/** A trigger or a policy lives where its table does; everything else in its own schema, where that is not the connection's. */
function nameIn(
  { name, schema }: ObjectName,
  owner: ObjectName | undefined,
  { capabilities, defaultSchema }: ResolvedDialect,
): ObjectName {
  const place = owner === undefined ? schema : owner.schema;
  const isSaid = capabilities.schemas && place !== undefined && place !== defaultSchema;
  return isSaid ? { name, schema: place } : { name };
}

function findTable(
  definition: SchemaObjectDefinition,
  reference: TableReference,
  dialect: ResolvedDialect,
  findEntity: FindEntity,
): ObjectName {
  if (typeof reference === "object" && !isEntitySchema(reference)) return nameIn(reference, undefined, dialect);
  const target = isLazy(reference) ? reference() : reference;
  const entity = target === undefined ? undefined : findEntity(target);
  if (entity !== undefined) return tableNameOf(entity, dialect);
  if (typeof target === "string") return { name: target };
  const name = typeof target === "function" ? `class "${target.name}"` : JSON.stringify(target);
  throw new OrmError(
    "ENTITY.OBJECT_INVALID",
    `${describeDefinition(definition)} belongs to ${name}, which is no entity of the data source`,
    { hint: 'List the class in "entities", or give the name of the table.' },
  );
}

/** A class has a prototype; an arrow function that returns one has none. */
function isLazy(reference: unknown): reference is () => EntityTarget {
  return typeof reference === "function" && reference.prototype === undefined;
}
