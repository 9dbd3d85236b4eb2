import { OrmError } from "../errors/orm-error";
import type { DiffAnswers, RenameAnswer } from "./diff-options";
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
  /** @throws OrmError `DIFF.ANSWER_INVALID` where an answer names a rename that the comparison does not have. */
  requireAllUsed(): void;
}

export function createAnswerBook(answers: DiffAnswers = {}): AnswerBook {
  const { renames = [], refused = [], noRenames = false } = answers;
  const used = new Set<RenameAnswer>();
  const isIn = (scope: RenameScope) => (answer: RenameAnswer) =>
    answer.table === scope.table && answer.enum === scope.enum;
  return {
    withAnswers: (scope, wanted) => {
      const given = new Map(renames.filter(isIn(scope)).map(({ from, to }) => [to, from]));
      return wanted.map((claim) =>
        given.has(claim.name) ? { name: claim.name, renamedFrom: given.get(claim.name)!, isAnswer: true } : claim,
      );
    },
    note: (scope, found) => {
      for (const answer of renames.filter(isIn(scope))) {
        if (found.some(({ from, to }) => from === answer.from && to === answer.to)) used.add(answer);
      }
    },
    mayAsk: (scope, from, to) =>
      !noRenames && !refused.filter(isIn(scope)).some((answer) => answer.from === from && answer.to === to),
    requireAllUsed: () => {
      const unused = renames.find((answer) => !used.has(answer));
      if (unused === undefined) return;
      throw new OrmError("DIFF.ANSWER_INVALID", `${describe(unused)}: nothing was renamed so`, {
        hint: "The old name must be in the database and not in the entities, the new one the other way round.",
        details: { answer: unused },
      });
    },
  };
}

function describe({ table, enum: type, from, to }: RenameAnswer): string {
  const place =
    table === undefined ? (type === undefined ? "table" : `enum type "${type}", value`) : `table "${table}", column`;
  return `the answer ${place} "${from}" to "${to}"`;
}
