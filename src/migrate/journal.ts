import type { DriverConnection } from "../dialect/driver";
import { OrmError } from "../errors/orm-error";
import type { Clock } from "../util/clock";
import { writeTagged } from "../util/tagged-json";
import { readStatements, writeStatements, type JournalItem, type StoredStatement } from "./journal-entry";
import { describeRows, isComplete, readAnswer, readError, splitAnswer } from "./journal-rows";
import type { JournalDirection, JournalRow, JournalState, JournalTable } from "./journal-table";
import { journalMismatch, type JournalPlace } from "./journal-errors";

/** What the journal knows of the next entry of a revision. */
export type KnownEntry =
  | { readonly kind: "new" }
  /** It was done in an earlier run, with what it gave; `count` of the items that were asked for belong to it. */
  | { readonly kind: "done"; readonly count: number; readonly answer: unknown }
  /** The first `done` of its statements were done in an earlier run; `intent` is the row of the next one where nobody knows about it. */
  | {
      readonly kind: "begun";
      readonly count: number;
      readonly statements: readonly StoredStatement[];
      readonly done: number;
      readonly intent: JournalRow | undefined;
    };

/** What a journal needs to know. */
export interface JournalParts {
  readonly table: JournalTable;
  readonly revision: string;
  readonly direction: JournalDirection;
  /** The rows that an earlier run left behind. */
  readonly rows: readonly JournalRow[];
  readonly clock: Clock;
}

/** An entry under way. */
interface Entry {
  readonly position: number;
  readonly keys: string;
  readonly summary: string;
  readonly statements: readonly StoredStatement[];
  /** Whether a row of it is written, or waits to be. */
  hasRow: boolean;
  /** The statement that comes next. */
  part: number;
}

/**
 * What is done in one revision, entry by entry. Rows are held back until something is about to be committed, so that what is rolled
 * back leaves no row, and a revision that is one transaction writes none. A row implies that everything before it is done.
 */
export class StepJournal {
  readonly #parts: JournalParts;
  readonly #found = new Map<number, JournalRow[]>();
  /** The statements that ran in this run, by entry. */
  readonly #ran = new Map<number, string[]>();
  #lastFound: JournalRow | undefined;
  #pending: JournalRow[] = [];
  #position = 0;
  #entry: Entry | undefined;
  /** The last row that says `intent` while its statement is known to have taken effect. */
  #passed: JournalRow | undefined;
  /** The row of a statement that failed and may have done something. */
  #left: JournalRow | undefined;
  #failure: { readonly error: unknown } | undefined;
  #hasRows: boolean;

  constructor(parts: JournalParts) {
    this.#parts = parts;
    for (const row of parts.rows) this.#found.set(row.position, [...(this.#found.get(row.position) ?? []), row]);
    this.#lastFound = parts.rows.at(-1);
    this.#hasRows = parts.rows.length > 0;
  }

  /** Whether the table holds rows of the revision. */
  get hasRows(): boolean {
    return this.#hasRows;
  }

  /** The last entry that an earlier run came to. */
  get stoppedAt(): number {
    return this.#lastFound?.position ?? 0;
  }

  /** How many rows are not written yet. */
  get pendingCount(): number {
    return this.#pending.length;
  }

  /** Whether what an earlier run did is not passed yet. */
  get isReplaying(): boolean {
    return this.#position < (this.#lastFound?.position ?? 0);
  }

  /** What kept rows from being written: what the journal says is not all of it any more, so that the revision must not go on. */
  get failure(): { readonly error: unknown } | undefined {
    return this.#failure;
  }

