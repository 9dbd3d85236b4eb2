import { freeObjectChanges, type ObjectChanges } from "../dialect/object-changes";
import { applyOperation, applyOperations } from "../operations/definitions";
import { dropOf } from "../operations/objects/define-object-operations";
import type { Operation, RenameColumn, RenameEnum, RenameTable } from "../operations/operation";
import { followRename, moveToNewName } from "../operations/rename-in-objects";
import type { Mentions } from "../schema/mentions";
import { emptySchema, type Schema, type SchemaObject } from "../schema/model";
import { objectKey } from "../schema/object-reference";
import { textsOfObject } from "../schema/object-texts";
import { withoutStoredAttributes } from "../schema/stored-attributes";
import { isSameData } from "../util/stable-json";
import type { DiffOptions } from "./diff-options";
import { dependenciesOfObject, dependencyKeys, mentionsName } from "./operation-facts";
import { planFreedTables } from "./free-tables";
import { findObjectsInTheWay } from "./objects-in-the-way";
import { orderOperations } from "./order-operations";
import { ThingIndex, tableKey, thingsOf } from "./thing-index";
import { staysUnknown } from "./unknown-objects";
import { withoutObjectHint } from "./without-hints";

/** What renames of tables and columns do to views, functions and the like. */
export interface RenamedObjects {
  /** Objects that go before the renames, and what tables have to let go of for it. */
  readonly operations: readonly Operation[];
  /** The objects that stay, as they are after the renames. */
  readonly objects: readonly SchemaObject[];
  /** The objects that went, as they would be after the renames. */
  readonly gone: readonly SchemaObject[];
}

/** An object on its way through the renames. */
interface Traveller {
  readonly original: SchemaObject;
  /** As the database would have it. */
  readonly current: SchemaObject;
  /** The same from a database where the columns of a view keep their names. */
  readonly named: SchemaObject;
  /** With the new names in its text, whether the database puts them there or not. */
  readonly rewritten: SchemaObject;
  readonly isHeld: boolean;
}

/**
 * Follows objects through the renames of tables and columns. Those that the database would leave with names that are no
 * more, and those whose text it may change in a way that is not foreseen, go before and come again after: on the way back
 * they are needed with their old text before the old names are there again. The body of a function is only replaced, unless
 * the database reads it at once.
 *
 * @param lasting the tables that are there afterwards too, as they are now.
 * @param inTheWay the keys of objects that have a name which a table takes.
 */
export function followRenames(
  actual: Schema,
  wanted: Schema,
  operations: readonly Operation[],
  renamedEnums: readonly RenameEnum[],
  lasting: Schema,
  options: DiffOptions,
  inTheWay: ReadonlySet<string> = new Set(),
): RenamedObjects {
  const renames = operations.filter(
    (operation) => operation.kind === "renameTable" || operation.kind === "renameColumn",
  );
  if (renames.length + renamedEnums.length === 0 || actual.objects.length === 0)
    return { operations: [], objects: actual.objects, gone: [] };
  const { objectChanges = freeObjectChanges } = options;
  const after = new Map(wanted.objects.map((object) => [objectKey(object), withoutObjectHint(object)]));
  const mustGo = ({ original, current, rewritten, isHeld }: Traveller, isRewritten: boolean): boolean => {
    if (inTheWay.has(objectKey(rewritten))) return true;
    const goal = after.get(objectKey(rewritten));
    if (current.kind === "function") return isHeld && goal !== undefined && !isSameObject(current, goal);
    if (isHeld || !isRewritten) return isHeld;
    if (goal === undefined) return !objectChanges.followsRenames || !staysUnknown(original, options);
    return !objectChanges.followsRenames || !isSameObject(current, goal);
  };
  const travellers = travel(actual, renames, objectChanges)
    .map((traveller) => withRenamedEnums(traveller, actual, renamedEnums))
    .map((traveller) => {
      const goal = after.get(objectKey(traveller.named));
      const isForeseen = goal !== undefined && isSameObject(traveller.named, goal);
      return isForeseen ? { ...traveller, current: traveller.named } : traveller;
    });
  const going = new Set(
    travellers
      .filter((traveller) => mustGo(traveller, !hasSameTexts(traveller.original, traveller.rewritten)))
      .map(({ original }) => original),
  );
  const graph = { objectChanges, findColumns: () => [] };
  // What goes for good goes before what it reads, so that it comes behind it on the way back.
  const goesForGood = (object: SchemaObject): boolean =>
    !staysUnknown(object, options) && !after.has(objectKey(object));
  const isHeldBy: ObjectChanges["isHeldBy"] = (operation, object) =>
    goesForGood(object) || objectChanges.isHeldBy(operation, object);
  const held = { ...graph, objectChanges: { ...objectChanges, isHeldBy } };
  for (const object of findObjectsInTheWay(actual, [...going].map(dropOf), held)) going.add(object);
  const planned = [
    ...[...going].reverse().map((object) => ({ stage: "drop objects", operation: dropOf(object) }) as const),
    ...planFreedTables(actual, lasting, [...going]).filter(({ stage }) => stage === "release tables"),
  ];
  return {
    operations: orderOperations(planned, graph).operations,
    objects: travellers.filter(({ original }) => !going.has(original)).map(({ current }) => current),
    gone: travellers.filter(({ original }) => going.has(original)).map(({ rewritten }) => rewritten),
  };
}

function travel(
  actual: Schema,
  renames: readonly (RenameTable | RenameColumn)[],
  objectChanges: ObjectChanges,
): readonly Traveller[] {
  let travellers: readonly Traveller[] = actual.objects.map((object) => ({
    original: object,
    current: object,
    named: object,
    rewritten: object,
    isHeld: false,
  }));
  const known = new Map<string, Mentions>();
  let schema = actual;
  for (const rename of renames) {
    const index = new ThingIndex(thingsOf(schema), known);
    travellers = travellers.map((traveller) => {
      const { current, named, rewritten } = traveller;
      const dependencies = dependenciesOfObject(rewritten);
      if (!dependencyKeys(dependencies, index).has(tableKey(rename.table))) return traveller;
      const isConcerned = rename.kind === "renameTable" || mentionsName(dependencies, rename.column, index);
      const follows = objectChanges.followsRenames && isConcerned;
      return {
        ...traveller,
        current: follows ? moveToNewName(followRename(current, rename), rename) : moveToNewName(current, rename),
        named: follows ? moveToNewName(followRename(named, rename, true), rename) : moveToNewName(named, rename),
        rewritten: moveToNewName(isConcerned ? followRename(rewritten, rename) : rewritten, rename),
        isHeld: traveller.isHeld || (isConcerned && objectChanges.isHeldBy(rename, current)),
      };
    });
    schema = applyOperation(schema, rename);
  }
  return travellers;
}

/** Enum types are renamed last. */
function withRenamedEnums(traveller: Traveller, { enums }: Schema, renamedEnums: readonly RenameEnum[]): Traveller {
  if (renamedEnums.length === 0) return traveller;
  const follow = (object: SchemaObject): SchemaObject =>
    applyOperations({ ...emptySchema, enums, objects: [object] }, renamedEnums).objects[0]!;
  const { current, named, rewritten } = traveller;
  return { ...traveller, current: follow(current), named: follow(named), rewritten: follow(rewritten) };
}

function isSameObject(left: SchemaObject, right: SchemaObject): boolean {
  return isSameData(withoutStoredAttributes(left), withoutStoredAttributes(right));
}

function hasSameTexts(left: SchemaObject, right: SchemaObject): boolean {
  return isSameData(textsOfObject(left), textsOfObject(right));
}
