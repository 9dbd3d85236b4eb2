import { OrmError } from "../errors/orm-error";
import { introspect } from "../migrate/schemas-of";
import { diff } from "../diff/diff";
import { summarizeOperation } from "../operations/definitions";
import type { Step } from "../revisions/plan";
import type { Schema, Table } from "../schema/model";
import { nameKey } from "../schema/object-name";
import type { MigrationTester } from "./migration-tester";
import { findLostRows, readRows, type TableRows } from "./table-rows";

/** What went up, down and up again, and what could not go down. */
export interface UpDownUpReport {
  /** Revisions that went up, down and up again. */
  readonly tested: readonly string[];
  /** Revisions that only went up, each with the reason. */
  readonly leftOut: readonly { readonly revision: string; readonly reason: string }[];
}

/** The database at one moment. */
interface Moment {
  readonly schema: Schema;
  readonly rows: ReadonlyMap<string, TableRows>;
}

/** Takes every revision up, down and up again, in the order of an upgrade, and compares schema and rows around each. */
export async function runUpDownUp(tester: MigrationTester): Promise<UpDownUpReport> {
  const { graph, options } = tester;
  const { minimumDowngradeRevision: minimum, skipRevisions = [] } = options;
  const fixed = minimum === undefined ? new Set<string>() : graph.appliedBy([minimum]);
  const tested: string[] = [];
  const leftOut: { readonly revision: string; readonly reason: string }[] = [];
  const done: Step[] = [];
  for (const step of tester.steps()) {
    const { revision } = step;
    const before = await readMoment(tester);
    done.push(step);
    await tester.run([step]);
    const reason = fixed.has(revision)
      ? `${minimum ?? ""} is the lowest revision that a downgrade leads to`
      : skipRevisions.includes(revision)
        ? "it is stamped, not run"
        : await goDownAndUp(tester, step, before, done);
    if (reason === undefined) tested.push(revision);
    else {
      leftOut.push({ revision, reason });
      tester.note(`revision ${revision} is not taken down: ${reason}`);
    }
  }
  return { tested, leftOut };
}

/** @param done the steps so far, with this one. @returns why it cannot go down, where it says so itself. */
async function goDownAndUp(
  tester: MigrationTester,
  step: Step,
  before: Moment,
  done: readonly Step[],
): Promise<string | undefined> {
  const up = await readMoment(tester);
  const down: Step = {
    ...step,
    direction: "downgrade",
    headsBefore: step.headsAfter,
    headsAfter: step.headsBefore,
  };
  try {
    await tester.run([down]);
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === undefined) throw error;
    return reason;
  }
  const after = await readMoment(tester);
  requireSameSchema(tester, step, "down", before.schema, after.schema);
  requireRows(tester, step, "down", before, after, up.schema);
  await tester.run([step], { writesData: false });
  const again = await readMoment(tester);
  requireSameSchema(tester, step, "up again", up.schema, again.schema);
  requireRows(tester, step, "up again", after, again, up.schema);
  await bringRowsBack(tester, up, again, done);
  return undefined;
}

/** The next revisions are to meet the rows that went with a table or a column, too: a database that never went down has them. */
async function bringRowsBack(tester: MigrationTester, up: Moment, again: Moment, done: readonly Step[]): Promise<void> {
  const isWhole = [...up.rows].every(([name, rows]) => {
    const now = again.rows.get(name);
    const columns = rows.table.columns.map((column) => column.name);
    return now !== undefined && findLostRows(rows, now, columns).length === 0;
  });
  if (isWhole || tester.options.scratch === false) return;
  await tester.restart();
  await tester.run(done);
}

async function readMoment({ dataSource }: MigrationTester): Promise<Moment> {
  const schema = await introspect(dataSource);
  return { schema, rows: await readRows(dataSource, schema) };
}

/** What a downgrade threw on purpose, before it did anything: an error of its own, not one of the database or of the language. */
function reasonOf(error: unknown): string | undefined {
  if (!OrmError.is(error, "REVISION.FAILED") || error.details["statement"] !== undefined) return undefined;
  const { cause } = error;
  if (OrmError.is(cause)) return cause.code === "OPERATION.IRREVERSIBLE" ? cause.message : undefined;
  return cause instanceof Error && cause.name === "Error" ? cause.message : undefined;
}

/** @throws OrmError `TESTING.TRACE_LEFT`. */
function requireSameSchema(
  tester: MigrationTester,
  { revision }: Step,
  way: string,
  before: Schema,
  after: Schema,
): void {
  const { capabilities, types, objectChanges } = tester.dataSource.dialect;
  const { operations } = diff(after, before, { capabilities, types, objectChanges, answers: { noRenames: true } });
  const differences = operations.map(summarizeOperation);
  if (differences.length === 0) return;
  const where = way === "down" ? "after its downgrade" : "after going up a second time";
  throw new OrmError(
    "TESTING.TRACE_LEFT",
    `revision ${revision}: ${where} the schema is not what it was: to ${differences.join("; to ")}`,
    {
      hint: "Correct the revision: what upgrade does, downgrade undoes, whole.",
      details: { revision, differences },
    },
  );
}

/** @throws OrmError `TESTING.ROWS_LOST`. */
function requireRows(
  tester: MigrationTester,
  { revision }: Step,
  way: string,
  before: Moment,
  after: Moment,
  between: Schema,
): void {
  const isKeysOnly = tester.options.changesRows?.includes(revision) === true;
  for (const [name, old] of before.rows) {
    const now = after.rows.get(name);
    const kept = between.tables.find((table) => nameKey(table) === name);
    if (now === undefined || kept === undefined) continue;
    const columns = comparedColumns(old.table, [now.table, kept], isKeysOnly);
    const lost = findLostRows(old, now, columns);
    if (lost.length === 0) continue;
    throw new OrmError(
      "TESTING.ROWS_LOST",
      `revision ${revision}: after it went ${way}, ${lost.length} of ${old.rows.length} rows of table "${name}" are gone or changed, such as ${lost[0]!}`,
      {
        hint: "Correct the revision; where it is meant to change values, name it in `changesRows`.",
        details: { revision, table: name, rows: lost.slice(0, 10) },
      },
    );
  }
}

/** The columns whose values must be as before: those that are there all the time with one type, or of these the key. */
function comparedColumns(table: Table, others: readonly Table[], isKeysOnly: boolean): readonly string[] {
  const columns = table.columns
    .filter((column) =>
      others.every(({ columns: list }) => list.some(({ name, type }) => name === column.name && type === column.type)),
    )
    .map(({ name }) => name);
  const key = table.primaryKey?.columns ?? [];
  return isKeysOnly && key.every((name) => columns.includes(name)) ? key : columns;
}
