import { AsyncLocalStorage } from "node:async_hooks";
import { OrmError } from "../errors/orm-error";
import type { Capabilities } from "../dialect/capabilities";
import { operationDefinitions } from "../operations/definitions";
import type { CoreKind, Operation } from "../operations/operation";
import type { SqlFragment } from "../schema/sql-fragment";
import type { OperationSink } from "./operation-sink";

/** The methods of `op` that change the schema: one for each operation, with the arguments of its definition. */
export type OperationMethods = {
  readonly [K in Exclude<CoreKind, "autocommit">]: (
    ...args: Parameters<(typeof operationDefinitions)[K]["create"]>
  ) => Promise<void>;
};

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
export interface Operations extends OperationMethods {
  /** Runs an operation that was built elsewhere. */
  invoke(operation: Operation): Promise<void>;
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
  /** Reads rows, as objects. Offline there is no database to ask, so it is refused. */
  query(statement: string | SqlFragment): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** The database that the revision runs on: branch by what it can do. */
  readonly dialect: { readonly name: string; readonly capabilities: Capabilities };
}

/** What the facade stands on. */
export interface FacadeParts {
  readonly sink: OperationSink;
  readonly dialect: Operations["dialect"];
  readonly query?: Operations["query"];
}

export interface OperationsFacade {
  readonly op: Operations;
  /** Waits for every call, awaited or not. @throws the first error that nobody awaited. */
  drain(): Promise<void>;
  /** From now on every call is refused; those that wait never run. Resolves when the one under way is over. */
  end(): Promise<void>;
}

export function createOperationsFacade({ sink, dialect, query }: FacadeParts): OperationsFacade {
  const queue = new CallQueue(() => false);
  // Calls inside a block belong to it, whichever `op` they are made on; the block itself is one call of the queue around it.
  const blocks = new AsyncLocalStorage<CallQueue>();
  const add = <T>(call: () => Promise<T>): Promise<T> => (blocks.getStore() ?? queue).add(call);
  const accept = (operation: Operation): Promise<void> => add(() => sink.accept(operation));
  const methods: Record<string, (...args: never[]) => Promise<void>> = {};
  for (const [kind, definition] of Object.entries(operationDefinitions)) {
    const create = definition.create as (...args: never[]) => Operation;
    methods[kind] = (...args) => accept(create(...args));
  }
  const op = Object.freeze({
    ...methods,
    invoke: accept,
    autocommit: (work: (op: Operations) => Promise<void>) => add(() => runBlock(work)),
    query: (statement: string | SqlFragment) =>
      add(async () => {
        await sink.flush();
        return (query ?? refuseQuery)(statement);
      }),
    dialect,
  }) as unknown as Operations;

  async function runBlock(work: (op: Operations) => Promise<void>): Promise<void> {
    const outer = blocks.getStore() ?? queue;
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

/** Runs calls one after the other; remembers a failure that nobody waited for. */
class CallQueue {
  #tail: Promise<unknown> = Promise.resolve();
  #unobserved: { readonly error: unknown } | undefined;
  #hasEnded = false;
  #count = 0;
  readonly #isOuterOver: () => boolean;

  /** @param isOuterOver whether the queue that this one is a call of takes no more. */
  constructor(isOuterOver: () => boolean) {
    this.#isOuterOver = isOuterOver;
  }

  get hasEnded(): boolean {
    return this.#hasEnded || this.#isOuterOver();
  }

  /** How many calls there were. */
  get count(): number {
    return this.#count;
  }

  add<T>(call: () => Promise<T>): Promise<T> {
    // A plain rejection: nobody drains any more, so a call that is not awaited must not fail in silence.
    if (this.hasEnded) return Promise.reject(hasEnded());
    this.#count += 1;
    const run = this.#tail.then(() => {
      if (this.hasEnded) throw hasEnded();
      if (this.#unobserved !== undefined) throw this.#unobserved.error;
      return call();
    });
    let isObserved = false;
    this.#tail = run.then(
      () => undefined,
      (error: unknown) => {
        if (!isObserved) this.#unobserved ??= { error };
      },
    );
    return observable(run, () => {
      isObserved = true;
    });
  }

  async drain(): Promise<void> {
    let seen: Promise<unknown> | undefined;
    while (seen !== this.#tail) {
      seen = this.#tail;
      await seen;
    }
    if (this.#unobserved !== undefined) throw this.#unobserved.error;
  }

  close(): void {
    this.#hasEnded = true;
  }

  async end(): Promise<void> {
    this.close();
    await this.#tail;
  }
}

function hasEnded(): OrmError {
  return new OrmError("REVISION.ENDED", "op was called after the revision had ended", {
    hint: "Await what the revision does: a timer, or a promise that nobody waits for, comes too late for its transaction.",
  });
}

/** The same promise, which tells when somebody waits for it. */
function observable<T>(promise: Promise<T>, onObserve: () => void): Promise<T> {
  const then: Promise<T>["then"] = (onFulfilled, onRejected) => {
    onObserve();
    return promise.then(onFulfilled, onRejected);
  };
  return {
    then,
    catch: (onRejected) => then(undefined, onRejected),
    finally: (onFinally) => {
      onObserve();
      return promise.finally(onFinally);
    },
    [Symbol.toStringTag]: "Promise",
  };
}

function refuseQuery(): never {
  throw new OrmError("OPERATION.UNSUPPORTED", "op.query needs a database, and this run only prints SQL", {
    hint: "Do the work in SQL with op.execute, or run the revision online.",
  });
}
