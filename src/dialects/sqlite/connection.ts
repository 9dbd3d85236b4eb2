import { setTimeout as sleep } from "node:timers/promises";
import { OrmError } from "../../errors/orm-error";
import type { DriverConnection, DriverResult, ExecuteOptions } from "../../dialect/driver";
import { toBoundValue } from "./bind-value";
import type { NativeConnection } from "./drivers/driver-package";
import { StatementCache } from "./drivers/statement-cache";
import { isBusy } from "./native-error";
import { readShape, type StatementShape } from "./statement-shape";

const KEPT_SHAPES = 500;
const FIRST_WAIT_MS = 1;
const LONGEST_WAIT_MS = 50;

/**
 * One connection, whichever package opened it. Statements run one after the other; parameters are checked before they
 * reach the package, because each package has its own way of losing values silently.
 */
export class SqliteConnection implements DriverConnection {
  readonly #native: NativeConnection;
  readonly #busyTimeout: number;
  readonly #shapes = new StatementCache<StatementShape>(KEPT_SHAPES);
  #tail: Promise<unknown> = Promise.resolve();
  #isOpen = true;
  #isInTransaction = false;
  /** It must be closed as soon as no transaction is open on it. */
  #isSpent = false;

  constructor(native: NativeConnection, busyTimeout: number) {
    this.#native = native;
    this.#busyTimeout = busyTimeout;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  execute(statement: string, parameters: readonly unknown[], options: ExecuteOptions = {}): Promise<DriverResult> {
    return this.#enqueue(async () => {
      if (!this.#isOpen) throw closedError();
      const shape = this.#readShape(statement);
      checkStatement(shape, parameters);
      const bound = parameters.map((value, index) => toBoundValue(value, index + 1));
      try {
        const result = await this.#waitWhileBusy(
          () => this.#native.execute(shape, bound, options.prepare === true),
          options.waitAtMost,
        );
        this.#followTransaction(shape);
        return result;
      } finally {
        if (this.#isSpent && !this.#isInTransaction) await this.#closeNow();
      }
    });
  }

  close(): Promise<void> {
    return this.#enqueue(() => this.#closeNow());
  }

  async #closeNow(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    // One of the packages keeps the file, and a transaction's lock on it, until its statements are collected as garbage.
    if (this.#isInTransaction) await this.#rollBack();
    await this.#native.close();
  }

  async #rollBack(): Promise<void> {
    try {
      await this.#native.execute(this.#readShape("ROLLBACK"), [], false);
    } catch {
      // It ended by itself, which is what was wanted.
    }
  }

  #followTransaction({ verb, sql }: StatementShape): void {
    if (verb === "BEGIN") this.#isInTransaction = true;
    const isEnd = verb === "COMMIT" || verb === "END" || (verb === "ROLLBACK" && !/\bto\b/i.test(sql));
    if (isEnd) this.#isInTransaction = false;
  }

  #enqueue<T>(work: () => Promise<T>): Promise<T> {
    const run = this.#tail.then(work);
    this.#tail = run.catch(() => undefined);
    return run;
  }

  #readShape(statement: string): StatementShape {
    const known = this.#shapes.get(statement);
    if (known !== undefined) return known;
    const shape = readShape(statement);
    this.#shapes.set(statement, shape);
    return shape;
  }

  /**
   * Waits for other writers here and not in SQLite's own busy handler: that one blocks the thread, and with it, in a
   * synchronous package, the very connection of the same process that it waits for.
   */
  async #waitWhileBusy<T>(attempt: () => T | Promise<T>, waitAtMost = this.#busyTimeout): Promise<T> {
    const deadline = Date.now() + Math.min(waitAtMost, this.#busyTimeout);
    for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      try {
        return await attempt();
      } catch (error) {
        if (!isBusy(error)) throw error;
        if (Date.now() >= deadline) {
          this.#isSpent = this.#native.keepsBusyStatements;
          throw error;
        }
      }
      await sleep(wait);
    }
  }
}

function checkStatement(shape: StatementShape, parameters: readonly unknown[]): void {
  if (shape.isSeveral) {
    throw new OrmError("QUERY.FAILED", "the SQL holds more than one statement", {
      hint: "Run the statements one by one.",
    });
  }
  if (shape.verb === "") {
    throw new OrmError("QUERY.FAILED", "the SQL holds no statement", { hint: "Write a statement." });
  }
  if (shape.hasNamedParameters) {
    throw new OrmError("QUERY.FAILED", "the SQL names its parameters, but values are bound by position", {
      hint: "Write ? for each value.",
    });
  }
  if (parameters.length !== shape.parameterCount) {
    throw new OrmError(
      "QUERY.FAILED",
      `the SQL has ${shape.parameterCount} placeholders, but ${parameters.length} values were given`,
      { hint: "Give one value for each placeholder." },
    );
  }
}

function closedError(): OrmError {
  return new OrmError("CONNECTION.LOST", "the connection to the database file is closed", {
    hint: "Take a new connection.",
  });
}
