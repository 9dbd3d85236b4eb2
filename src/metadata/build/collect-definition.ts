import { OrmError } from "../../errors/orm-error";
import type { EntityClass } from "../entity-target";
import {
  readClassDefinitions,
  type CheckDefinition,
  type ClassDefinitions,
  type ColumnDefinition,
  type IndexDefinition,
  type PropertyPlace,
  type RelationDefinition,
  type UniqueDefinition,
} from "../metadata-storage";
import type { EntityOptions } from "../options/entity-options";
import type { JoinColumnOptions, JoinTableOptions } from "../options/relation-options";
import { describeClass, describeProperty } from "./property-label";

/** What the decorators of a class and of its base classes say together. */
export interface EntityDefinition {
  readonly target: EntityClass;
  readonly options: EntityOptions;
  readonly columns: ReadonlyMap<string, ColumnDefinition>;
  readonly relations: ReadonlyMap<string, RelationDefinition>;
  readonly joinColumns: ReadonlyMap<string, readonly JoinColumnOptions[]>;
  readonly joinTables: ReadonlyMap<string, JoinTableOptions>;
  readonly indexes: readonly IndexDefinition[];
  readonly uniques: readonly UniqueDefinition[];
  readonly checks: readonly CheckDefinition[];
}

const FORBIDDEN_NAMES: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/**
 * Merges the definitions of a class with those of its base classes, base first. A property that a derived class
 * decorates again is the derived class's alone, with its place in the order kept.
 * Throws `ENTITY.NOT_AN_ENTITY` for a class without its own `@Entity()`.
 */
export function collectDefinition(target: EntityClass): EntityDefinition {
  const options = readClassDefinitions(target)?.entity;
  if (options === undefined) {
    throw new OrmError("ENTITY.NOT_AN_ENTITY", `${describeClass(target)} has no @Entity() decorator`, {
      hint: "Put @Entity() on the class, or take it out of `entities`.",
      details: { class: target.name },
    });
  }
  const merged = {
    columns: new Map<string, ColumnDefinition>(),
    relations: new Map<string, RelationDefinition>(),
    joinColumns: new Map<string, readonly JoinColumnOptions[]>(),
    joinTables: new Map<string, JoinTableOptions>(),
    indexes: [] as IndexDefinition[],
    uniques: [] as UniqueDefinition[],
    checks: [] as CheckDefinition[],
  };
  for (const ancestor of listAncestry(target)) {
    const own = readClassDefinitions(ancestor);
    if (own !== undefined) mergeClass(merged, own, target);
  }
  return { target, options, ...merged };
}

type MergedDefinitions = {
  -readonly [Key in "columns" | "relations" | "joinColumns" | "joinTables"]: EntityDefinition[Key] extends ReadonlyMap<
    string,
    infer Value
  >
    ? Map<string, Value>
    : never;
} & { indexes: IndexDefinition[]; uniques: UniqueDefinition[]; checks: CheckDefinition[] };

function mergeClass(merged: MergedDefinitions, own: Readonly<ClassDefinitions>, target: EntityClass): void {
  const redefined = new Set<string>();
  for (const definition of [...own.columns, ...own.relations]) {
    const property = checkProperty(target, definition);
    if (redefined.has(property)) throw decoratedTwice(target, property);
    redefined.add(property);
  }
  const isInherited = (constraint: IndexDefinition | UniqueDefinition): boolean =>
    constraint.place === undefined || !redefined.has(String(constraint.place.property));
  merged.indexes = [...merged.indexes.filter(isInherited), ...own.indexes];
  merged.uniques = [...merged.uniques.filter(isInherited), ...own.uniques];
  merged.checks.push(...own.checks);
  mergeProperties(merged, own, target);
}

function mergeProperties(merged: MergedDefinitions, own: Readonly<ClassDefinitions>, target: EntityClass): void {
  for (const column of own.columns) {
    merged.columns.set(String(column.property), column);
    merged.relations.delete(String(column.property));
  }
  for (const relation of own.relations) {
    merged.relations.set(String(relation.property), relation);
    merged.columns.delete(String(relation.property));
    merged.joinColumns.delete(String(relation.property));
    merged.joinTables.delete(String(relation.property));
  }
  for (const { options, ...place } of own.joinColumns) {
    const property = checkProperty(target, place);
    merged.joinColumns.set(property, [...(merged.joinColumns.get(property) ?? []), options]);
  }
  for (const { options, ...place } of own.joinTables) merged.joinTables.set(checkProperty(target, place), options);
}

function listAncestry(target: EntityClass): EntityClass[] {
  const chain: EntityClass[] = [];
  for (let current: unknown = target; typeof current === "function"; current = Object.getPrototypeOf(current)) {
    chain.unshift(current as EntityClass);
  }
  return chain;
}

function checkProperty(target: EntityClass, place: PropertyPlace): string {
  const { property, isStatic } = place;
  if (typeof property === "symbol" || FORBIDDEN_NAMES.has(property)) {
    throw new OrmError("ENTITY.NAME_FORBIDDEN", `${describeProperty(target, property)}: the name cannot be mapped`, {
      hint: "Rename the property; `name` in the decorator's options keeps the column's name.",
      details: { class: target.name, property: String(property) },
    });
  }
  if (isStatic) {
    throw new OrmError("ENTITY.OPTION_INVALID", `${describeProperty(target, property)} is static`, {
      hint: "Decorate properties of instances: take `static` away.",
      details: { class: target.name, property },
    });
  }
  return property;
}

function decoratedTwice(target: EntityClass, property: string): OrmError {
  return new OrmError(
    "ENTITY.OPTION_INVALID",
    `${describeProperty(target, property)} has two decorators of columns or relations`,
    {
      hint: "Keep one. For a key column beside a relation, declare a property of its own and name it in @JoinColumn().",
      details: { class: target.name, property },
    },
  );
}
