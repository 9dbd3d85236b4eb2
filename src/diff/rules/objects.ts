import { freeObjectChanges } from "../../dialect/object-changes";
import { changeOf, createOf, dropOf } from "../../operations/objects/define-object-operations";
import type { Operation } from "../../operations/operation";
import type { ObjectKind, Schema, SchemaObject } from "../../schema/model";
import { objectKey } from "../../schema/object-reference";
import { withoutStoredAttributes } from "../../schema/stored-attributes";
import { isSameData } from "../../util/stable-json";
import type { DiffOptions } from "../diff-options";
import { findLostObjects } from "../lost-objects";
import { findObjectsInTheWay } from "../objects-in-the-way";
import { requireFreeNames } from "../require-free-names";
import type { PlannedOperation, Stage } from "../planned-operation";
import type { FindColumns } from "../reach";
import { staysUnknown } from "../unknown-objects";
import { withoutObjectHint } from "../without-hints";
import { planFreedTables } from "../free-tables";

/** What becomes of one object; an object that is on both sides and not equal goes and comes again unless it is changed in place. */
interface ObjectChange {
  readonly before?: SchemaObject;
  readonly after?: SchemaObject;
  readonly isInPlace: boolean;
}

export interface ObjectComparison {
  readonly actual: Schema;
  readonly wanted: Schema;
  /** What changes in tables and enum types, which objects may stand in the way of. */
  readonly planned: readonly PlannedOperation[];
  /** Objects that went already, because a rename could not be without it, as they would be now. */
  readonly gone: readonly SchemaObject[];
  readonly findColumns: FindColumns;
  /** Whether an object may stay that is changed in place to one that has let go of what is dropped. */
  readonly trustsChanges: boolean;
}

/**
 * Views, functions and the other objects beside tables and enum types: created, dropped, changed in place where the database can,
 * else dropped and created again, as is what stands in the way of other changes.
 */
export function compareObjects(comparison: ObjectComparison, options: DiffOptions): readonly PlannedOperation[] {
  const { actual, wanted, planned } = comparison;
  if (actual.objects.length + wanted.objects.length + comparison.gone.length === 0) return [];
  const changes = [...withObjectsInTheWay(findChanges(comparison, options), comparison, options).values()];
  const declared = options.keepUnknownObjects === true ? new Set(wanted.objects.map(objectKey)) : new Set<string>();
  const own = changes.flatMap(planChange).map((planned) => withDeclaration(planned, declared));
  requireFreeNames(undeclared(actual.objects, wanted), operationsOf([...planned, ...own]));
  const isDrop = ({ stage }: PlannedOperation): boolean => stage.startsWith("drop ");
  const dropped = changes.filter(({ isInPlace }) => !isInPlace).flatMap(({ before }) => before ?? []);
  return [
    ...own.filter((operation) => !isDrop(operation)),
    // The last goes first, so that the way back has the same order.
    ...own.filter(isDrop).reverse(),
    ...planFreedTables(actual, wanted, dropped),
  ];
}

/** The changes with those objects that must go for them; they come again unless what they read goes for good. */
function withObjectsInTheWay(
  changes: ReadonlyMap<string, ObjectChange>,
  { actual, wanted, planned, findColumns, trustsChanges }: ObjectComparison,
  { objectChanges = freeObjectChanges }: DiffOptions,
): ReadonlyMap<string, ObjectChange> {
  const operations = operationsOf([...planned, ...[...changes.values()].flatMap(planChange)]);
  const inPlace = [...changes].flatMap(([key, { after, isInPlace }]) =>
    trustsChanges && isInPlace && after !== undefined ? [[key, after] as const] : [],
  );
  const found = findObjectsInTheWay(actual, operations, { objectChanges, findColumns }, new Map(inPlace));
  const lost = findLostObjects(actual, undeclared(found, wanted), operations);
  const all = new Map(changes);
  for (const object of found) {
    const key = objectKey(object);
    const after = changes.has(key) ? changes.get(key)!.after : lost.has(key) ? undefined : object;
    all.set(key, { before: object, ...(after === undefined ? {} : { after }), isInPlace: false });
  }
  return all;
}

