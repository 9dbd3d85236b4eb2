import { createHash } from "node:crypto";
import type { ResolvedDialect } from "../dialect/dialect";
import type { DriverResult } from "../dialect/driver";
import { OrmError } from "../errors/orm-error";
import type { ObjectName, Table } from "../schema/model";
import { nameKey } from "../schema/object-name";
import { SqlFragment } from "../schema/sql-fragment";
import { throwIfAborted, wait } from "./aborted";
import { readBatch, type Batch, type BatchOperations, type RunBatch } from "./batch";
import { BatchSql, type BatchBounds } from "./batch-sql";
import type { OperationSink } from "./operation-sink";
import { decodeRows, type QueriedRows } from "./queried-rows";

/** How far a batch has come. */
export interface BatchProgress {
  readonly table: string;
  /** The rows that were touched, or read, so far. */
  readonly done: number;
  /** The rows that were to be touched when it began. */
  readonly total: number;
}

/** What batches need from the database. */
export interface BatchParts {
  readonly dialect: ResolvedDialect;
  run(sql: string, parameters: readonly unknown[]): Promise<DriverResult>;
  /** The table as the database has it; `undefined` where it has none of that name. */
  readTable(name: ObjectName): Promise<Table | undefined>;
  readonly report?: (progress: BatchProgress) => void;
  /** Ends the batch between two steps. */
  readonly signal?: AbortSignal;
}

/** What a step leaves behind; it is written down, so it is plain data. */
interface StepResult {
  readonly count: number;
  /** The key of its last row; `null` after the last step. */
  readonly cursor: readonly PlainValue[] | null;
}

/** A value as JSON can keep it: a number of any size, bytes, or what JSON has itself. */
type PlainValue = string | number | boolean | { readonly big: string } | { readonly bytes: string };

/** Does batches on a connection, step by step. */
export function createRunBatch(parts: BatchParts): RunBatch {
  return async (sink, id, call) => {
    const batch = readBatch(call);
    const key = await once(sink, `${id}:${fingerprint(batch)}:key`, false, () => keyOf(batch, parts));
    const steps = new BatchSteps(parts, batch, key);
    const table = nameKey(batch.table);
    const total = parts.report === undefined ? 0 : await steps.count();
    let done = 0;
    let cursor: readonly PlainValue[] | null = [];
    for (let step = 1; cursor !== null; step += 1) {
      if (step > 1 && batch.pause > 0) await wait(batch.pause, parts.signal);
      throwIfAborted(parts.signal);
      const bounds: BatchBounds = cursor.length === 0 ? {} : { after: cursor.map(fromPlain) };
      const result: StepResult = await once(sink, `${id}:${step}`, true, () => steps.run(bounds));
      done += result.count;
      cursor = result.cursor;
      parts.report?.({ table, done, total: Math.max(total, done) });
    }
    return done;
  };
}

function once<T>(sink: OperationSink, key: string, isSeparate: boolean, work: () => Promise<T>): Promise<T> {
  return sink.once === undefined ? work() : sink.once(key, isSeparate, work);
}

/**
 * What a batch does, but for its size and its values, which may be others in every run: one that was edited must not go on at the place
 * of the one before.
 */
function fingerprint({ table, action, where, key }: Batch): string {
  const set = action.kind === "update" ? action.set : {};
  const textOf = (value: unknown): unknown => (SqlFragment.is(value) ? value.strings : null);
  const changes = textOf(set) ?? Object.entries(set).map(([column, value]) => [column, textOf(value)]);
  const text = JSON.stringify([nameKey(table), action.kind, changes, textOf(where), key ?? null]);
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}

/** The columns that the walk goes along. @throws OrmError `OPERATION.INVALID` where the table has no primary key. */
async function keyOf({ table, key }: Batch, { readTable }: BatchParts): Promise<readonly KeyColumn[]> {
  const found = await readTable(table);
  const names = key ?? found?.primaryKey?.columns;
  if (names === undefined) {
    const what = found === undefined ? "does not exist" : "has no primary key";
    throw new OrmError("OPERATION.INVALID", `batch on table "${nameKey(table)}": the table ${what}`, {
      hint: 'Name unique columns that are never NULL: key: ["tenant", "number"].',
    });
  }
  return names.map((name) => ({
    name,
    isInteger: /int|serial/i.test(found?.columns.find((column) => column.name === name)?.type ?? ""),
  }));
}

