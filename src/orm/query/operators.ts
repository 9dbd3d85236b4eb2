import { FindOperator, type RawCondition } from "./find-operator";

/** The property has exactly that value: the same as the value itself. */
export function Equal<T>(value: T | FindOperator<T>): FindOperator<T> {
  return new FindOperator("equal", value);
}

/** The opposite of a value or of another operator. `Not(null)` is "is not null". */
export function Not<T>(value: T | FindOperator<T>): FindOperator<T> {
  return new FindOperator("not", value);
}

export function LessThan<T>(value: T): FindOperator<T> {
  return new FindOperator("lessThan", value);
}

export function LessThanOrEqual<T>(value: T): FindOperator<T> {
  return new FindOperator("lessThanOrEqual", value);
}

export function MoreThan<T>(value: T): FindOperator<T> {
  return new FindOperator("moreThan", value);
}

export function MoreThanOrEqual<T>(value: T): FindOperator<T> {
  return new FindOperator("moreThanOrEqual", value);
}

/** The property matches a pattern: `%` stands for any text, `_` for one character. */
export function Like<T>(pattern: T): FindOperator<T> {
  return new FindOperator("like", pattern);
}

/** As {@link Like}, without regard to capitals. */
export function ILike<T>(pattern: T): FindOperator<T> {
  return new FindOperator("ilike", pattern);
}

/** From the first value to the second, both included. */
export function Between<T>(low: T, high: T): FindOperator<T> {
  return new FindOperator("between", [low, high]);
}

/** One of the values. An empty list matches no row. */
export function In<T>(values: readonly T[]): FindOperator<T> {
  return new FindOperator("in", values);
}

/** The property has no value. */
export function IsNull(): FindOperator<never> {
  return new FindOperator("isNull", undefined);
}

/** Every one of the conditions holds for the property. */
export function And<T>(...conditions: readonly FindOperator<T>[]): FindOperator<T> {
  return new FindOperator("and", conditions);
}

/** At least one of the conditions holds for the property. */
export function Or<T>(...conditions: readonly FindOperator<T>[]): FindOperator<T> {
  return new FindOperator("or", conditions);
}

/**
 * A condition in SQL.
 *
 * @example
 * users.findBy({ name: Raw((column) => sql`length(${column}) > ${10}`) });
 */
export function Raw(condition: RawCondition): FindOperator<never> {
  return new FindOperator("raw", condition);
}
