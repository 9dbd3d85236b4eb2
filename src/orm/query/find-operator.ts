import type { SqlFragment } from "../../schema/sql-fragment";

const BRAND = Symbol.for("ormolu.find-operator");

/** What a find operator does with the column. */
export type FindOperatorKind =
  | "equal"
  | "not"
  | "lessThan"
  | "lessThanOrEqual"
  | "moreThan"
  | "moreThanOrEqual"
  | "like"
  | "ilike"
  | "between"
  | "in"
  | "isNull"
  | "and"
  | "or"
  | "raw";

/** A condition on one property in `where`, other than "equals". Made by `Not`, `In`, `MoreThan` and the others. */
export class FindOperator<T> {
  readonly kind: FindOperatorKind;
  /** What the condition compares with: one value, or a list of them. */
  readonly value: unknown;
  /** Only for the compiler: an operator over strings does not fit a property that holds numbers. */
  declare readonly valueType: T;

  constructor(kind: FindOperatorKind, value: unknown) {
    this.kind = kind;
    this.value = value;
    Object.defineProperty(this, BRAND, { value: true });
  }

  /** Whether a value is an operator, also one made by another copy of the package. */
  static is(value: unknown): value is FindOperator<unknown> {
    return typeof value === "object" && value !== null && (value as Record<symbol, unknown>)[BRAND] === true;
  }
}

/** Builds the SQL of {@link Raw}: the column comes as a fragment, values go in as `${value}`. */
export type RawCondition = (column: SqlFragment) => SqlFragment;
