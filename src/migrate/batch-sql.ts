import type { QueryCompiler } from "../dialect/query-compiler";
import { SqlFragment } from "../schema/sql-fragment";
import type { Batch } from "./batch";

/** Where a step begins and ends: the values of the key, after the last row of the step before, up to its own last one. */
export interface BatchBounds {
  readonly after?: readonly unknown[];
  readonly upTo?: readonly unknown[];
}

/** The statements of a batch. */
export class BatchSql {
  readonly #queries: QueryCompiler;
  readonly #batch: Batch;
  readonly #key: readonly string[];

  constructor(queries: QueryCompiler, batch: Batch, key: readonly string[]) {
    this.#queries = queries;
    this.#batch = batch;
    this.#key = key;
  }

  count(): SqlFragment {
    return this.#join(this.#raw(`SELECT count(*) FROM ${this.#table}`), this.#where({}));
  }

  /** The key of the last row of a full step. */
  lastKey(bounds: BatchBounds): SqlFragment {
    const limit = ` ORDER BY ${this.#keyText} LIMIT 1 OFFSET ${this.#batch.size - 1}`;
    return this.#join(this.#raw(`SELECT ${this.#keyText} FROM ${this.#table}`), this.#where(bounds), this.#raw(limit));
  }

  /** The rows of a step: the key in front, then the columns that are asked for. */
  rows(columns: readonly string[] | undefined, bounds: BatchBounds): SqlFragment {
    const list = columns === undefined ? `${this.#table}.*` : columns.map((name) => this.#quote(name)).join(", ");
    const limit = ` ORDER BY ${this.#keyText} LIMIT ${this.#batch.size}`;
    return this.#join(
      this.#raw(`SELECT ${this.#keyText}, ${list} FROM ${this.#table}`),
      this.#where(bounds),
      this.#raw(limit),
    );
  }

  /** UPDATE or DELETE of the rows of a step; without bounds, of all of them. */
  change(bounds: BatchBounds): SqlFragment {
    const { action } = this.#batch;
    if (action.kind !== "update") return this.#join(this.#raw(`DELETE FROM ${this.#table}`), this.#where(bounds));
    const { set } = action;
    const assignments = SqlFragment.is(set)
      ? [set]
      : Object.entries(set).flatMap(([column, value], index) => [
          this.#raw(`${index === 0 ? "" : ", "}${this.#quote(column)} = `),
          SqlFragment.is(value) ? value : new SqlFragment(["", ""], [value]),
        ]);
    return this.#join(this.#raw(`UPDATE ${this.#table} SET `), ...assignments, this.#where(bounds));
  }

  #where({ after, upTo }: BatchBounds): SqlFragment {
    const { where } = this.#batch;
    const conditions = [
      ...(where === undefined ? [] : [this.#join(this.#raw("("), where, this.#raw(")"))]),
      ...(after === undefined ? [] : [this.#compare(">", after)]),
      ...(upTo === undefined ? [] : [this.#compare("<=", upTo)]),
    ];
    if (conditions.length === 0) return this.#raw("");
    return this.#join(
      ...conditions.flatMap((condition, index) => [this.#raw(index === 0 ? " WHERE " : " AND "), condition]),
    );
  }

  /**
   * `(a, b) > (1, 2)` as `a >= 1 AND (a > 1 OR (b > 2))`: databases that walk the whole index for the first use it for the second.
   */
  #compare(operator: ">" | "<=", values: readonly unknown[], from = 0): SqlFragment {
    const column = this.#quote(this.#key[from]!);
    const value = new SqlFragment(["", ""], [values[from]]);
    if (from === values.length - 1) return this.#join(this.#raw(`${column} ${operator} `), value);
    const outer = operator === ">" ? ">=" : "<=";
    return this.#join(
      this.#raw(`${column} ${outer} `),
      value,
      this.#raw(` AND (${column} ${outer[0]} `),
      value,
      this.#raw(" OR ("),
      this.#compare(operator, values, from + 1),
      this.#raw("))"),
    );
  }

  get #table(): string {
    return this.#queries.quoteName(this.#batch.table);
  }

  get #keyText(): string {
    return this.#key.map((name) => this.#quote(name)).join(", ");
  }

  #quote(name: string): string {
    return this.#queries.quoteIdentifier(name);
  }

  #raw(text: string): SqlFragment {
    return new SqlFragment([text], []);
  }

  /** Fragments one behind the other. */
  #join(...fragments: readonly SqlFragment[]): SqlFragment {
    const strings: string[] = [""];
    const values: unknown[] = [];
    for (const fragment of fragments) {
      strings[strings.length - 1] += fragment.strings[0] ?? "";
      strings.push(...fragment.strings.slice(1));
      values.push(...fragment.values);
    }
    return new SqlFragment(strings, values);
  }
}