  /** Where it is now. */
  get place(): JournalPlace {
    const { revision, direction } = this.#parts;
    return { revision, direction, position: this.#position };
  }

  ensureTable(connection: DriverConnection): Promise<void> {
    return this.#parts.table.ensure(connection);
  }

  /**
   * What is known of the next entry, which begins with these items. Nothing is begun where it is `new`.
   * @throws OrmError `RUNNER.JOURNAL_MISMATCH`; the error of an entry that failed and whose error the revision caught.
   */
  next(items: readonly JournalItem[]): KnownEntry {
    const position = this.#position + 1;
    const rows = this.#found.get(position);
    if (rows === undefined) {
      if (this.isReplaying) throw this.#mismatch(position, items);
      return { kind: "new" };
    }
    const [first] = rows;
    const last = rows.at(-1)!;
    const keys = first!.keys.split(" ");
    if (!keys.every((key, index) => items[index]?.key === key)) {
      // It did nothing yet, or nobody knows: that is settled by what it was, not by what it is now.
      if (last === this.#lastFound && last.state === "intent") return this.#begun(rows, 0);
      throw this.#mismatch(position, items);
    }
    if (last.state === "failed") {
      this.#position = position;
      throw readError(last);
    }
    if (last !== this.#lastFound || isComplete(rows)) {
      this.#position = position;
      return { kind: "done", count: keys.length, answer: readAnswer(rows) };
    }
    return this.#begun(rows, keys.length);
  }

  /** The error for an entry that the file does not have any more. */
  mismatchAt(items: readonly JournalItem[]): OrmError {
    return this.#mismatch(this.#position + 1, items);
  }

  /** Begins the next entry. `done`: how many of its statements were done before. */
  begin(items: readonly JournalItem[], statements: readonly StoredStatement[], done = 0): void {
    this.#position += 1;
    const rows = this.#found.get(this.#position);
    this.#entry = {
      position: this.#position,
      keys: rows?.[0]?.keys ?? items.map(({ key }) => key).join(" "),
      summary: rows?.[0]?.summary ?? items.map(({ summary }) => summary).join("; "),
      statements,
      hasRow: rows !== undefined,
      part: done,
    };
    if (done > 0) this.#passed = rows?.at(-1)?.state === "intent" ? rows.at(-1) : undefined;
  }

  /** Whether statements that run now belong to an entry that has a list of them. */
  get isInStatements(): boolean {
    return this.#entry !== undefined && this.#entry.statements.length > 0;
  }

  /** Writes, with everything that is held back, that the next statement of the entry is about to run and to commit. */
  async writeIntent(connection: DriverConnection, probe: string | undefined): Promise<JournalRow> {
    const row = { ...this.#row("intent"), ...(probe === undefined ? {} : { probe }) };
    this.#pending.push(row);
    await this.flush(connection);
    return row;
  }

  /** The next statement of the entry took effect. `intent` is its row, where it has one. */
  passed(sql: string, intent?: JournalRow): void {
    const entry = this.#entry;
    if (entry === undefined) return;
    this.#ran.set(entry.position, [...(this.#ran.get(entry.position) ?? []), sql]);
    entry.part += 1;
    if (intent !== undefined) this.#passed = intent;
  }

  /** The statement of the entry that has just run is part of the transaction that is about to be committed. */
  markStatement(): void {
    this.#pending.push(this.#row("done"));
  }

  /** The entry is done; `answer` is what it gave. */
  end(answer?: unknown): void {
    const entry = this.#entry;
    this.#entry = undefined;
    if (entry === undefined || entry.hasRow) return;
    const row = { ...this.#rowOf(entry, 0, "done"), startedAt: this.#now() };
    if (answer === undefined) this.#pending.push(row);
    else this.#pending.push(...splitAnswer(row, writeTagged(answer)));
  }

  /** The entry gave an error, which the revision may catch. */
  fail(error: unknown): void {
    const entry = this.#entry;
    this.#entry = undefined;
    if (entry === undefined) return;
    const answer = writeTagged(OrmError.is(error) ? error.toJSON() : { message: String(error) });
    const part = this.#left === undefined ? entry.part : this.#left.part + 1;
    this.#left = undefined;
    this.#pending.push({ ...this.#rowOf(entry, part, "failed"), answer });
  }

  /** A statement failed, and nobody knows what it did before that: its row stays. */
  leave(intent: JournalRow): void {
    this.#left = intent;
  }

  /** Writes what is held back: right before a commit. */
  async flush(connection: DriverConnection): Promise<void> {
    const rows = this.#pending;
    this.#pending = [];
    if (rows.length === 0) return;
    // Whether they got there, if this fails, only the table knows.
    this.#hasRows = true;
    try {
      await this.#parts.table.add(connection, rows);
    } catch (error) {
      this.#failure = { error };
      throw error;
    }
  }

  /** Takes back the row of a statement that is known to have done nothing. */
  async forget(connection: DriverConnection, intent: JournalRow): Promise<void> {
    const { position, part } = intent;
    if (this.#entry?.position === position && intent.statements !== undefined) this.#entry.hasRow = false;
    const rest = (this.#found.get(position) ?? []).filter((row) => row.part !== part);
    if (rest.length > 0) this.#found.set(position, rest);
    else this.#found.delete(position);
    this.#lastFound = [...this.#found.values()].at(-1)?.at(-1);
    await this.#parts.table.remove(connection, intent);
  }

  /** Writes down that the statement of an intent took effect, for one that nothing else would tell of. */
  async confirm(connection: DriverConnection, intent: JournalRow): Promise<void> {
    await this.#parts.table.setState(connection, intent, "done");
  }

  /** Checks that the revision did everything that the journal says it did. @throws OrmError `RUNNER.JOURNAL_MISMATCH`. */
  finish(): void {
    if (this.isReplaying) throw this.#mismatch(this.#position + 1, []);
  }

  /** The revision is done: nothing of it is half done any more. */
  async clear(connection: DriverConnection): Promise<void> {
    if (this.#hasRows) await this.#parts.table.clear(connection, this.#parts.revision);
  }

  /** After a rollback: makes the table exact, and says what is kept, a text for each statement. */
  async readKept(connection: DriverConnection): Promise<readonly string[]> {
    if (!(await this.#parts.table.exists(connection)) || !this.#hasRows) return [];
    const all = await this.#parts.table.read(connection);
    const rows = all.filter(({ revision }) => revision === this.#parts.revision);
    const last = rows.at(-1);
    const passed = this.#passed;
    if (last === undefined) return [];
    if (last.state !== "intent") return describeRows(rows, this.#ran);
    if (passed === undefined || passed.position !== last.position || passed.part !== last.part) {
      return describeRows(rows.slice(0, -1), this.#ran);
    }
    await this.#parts.table.setState(connection, last, "done");
    return describeRows(rows, this.#ran);
  }

  #begun(rows: readonly JournalRow[], count: number): KnownEntry {
    const last = rows.at(-1)!;
    const isIntent = last.state === "intent";
    return {
      kind: "begun",
      count,
      statements: readStatements(rows[0]!.statements),
      done: isIntent ? last.part : last.part + 1,
      intent: isIntent ? last : undefined,
    };
  }

  #row(state: JournalState): JournalRow {
    const entry = this.#entry!;
    const row = this.#rowOf(entry, entry.part, state);
    const isFirst = !entry.hasRow;
    entry.hasRow = true;
    return { ...row, ...(isFirst ? { statements: writeStatements(entry.statements) } : {}) };
  }

  #rowOf({ position, keys, summary }: Entry, part: number, state: JournalState): JournalRow {
    const { revision, direction } = this.#parts;
    return { revision, direction, position, part, keys, summary, state, startedAt: this.#now() };
  }

  #now(): string {
    return this.#parts.clock.now().toISOString();
  }

  #mismatch(position: number, items: readonly JournalItem[]): OrmError {
    const { revision, direction } = this.#parts;
    const rows = this.#found.get(position) ?? [];
    return journalMismatch({
      revision,
      direction,
      position,
      rows,
      now: items.map(({ summary }) => summary).join("; "),
    });
  }
}