function operationsOf(planned: readonly PlannedOperation[]): readonly Operation[] {
  return planned.map(({ operation }) => operation);
}

function undeclared(objects: readonly SchemaObject[], wanted: Schema): readonly SchemaObject[] {
  const declared = new Set(wanted.objects.map(objectKey));
  return objects.filter((object) => !declared.has(objectKey(object)));
}

function findChanges({ actual, wanted, gone }: ObjectComparison, options: DiffOptions): Map<string, ObjectChange> {
  const { objectChanges = freeObjectChanges, hooks } = options;
  const ignoresComments = hooks?.compareComments === false;
  const before = new Map(actual.objects.map((object) => [objectKey(object), object]));
  const after = new Map(wanted.objects.map((object) => [objectKey(object), object]));
  const changes = new Map<string, ObjectChange>();
  for (const [key, wantedObject] of after) {
    const actualObject = before.get(key);
    const object = withoutObjectHint(withoutStoredAttributes(wantedObject));
    if (actualObject === undefined) {
      changes.set(key, { after: object, isInPlace: false });
      continue;
    }
    const old = withoutStoredAttributes(actualObject);
    if (isSameData(old, object) || (ignoresComments && isSameButComment(old, object))) continue;
    const canReplace =
      objectChanges.canReplace(actualObject, wantedObject) && objectChanges.canReplace(wantedObject, actualObject);
    changes.set(key, { before: old, after: object, isInPlace: canReplace || isSameButComment(old, object) });
  }
  for (const object of gone) {
    const key = objectKey(object);
    if (!after.has(key) && staysUnknown(object, options)) changes.set(key, { after: object, isInPlace: false });
  }
  for (const [key, object] of before) {
    if (!after.has(key) && !staysUnknown(object, options)) changes.set(key, { before: object, isInPlace: false });
  }
  return changes;
}

function isSameButComment(
  { comment: _old, ...before }: SchemaObject,
  { comment: _new, ...after }: SchemaObject,
): boolean {
  return isSameData(before, after);
}

/** Marks the creation of what the code declares, so that a later comparison knows whose it is. */
function withDeclaration(planned: PlannedOperation, declared: ReadonlySet<string>): PlannedOperation {
  const { operation } = planned;
  const isCreation = "object" in operation && operation.kind.startsWith("create");
  if (!isCreation || !declared.has(objectKey(operation.object))) return planned;
  return { ...planned, operation: { ...operation, declared: true } as Operation };
}

function planChange({ before, after, isInPlace }: ObjectChange): readonly PlannedOperation[] {
  if (isInPlace && before !== undefined && after !== undefined) {
    return [{ ...placeOf(after, "change"), operation: changeOf(before, after) }];
  }
  return [
    ...(before === undefined ? [] : [{ ...placeOf(before, "drop"), operation: dropOf(before) }]),
    ...(after === undefined ? [] : [{ ...placeOf(after, "create"), operation: createOf(after) }]),
  ];
}

/** Kinds in the order in which they are usually built upon each other. */
const RANKS: { readonly [K in ObjectKind]: number } = {
  extension: 0,
  sequence: 1,
  domain: 2,
  compositeType: 3,
  function: 4,
  view: 5,
  materializedView: 6,
  trigger: 7,
  policy: 8,
};

const STAGES: { readonly [K in ObjectKind]: "extensions" | "types" | "objects" } = {
  extension: "extensions",
  sequence: "types",
  domain: "types",
  compositeType: "types",
  function: "objects",
  view: "objects",
  materializedView: "objects",
  trigger: "objects",
  policy: "objects",
};

function placeOf(
  object: SchemaObject,
  verb: "create" | "change" | "drop",
): { readonly stage: Stage; readonly table: number } {
  // A routine of another kind can be made of functions without calling them.
  const rank = RANKS[object.kind] + (object.kind === "function" && object.type !== undefined ? 0.5 : 0);
  return { stage: `${verb} ${STAGES[object.kind]}`, table: verb === "drop" ? -rank : rank };
}
