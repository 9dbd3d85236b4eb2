import { OrmError } from "../errors/orm-error";
import type { EntityClass, ObjectLiteral } from "./entity-target";
import type { ListenerEvent } from "./listener-event";
import type { ColumnOptions, GenerationStrategy } from "./options/column-options";
import type {
  CheckOptions,
  ExclusionForm,
  ExclusionOptions,
  FieldSelection,
  IndexOptions,
  IndexParts,
  UniqueOptions,
} from "./options/constraint-options";
import type { EmbeddedOptions } from "./options/embedded-options";
import type { EntityOptions } from "./options/entity-options";
import type { ForeignKeyOptions } from "./options/foreign-key-options";
import type { TableInheritanceOptions } from "./options/inheritance-options";
import type { ClosureTreeOptions } from "./options/tree-options";
import type { TreeType } from "./options/tree-type";
import type { ViewEntityOptions } from "./options/view-options";
import type { VirtualColumnOptions } from "./options/virtual-column-options";
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
export type ColumnRole = "regular" | "createDate" | "updateDate" | "deleteDate" | "version" | "view";

export interface ColumnDefinition extends PropertyPlace {
  readonly role: ColumnRole;
  readonly options: ColumnOptions;
  readonly isPrimary: boolean;
  readonly generation?: GenerationStrategy;
}

/** `@Generated()` beside `@Column()`: the column's value is made by the database. */
export interface GeneratedDefinition extends PropertyPlace {
  readonly strategy: GenerationStrategy;
}

/** `@Column(() => Name)`: the columns of another class, in this table. */
export interface EmbeddedDefinition extends PropertyPlace {
  /** Called when metadata is built, so that classes may be declared in any order. */
  readonly type: () => unknown;
  readonly options: EmbeddedOptions;
}

/** `@VirtualColumn()`: a value that a query computes and no table holds. */
export interface VirtualColumnDefinition extends PropertyPlace {
  readonly options: VirtualColumnOptions;
}

/** `@RelationId()`: the keys at the other end of a relation. */
export interface RelationIdDefinition extends PropertyPlace {
  readonly relation: string | ((object: never) => unknown);
  readonly alias?: string;
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
  readonly fields?: IndexParts;
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
  readonly options?: CheckOptions;
}

export interface ExclusionDefinition {
  readonly name?: string;
  /** As one writes it behind EXCLUDE (`USING gist (room WITH =, period WITH &&)`), or taken apart. */
  readonly expression: string | ExclusionForm;
  readonly options: ExclusionOptions;
}

/** A foreign key without a relation: of a class (`columns`) or of one property (`place`). */
export interface ForeignKeyDefinition {
  readonly place?: PropertyPlace;
  readonly target: RelationTarget<ObjectLiteral>;
  /** The properties that refer, and those that they refer to, in the same order. */
  readonly columns?: readonly string[];
  readonly referencedColumns?: readonly string[];
  /** On a property: what it refers to. Without it, the target's primary key. */
  readonly inverseSide?: InverseSide<ObjectLiteral>;
  readonly options: ForeignKeyOptions;
}

/** The part that a relation or a column plays in a tree of rows. */
export interface TreePropertyDefinition extends PropertyPlace {
  readonly part: "parent" | "children" | "level";
}

/** A method that runs when something happens to an entity. */
export interface ListenerDefinition extends PropertyPlace {
  readonly event: ListenerEvent;
}

/** Everything that the decorators of one class said, in the order in which they said it; base classes not included. */
export interface ClassDefinitions {
  /** Present when the class itself has `@Entity()` or `@ChildEntity()`. */
  entity?: EntityOptions;
  /** Present when the class itself has `@ViewEntity()`. */
  view?: ViewEntityOptions;
  /** Present when the class itself has `@TableInheritance()`: it and its children share their rows. */
  inheritance?: TableInheritanceOptions;
  /** Present when the class itself has `@ChildEntity()`; `value` marks its rows. */
  child?: ChildDefinition;
  /** Present when the class itself has `@Tree()`. */
  tree?: TreeDefinition;
  readonly columns: ColumnDefinition[];
  readonly generated: GeneratedDefinition[];
  readonly embeddeds: EmbeddedDefinition[];
  readonly virtualColumns: VirtualColumnDefinition[];
  readonly relationIds: RelationIdDefinition[];
  readonly relations: RelationDefinition[];
  readonly joinColumns: JoinColumnDefinition[];
  readonly joinTables: JoinTableDefinition[];
  readonly indexes: IndexDefinition[];
  readonly uniques: UniqueDefinition[];
  readonly checks: CheckDefinition[];
  readonly exclusions: ExclusionDefinition[];
  readonly foreignKeys: ForeignKeyDefinition[];
  readonly treeProperties: TreePropertyDefinition[];
  readonly listeners: ListenerDefinition[];
}

