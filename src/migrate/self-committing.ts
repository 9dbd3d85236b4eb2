import type { ResolvedDialect } from "../dialect/dialect";
import type { DriverConnection } from "../dialect/driver";
import type { Statement } from "../dialect/statement";
import type { StepJournal } from "./journal";
import type { JournalRow } from "./journal-table";
import { asOrmError } from "./run-statement";

interface Place {
  readonly dialect: ResolvedDialect;
  readonly connection: DriverConnection;
  readonly journal: StepJournal;
  /** Called when the statement has ended whatever transaction was open. */
  readonly ended: () => void;
}

/**
 * Runs a statement that commits by itself: its intent is written down and committed with everything before it, where the statement commits
 * that, or by itself. That it is done is implied by the next row, and by the catalog until then.
 */
export async function runSelfCommitting(
  place: Place,
  statement: Statement,
  effect: "schema" | "opaque",
  run: () => Promise<Statement>,
): Promise<Statement> {
  const { dialect, connection, journal, ended } = place;
  const before = effect === "schema" ? await probe(place, statement.sql) : undefined;
  const intent = await journal.writeIntent(connection, before);
  let ran: Statement;
  try {
    ran = await run();
  } catch (error) {
    ended();
    if (connection.isOpen) await settleFailure(place, statement, intent, before);
    throw error;
  }
  ended();
  journal.passed(ran.sql, intent);
  // Nothing else would tell.
  if (effect === "opaque") await asOrmError(dialect, journal.confirm(connection, intent));
  return ran;
}

function probe({ dialect, connection }: Place, sql: string): Promise<string> {
  return asOrmError(dialect, dialect.statementProbe.before(connection, sql));
}

/** An error came back, so that the statement did nothing, unless it is one that does several things after another. */
async function settleFailure(
  { dialect, connection, journal }: Place,
  { sql }: Statement,
  intent: JournalRow,
  before: string | undefined,
): Promise<void> {
  const settlement =
    before === undefined
      ? "unknown"
      : await dialect.statementProbe.settle(connection, sql, before).catch(() => "unknown");
  if (settlement === "not applied") await journal.forget(connection, intent).catch(() => undefined);
  else journal.leave(intent);
}
