import { applyOperations } from "../operations/definitions";
import type { RenameObject } from "../operations/operation";
import type { Schema, SchemaObject } from "../schema/model";
import { nameKey, nameOf } from "../schema/object-name";
import { describeObject, objectKey, referenceTo } from "../schema/object-reference";
import { textsOfObject } from "../schema/object-texts";
import { withoutStoredAttributes } from "../schema/stored-attributes";
import { isSameData } from "../util/stable-json";
import type { AnswerBook } from "./answer-book";
import type { DiffOptions } from "./diff-options";
import { nameLikeness, round } from "./likeness";
import { namedOthers, pairCandidates } from "./pair-candidates";
import type { RenameQuestion } from "./question";
import { staysUnknown } from "./unknown-objects";
import { withoutObjectHint } from "./without-hints";

/** The renames of objects, the schema after them, and what has to be asked. */
export interface FoundObjectRenames {
  readonly schema: Schema;
  readonly operations: readonly RenameObject[];
  readonly questions: readonly RenameQuestion[];
}

/**
 * Finds views, sequences and the like that took another name and are else what they were. Their names are answered for like
 * those of tables. Where unknown objects are kept nothing goes, so nobody is asked; an answer counts all the same.
 */
export function findObjectRenames(
  actual: Schema,
  wanted: Schema,
  options: DiffOptions,
  answers: AnswerBook,
): FoundObjectRenames {
  const kinds = options.objectChanges?.renamedKinds ?? [];
  const unmatched = (schema: Schema, other: Schema): readonly SchemaObject[] =>
    without(schema, other).filter(({ kind }) => kinds.includes(kind));
  const [gone, come] = [unmatched(actual, wanted), unmatched(wanted, actual)];
  if (gone.length === 0 || come.length === 0) return { schema: actual, operations: [], questions: [] };
  const scope = {};
  const operations = come.flatMap((object): readonly RenameObject[] => {
    const [claim] = answers.withAnswers(scope, [claimOf(object)]);
    const old = gone.find((other) => nameKey(other) === claim?.renamedFrom && isAlike(other, object));
    if (old === undefined) return [];
    answers.note(scope, [{ from: nameKey(old), to: nameKey(object) }]);
    return [{ kind: "renameObject", object: referenceTo(old), newName: object.name }];
  });
  const schema = applyOperations(actual, operations);
  const score = (from: SchemaObject, to: SchemaObject): number => {
    if (!isAlike(from, to) || !isSameContent(from, to) || !answers.mayAsk(scope, nameKey(from), nameKey(to))) return 0;
    return round(0.5 + 0.5 * nameLikeness(from.name, to.name));
  };
  const going = unmatched(schema, wanted).filter((object) => !staysUnknown(object, options));
  const pairs = pairCandidates(going, unmatched(wanted, schema), score, 0.5);
  const questions = pairs.map((pair): RenameQuestion => ({
    kind: "rename object",
    object: describeObject(pair.from),
    from: nameKey(pair.from),
    to: nameKey(pair.to),
    ...namedOthers(pair, nameKey),
    score: pair.score,
    before: linesOf(pair.from),
    after: linesOf(pair.to),
  }));
  return { schema, operations, questions };
}

/** The name that the code says an object had. */
function claimOf(object: SchemaObject): { readonly name: string; readonly renamedFrom?: string } {
  const old = "renamedFrom" in object ? object.renamedFrom : undefined;
  return {
    name: nameKey(object),
    ...(old === undefined ? {} : { renamedFrom: nameKey({ ...nameOf(object), name: old }) }),
  };
}

/** The objects that the other schema does not have. */
function without(schema: Schema, other: Schema): readonly SchemaObject[] {
  const names = new Set(other.objects.map(objectKey));
  return schema.objects.filter((object) => !names.has(objectKey(object)));
}

function isAlike(from: SchemaObject, to: SchemaObject): boolean {
  return from.kind === to.kind && from.schema === to.schema;
}

function isSameContent(from: SchemaObject, to: SchemaObject): boolean {
  const contentOf = (object: SchemaObject): SchemaObject =>
    withoutObjectHint(withoutStoredAttributes({ ...object, name: "" }));
  return isSameData(contentOf(from), contentOf(to));
}

function linesOf(object: SchemaObject): readonly string[] {
  return textsOfObject(object).flatMap(([text]) => text.split("\n"));
}
