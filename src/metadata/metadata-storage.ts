import "reflect-metadata";
import { OrmError } from "../errors/orm-error";
import type { EntityClass, ObjectLiteral } from "./entity-target";
import type { ColumnOptions, GenerationStrategy } from "./options/column-options";
import type { FieldSelection, IndexOptions, UniqueOptions } from "./options/constraint-options";
import type { EntityOptions } from "./options/entity-options";
import type {
  InverseSide,
  JoinColumnOptions,
  JoinTableOptions,
  RelationOptions,
  RelationTarget,
  RelationType,
} from "./options/relation-options";

/** The property that a decorator stands on. */
export interface PropertyPlace {
  readonly property: string | symbol;
  readonly isStatic: boolean;
}

/** What makes a column special: who writes its value, and when. */
export type ColumnRole = "regular" | "createDate" | "updateDate" | "deleteDate" | "version";

export interface ColumnDefinition extends PropertyPlace {
  readonly role: ColumnRole;
  readonly options: ColumnOptions;
  readonly isPrimary: boolean;
  readonly generation?: GenerationStrategy;
}

export interface RelationDefinition extends PropertyPlace {
  readonly type: RelationType;
  readonly target: RelationTarget<ObjectLiteral>;
  readonly inverseSide?: InverseSide<ObjectLiteral>;
  readonly options: RelationOptions;
}

export interface JoinColumnDefinition extends PropertyPlace {
  readonly options: JoinColumnOptions;
}

export interface JoinTableDefinition extends PropertyPlace {
  readonly options: JoinTableOptions;
}

/** An index of a class (`fields`) or of one property (`place`). */
export interface IndexDefinition {
  readonly name?: string;
  readonly fields?: FieldSelection;
  readonly place?: PropertyPlace;
  readonly options: IndexOptions;
}

/** A unique constraint of a class (`fields`) or of one property (`place`). */
export interface UniqueDefinition {
  readonly name?: string;
  readonly fields?: FieldSelection;
  readonly place?: PropertyPlace;
  readonly options: UniqueOptions;
}

export interface CheckDefinition {
  readonly name?: string;
  readonly expression: string;
}

/** Everything that the decorators of one class said, in the order in which they said it; base classes not included. */
export interface ClassDefinitions {
  /** Present when the class itself has `@Entity()`. */
  entity?: EntityOptions;
  readonly columns: ColumnDefinition[];
  readonly relations: RelationDefinition[];
  readonly joinColumns: JoinColumnDefinition[];
  readonly joinTables: JoinTableDefinition[];
  readonly indexes: IndexDefinition[];
  readonly uniques: UniqueDefinition[];
  readonly checks: CheckDefinition[];
}

type Storage = WeakMap<EntityClass, ClassDefinitions>;

/** On `globalThis`, so that entities decorated by one copy of the package are seen by another. The format is frozen as v1. */
const STORAGE_KEY = Symbol.for("ormolu.metadata.v1");

/** What the decorators of a class said so far, or `undefined` when it has none of its own. */
export function readClassDefinitions(target: EntityClass): Readonly<ClassDefinitions> | undefined {
  return storage().get(target);
}

/** The record that decorators write to; made when a class is first decorated. */
export function writeClassDefinitions(target: EntityClass): ClassDefinitions {
  const known = storage().get(target);
  if (known !== undefined) return known;
  const empty: ClassDefinitions = {
    columns: [],
    relations: [],
    joinColumns: [],
    joinTables: [],
    indexes: [],
    uniques: [],
    checks: [],
  };
  storage().set(target, empty);
  return empty;
}

/** Whether a value is a class with an `@Entity()` of its own: how entities are picked from a module's exports. */
export function isEntityClass(value: unknown): value is EntityClass {
  return typeof value === "function" && storage().get(value as EntityClass)?.entity !== undefined;
}

/**
 * The record of the class that a property decorator was called for, and the place of the property.
 * Throws `ENTITY.DECORATOR_MODE` where the class was compiled with standard decorators, which carry no types.
 */
export function locateProperty(
  decorator: string,
  prototype: object | undefined,
  property: string | symbol | object,
): { definitions: ClassDefinitions; place: PropertyPlace } {
  if (prototype === undefined || prototype === null || typeof property === "object") throw wrongMode(decorator);
  const isStatic = typeof prototype === "function";
  const target = (isStatic ? prototype : prototype.constructor) as EntityClass;
  return { definitions: writeClassDefinitions(target), place: { property, isStatic } };
}

/** The record of the class that a class decorator was called for. Throws as {@link locateProperty}. */
export function locateClass(decorator: string, target: unknown, context: unknown): ClassDefinitions {
  if (typeof target !== "function" || context !== undefined) throw wrongMode(decorator);
  return writeClassDefinitions(target as EntityClass);
}

function storage(): Storage {
  const holder = globalThis as typeof globalThis & { [STORAGE_KEY]?: Storage };
  return (holder[STORAGE_KEY] ??= new WeakMap());
}

function wrongMode(decorator: string): OrmError {
  return new OrmError("ENTITY.DECORATOR_MODE", `@${decorator}() was compiled as a standard decorator`, {
    hint: 'Set "experimentalDecorators": true and "emitDecoratorMetadata": true in tsconfig.json.',
    details: { decorator },
  });
}
