import type { Operation, RenameEnum, RenameObject, RenameTable } from "../operations/operation";
import type { ObjectName, Schema, SchemaObject } from "../schema/model";
import { nameKey } from "../schema/object-name";
import { describeObject } from "../schema/object-reference";
import { findCycles, sortWaiting } from "../util/graph-sort";
import { nameTaken } from "./require-free-names";
import { spaceOf, thingOfObject } from "./thing-index";

type Rename = RenameTable | RenameEnum | RenameObject;

/** The objects that have a name which a table takes by its rename: they must be gone before. */
export function objectsUnderNewNames(
  objects: readonly SchemaObject[],
  renames: readonly Operation[],
): readonly SchemaObject[] {
  const taken = new Set(renames.flatMap((rename) => (rename.kind === "renameTable" ? newNameOf(rename) : [])));
  return taken.size === 0 ? [] : objects.filter((object) => taken.has(spaceOf(thingOfObject(object))));
}

/**
 * All renames in an order in which each new name is free. Those of tables, columns and enum types keep theirs.
 * @param schema after the renames of tables, columns and enum types, before those of objects.
 * @throws OrmError `DIFF.NAME_TAKEN` where one takes the name of something else that is still there.
 */
export function orderRenames(
  renames: readonly Operation[],
  ofObjects: readonly RenameObject[],
  schema: Schema,
): readonly Operation[] {
  if (ofObjects.length === 0) return renames;
  requireFree(ofObjects, schema);
  const all = [...renames, ...ofObjects];
  const givenUp = new Map(
    all.flatMap((rename, node) => (isRename(rename) ? [[oldNameOf(rename), node] as const] : [])),
  );
  const waitsFor = all.map((rename, node) => {
    const holder = isRename(rename) ? givenUp.get(newNameOf(rename)) : undefined;
    const previous = node > 0 && node < renames.length ? [node - 1] : [];
    return new Set([...previous, ...(holder === undefined || holder === node ? [] : [holder])]);
  });
  const [swap] = findCycles(waitsFor);
  const [one, other] = (swap ?? []).map((node) => all[node]!).filter(isRename);
  if (one !== undefined && other !== undefined)
    throw nameTaken(describe(other), `the new name of ${describe(one)}`, LATER);
  return sortWaiting(waitsFor, () => true).map((node) => all[node]!);
}

const LATER = "Give it up in a revision of its own first, or choose another name.";

/** Whatever has the new name of an object must have given it up. */
function requireFree(renames: readonly RenameObject[], { tables, enums, objects }: Schema): void {
  const leaving = new Set(renames.map(oldNameOf));
  const holders = new Map<string, string>([
    ...tables.map((table) => [nameKey(table), `table "${nameKey(table)}"`] as const),
    ...enums.map((type) => [nameKey(type), `enum type "${nameKey(type)}"`] as const),
    ...objects.map((object) => [spaceOf(thingOfObject(object)), describeObject(object)] as const),
  ]);
  for (const rename of renames) {
    const name = newNameOf(rename);
    const holder = leaving.has(name) ? undefined : holders.get(name);
    if (holder !== undefined) throw nameTaken(holder, `the new name of ${describe(rename)}`, LATER);
  }
}

function isRename(operation: Operation): operation is Rename {
  return operation.kind === "renameTable" || operation.kind === "renameEnum" || operation.kind === "renameObject";
}

function describe(rename: Rename): string {
  if (rename.kind === "renameObject") return describeObject(rename.object);
  return `${rename.kind === "renameTable" ? "table" : "enum type"} "${oldNameOf(rename)}"`;
}

function nameBefore(rename: Rename): ObjectName {
  if (rename.kind === "renameTable") return rename.table;
  return rename.kind === "renameEnum" ? rename.enum : rename.object;
}

function oldNameOf(rename: Rename): string {
  return nameKey(nameBefore(rename));
}

function newNameOf(rename: Rename): string {
  return nameKey({ ...nameBefore(rename), name: rename.newName });
}
