import type { BoundValue } from "../bind-value";
import type { Output, StatementShape } from "../statement-shape";

/**
 * The package sqlite3 gives rows as objects, where columns of one name collapse into one and integers beyond 2^53 are
 * rounded, and it cannot bind such integers. So statements are rewritten: output columns are numbered, one more column
 * carries the big integers as text, and big parameters are bound as text and cast.
 */
export interface RewrittenStatement {
  readonly sql: string;
  readonly parameters: readonly BoundValue[];
  /** How many output columns there are; absent where the statement was left as it is. */
  readonly columnCount?: number;
}

const BIG_COLUMN = "orm_big";
const INT32 = 2 ** 31;

/** The statement with its big integers bound as text; those of 32 bits are bound as they are. */
export function rewriteParameters(
  { sql, placeholders }: StatementShape,
  values: readonly BoundValue[],
): { readonly sql: string; readonly offset: (position: number) => number; readonly parameters: readonly BoundValue[] } {
  const edits: { readonly at: number; readonly by: number }[] = [];
  let text = "";
  let from = 0;
  for (const { index, start, end } of placeholders) {
    if (!isBigInteger(values[index]!)) continue;
    const cast = `+CAST(${sql.slice(start, end)} AS INTEGER)`;
    text += sql.slice(from, start) + cast;
    edits.push({ at: start, by: cast.length - (end - start) });
    from = end;
  }
  return {
    sql: text + sql.slice(from),
    offset: (position) => edits.reduce((moved, { at, by }) => (at < position ? moved + by : moved), position),
    parameters: values.map((value) => (isBigInteger(value) ? value.toString() : value)),
  };
}

/** A query whose output columns are `c0`, `c1`, ... and the column of big integers. */
export function wrapQuery(sql: string, columnCount: number): string {
  const names = Array.from({ length: columnCount }, (_, index) => `"c${index}"`);
  return `WITH "orm_rows" (${names.join(", ")}) AS (${sql}\n) SELECT ${names.join(", ")}, ${bigColumn(names)} FROM "orm_rows"`;
}

/** The list behind RETURNING with numbered columns. */
export function numberOutputs(outputs: readonly Output[]): string {
  const columns = outputs.map(({ expression }, index) => `${expression} AS "c${index}"`);
  return ` ${columns.join(", ")}, ${bigColumn(outputs.map(({ expression }) => `(${expression})`))}`;
}

/** A query that gives one row of NULLs, whose keys are the names of the output columns, without running the statement. */
export function probeNames(sql: string): string {
  return `WITH "orm_rows" AS (${sql}\n) SELECT "orm_rows".* FROM (SELECT 1) LEFT JOIN (SELECT * FROM "orm_rows" LIMIT 0) AS "orm_rows" ON 0`;
}

/** A numbered row as an array, with the big integers put back. */
export function readNumberedRow(row: Readonly<Record<string, unknown>>, columnCount: number): unknown[] {
  const values: unknown[] = Array.from({ length: columnCount }, (_, index) => row[`c${index}`]);
  const big = row[BIG_COLUMN];
  if (typeof big === "string") {
    (JSON.parse(big) as (string | null)[]).forEach((text, index) => {
      if (text !== null) values[index] = BigInt(text);
    });
  }
  return values;
}

function bigColumn(columns: readonly string[]): string {
  const isBig = (column: string): string =>
    `(typeof(${column}) = 'integer' AND ${column} NOT BETWEEN ${Number.MIN_SAFE_INTEGER} AND ${Number.MAX_SAFE_INTEGER})`;
  const texts = columns.map((column) => `CASE WHEN ${isBig(column)} THEN CAST(${column} AS TEXT) END`);
  return `CASE WHEN ${columns.map(isBig).join(" OR ")} THEN json_array(${texts.join(", ")}) END AS "${BIG_COLUMN}"`;
}

function isBigInteger(value: BoundValue): value is number | bigint {
  if (typeof value === "bigint") return true;
  return typeof value === "number" && Number.isSafeInteger(value) && (value >= INT32 || value < -INT32);
}
