import type { Expression } from "../sql/ast";
import type { AggregateFunction, ScalarFunction, WindowFunction } from "../sql/function-names";

/** Writes an expression. Placeholders count in the order of the calls, which must be that of the text. */
export type WriteExpression = (expression: Expression) => string;

/** Writes the call of a function. */
export type FunctionWriter = (write: WriteExpression, parts: readonly Expression[]) => string;
export type FunctionWriters = Readonly<Record<ScalarFunction, FunctionWriter>>;

/** A function that is written with its name and its arguments in their order. */
export function plain(name: string): FunctionWriter {
  return (write, parts) => `${name}(${parts.map(write).join(", ")})`;
}

/** A function without parentheses. */
export function word(text: string): FunctionWriter {
  return () => text;
}

/** Scalar functions as the standard, or most databases, have them. */
export const ansiFunctions: FunctionWriters = {
  abs: plain("ABS"),
  ceil: plain("CEIL"),
  coalesce: plain("COALESCE"),
  concat: (write, parts) => `(${parts.map(write).join(" || ")})`,
  currentDate: word("CURRENT_DATE"),
  floor: plain("FLOOR"),
  greatest: plain("GREATEST"),
  least: plain("LEAST"),
  length: plain("CHAR_LENGTH"),
  lower: plain("LOWER"),
  ltrim: plain("LTRIM"),
  now: word("CURRENT_TIMESTAMP"),
  nullif: plain("NULLIF"),
  position: plain("INSTR"),
  replace: plain("REPLACE"),
  round: plain("ROUND"),
  rtrim: plain("RTRIM"),
  substring: plain("SUBSTRING"),
  trim: plain("TRIM"),
  upper: plain("UPPER"),
};

export const AGGREGATE_NAMES: Readonly<Record<AggregateFunction, string>> = {
  avg: "AVG",
  count: "COUNT",
  jsonAgg: "JSON_ARRAYAGG",
  max: "MAX",
  min: "MIN",
  stringAgg: "STRING_AGG",
  sum: "SUM",
};

export const WINDOW_NAMES: Readonly<Record<WindowFunction, string>> = {
  cumeDist: "CUME_DIST",
  denseRank: "DENSE_RANK",
  firstValue: "FIRST_VALUE",
  lag: "LAG",
  lastValue: "LAST_VALUE",
  lead: "LEAD",
  nthValue: "NTH_VALUE",
  ntile: "NTILE",
  percentRank: "PERCENT_RANK",
  rank: "RANK",
  rowNumber: "ROW_NUMBER",
};
