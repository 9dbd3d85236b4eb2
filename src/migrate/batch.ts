import { OrmError } from "../errors/orm-error";
import { readName, type NameInput } from "../operations/input";
import type { RowValue } from "../operations/row-value";
import type { ObjectName } from "../schema/model";
import { nameKey } from "../schema/object-name";
import { SqlFragment } from "../schema/sql-fragment";
import type { OperationSink } from "./operation-sink";
import type { QueriedRows } from "./queried-rows";

/** How the rows of a table are walked. */
export interface BatchOptions {
  /** Which rows; all where it is left out. */
  readonly where?: string | SqlFragment;
  /** The most rows of one step. Default: 1000. */
  readonly size?: number;
  /** The columns that the walk goes along, unique together and never NULL. Default: the primary key. */
  readonly key?: string | readonly string[];
  /** The rest between two steps, in milliseconds, for others to get on. Default: 0. */
  readonly pause?: number;
}

/** Columns with their new values, or the text that stands behind SET. */
export interface BatchUpdate extends BatchOptions {
  readonly set: SqlFragment | Readonly<Record<string, RowValue | SqlFragment>>;
}

export interface BatchDelete extends BatchOptions {
  readonly delete: true;
}

/** Rows for a function. */
export interface BatchRead extends BatchOptions {
  /** The columns that are read. Default: all. */
  readonly columns?: readonly string[];
}

/** What the function of a batch does with its rows; it is part of the step. */
export interface BatchOperations {
  /** Runs a statement. @returns how many rows it touched. */
  execute(statement: string | SqlFragment): Promise<number>;
  query(statement: string | SqlFragment): Promise<QueriedRows>;
}

export type BatchWork = (rows: QueriedRows, op: BatchOperations) => Promise<void>;

export interface BatchMethods {
  /**
   * Changes or deletes rows in steps along the key, so that no step holds locks for long. Each is committed by itself, together with
   * its place, where the database allows; a revision that goes on after it was stopped goes on there. Where a revision is one
   * transaction, all of it stays in that.
   *
   * @returns how many rows were touched.
   * @example
   * await op.batch("users", { set: { email: sql`lower(email)` }, where: sql`email <> lower(email)`, size: 5000 });
   * await op.batch("events", { delete: true, where: sql`at < ${new Date("2020-01-01")}` });
   */
  batch(table: NameInput, change: BatchUpdate | BatchDelete): Promise<number>;
  /**
   * Hands rows to a function, step by step. What it does through its own `op` belongs to the step.
   *
   * @returns how many rows were read.
   * @example
   * await op.batch("users", { columns: ["id", "name"], where: sql`slug IS NULL` }, async (rows, op) => {
   *   for (const { id, name } of rows) await op.execute(sql`UPDATE users SET slug = ${slugOf(name)} WHERE id = ${id}`);
   * });
   */
  batch(table: NameInput, read: BatchRead, work: BatchWork): Promise<number>;
}

/** The arguments of `op.batch`. */
export type BatchCall = readonly [table: NameInput, options: BatchUpdate | BatchDelete | BatchRead, work?: BatchWork];

/** Does a batch. `key` is the same in every run of the revision. */
export type RunBatch = (sink: OperationSink, key: string, call: BatchCall) => Promise<number>;

/** What a batch does with the rows of a step. */
export type BatchAction =
  | { readonly kind: "update"; readonly set: SqlFragment | Readonly<Record<string, RowValue | SqlFragment>> }
  | { readonly kind: "delete" }
  | { readonly kind: "read"; readonly columns: readonly string[] | undefined; readonly work: BatchWork };

/** A batch as it is asked for, checked. */
export interface Batch {
  readonly table: ObjectName;
  readonly action: BatchAction;
  readonly where: SqlFragment | undefined;
  readonly size: number;
  readonly key: readonly string[] | undefined;
  readonly pause: number;
}

const DEFAULT_SIZE = 1000;

/** Checks the arguments of `op.batch`. @throws OrmError `OPERATION.INVALID`. */
export function readBatch([name, options, work]: BatchCall): Batch {
  const table = readName(name, "batch");
  const { where, size = DEFAULT_SIZE, key, pause = 0 } = options ?? {};
  if (!Number.isSafeInteger(size) || size < 1) {
    throw invalid(table, `takes a size from 1, not ${String(size)}`, "Leave it out for steps of 1000 rows.");
  }
  if (typeof pause !== "number" || !(pause >= 0)) {
    throw invalid(table, "takes a pause in milliseconds, from 0", "Leave it out for none.");
  }
  const columns = typeof key === "string" ? [key] : key;
  if (columns !== undefined && columns.length === 0) {
    throw invalid(table, "is given an empty key", "Name its columns, or leave it out for the primary key.");
  }
  return { table, action: readAction(table, options, work), where: readWhere(table, where), size, key: columns, pause };
}

function readAction(table: ObjectName, options: BatchCall[1], work: BatchWork | undefined): BatchAction {
  const isDelete = "delete" in options && options.delete;
  const set = "set" in options ? options.set : undefined;
  const count = [isDelete, set !== undefined, work !== undefined].filter(Boolean).length;
  if (count !== 1) {
    throw invalid(
      table,
      count === 0 ? "says nothing about what is done" : "says more than one thing to do",
      "Give one of set: { ... }, delete: true, or a function.",
    );
  }
  if (work !== undefined) return { kind: "read", columns: "columns" in options ? options.columns : undefined, work };
  if (isDelete) return { kind: "delete" };
  if (set === undefined || (!SqlFragment.is(set) && Object.keys(set).length === 0)) {
    throw invalid(table, "sets no column", "Name the columns: set: { email: sql`lower(email)` }.");
  }
  return { kind: "update", set };
}

function readWhere(table: ObjectName, where: string | SqlFragment | undefined): SqlFragment | undefined {
  if (where === undefined || SqlFragment.is(where)) return where;
  if (typeof where === "string" && where.trim() !== "") return new SqlFragment([where], []);
  throw invalid(table, "has an empty condition", "Leave `where` out for all rows.");
}

function invalid(table: ObjectName, what: string, hint: string): OrmError {
  return new OrmError("OPERATION.INVALID", `batch on table "${nameKey(table)}" ${what}`, { hint });
}
