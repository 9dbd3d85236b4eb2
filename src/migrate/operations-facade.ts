import { AsyncLocalStorage } from "node:async_hooks";
import { createHash } from "node:crypto";
import { OrmError } from "../errors/orm-error";
import type { Capabilities } from "../dialect/capabilities";
import { operationDefinitions, summarizeOperation } from "../operations/definitions";
import type { CoreKind, Operation } from "../operations/operation";
import { SqlFragment } from "../schema/sql-fragment";
import type { BatchCall, BatchMethods, RunBatch } from "./batch";
import { CallQueue } from "./call-queue";
import { isConditional, withoutCondition } from "./conditional";
import { callOf, checkCustomOperations, type RegisteredOperation } from "./custom-operations";
import type { CustomOperations } from "./custom-operation-types";
import type { OperationNaming } from "./name-operation";
import type { OperationSink } from "./operation-sink";
import type { QueriedRows } from "./queried-rows";
import { recordTable, type TableRecorder } from "./table-recorder";
import type { NameInput } from "../operations/input";

/** The methods of `op` that change the schema: one for each operation, with the arguments of its definition. */
export type OperationMethods = {
  readonly [K in Exclude<CoreKind, "autocommit" | "custom">]: (
    ...args: Parameters<(typeof operationDefinitions)[K]["create"]>
  ) => Promise<void>;
};

/** The connection of the revision, for statements that no method of `op` makes. */
export interface RevisionConnection {
  /** Runs one statement at its place among the calls of `op`. A revision that goes on after it was stopped is given the same answer again. */
  execute(statement: string | SqlFragment): Promise<{ readonly rows: QueriedRows; readonly affected: number }>;
}

/**
 * `op`: what `upgrade` and `downgrade` are given. Calls run one after the other, in the order in which they are written,
 * and a call that is not awaited still runs before the revision ends.
 *
 * @example
 * export async function upgrade(op: Operations): Promise<void> {
 *   await op.addColumn("users", { name: "email", type: "varchar(255)", nullable: true });
 *   await op.createIndex("users", { name: "IDX_users_email", columns: ["email"], unique: true });
 * }
 */
export interface Operations extends OperationMethods, BatchMethods, CustomOperations {
  /** Runs an operation that was built elsewhere. */
  invoke(operation: Operation): Promise<void>;
  /**
   * Does several changes of one table together: as one statement where the database can, as one rebuild where it rebuilds tables. What
   * cannot go along with the others (a rename) is done by itself, in its place.
   *
   * @example
   * await op.alterTable("users", (t) => {
   *   t.addColumn({ name: "email", type: "varchar(255)", nullable: true });
   *   t.dropColumn("fax");
   *   t.alterColumn("name", { type: "varchar(200)" });
   * });
   */
  alterTable(table: NameInput, change: (t: TableRecorder) => void): Promise<void>;
  /**
   * Runs what must not be in a transaction, such as an index that is built concurrently. What came before is committed, each
   * statement inside stands for itself, and what follows is a transaction of its own; the version moves with the last one, so a
   * failure from here on leaves the revision half done (`RUNNER.PARTIAL`). Where schema changes have no transactions, or the
   * database has only one writer at a time, it changes nothing.
   *
   * @example
   * await op.autocommit(async (op) => {
   *   await op.createIndex("users", { name: "IDX_users_email", columns: ["email"], concurrently: true });
   * });
   */
  autocommit(work: (op: Operations) => Promise<void>): Promise<void>;
  /** Reads rows, as objects. Offline there is no database to ask, so it is refused: branch by `op.isOffline`. */
  query(statement: string | SqlFragment): Promise<QueriedRows>;
  /** Statements on the revision's own connection; refused offline. */
  readonly connection: RevisionConnection;
  /** The database that the revision runs on: branch by what it can do. */
  readonly dialect: { readonly name: string; readonly capabilities: Capabilities };
  /** Whether SQL is printed instead of run (`--sql`), so that there are no rows to read. */
  readonly isOffline: boolean;
  /** The `-x key=value` arguments of the run. */
  readonly x: Readonly<Record<string, string>>;
}

/** What the facade stands on. */
export interface FacadeParts {
  readonly sink: OperationSink;
  readonly dialect: Operations["dialect"];
  /** Reads rows. Absent: `op.query` is refused. */
  readonly query?: Operations["query"];
  /** Runs a statement on the connection. Absent: `op.connection` is refused. */
  readonly execute?: RevisionConnection["execute"];
  /** Does a data change in steps. Absent: it does nothing, for those that only look on. */
  readonly batch?: RunBatch;
  /** The project's own operations. */
  readonly operations?: readonly RegisteredOperation[];
  /** Names what calls leave without a name. Absent: it stays so. */
  readonly naming?: Pick<OperationNaming, "complete">;
  /** Default: false. */
  readonly isOffline?: boolean;
  /** Default: none. */
  readonly x?: Readonly<Record<string, string>>;
}

export interface OperationsFacade {
  readonly op: Operations;
  /** Waits for every call, awaited or not. @throws the first error that nobody awaited. */
  drain(): Promise<void>;
  /** From now on every call is refused; those that wait never run. Resolves when the one under way is over. */
  end(): Promise<void>;
}

