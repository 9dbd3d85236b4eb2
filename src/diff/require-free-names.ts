import { OrmError } from "../errors/orm-error";
import type { Operation } from "../operations/operation";
import type { SchemaObject } from "../schema/model";
import { nameKey } from "../schema/object-name";
import { describeObject, objectKey } from "../schema/object-reference";
import { factsOf } from "./operation-facts";
import type { Thing } from "./thing-index";

/** What may not have the name of another one of them. */
const RELATIONS: ReadonlySet<Thing["kind"]> = new Set([
  "table",
  "view",
  "materializedView",
  "sequence",
  "compositeType",
]);

/** What to do about an object that is not declared. */
export const STAYS = "Nobody declares it, so it stays. Drop it by hand, or choose another name.";

/**
 * Passes when no new table, view or sequence takes the name of an object that is there and stays.
 * @param kept the objects that nobody declares.
 * @throws OrmError `DIFF.NAME_TAKEN`.
 */
export function requireFreeNames(kept: readonly SchemaObject[], operations: readonly Operation[]): void {
  const facts = operations.map(factsOf);
  const dropped = new Set(facts.map(({ drops }) => drops?.key));
  const relations = kept.filter((object) => RELATIONS.has(object.kind) && !dropped.has(objectKey(object)));
  if (relations.length === 0) return;
  const taken = new Map(relations.map((object) => [nameKey(object), object]));
  for (const { creates } of facts) {
    const holder = creates === undefined || !RELATIONS.has(creates.kind) ? undefined : taken.get(nameKey(creates.name));
    if (holder === undefined || creates === undefined || creates.key === objectKey(holder)) continue;
    throw nameTaken(describeObject(holder), `the name of a new ${wordOf(creates)}`, STAYS, {
      object: objectKey(holder),
      wanted: creates.key,
    });
  }
}

/** `view "users" has the name of a new table` */
export function nameTaken(
  holder: string,
  name: string,
  hint: string,
  details: Readonly<Record<string, string>> = {},
): OrmError {
  return new OrmError("DIFF.NAME_TAKEN", `${holder} has ${name}`, { hint, details });
}

function wordOf({ kind }: Thing): string {
  return kind === "materializedView" ? "materialized view" : kind === "compositeType" ? "composite type" : kind;
}
