import { readMentions } from "../../schema/mentions";
import type { SchemaObject } from "../../schema/model";
import { textsOfObject } from "../../schema/object-texts";
import { sortGraph } from "../../util/graph-sort";

/** Every name in the texts of an object, in lower case, and that of its table. */
export function mentionedNames(object: SchemaObject): readonly string[] {
  const owner = "table" in object ? [object.table.name] : [];
  const names = textsOfObject(object).flatMap(([text]) => readMentions(text).names.flatMap(({ parts }) => parts));
  return [...owner, ...names].map((name) => name.toLowerCase());
}

/** Things that stand for objects, each behind those that it mentions. */
export function inMentionOrder<T>(things: readonly T[], objectOf: (thing: T) => SchemaObject): readonly T[] {
  const byName = new Map<string, T[]>();
  for (const thing of things) {
    const key = objectOf(thing).name.toLowerCase();
    byName.set(key, [...(byName.get(key) ?? []), thing]);
  }
  const mentioned = new Map(
    things.map((thing) => [thing, mentionedNames(objectOf(thing)).flatMap((name) => byName.get(name) ?? [])]),
  );
  return sortGraph(things, (thing) => mentioned.get(thing)!).order;
}
