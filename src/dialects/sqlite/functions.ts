import { ansiFunctions, plain, type FunctionWriters, type WriteExpression } from "../../dialect/ansi-functions";
import type { Expression } from "../../sql/ast";
import type { DatePart } from "../../sql/function-names";

/** How moments are stored, so that text order is time order. */
export const MOMENT_FORMAT = "'%Y-%m-%d %H:%M:%f'";

/** MAX and MIN with one argument are aggregates. */
function extreme(name: string) {
  return (write: WriteExpression, parts: readonly Expression[]): string =>
    parts.length === 1 ? write(parts[0]!) : plain(name)(write, parts);
}

/** Scalar functions of SQLite. */
export const sqliteFunctions: FunctionWriters = {
  ...ansiFunctions,
  greatest: extreme("MAX"),
  least: extreme("MIN"),
  length: plain("LENGTH"),
  now: () => `STRFTIME(${MOMENT_FORMAT}, 'now')`,
  currentDate: () => "DATE('now')",
  substring: plain("SUBSTR"),
};

/** The letter of STRFTIME for a part of a date. */
export const PART_FORMATS: Readonly<Record<DatePart, string>> = {
  year: "'%Y'",
  month: "'%m'",
  day: "'%d'",
  hour: "'%H'",
  minute: "'%M'",
  second: "'%S'",
  dayOfWeek: "'%w'",
  dayOfYear: "'%j'",
};
