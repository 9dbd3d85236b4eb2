import { ansiFunctions, plain, type FunctionWriters, type WriteExpression } from "../../dialect/ansi-functions";
import type { Expression } from "../../sql/ast";

/** A bound value whose type nothing else would tell. */
function typed(write: WriteExpression, part: Expression, type: string): string {
  return part.kind === "parameter" ? `CAST(${write(part)} AS ${type})` : write(part);
}

/** Scalar functions of PostgreSQL. */
export const postgresFunctions: FunctionWriters = {
  ...ansiFunctions,
  concat: (write, parts) => `(${parts.map((part) => typed(write, part, "TEXT")).join(" || ")})`,
  position: plain("STRPOS"),
  // Only decimals can be rounded to some digits.
  round: (write, [value, digits]) =>
    digits === undefined
      ? `ROUND(${write(value!)})`
      : `ROUND(CAST(${write(value!)} AS NUMERIC), ${typed(write, digits, "INTEGER")})`,
  substring: (write, [text, ...places]) =>
    `SUBSTRING(${[write(text!), ...places.map((place) => typed(write, place, "INTEGER"))].join(", ")})`,
};