interface KeyColumn {
  readonly name: string;
  /** Some databases compare a number with the text of one as floating points, which are too coarse. */
  readonly isInteger: boolean;
}

/** The single steps of one batch. */
class BatchSteps {
  readonly #parts: BatchParts;
  readonly #batch: Batch;
  readonly #key: readonly KeyColumn[];
  readonly #sql: BatchSql;

  constructor(parts: BatchParts, batch: Batch, key: readonly KeyColumn[]) {
    this.#parts = parts;
    this.#batch = batch;
    this.#key = key;
    this.#sql = new BatchSql(
      parts.dialect.queries,
      batch,
      key.map(({ name }) => name),
    );
  }

  async count(): Promise<number> {
    const { rows } = await this.#run(this.#sql.count());
    return Number(rows[0]?.[0] ?? 0);
  }

  run(bounds: BatchBounds): Promise<StepResult> {
    return this.#batch.action.kind === "read" ? this.#read(bounds) : this.#change(bounds);
  }

  async #change(bounds: BatchBounds): Promise<StepResult> {
    const { rows } = await this.#run(this.#sql.lastKey(bounds));
    const cursor = rows[0] === undefined ? null : this.#cursorOf(rows[0]);
    const upTo = cursor === null ? {} : { upTo: cursor.map(fromPlain) };
    const { affected } = await this.#run(this.#sql.change({ ...bounds, ...upTo }));
    return { count: affected, cursor };
  }

  async #read(bounds: BatchBounds): Promise<StepResult> {
    const { action, size } = this.#batch;
    if (action.kind !== "read") return { count: 0, cursor: null };
    const result = await this.#run(this.#sql.rows(action.columns, bounds));
    const { rows } = result;
    const width = this.#key.length;
    const given: DriverResult = {
      ...result,
      fields: result.fields.slice(width),
      rows: rows.map((row) => row.slice(width)),
    };
    if (rows.length > 0) await action.work(decodeRows(this.#parts.dialect, given), this.#operations());
    return { count: rows.length, cursor: rows.length < size ? null : this.#cursorOf(rows.at(-1)!) };
  }

  #operations(): BatchOperations {
    const fragmentOf = (statement: string | SqlFragment): SqlFragment =>
      SqlFragment.is(statement) ? statement : new SqlFragment([statement], []);
    return {
      execute: async (statement) => (await this.#run(fragmentOf(statement))).affected,
      query: async (statement): Promise<QueriedRows> =>
        decodeRows(this.#parts.dialect, await this.#run(fragmentOf(statement))),
    };
  }

  #cursorOf(row: readonly unknown[]): readonly PlainValue[] {
    return this.#key.map(({ name, isInteger }, index) => {
      const value = row[index];
      if (value === null || value === undefined) {
        throw new OrmError(
          "OPERATION.INVALID",
          `batch on table "${nameKey(this.#batch.table)}": column "${name}" of the key holds NULL`,
          { hint: "Walk along columns that are unique together and never NULL." },
        );
      }
      return toPlain(value, isInteger);
    });
  }

  #run(fragment: SqlFragment): Promise<DriverResult> {
    const { sql, parameters } = this.#parts.dialect.queries.fragment(fragment);
    return this.#parts.run(sql, parameters);
  }
}

function toPlain(value: unknown, isInteger: boolean): PlainValue {
  if (typeof value === "bigint") return { big: value.toString() };
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString("base64") };
  if (typeof value === "string") return isInteger && /^-?\d+$/.test(value) ? { big: value } : value;
  if (typeof value === "number" || typeof value === "boolean") return value;
  return value instanceof Date ? value.toISOString() : String(value);
}

function fromPlain(value: PlainValue): unknown {
  if (typeof value !== "object") return value;
  return "big" in value ? BigInt(value.big) : Buffer.from(value.bytes, "base64");
}
