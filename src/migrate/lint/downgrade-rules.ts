import { diff } from "../../diff/diff";
import { summarizeOperation } from "../../operations/definitions";
import type { Schema } from "../../schema/model";
import { nameKey } from "../../schema/object-name";
import { looseSchema } from "../simulate-loosely";
import type { SimulatedRun } from "../simulate-revision";
import type { LintFinding, LintRule, LintSubject } from "./lint-rule";
import { changesRows, isOpaque } from "./operation-facts";

const noDowngrade: LintRule = {
  id: "no-downgrade",
  summary: "Has an upgrade, and a downgrade that does nothing.",
  level: "warn",
  check: ({ upgrade, downgrade }) =>
    upgrade.operations.length > 0 && doesNothing(downgrade)
      ? [
          {
            message: "the downgrade does nothing, so that a database cannot go back",
            hint: "Write the downgrade; where there is none, let it throw, and say why.",
          },
        ]
      : [],
};

const irreversible: LintRule = {
  id: "irreversible",
  summary: "Has a downgrade that stops, or one that leaves rows as the upgrade changed them.",
  level: "warn",
  check({ upgrade, downgrade, text }) {
    if (downgrade.failure !== undefined && downgrade.asked.size === 0) {
      const { error } = downgrade.failure;
      const line = lineOf(text, /\bdowngrade\b/);
      const reason = error instanceof Error ? error.message : String(error);
      return [{ message: `the downgrade stops: ${reason}`, ...(line === undefined ? {} : { line }) }];
    }
    if (doesNothing(downgrade) || downgrade.operations.some(({ operation }) => changesRows(operation))) return [];
    const dropped = new Set(
      downgrade.operations.flatMap(({ operation }) =>
        operation.kind === "dropTable" ? [nameKey(operation.table)] : [],
      ),
    );
    return upgrade.operations
      .filter(({ operation }) => operation.kind === "bulkInsert" && !dropped.has(nameKey(operation.table)))
      .map((operation) => ({
        message: `"${summarizeOperation(operation.operation)}" is not undone: the downgrade changes no rows`,
        hint: "Delete the rows in the downgrade: op.execute(sql`DELETE FROM ...`).",
        operation,
      }));
  },
};

const downgradeDiffers: LintRule = {
  id: "downgrade-differs",
  summary: "Has a downgrade that does not lead back to the schema before the upgrade.",
  level: "error",
  check(subject): readonly LintFinding[] {
    const { upgrade, downgrade, text } = subject;
    if (!isExact(upgrade) || !isExact(downgrade) || doesNothing(downgrade)) return [];
    const missing = differencesOf(subject);
    if (missing.length === 0) return [];
    const line = lineOf(text, /\bdowngrade\b/);
    const more = missing.length > 3 ? `, and ${missing.length - 3} more` : "";
    return [
      {
        message: `the downgrade does not undo the upgrade: it lacks ${missing.slice(0, 3).join(", ")}${more}`,
        hint: "What the upgrade does last, the downgrade undoes first.",
        ...(line === undefined ? {} : { line }),
      },
    ];
  },
};

function differencesOf({ upgrade, downgrade, dialect }: LintSubject): readonly string[] {
  const { capabilities, types, objectChanges } = dialect;
  const options = { capabilities, types, objectChanges, answers: { noRenames: true } };
  const [end, start] = withoutSame(downgrade.after, upgrade.before);
  // The same expression may be spelled by a person in the upgrade and by the database in the downgrade.
  const loose = diff(looseSchema(end), looseSchema(start), options).operations;
  const exact = diff(end, start, options).operations;
  const shown = loose.length === exact.length ? exact : loose;
  return shown.map((operation) => `"${summarizeOperation(operation)}"`);
}

/** Both schemas without what is the same in them, which is most of it: operations leave the rest untouched. */
function withoutSame(one: Schema, other: Schema): readonly [Schema, Schema] {
  const without = (own: Schema, rest: Schema): Schema => {
    const same = new Set<unknown>([...rest.tables, ...rest.enums, ...rest.objects]);
    return {
      ...own,
      tables: own.tables.filter((each) => !same.has(each)),
      enums: own.enums.filter((each) => !same.has(each)),
      objects: own.objects.filter((each) => !same.has(each)),
    };
  };
  return [without(one, other), without(other, one)];
}

function doesNothing({ operations, failure, asked }: SimulatedRun): boolean {
  return operations.length === 0 && failure === undefined && asked.size === 0;
}

/** Whether the model can tell all that a run does. */
function isExact({ operations, failure, asked }: SimulatedRun): boolean {
  const isKnown = operations.every(({ problem }) => problem === undefined);
  return isKnown && failure === undefined && asked.size === 0 && !isOpaque(operations.map((each) => each.operation));
}

function lineOf(text: string, pattern: RegExp): number | undefined {
  const at = text.split("\n").findIndex((line) => pattern.test(line) && !/^\s*(?:\/\/|\*|\/\*)/.test(line));
  return at === -1 ? undefined : at + 1;
}

/** Rules about the way back. */
export const downgradeRules: readonly LintRule[] = [noDowngrade, irreversible, downgradeDiffers];
