import { OrmError } from "../errors/orm-error";
import type { DefaultInput } from "../operations/input";
import type { ConversionAnswer, DiffAnswers, RenameAnswer, ValueAnswer } from "./diff-options";
import type { Rename, RenameClaim } from "./resolve-renames";

/** Where renames happen: among the tables, among the columns of one table, among the values of one enum. */
export interface RenameScope {
  readonly table?: string;
  readonly enum?: string;
}

/** The answers given to a comparison, and which of them it had a use for. */
export interface AnswerBook {
  /** What is wanted, with the earlier names that answers give; an answer outranks a hint. */
  withAnswers(scope: RenameScope, wanted: readonly RenameClaim[]): readonly RenameClaim[];
  /** Takes note of the renames that were found, so that answers without one are noticed. */
  note(scope: RenameScope, renames: readonly Rename[]): void;
  /** Whether a pair may still be asked about. */
  mayAsk(scope: RenameScope, from: string, to: string): boolean;
  /** What rows take; `undefined` where nobody said so. */
  valueFor(target: string): DefaultInput | undefined;
  /** The expression by which values become those of another type; `undefined` where nobody said so. */
  usingFor(target: string, direction: ConversionAnswer["direction"]): string | undefined;
  /** @throws OrmError `DIFF.ANSWER_INVALID` where an answer is about something that the comparison does not have. */
  requireAllUsed(): void;
}

export function createAnswerBook(answers: DiffAnswers = {}): AnswerBook {
  const { renames = [], refused = [], noRenames = false, values = [], conversions = [] } = answers;
  const used = new Set<RenameAnswer | ValueAnswer | ConversionAnswer>();
  const take = <A extends ValueAnswer | ConversionAnswer>(answer: A | undefined): A | undefined => {
    if (answer !== undefined) used.add(answer);
    return answer;
  };
  return {
    withAnswers: (scope, wanted) => {
      const given = new Map(
        renames.flatMap((answer) => inScope(scope, answer) ?? []).map(({ from, to }) => [to, from]),
      );
      return wanted.map((claim) =>
        given.has(claim.name) ? { name: claim.name, renamedFrom: given.get(claim.name)!, isAnswer: true } : claim,
      );
    },
    note: (scope, found) => {
      for (const answer of renames) {
        const rename = inScope(scope, answer);
        if (found.some(({ from, to }) => from === rename?.from && to === rename.to)) used.add(answer);
      }
    },
    mayAsk: (scope, from, to) =>
      !noRenames &&
      !refused.some((answer) => {
        const rename = inScope(scope, answer);
        return rename?.from === from && rename.to === to;
      }),
    valueFor: (target) => take(values.find((answer) => answer.target === target))?.value,
    usingFor: (target, direction) =>
      take(conversions.find((answer) => answer.target === target && answer.direction === direction))?.using,
    requireAllUsed: () => {
      const idle = [...values, ...conversions].find((answer) => !used.has(answer));
      if (idle !== undefined) throw unusedAnswer(idle);
      const unused = renames.find((answer) => !used.has(answer));
      if (unused === undefined) return;
      throw new OrmError("DIFF.ANSWER_INVALID", `${describe(unused)}: nothing was renamed so`, {
        hint: "The old name must be in the database and not in the entities, the new one the other way round.",
        details: { answer: unused },
      });
    },
  };
}

/**
 * The rename that an answer says in a scope. Whoever wrote it may have seen a dot where the name of a schema ends, or inside of
 * a value, so what counts is the whole name.
 */
function inScope(scope: RenameScope, answer: RenameAnswer): Rename | undefined {
  const owner = answer.enum ?? answer.table;
  const from = owner === undefined ? answer.from : `${owner}.${answer.from}`;
  if (answer.enum !== undefined || scope.enum !== undefined) {
    const prefix = `${scope.enum}.`;
    const fits = answer.enum !== undefined && scope.enum !== undefined && from.startsWith(prefix);
    return fits ? { from: from.slice(prefix.length), to: answer.to } : undefined;
  }
  const to = owner === undefined ? answer.to : `${owner}.${answer.to}`;
  if (scope.table === undefined) return { from, to };
  const prefix = `${scope.table}.`;
  if (!from.startsWith(prefix) || !to.startsWith(prefix)) return undefined;
  return { from: from.slice(prefix.length), to: to.slice(prefix.length) };
}

function unusedAnswer(answer: ValueAnswer | ConversionAnswer): OrmError {
  const [what, hint] =
    "using" in answer
      ? [`the conversion of ${answer.target}`, "Name a column whose type changes, as table.column."]
      : [
          `the value for ${answer.target}`,
          "Name a new column or one that may not be NULL any more, as table.column; or a value that an enum loses, as enum.value or table.column.value.",
        ];
  return new OrmError("DIFF.ANSWER_INVALID", `${what}: nothing asks for it`, { hint, details: { answer } });
}

function describe({ table, enum: type, from, to }: RenameAnswer): string {
  const place =
    table === undefined ? (type === undefined ? "table" : `enum type "${type}", value`) : `table "${table}", column`;
  return `the answer ${place} "${from}" to "${to}"`;
}
