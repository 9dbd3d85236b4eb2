import { OrmError } from "../errors/orm-error";
import { readStatements } from "./journal-entry";
import type { JournalDirection, JournalRow } from "./journal-table";

/** A place in a revision that is half done. */
export interface JournalPlace {
  readonly revision: string;
  readonly direction: JournalDirection;
  /** The entry, from 1. */
  readonly position: number;
}

const CHOICES =
  "`orm repair --resume-after` where it took effect, `orm repair --rerun-step` where it did not; then run the command again";

/** The file says something else than what was done. */
export function journalMismatch({
  rows,
  now,
  ...place
}: JournalPlace & { readonly rows: readonly JournalRow[]; readonly now: string }): OrmError {
  const { revision, position } = place;
  const before = rows[0]?.summary ?? "nothing that is known";
  const after = now === "" ? "nothing: the revision ends before it" : now;
  return new OrmError(
    "RUNNER.JOURNAL_MISMATCH",
    `revision ${revision} is half done, and its file was edited since: step ${position} was "${before}" and is now "${after}"`,
    {
      hint: "Nothing was executed. Put back what the file said up to that step (values that differ in every run belong into the database or into op.query), or finish or undo the revision by hand and run `orm repair --forget`.",
      details: { ...place, before, after },
    },
  );
}

/** Nobody can say whether a statement took effect. */
export function settlementUnknown(place: JournalPlace, row: JournalRow, sql: string): OrmError {
  const part = partOf(row);
  return new OrmError(
    "RUNNER.JOURNAL_UNKNOWN",
    `${place.direction} of revision ${place.revision} was cut off at step ${place.position}${part}, and the database cannot tell whether that statement took effect`,
    {
      hint: `Look, then choose: ${CHOICES}. For the future: op.execute(sql, { isApplied: "SELECT ..." }), or { idempotent: true }.`,
      details: { ...place, startedAt: row.startedAt, statement: sql },
    },
  );
}

/** Something that lives as long as a connection was made before the break, and is gone. */
export function temporaryGone(place: JournalPlace, sql: string): OrmError {
  return new OrmError(
    "RUNNER.JOURNAL_UNKNOWN",
    `${place.direction} of revision ${place.revision} was cut off after step ${place.position}, which made something temporary that is gone with its connection`,
    {
      hint: "Finish or undo the revision by hand and run `orm repair --forget`. For the future: fill an ordinary table, and drop it at the end.",
      details: { ...place, statement: sql },
    },
  );
}

/** The database still works on what a process left behind that is gone. */
export function stillAtWork(waited: number): OrmError {
  return new OrmError(
    "RUNNER.LOCK_TIMEOUT",
    `the database still works on a statement of an earlier run, after ${Math.round(waited / 1000)} s of waiting for it`,
    { hint: "Wait until it is done, and run the command again; or end that connection of the database." },
  );
}

/** A revision is half done, and the plan would do something else first. */
export function halfDone(rows: readonly JournalRow[], planned: string): OrmError {
  const { revision, direction } = rows[0]!;
  const { position } = rows.at(-1)!;
  const finish = direction === "upgrade" ? `orm upgrade ${revision}` : "orm downgrade -1";
  return new OrmError(
    "RUNNER.HALF_DONE",
    `${direction} of revision ${revision} is half done (up to step ${position}), and ${planned}`,
    {
      hint: `Finish it first: \`${finish}\`. \`orm repair\` shows where it stands; once it is finished or undone by hand, \`orm repair --forget\`.`,
      details: { revision, direction, position, startedAt: rows[0]!.startedAt },
    },
  );
}

function partOf(row: JournalRow): string {
  const count = readStatements(row.statements).length;
  return row.part === 0 && count <= 1 ? "" : `, statement ${row.part + 1}`;
}
