import type { CompiledQuery } from "../../dialect/query-compiler";
import type { Session } from "../../session/session";
import type { Hydrator } from "../hydrate/row-shape";
import { createBinder, type Binder } from "./bind-parameters";

/** Compiled queries run again: the driver may keep the statement. */
export const PREPARED = { prepare: true } as const;

/** Completes all entities of a result: loads one to-many relation with one more query and gives each its part, for one. */
export interface ListLoader {
  load(session: Session, entities: readonly object[], rows: ReadResult["rows"]): Promise<void>;
}

/** A plan makes entities of rows, and loads the lists that belong to them. */
export interface ReadPlanParts {
  readonly query: CompiledQuery;
  readonly hydrate: Hydrator;
  readonly lists: readonly ListLoader[];
}

/** What a hydrated query gave: the entities, and the rows that they came from in the same order. */
export interface ReadResult {
  readonly entities: object[];
  readonly rows: readonly (readonly unknown[])[];
}

/** Everything about a query but its values: made once for each shape, run any number of times. */
export class ReadPlan {
  readonly #sql: string;
  readonly #bind: Binder;
  readonly #hydrate: Hydrator;
  readonly #lists: readonly ListLoader[];

  constructor({ query, hydrate, lists }: ReadPlanParts) {
    this.#sql = query.sql;
    this.#bind = createBinder(query);
    this.#hydrate = hydrate;
    this.#lists = lists;
  }

  async run(session: Session, values: readonly unknown[]): Promise<object[]> {
    const { rows } = await session.execute(this.#sql, this.#bind(values), PREPARED);
    const entities = this.#hydrate(rows);
    if (this.#lists.length > 0 && entities.length > 0) await this.#load(session, entities, rows);
    return entities;
  }

  /** As `run`, with the rows: for a caller that must match entities by columns that are no property. */
  async runWithRows(session: Session, values: readonly unknown[]): Promise<ReadResult> {
    const { rows } = await session.execute(this.#sql, this.#bind(values), PREPARED);
    const entities = this.#hydrate(rows);
    if (entities.length > 0) await this.#load(session, entities, rows);
    return { entities, rows };
  }

  async #load(session: Session, entities: readonly object[], rows: ReadResult["rows"]): Promise<void> {
    for (const list of this.#lists) await list.load(session, entities, rows);
  }
}

/** A query that gives one value: count, exists. */
export class ScalarPlan {
  readonly #sql: string;
  readonly #bind: Binder;

  constructor(query: CompiledQuery) {
    this.#sql = query.sql;
    this.#bind = createBinder(query);
  }

  /** The first value of the first row; `undefined` when there is no row. */
  async run(session: Session, values: readonly unknown[]): Promise<unknown> {
    const { rows } = await session.execute(this.#sql, this.#bind(values), PREPARED);
    return rows[0]?.[0];
  }
}
