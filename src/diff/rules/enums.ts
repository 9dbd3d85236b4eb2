import type { AlterEnum } from "../../operations/operation";
import type { EnumType, Schema, Table } from "../../schema/model";
import { nameKey, nameOf } from "../../schema/object-name";
import { isSameData } from "../../util/stable-json";
import type { AnswerBook } from "../answer-book";
import type { DiffOptions } from "../diff-options";
import { usedEnums, usesValue } from "../enum-usage";
import { planEnumValues } from "../enum-values";
import { matchEnumValues } from "../match-enum-values";
import { dependenciesOfObject, dependencyKeys } from "../operation-facts";
import type { PlannedOperation } from "../planned-operation";
import type { RenameQuestion } from "../question";
import { enumKey, ThingIndex, thingOfEnum } from "../thing-index";
import { withoutValueHints } from "../without-hints";

export interface PlannedEnums {
  readonly planned: readonly PlannedOperation[];
  readonly questions: readonly RenameQuestion[];
}

/**
 * Enum types that live in the schema on their own. A type that nobody wants any more is dropped when this comparison
 * takes its last column away. Where unknown objects are kept, one that no column had to begin with is not ours, and one that a
 * domain or a function speaks of stays.
 *
 * @param tables all tables as they will be: wanted and left alone.
 */
export function compareEnums(
  actual: Schema,
  wanted: Schema,
  tables: readonly Table[],
  answers: AnswerBook,
  { keepUnknownObjects = false }: DiffOptions,
): PlannedEnums {
  const before = new Map(actual.enums.map((type) => [nameKey(type), type]));
  const changes = wanted.enums.map((type): PlannedEnums => {
    const old = before.get(nameKey(type));
    if (old !== undefined) return compareValues(old, type, wanted, answers);
    const operation = { kind: "createEnum", enum: withoutValueHints(type) } as const;
    return { planned: [{ stage: "create enums", operation }], questions: [] };
  });
  return {
    planned: [
      ...changes.flatMap(({ planned }) => planned),
      ...planDroppedEnums(actual, wanted, tables, keepUnknownObjects),
    ],
    questions: changes.flatMap(({ questions }) => questions),
  };
}

function planDroppedEnums(
  actual: Schema,
  wanted: Schema,
  tables: readonly Table[],
  keepsUnused: boolean,
): readonly PlannedOperation[] {
  const kept = new Set(wanted.enums.map(nameKey));
  const used = usedEnums(actual);
  const stillUsed = usedEnums({ ...actual, tables });
  return actual.enums
    .filter((type) => !kept.has(nameKey(type)) && !stillUsed.has(nameKey(type)))
    .filter((type) => !keepsUnused || (used.has(nameKey(type)) && !isUsedByObjects(actual, type)))
    .map((type) => ({
      stage: "drop enums",
      operation: { kind: "dropEnum", enum: nameOf(type), dropped: withoutValueHints(type) },
    }));
}

/** Whether a domain, a function or the like speaks of the type. */
function isUsedByObjects({ objects }: Schema, type: EnumType): boolean {
  const index = new ThingIndex([thingOfEnum(type)]);
  return objects.some((object) => dependencyKeys(dependenciesOfObject(object), index).has(enumKey(type)));
}

function compareValues(before: EnumType, after: EnumType, wanted: Schema, answers: AnswerBook): PlannedEnums {
  if (isSameData(before.values, after.values)) return { planned: [], questions: [] };
  const match = matchEnumValues(nameKey(after), before.values, after.values, after.renamedValues, answers);
  const { extend, shrink } = planEnumValues(before.values, after.values, match.renamed);
  const plan = (stage: PlannedOperation["stage"], change: AlterEnum | undefined): readonly PlannedOperation[] =>
    change === undefined ? [] : [{ stage, operation: change }];
  const alter = (change: typeof extend): AlterEnum | undefined =>
    change && { kind: "alterEnum", enum: nameOf(after), ...change };
  return {
    planned: [...plan("extend enums", markUsed(alter(extend), after, wanted)), ...plan("shrink enums", alter(shrink))],
    questions: match.questions,
  };
}

/** A value that is added and used by the same revision: databases that must commit it first need to know. */
function markUsed(change: AlterEnum | undefined, type: EnumType, wanted: Schema): AlterEnum | undefined {
  if (change === undefined || !change.add.some(({ value }) => usesValue(wanted, type, value))) return change;
  return { ...change, usedAtOnce: true };
}
