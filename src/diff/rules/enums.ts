import type { AlterEnum } from "../../operations/operation";
import type { EnumType, Schema, Table } from "../../schema/model";
import { nameKey, nameOf } from "../../schema/object-name";
import { isSameData } from "../../util/stable-json";
import type { AnswerBook } from "../answer-book";
import { usedEnums, usesValue } from "../enum-usage";
import { planEnumValues } from "../enum-values";
import { nameLikeness, round } from "../likeness";
import { pairCandidates } from "../pair-candidates";
import type { PlannedOperation } from "../planned-operation";
import type { Question } from "../question";
import { resolveRenames } from "../resolve-renames";
import { withoutValueHints } from "../without-hints";

export interface PlannedEnums {
  readonly planned: readonly PlannedOperation[];
  readonly questions: readonly Question[];
}

/**
 * Enum types that live in the schema on their own. A type that nobody wants any more is dropped when this comparison
 * takes its last column away; one that no column had to begin with is not ours, and stays.
 *
 * @param tables all tables as they will be: wanted and left alone.
 */
export function compareEnums(
  actual: Schema,
  wanted: Schema,
  tables: readonly Table[],
  answers: AnswerBook,
): PlannedEnums {
  const before = new Map(actual.enums.map((type) => [nameKey(type), type]));
  const changes = wanted.enums.map((type): PlannedEnums => {
    const old = before.get(nameKey(type));
    if (old !== undefined) return compareValues(old, type, wanted, answers);
    const operation = { kind: "createEnum", enum: withoutValueHints(type) } as const;
    return { planned: [{ stage: "create enums", operation }], questions: [] };
  });
  return {
    planned: [...changes.flatMap(({ planned }) => planned), ...planDroppedEnums(actual, wanted, tables)],
    questions: changes.flatMap(({ questions }) => questions),
  };
}

function planDroppedEnums(actual: Schema, wanted: Schema, tables: readonly Table[]): readonly PlannedOperation[] {
  const kept = new Set(wanted.enums.map(nameKey));
  const used = usedEnums(actual);
  const stillUsed = usedEnums({ ...actual, tables });
  return actual.enums
    .filter((type) => !kept.has(nameKey(type)) && used.has(nameKey(type)) && !stillUsed.has(nameKey(type)))
    .map((type) => ({
      stage: "drop enums",
      operation: { kind: "dropEnum", enum: nameOf(type), dropped: withoutValueHints(type) },
    }));
}

function compareValues(before: EnumType, after: EnumType, wanted: Schema, answers: AnswerBook): PlannedEnums {
  if (isSameData(before.values, after.values)) return { planned: [], questions: [] };
  const scope = { enum: nameKey(after) };
  const hints = after.renamedValues ?? {};
  const claims = after.values.map((name) =>
    Object.hasOwn(hints, name) ? { name, renamedFrom: hints[name]! } : { name },
  );
  const renames = resolveRenames(before.values, answers.withAnswers(scope, claims));
  answers.note(scope, renames);
  const renamed = new Map(renames.map(({ from, to }) => [from, to]));
  const present = before.values.map((value) => renamed.get(value) ?? value);
  const pairs = pairCandidates(
    present.filter((value) => !after.values.includes(value)),
    after.values.filter((value) => !present.includes(value)),
    (from, to) => (answers.mayAsk(scope, from, to) ? Math.max(0.01, round(nameLikeness(from, to))) : 0),
    0.01,
  );
  const { extend, shrink } = planEnumValues(before.values, after.values, renamed);
  const plan = (stage: PlannedOperation["stage"], change: AlterEnum | undefined): readonly PlannedOperation[] =>
    change === undefined ? [] : [{ stage, operation: change }];
  const alter = (change: typeof extend): AlterEnum | undefined =>
    change && { kind: "alterEnum", enum: nameOf(after), ...change };
  return {
    planned: [...plan("extend enums", markUsed(alter(extend), after, wanted)), ...plan("shrink enums", alter(shrink))],
    questions: pairs.map(({ from, to, score }) => ({ kind: "rename enum value", ...scope, from, to, score })),
  };
}

/** A value that is added and used by the same revision: databases that must commit it first need to know. */
function markUsed(change: AlterEnum | undefined, type: EnumType, wanted: Schema): AlterEnum | undefined {
  if (change === undefined || !change.add.some(({ value }) => usesValue(wanted, type, value))) return change;
  return { ...change, usedAtOnce: true };
}
