import { OrmError } from "../../errors/orm-error";
import type { EntityClass } from "../entity-target";
import { readClassDefinitions, type ClassDefinitions } from "../metadata-storage";
import type { EntityOptions } from "../options/entity-options";
import type { InheritancePattern, TableInheritanceOptions } from "../options/inheritance-options";
import { ownDefinitions, type EntitySource } from "./entity-source";
import { describeClass, type Named } from "./property-label";

/** Where a class stands among those that share rows or keys with it. */
export interface InheritancePlace {
  readonly pattern: InheritancePattern;
  readonly root: EntitySource;
  readonly options: TableInheritanceOptions;
  /** The listed class that this one extends; absent for the root. */
  readonly parent?: EntitySource;
  /** Marks the rows of exactly this class. */
  readonly value: string | number | boolean;
}

const PATTERNS: readonly InheritancePattern[] = ["STI", "JOINED", "TABLE_PER_CLASS"];
/** What says where a table is, and so means nothing for a class without one. */
const TABLE_OPTIONS: readonly (keyof EntityOptions)[] = ["name", "schema", "database", "engine"];

/**
 * The places of all classes with `@TableInheritance()` or `@ChildEntity()`.
 * Throws `ENTITY.INHERITANCE_INVALID` for a child without a root, and for two classes with one value.
 */
export function findInheritancePlaces(sources: readonly EntitySource[]): ReadonlyMap<EntitySource, InheritancePlace> {
  const byTarget = new Map(sources.flatMap((source) => (source.target === undefined ? [] : [[source.target, source]])));
  const places = new Map<EntitySource, InheritancePlace>();
  const place = (source: EntitySource): InheritancePlace | undefined => {
    const known = places.get(source);
    if (known !== undefined) return known;
    const own = ownDefinitions(source);
    const found = own.child === undefined ? placeRoot(source, own) : placeChild(source, own, byTarget, place);
    if (found !== undefined) places.set(source, found);
    return found;
  };
  for (const source of sources) place(source);
  requireDistinctValues(places);
  return places;
}

function placeRoot(root: EntitySource, { inheritance }: Readonly<ClassDefinitions>): InheritancePlace | undefined {
  if (inheritance === undefined) return undefined;
  const { pattern = "STI" } = inheritance;
  if (PATTERNS.includes(pattern)) return { pattern, root, options: inheritance, value: inheritance.value ?? root.name };
  throw inheritanceError(
    root,
    `"${pattern as string}" is no pattern of inheritance`,
    `Use one of ${PATTERNS.join(", ")}.`,
  );
}

function placeChild(
  source: EntitySource,
  { child, inheritance, entity }: Readonly<ClassDefinitions>,
  byTarget: ReadonlyMap<unknown, EntitySource>,
  place: (source: EntitySource) => InheritancePlace | undefined,
): InheritancePlace {
  if (inheritance !== undefined) {
    const hint = "Keep @TableInheritance() for the first class of the family; the children take its pattern.";
    throw inheritanceError(source, "it has both @ChildEntity() and @TableInheritance()", hint);
  }
  const parent = findParent(source, byTarget);
  const above = parent === undefined ? undefined : place(parent);
  if (parent === undefined || above === undefined) {
    const hint = "Put @TableInheritance() on the class that it extends, or use @Entity().";
    throw inheritanceError(source, "it has @ChildEntity(), but extends no class with @TableInheritance()", hint);
  }
  const { pattern, root, options } = above;
  const misplaced = pattern === "STI" ? TABLE_OPTIONS.find((option) => entity?.[option] !== undefined) : undefined;
  if (misplaced !== undefined) {
    const problem = `its rows are in the table of ${describeClass(root)}, so its option "${misplaced}" means nothing`;
    throw inheritanceError(source, problem, `Take "${misplaced}" away, or give it to ${root.name}.`);
  }
  return { pattern, root, options, parent, value: child?.value ?? source.name };
}

/** The nearest class above that takes part in the inheritance. Throws where it is not among the entities. */
function findParent(source: EntitySource, byTarget: ReadonlyMap<unknown, EntitySource>): EntitySource | undefined {
  if (source.target === undefined) return undefined;
  for (const target of ancestorsOf(source.target)) {
    const listed = byTarget.get(target);
    const own = listed === undefined ? readClassDefinitions(target) : ownDefinitions(listed);
    if (own?.child === undefined && own?.inheritance === undefined) continue;
    if (listed !== undefined) return listed;
    const problem = `it extends ${describeClass(target)}, which is not among the entities`;
    throw inheritanceError(source, problem, `Add ${target.name} to \`entities\` of the data source.`);
  }
  return undefined;
}

function* ancestorsOf(target: EntityClass): Generator<EntityClass, void, undefined> {
  let current: unknown = Object.getPrototypeOf(target);
  while (typeof current === "function" && current !== Function.prototype) {
    yield current as EntityClass;
    current = Object.getPrototypeOf(current);
  }
}

function requireDistinctValues(places: ReadonlyMap<EntitySource, InheritancePlace>): void {
  const known = new Map<EntitySource, Map<string, EntitySource>>();
  for (const [source, { root, value, pattern }] of places) {
    if (pattern === "TABLE_PER_CLASS") continue;
    const taken = known.get(root) ?? new Map<string, EntitySource>();
    const other = taken.get(String(value));
    if (other !== undefined) {
      const problem = `its rows are marked by ${JSON.stringify(value)}, as those of ${describeClass(other)}`;
      throw inheritanceError(source, problem, 'Give each class a value of its own: @ChildEntity("photo").');
    }
    known.set(root, taken.set(String(value), source));
  }
}

/** An `ENTITY.INHERITANCE_INVALID` about one class. */
export function inheritanceError(target: Named, problem: string, hint: string): OrmError {
  return new OrmError("ENTITY.INHERITANCE_INVALID", `${describeClass(target)}: ${problem}`, {
    hint,
    details: { class: target.name },
  });
}
