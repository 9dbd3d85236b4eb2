import { OrmError } from "../errors/orm-error";
import { readTagged } from "../util/tagged-json";
import { readStatements } from "./journal-entry";
import type { JournalRow } from "./journal-table";

/** The longest piece of an answer in one row, in characters. */
const LONGEST_ANSWER = 500_000;

/** Whether an entry is done as a whole, by its rows. */
export function isComplete(rows: readonly JournalRow[]): boolean {
  const last = rows.at(-1)!;
  if (last.state !== "done") return false;
  const { statements } = rows[0]!;
  return statements === undefined || last.part >= readStatements(statements).length - 1;
}

/** What an entry gave. */
export function readAnswer(rows: readonly JournalRow[]): unknown {
  const text = rows.map(({ answer }) => answer ?? "").join("");
  return text === "" ? undefined : readTagged(text);
}

/** An answer in as many rows as it needs. */
export function splitAnswer(row: JournalRow, text: string): readonly JournalRow[] {
  const rows: JournalRow[] = [];
  for (let start = 0; start < text.length;) {
    const end = endOfPiece(text, start + LONGEST_ANSWER);
    rows.push({ ...row, part: rows.length, answer: text.slice(start, end) });
    start = end;
  }
  return rows;
}

/** A character of two units must not be cut in two: neither half can be stored. */
function endOfPiece(text: string, end: number): number {
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]/.test(text.slice(end - 1, end + 1)) ? end - 1 : end;
}

/** The error that an entry gave. */
export function readError({ answer }: JournalRow): unknown {
  const {
    code = "QUERY.FAILED",
    message,
    hint,
    details,
  } = readTagged(answer ?? "{}") as {
    readonly code?: OrmError["code"];
    readonly message: string;
    readonly hint?: string;
    readonly details?: Readonly<Record<string, unknown>>;
  };
  return new OrmError(code, message, {
    ...(hint === undefined ? {} : { hint }),
    ...(details === undefined ? {} : { details }),
  });
}

/** What rows stand for, a text for each statement: those of this run as they ran, those of earlier ones as far as the journal has them. */
export function describeRows(
  rows: readonly JournalRow[],
  ran: ReadonlyMap<number, readonly string[]> = new Map(),
): readonly string[] {
  const positions = [...new Set(rows.map(({ position }) => position))];
  const end = positions.at(-1);
  return positions.flatMap((position) => {
    const own = rows.filter((row) => row.position === position);
    const [first] = own;
    if (first!.state === "failed") return [];
    const stored = readStatements(first!.statements).map(({ sql }) => sql);
    // The last entry may be done in part; what came before is done.
    const count = position === end && stored.length > 0 ? own.at(-1)!.part + 1 : Number.POSITIVE_INFINITY;
    const texts = stored.length > 0 ? stored : (ran.get(position) ?? (isQuestion(first!) ? [] : [first!.summary]));
    return texts.slice(0, count);
  });
}

/** Whether an entry only asked something, as far as its key tells. */
function isQuestion({ answer, summary }: JournalRow): boolean {
  return answer !== undefined && /^(?:query|exists):|^batch:.*:key$/.test(summary);
}