/** What `@ChildEntity()` was given. */
export interface ChildDefinition {
  readonly value: string | number | boolean | undefined;
}

/** What `@Tree()` was given. */
export interface TreeDefinition {
  readonly type: TreeType;
  readonly options: ClosureTreeOptions;
}

type Storage = WeakMap<EntityClass, ClassDefinitions>;

/** On `globalThis`, so that entities decorated by one copy of the package are seen by another. The format is frozen as v1. */
const STORAGE_KEY = Symbol.for("ormolu.metadata.v1");

/** What the decorators of a class said so far, or `undefined` when it has none of its own. */
export function readClassDefinitions(target: EntityClass): Readonly<ClassDefinitions> | undefined {
  return storage().get(target) ?? readStandardRecord(target);
}

/** The record that decorators write to; made when a class is first decorated. */
export function writeClassDefinitions(target: EntityClass): ClassDefinitions {
  const known = storage().get(target) ?? readStandardRecord(target);
  if (known !== undefined) return known;
  const empty = emptyDefinitions();
  storage().set(target, empty);
  return empty;
}

/** A record in which nothing is said yet. */
export function emptyDefinitions(): ClassDefinitions {
  return {
    columns: [],
    generated: [],
    embeddeds: [],
    virtualColumns: [],
    relationIds: [],
    relations: [],
    joinColumns: [],
    joinTables: [],
    indexes: [],
    uniques: [],
    checks: [],
    exclusions: [],
    foreignKeys: [],
    treeProperties: [],
    listeners: [],
  };
}

/** Whether a value is a class with an `@Entity()`, `@ChildEntity()` or `@ViewEntity()` of its own: how entities are picked from a module's exports. */
export function isEntityClass(value: unknown): value is EntityClass {
  if (typeof value !== "function") return false;
  const own = readClassDefinitions(value as EntityClass);
  return own?.entity !== undefined || own?.view !== undefined;
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

/**
 * The class that standard decorators write to while the class itself is not there yet. What they say is kept with the
 * metadata object, which the compiler then gives to the class.
 */
export function standInFor(metadata: object): EntityClass {
  const holder = metadata as StandardMetadata;
  if (Object.hasOwn(holder, STORAGE_KEY)) return holder[STORAGE_KEY]!.standIn;
  const standIn: EntityClass = class {};
  const record = { standIn, definitions: writeClassDefinitions(standIn) };
  Object.defineProperty(holder, STORAGE_KEY, { value: record });
  return standIn;
}

/** Whether a class was compiled with standard decorators, which carry no types. */
export function hasStandardDecorators(target: EntityClass): boolean {
  return readStandardRecord(target) !== undefined;
}

interface StandardMetadata {
  readonly [STORAGE_KEY]?: { readonly standIn: EntityClass; readonly definitions: ClassDefinitions };
}

/** A derived class has a metadata object of its own, behind which is that of its base class. */
function readStandardRecord(target: EntityClass): ClassDefinitions | undefined {
  const key = (Symbol as SymbolConstructor & { metadata?: symbol }).metadata ?? Symbol.for("Symbol.metadata");
  const metadata: unknown = Object.hasOwn(target, key) ? Reflect.get(target, key) : undefined;
  if (typeof metadata !== "object" || metadata === null || !Object.hasOwn(metadata, STORAGE_KEY)) return undefined;
  return (metadata as StandardMetadata)[STORAGE_KEY]?.definitions;
}

function storage(): Storage {
  const holder = globalThis as typeof globalThis & { [STORAGE_KEY]?: Storage };
  return (holder[STORAGE_KEY] ??= new WeakMap());
}

function wrongMode(decorator: string): OrmError {
  return new OrmError("ENTITY.DECORATOR_MODE", `@${decorator}() was compiled as a standard decorator`, {
    hint: 'Set "experimentalDecorators": true and "emitDecoratorMetadata": true in tsconfig.json, or import the decorators from "ormolu/es".',
    details: { decorator },
  });
}
