import type { ObjectKind, ObjectName, ObjectOfKind } from "../../schema/model";
import type { SqlFragment } from "../../schema/sql-fragment";
import type { EntityTarget } from "../entity-target";

/** On every definition, so that those of another copy of the package are known too. */
const BRAND = Symbol.for("ormolu.schema-object");

/** The name of a schema object: `"emails"`, or `{ schema: "stats", name: "emails" }`. */
export type ObjectNameInput = string | ObjectName;

/** The table of a trigger or a policy: an entity (its class, a function that returns it, its name), or the name of a table. */
export type TableReference = EntityTarget | (() => EntityTarget) | ObjectName;

/** What a schema object needs before it: other definitions, entities, or names. */
export type ObjectDependency = SchemaObjectDefinition | EntityTarget;

/** The SELECT of a view: SQL, or `` sql`...` ``, whose values become literals. */
export type QueryText = string | SqlFragment;

/** What a kind of object is made of, beside what it is called and where it is. */
export type ObjectParts<K extends ObjectKind> = K extends "view" | "materializedView"
  ? Omit<PlainParts<K>, "query"> & { readonly query: QueryText }
  : PlainParts<K>;

type PlainParts<K extends ObjectKind> = Omit<ObjectOfKind<K>, "kind" | "name" | "schema" | "table" | "renamedFrom">;

/** What every `define...` function takes beside the parts of its kind. */
export interface DefinitionOptions<K extends ObjectKind> {
  /** Leave the object out where the database has none of its kind, instead of refusing. */
  readonly optional?: boolean;
  /**
   * What differs from database to database, by the name of the dialect: parts that take the place of the others, or `false`
   * where the object does not exist at all.
   */
  readonly variants?: Readonly<Record<string, Partial<ObjectParts<K>> | false>>;
}

/** The earlier name of an object, so that a comparison finds a rename instead of a drop and a creation. */
export interface RenamedDefinition {
  readonly renamedFrom?: string;
}

/** What must be there before, where the text does not mention it. */
export interface DependentDefinition {
  readonly dependsOn?: readonly ObjectDependency[];
}

/** A schema object that the code declares: made by `defineView` and the like, listed in `entities`. */
export interface SchemaObjectDefinition<K extends ObjectKind = ObjectKind> {
  readonly kind: K;
  readonly name: string;
  readonly schema?: string;
  /** The table of a trigger or a policy. */
  readonly table?: TableReference;
  readonly parts: ObjectParts<K>;
  readonly renamedFrom?: string;
  readonly dependsOn: readonly ObjectDependency[];
  readonly isOptional: boolean;
  readonly variants: Readonly<Record<string, Partial<ObjectParts<K>> | false>>;
}

/** The definition, marked as one and frozen with all that it holds but fragments, classes and other definitions. */
export function brandDefinition<K extends ObjectKind>(
  definition: SchemaObjectDefinition<K>,
): SchemaObjectDefinition<K> {
  Object.defineProperty(definition, BRAND, { value: true });
  return freezePlain(definition);
}

/** Whether a value was made by one of the `define...` functions, also those of another copy of the package. */
export function isSchemaObjectDefinition(value: unknown): value is SchemaObjectDefinition {
  return typeof value === "object" && value !== null && (value as Record<symbol, unknown>)[BRAND] === true;
}

function freezePlain<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && !Array.isArray(value)) return value;
  for (const member of Object.values(value)) freezePlain(member);
  return Object.freeze(value);
}