/** @throws OrmError `CONFIG.INVALID` for custom operations that cannot be methods of `op`. */
export function createOperationsFacade(parts: FacadeParts): OperationsFacade {
  const { sink, dialect } = parts;
  const queue = new CallQueue(() => false);
  // Calls inside a block belong to it, whichever `op` they are made on; the block itself is one call of the queue around it.
  const blocks = new AsyncLocalStorage<CallQueue | "batch">();
  const add = <T>(call: () => Promise<T>): Promise<T> => {
    const place = blocks.getStore() ?? queue;
    // It would wait for the batch, and the batch for it.
    return place === "batch" ? Promise.reject(insideBatch()) : place.add(call);
  };
  let answers = 0;

  const op = Object.freeze({
    ...customMethods(parts.operations ?? [], invoke),
    ...coreMethods(invoke),
    invoke,
    alterTable: (table: NameInput, change: (t: TableRecorder) => void) => alterTable(recordTable(table, change)),
    autocommit: (work: (op: Operations) => Promise<void>) => add(() => runBlock(work)),
    batch: (...call: BatchCall) =>
      add(async () => {
        await sink.flush();
        answers += 1;
        const key = `batch:${answers}`;
        return blocks.run("batch", async () => (parts.batch === undefined ? 0 : parts.batch(sink, key, call)));
      }),
    query: (statement: string | SqlFragment) => answer(statement, parts.query ?? refuse("op.query")),
    connection: Object.freeze({
      execute: (statement: string | SqlFragment) => answer(statement, parts.execute ?? refuse("op.connection")),
    }),
    dialect,
    isOffline: parts.isOffline ?? false,
    x: parts.x ?? {},
  }) as unknown as Operations;

  function invoke(operation: Operation): Promise<void> {
    return add(() => accept(operation));
  }

  async function accept(given: Operation): Promise<void> {
    const operation = parts.naming?.complete(given) ?? given;
    if (operation.kind === "custom") {
      for (const part of operation.operations) await accept(part);
      return;
    }
    if (!isConditional(operation) || sink.isApplied === undefined) return sink.accept(operation);
    const isDone = await once(`exists:${summarizeOperation(operation)}`, () => sink.isApplied!(operation));
    if (!isDone) await sink.accept(withoutCondition(operation));
  }

  function alterTable(given: readonly Operation[]): Promise<void> {
    const operations = given.map((operation) => parts.naming?.complete(operation) ?? operation);
    return add(async () => {
      if (sink.together !== undefined && !operations.some(isConditional)) return sink.together(operations);
      for (const operation of operations) await accept(operation);
    });
  }

  function answer<T>(
    statement: string | SqlFragment,
    work: (statement: string | SqlFragment) => Promise<T>,
  ): Promise<T> {
    return add(async () => {
      await sink.flush();
      const text = textOf(statement);
      return once(`${READS.test(text) ? "query" : "execute"}:${hash(text)}`, () => work(statement), text);
    });
  }

  /** The same calls have the same keys in every run of a revision. */
  function once<T>(what: string, work: () => Promise<T>, sql?: string): Promise<T> {
    answers += 1;
    return sink.once === undefined ? work() : sink.once(`${what}:${answers}`, false, work, sql);
  }

  async function runBlock(work: (op: Operations) => Promise<void>): Promise<void> {
    const store = blocks.getStore();
    const outer = store === undefined || store === "batch" ? queue : store;
    const inner = new CallQueue(() => outer.hasEnded);
    const run = async (): Promise<void> => {
      try {
        await blocks.run(inner, () => work(op));
        await inner.drain();
      } finally {
        await inner.end();
      }
    };
    await (sink.autocommit === undefined ? run() : sink.autocommit(run));
  }

  async function drain(): Promise<void> {
    for (;;) {
      await queue.drain();
      const { count } = queue;
      await sink.flush();
      // What was called meanwhile is done too; once nothing was, later calls come too late, from this very moment.
      if (queue.count === count) return queue.close();
    }
  }
  return { op, drain, end: () => queue.end() };
}

type Methods = Readonly<Record<string, (...args: never[]) => Promise<void>>>;

function coreMethods(invoke: (operation: Operation) => Promise<void>): Methods {
  const methods: Record<string, (...args: never[]) => Promise<void>> = {};
  for (const [kind, definition] of Object.entries(operationDefinitions)) {
    const create = definition.create as (...args: never[]) => Operation;
    methods[kind] = (...args) => invoke(create(...args));
  }
  return methods;
}

function customMethods(
  operations: readonly RegisteredOperation[],
  invoke: (operation: Operation) => Promise<void>,
): Methods {
  checkCustomOperations(operations);
  return Object.fromEntries(
    operations.map((operation) => [operation.name, (...args: never[]) => invoke(callOf(operation, args))]),
  );
}

/** What only reads, so that nothing is kept of a revision that has done no more than that. */
const READS = /^(?:\s|--.*|\/\*[\s\S]*?\*\/|\()*(?:SELECT|SHOW|VALUES|TABLE|EXPLAIN|DESC|DESCRIBE|PRAGMA)\b/i;

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}

function textOf(statement: string | SqlFragment): string {
  return SqlFragment.is(statement) ? statement.strings.join("?") : statement;
}

function insideBatch(): OrmError {
  return new OrmError("OPERATION.INVALID", "op was called inside of a batch of its own", {
    hint: "Use the op that the function is given: op.batch(table, {}, async (rows, op) => { await op.execute(...); }).",
  });
}

function refuse(what: string): () => never {
  return () => {
    throw new OrmError("OPERATION.UNSUPPORTED", `${what} needs a database, and this run only prints SQL`, {
      hint: "Do the work in SQL with op.execute, branch by op.isOffline, or run the revision online.",
    });
  };
}
