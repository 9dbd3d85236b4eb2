import type { ResolvedDialect } from "../dialect/dialect";
import type { DriverConnection } from "../dialect/driver";
import type { MigrationOptions } from "./migration-options";
import { runStatement } from "./run-statement";
import { createRunnerRows } from "./runner-rows";
import { createRunnerTable, type RunnerTable } from "./runner-table";

export type JournalDirection = "upgrade" | "downgrade";

/**
 * What the journal says of a place in a revision. Rows come in the order of the work, and one is written only when everything before it is done:
 * - `done`: it took effect;
 * - `intent`: a statement that commits by itself was about to run; done where a later row follows, else it has to be settled;
 * - `failed`: it gave an error, which the revision caught.
 */
export type JournalState = "done" | "intent" | "failed";

/** One row of `orm_journal`. */
export interface JournalRow {
  readonly revision: string;
  readonly direction: JournalDirection;
  /** The entry in its revision: a group of operations, or a query. From 1. */
  readonly position: number;
  /** The statement in its entry, or a further piece of an answer that is too long for one row. From 0. */
  readonly part: number;
  /** What the entry is: a hash of each operation, or of the query. */
  readonly keys: string;
  /** For people. */
  readonly summary: string;
  readonly state: JournalState;
  /** The statements of the entry, as tagged JSON; in its first row, and only where one of them commits by itself. */
  readonly statements?: string;
  /** What {@link StatementProbe.before} gave. */
  readonly probe?: string;
  /** What a query gave, or the error of a failed entry, as tagged JSON. */
  readonly answer?: string;
  readonly startedAt: string;
}

/** The table of what is done in a revision that is half done. It has no rows between two revisions. */
export interface JournalTable {
  readonly table: RunnerTable;
  /** Whether the database has it at this moment. */
  exists(connection: DriverConnection): Promise<boolean>;
  ensure(connection: DriverConnection): Promise<void>;
  /** All rows, in the order of the work. The table must exist. */
  read(connection: DriverConnection): Promise<readonly JournalRow[]>;
  /** Adds rows, in one statement where they are not very long. */
  add(connection: DriverConnection, rows: readonly JournalRow[]): Promise<void>;
  setState(connection: DriverConnection, row: JournalRow, state: JournalState): Promise<void>;
  remove(connection: DriverConnection, row: JournalRow): Promise<void>;
  /** Removes all rows of a revision. */
  clear(connection: DriverConnection, revision: string): Promise<void>;
}

type Column = keyof JournalRow;

const COLUMNS: readonly (readonly [column: Column, name: string])[] = [
  ["revision", "revision"],
  ["direction", "direction"],
  ["position", "position"],
  ["part", "part"],
  ["keys", "entry_keys"],
  ["summary", "summary"],
  ["state", "state"],
  ["statements", "statements"],
  ["probe", "probe"],
  ["answer", "answer"],
  ["startedAt", "started_at"],
];
const OPTIONAL: ReadonlySet<Column> = new Set<Column>(["statements", "probe", "answer"]);

export function createJournalTable(dialect: ResolvedDialect, options: MigrationOptions): JournalTable {
  const { textType } = dialect.statementProbe;
  const types: Readonly<Record<Column, string>> = {
    revision: "varchar(64)",
    direction: "varchar(16)",
    position: "integer",
    part: "integer",
    keys: textType,
    summary: textType,
    state: "varchar(16)",
    statements: textType,
    probe: textType,
    answer: textType,
    startedAt: "varchar(32)",
  };
  const columns = COLUMNS.map(([column, name]) => ({ name, type: types[column], nullable: OPTIONAL.has(column) }));
  const table = createRunnerTable(dialect, options, "journal", columns, ["revision", "position", "part"]);
  const names = COLUMNS.map(([, name]) => name);
  const stored = createRunnerRows(dialect, table, names);
  const quote = (name: string): string => dialect.queries.quoteIdentifier(name);
  const order = `ORDER BY ${["revision", "position", "part"].map(quote).join(", ")}`;
  const run = (connection: DriverConnection, sql: string) => runStatement(dialect, connection, sql);

  return {
    table,
    exists(connection) {
      table.forget();
      return table.exists(connection);
    },
    ensure: (connection) => table.ensure(connection),
    read: async (connection) => (await stored.select(connection, names, order)).map(toRow),
    add: (connection, rows) => stored.insert(connection, rows.map(toValues)),
    async setState(connection, row, state) {
      await run(connection, `UPDATE ${table.sql} SET ${quote("state")} = ${text(state)} WHERE ${isRow(row)}`);
    },
    async remove(connection, row) {
      await run(connection, `DELETE FROM ${table.sql} WHERE ${isRow(row)}`);
    },
    clear: (connection, revision) => stored.remove(connection, "revision", [revision]),
  };

  function text(value: string): string {
    return dialect.queries.quoteString(value);
  }

  function isRow({ revision, position, part }: JournalRow): string {
    return `${quote("revision")} = ${text(revision)} AND ${quote("position")} = ${position} AND ${quote("part")} = ${part}`;
  }
}

function toValues(row: JournalRow): readonly (string | number | null)[] {
  return COLUMNS.map(([column]) => row[column] ?? null);
}

function toRow(values: readonly unknown[]): JournalRow {
  const entries = COLUMNS.flatMap(([column], index) => {
    const value = values[index];
    if (value === null || value === undefined) return [];
    return [[column, column === "position" || column === "part" ? Number(value) : String(value)] as const];
  });
  return Object.fromEntries(entries) as unknown as JournalRow;
}
