import type { DiffAnswers, DiffResult, ValueAnswer } from "../../src/diff/diff-options";
import { downgradeOf } from "../../src/diff/downgrade-of";
import type { ValueQuestion } from "../../src/diff/question";
import { compareSchemas } from "../../src/migrate/compare";
import { createExecuteSink } from "../../src/migrate/execute-sink";
import { needsValue } from "../../src/operations/add-column";
import { summarizeOperation } from "../../src/operations/definitions";
import type { Operation } from "../../src/operations/operation";
import type { Schema } from "../../src/schema/model";
import { SqlFragment } from "../../src/schema/sql-fragment";
import { answerAll } from "../scenarios/answers";
import { differingLines } from "../scenarios/differing-lines";
import type { ScenarioDatabase, ScenarioPlace } from "../scenarios/run-scenario";
import type { ModelPair } from "./random-model";
import { withoutHints } from "./random-renames";
import { fill, readRows, requireRows } from "./rows";
import { throughPrintedFile } from "./through-printed-file";
import { SHARED_VALUE, type Vocabulary } from "./vocabulary";

/**
 * Brings a database to the first model, fills it, follows the comparison to the second model and back, and holds every
 * station to what it must be: equal to the models, equal to a database that was created so, with the rows that it had.
 */
export async function runPair(
  { before, after }: ModelPair,
  vocabulary: Vocabulary,
  place: ScenarioPlace,
): Promise<void> {
  const { changed, goal } = place;
  await follow("creating the first model", changed, (await compare(changed, before, vocabulary)).operations);
  await requireEqual("the first model, created", changed, before, vocabulary);
  await fill(changed, before, vocabulary);
  const start = { text: await place.dump?.(changed), rows: await readRows(changed, before) };

  await follow("creating the second model", goal, (await compare(goal, withoutHints(after), vocabulary)).operations);
  const { operations } = await compare(changed, after, vocabulary);
  await follow("the upgrade", changed, await printed("the upgrade", changed, operations));
  await requireEqual("after the upgrade", changed, withoutHints(after), vocabulary);
  requireText("after the upgrade", await place.dump?.(changed), await place.dump?.(goal));
  await requireRows("after the upgrade", changed, start.rows, { before, after, isBack: false });

  const back = downgradeOf(operations).map((operation) => filledByHand(operation, vocabulary));
  await follow("the downgrade", changed, await printed("the downgrade", changed, back));
  await requireEqual("after the downgrade", changed, before, vocabulary);
  requireText("after the downgrade", await place.dump?.(changed), start.text);
  await requireRows("after the downgrade", changed, start.rows, { before, after, isBack: true });
}

/** What the revision's file does: the same as the operations that it was made from. */
async function printed(
  what: string,
  { connection, dialect }: ScenarioDatabase,
  operations: readonly Operation[],
): Promise<readonly Operation[]> {
  const start = await dialect.introspector.read(connection, {});
  const again = await throughPrintedFile(operations, start, dialect);
  const [is, shouldBe] = [again, operations].map((list) => list.map(textOf).join("\n"));
  if (is !== shouldBe) throw new Error(`${what}, printed and read again:\n${differingLines(is, shouldBe)}`);
  return again;
}

/** What a file keeps for the way back is written into its downgrade, so the operations of its upgrade go without it. */
const NOT_PRINTED = /^(?:dropped|previous.*)$|\.stored\./;

/** Text that is the same for the same operation, whatever the order of its members. */
function textOf(operation: Operation): string {
  return JSON.stringify(operation, (_key, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(
          Object.entries(value)
            .filter(([name]) => !NOT_PRINTED.test(name))
            .sort(([one], [other]) => one.localeCompare(other)),
        )
      : value,
  );
}

/** Nothing is asked about names: the model says what was renamed. Rows take what a row of their own would hold. */
export async function compare(
  { connection, dialect }: ScenarioDatabase,
  wanted: Schema,
  vocabulary: Vocabulary,
): Promise<DiffResult> {
  const actual = await dialect.introspector.read(connection, {});
  const normal = await dialect.normalizer.normalize(connection, wanted, actual);
  const ask = (answers: DiffAnswers): Promise<DiffResult> =>
    compareSchemas(dialect, connection, actual, normal, { answers: { ...answers, noRenames: true } });
  return answerAll({ id: "" }, await ask({}), ask, (question) => answerOf(question, vocabulary));
}

/** A column that comes back empty and may not be NULL needs a value from whoever edits the downgrade. */
export function filledByHand(operation: Operation, { families }: Vocabulary): Operation {
  if (operation.kind !== "addColumn" || !needsValue(operation.column)) return operation;
  return { ...operation, backfill: { kind: "expression", sql: families[operation.column.name]!.value(8) } };
}

/** A value that both models have; else text and numbers as people type them, and the rest as SQL. */
function answerOf({ choices, column = "" }: ValueQuestion, { families }: Vocabulary): ValueAnswer["value"] {
  if (choices !== undefined) return SHARED_VALUE;
  const literal = families[column.replace(/_new$/, "")]!.value(9);
  if (literal.startsWith("'")) return literal.slice(1, -1);
  return /^[\d.]+$/.test(literal) ? Number(literal) : new SqlFragment([literal], []);
}

export async function follow(
  what: string,
  { connection, dialect }: ScenarioDatabase,
  operations: readonly Operation[],
): Promise<void> {
  const statements: string[] = [];
  await dialect.locks.beginRevision(connection);
  try {
    const sink = createExecuteSink(dialect, connection, { scope: {}, onStatement: ({ sql }) => statements.push(sql) });
    for (const operation of operations) await sink.accept(operation);
    await sink.flush();
    await dialect.locks.commitRevision(connection);
  } catch (error) {
    await dialect.locks.rollbackRevision(connection).catch(() => undefined);
    const plan = operations.map((operation) => `  ${summarizeOperation(operation)}`).join("\n");
    throw new Error(`${what}: ${String(error)}\n${plan}\nafter: ${statements.slice(-6).join(";\n       ")}`, {
      cause: error,
    });
  }
}

async function requireEqual(
  when: string,
  database: ScenarioDatabase,
  wanted: Schema,
  vocabulary: Vocabulary,
): Promise<void> {
  const { operations } = await compare(database, wanted, vocabulary);
  if (operations.length === 0) return;
  throw new Error(`${when} there is still:\n${operations.map((operation) => JSON.stringify(operation)).join("\n")}`);
}

function requireText(when: string, is: string | undefined, shouldBe: string | undefined): void {
  if (is !== shouldBe) throw new Error(`${when} the server's own text differs:\n${differingLines(is, shouldBe)}`);
}
