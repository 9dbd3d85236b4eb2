const BRAND = Symbol.for("ormolu.sql-fragment");

/**
 * A piece of SQL with its values kept apart: `strings` has one element more than `values`.
 * Made by the `sql` tag only. It is recognised by a private symbol, never by its shape, so that JSON from outside can never be one.
 */
export class SqlFragment {
  readonly strings: readonly string[];
  readonly values: readonly unknown[];

  constructor(strings: readonly string[], values: readonly unknown[]) {
    this.strings = strings;
    this.values = values;
    Object.defineProperty(this, BRAND, { value: true });
  }

  /** Whether a value is a fragment, also one made by another copy of the package. */
  static is(value: unknown): value is SqlFragment {
    return typeof value === "object" && value !== null && (value as Record<symbol, unknown>)[BRAND] === true;
  }
}
