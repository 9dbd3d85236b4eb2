import type { Driver, DriverConnection } from "../dialect/driver";
import { OrmError } from "../errors/orm-error";

export interface PoolOptions {
  /** How many connections may be open at once; the driver may allow fewer. Default: 10. */
  readonly max?: number;
  /** How long to wait for a free connection, in milliseconds. Default: 10,000. */
  readonly acquireTimeout?: number;
}

/** Keeps open connections for the next statement. */
export interface Pool {
  /** A connection that is free at this moment, without waiting. */
  takeIdle(): DriverConnection | undefined;
  /** A free connection, a new one, or the next one that is given back. @throws OrmError `CONNECTION.POOL_TIMEOUT`, `DATA_SOURCE.CLOSED`. */
  acquire(): Promise<DriverConnection>;
  /** Gives a connection back. One that is no longer open is forgotten, and a waiting caller gets a new one. */
  release(connection: DriverConnection): void;
  /** Gives a connection back for good: it may be in the middle of something. */
  discard(connection: DriverConnection): void;
  /** Refuses new work, waits for the work under way, and closes every connection. */
  close(): Promise<void>;
  readonly size: number;
  readonly idleCount: number;
}

interface Waiter {
  readonly resolve: (connection: DriverConnection) => void;
  readonly reject: (error: unknown) => void;
  readonly timer: NodeJS.Timeout;
}

/** Where a pool gets its connections from: a driver, or a driver whose errors are translated. */
export type ConnectionSource = Pick<Driver, "open" | "maxConnections" | "address">;

/** A pool over one driver. Connections are opened when they are first needed and handed out last in, first out. */
export function createPool(driver: ConnectionSource, options: PoolOptions = {}): Pool {
  const max = Math.max(1, Math.min(options.max ?? 10, driver.maxConnections));
  return new ConnectionPool(driver, max, options.acquireTimeout ?? 10_000);
}

class ConnectionPool implements Pool {
  readonly #driver: ConnectionSource;
  readonly #max: number;
  readonly #acquireTimeout: number;
  readonly #idle: DriverConnection[] = [];
  readonly #waiting: Waiter[] = [];
  readonly #drained: (() => void)[] = [];
  /** Open connections and those being opened. */
  #size = 0;
  #isClosed = false;

  constructor(driver: ConnectionSource, max: number, acquireTimeout: number) {
    this.#driver = driver;
    this.#max = max;
    this.#acquireTimeout = acquireTimeout;
  }

  get size(): number {
    return this.#size;
  }

  get idleCount(): number {
    return this.#idle.length;
  }

  takeIdle(): DriverConnection | undefined {
    if (this.#isClosed) return undefined;
    for (;;) {
      const connection = this.#idle.pop();
      if (connection === undefined || connection.isOpen) return connection;
      this.#forget(connection);
    }
  }

  async acquire(): Promise<DriverConnection> {
    if (this.#isClosed) throw closedError();
    const idle = this.takeIdle();
    if (idle !== undefined) return idle;
    return this.#size < this.#max ? this.#open() : this.#wait();
  }

  release(connection: DriverConnection): void {
    if (!connection.isOpen) return this.discard(connection);
    const waiter = this.#waiting.shift();
    if (waiter === undefined) this.#idle.push(connection);
    else settle(waiter).resolve(connection);
    this.#announceIfDrained();
  }

  discard(connection: DriverConnection): void {
    this.#forget(connection);
    this.#openForWaiter();
    this.#announceIfDrained();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#size > this.#idle.length || this.#waiting.length > 0)
      await new Promise<void>((resolve) => this.#drained.push(resolve));
    const idle = this.#idle.splice(0);
    this.#size -= idle.length;
    await Promise.all(idle.map((connection) => connection.close()));
  }

  async #open(): Promise<DriverConnection> {
    this.#size += 1;
    try {
      return await this.#driver.open();
    } catch (error) {
      this.#size -= 1;
      this.#openForWaiter();
      this.#announceIfDrained();
      throw error;
    }
  }

  #wait(): Promise<DriverConnection> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.splice(
          this.#waiting.findIndex((waiter) => waiter.timer === timer),
          1,
        );
        reject(this.#timeoutError());
        this.#announceIfDrained();
      }, this.#acquireTimeout);
      this.#waiting.push({ resolve, reject, timer });
    });
  }

  /** A place became free without a connection: opens one for the caller that waits longest. */
  #openForWaiter(): void {
    if (this.#size >= this.#max) return;
    const waiter = this.#waiting.shift();
    if (waiter === undefined) return;
    const { resolve, reject } = settle(waiter);
    this.#open().then(resolve, reject);
  }

  #forget(connection: DriverConnection): void {
    this.#size -= 1;
    // A connection that is broken may fail to close too; whoever used it has had the error that matters.
    connection.close().catch(() => undefined);
  }

  #announceIfDrained(): void {
    if (this.#drained.length === 0 || this.#waiting.length > 0 || this.#size > this.#idle.length) return;
    for (const resolve of this.#drained.splice(0)) resolve();
  }

  #timeoutError(): OrmError {
    const message = `no connection to ${this.#driver.address} became free within ${this.#acquireTimeout} ms`;
    return new OrmError("CONNECTION.POOL_TIMEOUT", message, {
      hint: `All ${this.#max} connections are in use: raise poolSize, or look for a transaction that waits for a query outside itself.`,
      details: { max: this.#max, waiting: this.#waiting.length },
    });
  }
}

function settle(waiter: Waiter): Waiter {
  clearTimeout(waiter.timer);
  return waiter;
}

function closedError(): OrmError {
  return new OrmError("DATA_SOURCE.CLOSED", "the connections of the data source are closed", {
    hint: "Finish the work before destroy(), or make a new DataSource.",
  });
}
