import { ansiFunctions, plain, type FunctionWriters, type WriteExpression } from "../../dialect/ansi-functions";
import type { Expression } from "../../sql/ast";
import type { CastType, DatePart } from "../../sql/function-names";

/** GREATEST and LEAST need two values. */
function extreme(name: string) {
  return (write: WriteExpression, parts: readonly Expression[]): string =>
    parts.length === 1 ? write(parts[0]!) : plain(name)(write, parts);
}

/** Scalar functions of MySQL and MariaDB. */
export const mysqlFunctions: FunctionWriters = {
  ...ansiFunctions,
  concat: plain("CONCAT"),
  greatest: extreme("GREATEST"),
  least: extreme("LEAST"),
  now: () => "CURRENT_TIMESTAMP(6)",
};

/** The types that CAST knows, which are not those of columns. */
export const CAST_TYPES: Readonly<Record<Exclude<CastType["name"], "decimal">, string>> = {
  bigint: "SIGNED",
  binary: "BINARY",
  boolean: "SIGNED",
  date: "DATE",
  double: "DOUBLE",
  integer: "SIGNED",
  json: "JSON",
  text: "CHAR",
  timestamp: "DATETIME(6)",
};

/** What a part of a date is asked with. */
export const PART_WRITERS: Readonly<Record<DatePart, (operand: string) => string>> = {
  year: (operand) => `EXTRACT(YEAR FROM ${operand})`,
  month: (operand) => `EXTRACT(MONTH FROM ${operand})`,
  day: (operand) => `EXTRACT(DAY FROM ${operand})`,
  hour: (operand) => `EXTRACT(HOUR FROM ${operand})`,
  minute: (operand) => `EXTRACT(MINUTE FROM ${operand})`,
  second: (operand) => `EXTRACT(SECOND FROM ${operand})`,
  dayOfWeek: (operand) => `(DAYOFWEEK(${operand}) - 1)`,
  dayOfYear: (operand) => `DAYOFYEAR(${operand})`,
};
