import type { Operation } from "../operations/operation";
import type { Schema, SchemaObject } from "../schema/model";
import { objectKey } from "../schema/object-reference";
import { dependenciesOfObject, dependencyKeys, factsOf, mentionsName } from "./operation-facts";
import { tableKey, ThingIndex, thingsOf } from "./thing-index";

/**
 * Which of some objects that stand in the way of operations cannot come again, because what they mention goes for good: a
 * table, a column, another object that is lost itself. Gives their keys.
 */
export function findLostObjects(
  schema: Schema,
  objects: readonly SchemaObject[],
  operations: readonly Operation[],
): ReadonlySet<string> {
  if (objects.length === 0) return new Set();
  const index = new ThingIndex(thingsOf(schema));
  const facts = operations.map(factsOf);
  const created = new Set(facts.flatMap(({ creates }) => creates?.key ?? []));
  const gone = new Set(facts.flatMap(({ drops }) => drops?.key ?? []).filter((key) => !created.has(key)));
  const columns = operations.filter((operation) => operation.kind === "dropColumn");
  const lost = new Set<string>();
  for (let before = -1; before < lost.size;) {
    before = lost.size;
    for (const object of objects) {
      const dependencies = dependenciesOfObject(object);
      const keys = dependencyKeys(dependencies, index);
      const losesColumn = columns.some(
        ({ table, column }) => keys.has(tableKey(table)) && mentionsName(dependencies, column, index),
      );
      const losesThing = [...keys].some((key) => gone.has(key) || lost.has(key));
      if (losesColumn || losesThing) lost.add(objectKey(object));
    }
  }
  return lost;
}
