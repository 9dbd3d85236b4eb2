import type { Schema } from "../../schema/model";
import { nameKey, nameOf } from "../../schema/object-name";
import type { DiffOptions } from "../diff-options";
import type { PlannedOperation } from "../planned-operation";

/** The comments of enum types and of schemas. Where the wanted side tells some things only, what it leaves out stays. */
export function compareSchemaComments(
  actual: Schema,
  wanted: Schema,
  { keepUnknownObjects = false, hooks }: DiffOptions,
): readonly PlannedOperation[] {
  if (hooks?.compareComments === false) return [];
  const isAsked = (comment: string | undefined): boolean => comment !== undefined || !keepUnknownObjects;
  const enums = new Map(actual.enums.map((type) => [nameKey(type), type]));
  const { schemaComments: before = {} } = actual;
  const after = wanted.schemaComments;
  const schemas = after === undefined ? [] : [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return [
    ...wanted.enums.flatMap((type): readonly PlannedOperation[] => {
      const old = enums.get(nameKey(type));
      if (old === undefined || old.comment === type.comment || !isAsked(type.comment)) return [];
      const [comment, previous] = [type.comment ?? null, old.comment ?? null];
      return [{ stage: "comments", operation: { kind: "commentOn", enum: nameOf(type), comment, previous } }];
    }),
    ...schemas.flatMap((schema): readonly PlannedOperation[] => {
      const [comment, previous] = [after?.[schema] ?? null, before[schema] ?? null];
      if (comment === previous || !isAsked(comment ?? undefined)) return [];
      return [{ stage: "comments", operation: { kind: "commentOn", schema, comment, previous } }];
    }),
  ];
}
