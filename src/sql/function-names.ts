/**
 * Functions of one value a row that every database has, under the names that queries give them; the compiler of a
 * database says how each is written. What they give is the same everywhere:
 *
 * - `length` counts characters; `position(text, part)` and `substring(text, start, length)` count from 1, and `position` gives 0 where the part is missing;
 * - `greatest` and `least` of several values, none of which is null;
 * - `now` is the moment of the statement or its transaction, `currentDate` its day; databases differ in the zone.
 */
export type ScalarFunction =
  | "abs"
  | "ceil"
  | "coalesce"
  | "concat"
  | "currentDate"
  | "floor"
  | "greatest"
  | "least"
  | "length"
  | "lower"
  | "ltrim"
  | "now"
  | "nullif"
  | "position"
  | "replace"
  | "round"
  | "rtrim"
  | "substring"
  | "trim"
  | "upper";

/** Functions of many rows. `stringAgg(value, separator)` joins texts, `jsonAgg` makes a JSON array. */
export type AggregateFunction = "avg" | "count" | "jsonAgg" | "max" | "min" | "stringAgg" | "sum";

/** Functions that need a window. */
export type WindowFunction =
  | "cumeDist"
  | "denseRank"
  | "firstValue"
  | "lag"
  | "lastValue"
  | "lead"
  | "nthValue"
  | "ntile"
  | "percentRank"
  | "rank"
  | "rowNumber";

/** Parts of a date or a moment that are whole numbers; `dayOfWeek` is 0 on Sunday, `dayOfYear` 1 on the first of January. */
export type DatePart = "year" | "month" | "day" | "hour" | "minute" | "second" | "dayOfWeek" | "dayOfYear";

/** What a date can be moved by. */
export type DateUnit = "year" | "month" | "week" | "day" | "hour" | "minute" | "second";

/** The types that an expression can be cast to on every database. */
export type CastType =
  | { readonly name: "bigint" | "binary" | "boolean" | "date" | "double" | "integer" | "json" | "text" | "timestamp" }
  | { readonly name: "decimal"; readonly precision: number; readonly scale: number };
