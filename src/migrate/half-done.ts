import type { DriverConnection } from "../dialect/driver";
import { readStatements } from "./journal-entry";
import { createJournalTable, type JournalDirection, type JournalRow } from "./journal-table";
import type { MigrationHost } from "./migration-host";

/** One step of a revision that was cut off: an operation or several that belong together, or a query. */
export interface HalfDoneStep {
  /** The place in the revision, from 1. */
  readonly position: number;
  /** For people. */
  readonly summary: string;
  /** `cut off`: nobody has heard whether its last statement took effect. `begun`: some of its statements are done. `failed`: it gave an error, which the revision caught. */
  readonly state: "done" | "begun" | "cut off" | "failed";
  /** The statements that took effect, as far as the journal has them. */
  readonly done: readonly string[];
  /** The statement that was cut off. */
  readonly statement?: string;
  /** The statements that come next. */
  readonly next: readonly string[];
}

/** What the journal knows of a revision that was cut off. */
export interface HalfDoneRevision {
  readonly revision: string;
  readonly direction: JournalDirection;
  /** When its first and its last step began, in UTC, as ISO 8601. */
  readonly startedAt: string;
  readonly stoppedAt: string;
  readonly steps: readonly HalfDoneStep[];
}

/** Reads the journal; `undefined` where nothing is half done. */
export async function readHalfDone(
  { dialect, migrations }: MigrationHost,
  connection: DriverConnection,
): Promise<HalfDoneRevision | undefined> {
  const { transactionalDdl, autocommitBlocks } = dialect.capabilities;
  if (transactionalDdl && !autocommitBlocks) return undefined;
  const table = createJournalTable(dialect, migrations);
  if (!(await table.exists(connection))) return undefined;
  return describeHalfDone(await table.read(connection));
}

/** The rows of a journal as something to read. */
export function describeHalfDone(all: readonly JournalRow[]): HalfDoneRevision | undefined {
  const last = all.at(-1);
  if (last === undefined) return undefined;
  const rows = all.filter(({ revision }) => revision === last.revision);
  const positions = [...new Set(rows.map(({ position }) => position))];
  return {
    revision: last.revision,
    direction: last.direction,
    startedAt: rows[0]!.startedAt,
    stoppedAt: last.startedAt,
    steps: positions.map((position) =>
      describeStep(
        rows.filter((row) => row.position === position),
        position === last.position,
      ),
    ),
  };
}

function describeStep(rows: readonly JournalRow[], isLast: boolean): HalfDoneStep {
  const [first] = rows;
  const last = rows.at(-1)!;
  const { position, summary } = first!;
  const statements = readStatements(first!.statements).map(({ sql }) => sql);
  const step = { position, summary };
  if (last.state === "failed") return { ...step, state: "failed", done: [], next: [] };
  if (!isLast || statements.length === 0) return { ...step, state: "done", done: statements, next: [] };
  const done = last.state === "intent" ? last.part : last.part + 1;
  const rest = { done: statements.slice(0, done), next: statements.slice(last.state === "intent" ? done + 1 : done) };
  if (last.state === "intent") return { ...step, ...rest, state: "cut off", statement: statements[done] ?? summary };
  return { ...step, ...rest, state: rest.next.length === 0 ? "done" : "begun" };
}
