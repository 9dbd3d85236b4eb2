import { hostname, userInfo } from "node:os";
import type { ResolvedDialect } from "../dialect/dialect";
import type { DriverConnection } from "../dialect/driver";
import type { MigrationOptions } from "./migration-options";
import { createRunnerRows } from "./runner-rows";
import { createRunnerTable, type RunnerTable } from "./runner-table";

/** What became of a run; `interrupted`: its process ended before it could say anything. */
export type RunOutcome = "running" | "done" | "failed" | "aborted" | "interrupted";

/** What is recorded of a run that had something to do. */
export interface RecordedRun {
  /** Begins with the time in UTC, so that runs sort by it. */
  readonly id: string;
  readonly command: "upgrade" | "downgrade" | "stamp";
  /** As it was named: `head`, `-1`. */
  readonly target: string;
  /** The current heads before and after the run. */
  readonly from: readonly string[];
  readonly to: readonly string[] | null;
  /** In UTC, as ISO 8601. */
  readonly startedAt: string;
  readonly finishedAt: string | null;
  /** The user of the operating system, and the machine: `ann@web-3`. */
  readonly startedBy: string;
  /** The process on that machine. */
  readonly pid: number;
  readonly tag: string | null;
  /** The version of Ormolu. */
  readonly version: string;
  readonly result: RunOutcome;
  /** The code and the message of what it failed with. */
  readonly error: string | null;
}

/** The table of runs, beside the version table. */
export interface RunRecords {
  readonly table: RunnerTable;
  ensure(connection: DriverConnection): Promise<void>;
  start(connection: DriverConnection, run: RecordedRun): Promise<void>;
  finish(
    connection: DriverConnection,
    id: string,
    end: Pick<RecordedRun, "finishedAt" | "to" | "result" | "error">,
  ): Promise<void>;
  /** Runs that say that they go on. The table must exist. */
  readRunning(connection: DriverConnection): Promise<readonly RecordedRun[]>;
  markInterrupted(connection: DriverConnection, id: string): Promise<void>;
  /** The latest runs, newest first; none where there is no table. */
  list(connection: DriverConnection, limit?: number): Promise<readonly RecordedRun[]>;
}

const COLUMNS = [
  "id",
  "command",
  "target",
  "from_heads",
  "to_heads",
  "started_at",
  "finished_at",
  "started_by",
  "pid",
  "tag",
  "version",
  "result",
  "error",
];
const NULLABLE = new Set(["to_heads", "finished_at", "tag", "error"]);

/** The records of one version table: `orm_run`. */
export function createRunRecords(dialect: ResolvedDialect, options: MigrationOptions): RunRecords {
  const { textType } = dialect.statementProbe;
  const types: Readonly<Record<string, string>> = {
    id: "varchar(64)",
    command: "varchar(16)",
    started_at: "varchar(32)",
    finished_at: "varchar(32)",
    pid: "bigint",
    version: "varchar(32)",
    result: "varchar(16)",
  };
  const columns = COLUMNS.map((name) => ({ name, type: types[name] ?? textType, nullable: NULLABLE.has(name) }));
  const table = createRunnerTable(dialect, options, "run", columns, ["id"]);
  const rows = createRunnerRows(dialect, table, COLUMNS);
  const { queries } = dialect;

  return {
    table,
    ensure: (connection) => table.ensure(connection),
    start: (connection, run) => rows.insert(connection, [toValues(run)]),
    finish: (connection, id, { finishedAt, to, result, error }) =>
      rows.update(connection, ["id", id], {
        finished_at: finishedAt,
        to_heads: to === null ? null : JSON.stringify(to),
        result,
        error,
      }),
    async readRunning(connection) {
      const where = `WHERE ${queries.quoteIdentifier("result")} = ${queries.placeholder(1)}`;
      return (await rows.select(connection, COLUMNS, where, ["running"])).map(toRun);
    },
    markInterrupted: (connection, id) => rows.update(connection, ["id", id], { result: "interrupted" }),
    async list(connection, limit) {
      if (!(await table.exists(connection))) return [];
      const order = `ORDER BY ${queries.quoteIdentifier("id")} DESC`;
      const tail = limit === undefined ? order : `${order} LIMIT ${Math.max(0, Math.trunc(limit))}`;
      return (await rows.select(connection, COLUMNS, tail)).map(toRun);
    },
  };
}

/** `ann@web-3`: who runs this process, where. */
export function thisUser(): string {
  return `${userName()}@${hostname()}`;
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run as a number that no list of users has.
    return String(process.getuid?.() ?? "unknown");
  }
}

/** Whether the process of a run can be seen to have ended: only on its own machine. */
export function hasEnded({ startedBy, startedAt, pid }: RecordedRun): boolean {
  if (startedBy !== thisUser()) return false;
  // A container that starts again has the same name, and its first process the same number.
  if (pid === process.pid) return Date.parse(startedAt) < Date.now() - process.uptime() * 1000;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}

function toValues(run: RecordedRun): readonly (string | number | null)[] {
  return [
    run.id,
    run.command,
    run.target,
    JSON.stringify(run.from),
    run.to === null ? null : JSON.stringify(run.to),
    run.startedAt,
    run.finishedAt,
    run.startedBy,
    run.pid,
    run.tag,
    run.version,
    run.result,
    run.error,
  ];
}

function toRun(values: readonly unknown[]): RecordedRun {
  const [id, command, target, from, to, startedAt, finishedAt, startedBy, pid, tag, version, result, error] =
    values.map((value) => (value === null || value === undefined ? null : String(value)));
  return {
    id: id ?? "",
    command: (command ?? "upgrade") as RecordedRun["command"],
    target: target ?? "",
    from: readHeads(from ?? null) ?? [],
    to: readHeads(to ?? null),
    startedAt: startedAt ?? "",
    finishedAt: finishedAt ?? null,
    startedBy: startedBy ?? "",
    pid: Number(pid),
    tag: tag ?? null,
    version: version ?? "",
    result: (result ?? "running") as RunOutcome,
    error: error ?? null,
  };
}

function readHeads(text: string | null): readonly string[] | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.map(String) : null;
  } catch {
    return null;
  }
}
