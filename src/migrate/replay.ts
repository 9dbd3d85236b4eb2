import { compileOperation } from "../dialect/ddl-compiler";
import type { Statement } from "../dialect/statement";
import type { Operation } from "../operations/operation";
import { emptySchema } from "../schema/model";
import type { KnownEntry, StepJournal } from "./journal";
import { itemOf, itemOfWork } from "./journal-entry";
import { temporaryGone } from "./journal-errors";
import { settleIntent, type SettleParts } from "./settle-intent";

/** What a revision that begins anew after a break needs, to do nothing twice. */
export interface ReplayParts extends SettleParts {
  readonly journal: StepJournal;
  /** Whether statements are committed one by one. */
  readonly isOutside: () => boolean;
  /** Commits the work by itself, where that can be done in the middle of a revision. */
  readonly separately: <T>(work: () => Promise<T>) => Promise<T>;
}

/** Work that gives an answer, as {@link OperationSink.once} is told of it. */
export interface RecordedWork {
  readonly key: string;
  readonly isSeparate: boolean;
  /** The statement that it runs, where it is one. */
  readonly sql: string | undefined;
}

type Run = (statement: Statement) => Promise<void>;

/** Passes over the operations that an earlier run did, and ends what it began. @returns how many of them that were; 0 where the first is new. */
export async function replayEntry(parts: ReplayParts, operations: readonly Operation[], run: Run): Promise<number> {
  const { journal } = parts;
  const known = journal.next(operations.map(itemOf));
  if (known.kind === "new") return 0;
  if (known.kind === "done") {
    await repeatForSession(parts, operations.slice(0, known.count), run);
    return known.count;
  }
  const done = await countDone(parts, known, operations);
  if (done === 0) return 0;
  const own = operations.slice(0, known.count);
  if (own.length === 0) throw journal.mismatchAt(operations.map(itemOf));
  journal.begin(own.map(itemOf), known.statements, done);
  try {
    for (const statement of known.statements.slice(done)) await run({ ...statement, source: own[0]! });
  } catch (error) {
    journal.fail(error);
    throw error;
  }
  journal.end();
  return own.length;
}

/** Does work that gives an answer, or gives the answer that an earlier run had. */
export async function replayWork<T>(
  { dialect, journal, isOutside, separately }: ReplayParts,
  { key, isSeparate, sql }: RecordedWork,
  work: () => Promise<T>,
): Promise<T> {
  const items = [itemOfWork(key)];
  const known = journal.next(items);
  if (known.kind === "done") {
    const effect = sql === undefined ? "data" : dialect.statementProbe.effectOf(sql);
    if (effect === "temporary") throw temporaryGone(journal.place, sql!);
    if (effect === "session") await work();
    return known.answer as T;
  }
  if (known.kind === "begun") throw journal.mismatchAt(items);
  const run = async (): Promise<T> => {
    journal.begin(items, []);
    try {
      const answer = await work();
      journal.end(answer);
      return answer;
    } catch (error) {
      journal.fail(error);
      throw error;
    }
  };
  return isSeparate || isOutside() ? separately(run) : run();
}

/** Settles the statement that an earlier run was at. */
async function countDone(
  parts: ReplayParts,
  { done, intent, statements, count }: KnownEntry & { readonly kind: "begun" },
  operations: readonly Operation[],
): Promise<number> {
  if (intent === undefined) return done;
  // An operation with several statements has no single one that its own query could tell of.
  const own = count === 1 && statements.length === 1 ? operations[0] : undefined;
  const settlement = await settleIntent(parts, intent, statements[intent.part]?.sql ?? "", own);
  if (settlement === "applied") return done + 1;
  await parts.journal.forget(parts.connection, intent);
  return done;
}

/** Settings of the connection are gone with the connection; what it held for a time is lost. */
async function repeatForSession(
  { dialect, journal }: ReplayParts,
  operations: readonly Operation[],
  run: Run,
): Promise<void> {
  for (const operation of operations) {
    if (operation.kind !== "execute") continue;
    for (const statement of compileOperation(dialect.ddl, operation, { schema: emptySchema })) {
      const effect = dialect.statementProbe.effectOf(statement.sql);
      if (effect === "temporary") throw temporaryGone(journal.place, statement.sql);
      if (effect === "session") await run(statement);
    }
  }
}
