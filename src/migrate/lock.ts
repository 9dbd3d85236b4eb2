import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { OrmError } from "../errors/orm-error";
import type { LockHolder } from "../dialect/locks";
import type { DriverConnection } from "../dialect/driver";
import { throwIfAborted, wait } from "./aborted";
import type { MigrationHost } from "./migration-host";
import { runStatement } from "./run-statement";
import { DEFAULT_VERSION_TABLE } from "./version-table";

/** How the wait for the lock is reported and bounded. */
export interface LockOptions {
  /** The longest wait, in milliseconds. */
  readonly timeout: number;
  /** Called when somebody else holds the lock: at first, and then every ten seconds. `endWith` is the statement that ends the holder. */
  readonly onWait?: (holder: string, waited: number, endWith?: string) => void;
  /** Called where a pooler stands between. */
  readonly onPooler?: () => void;
  /** Says more of the holder than the database knows. */
  readonly describeRun?: (connection: DriverConnection) => Promise<string | undefined>;
  /** Ends the wait. */
  readonly signal?: AbortSignal | undefined;
}

/** The lock, as the work under it sees it. */
export interface HeldLock {
  /** Whether others are kept out for the whole run. */
  readonly isExclusive: boolean;
  /** Asks the lock's connection whether it is still there; the lock lives exactly as long. @throws OrmError `RUNNER.LOCK_LOST`. */
  verify(): Promise<void>;
}

/** Nobody is kept out for the whole run; each revision takes the database's write lock, or the transaction has a lock of its own. */
export const NO_LOCK: HeldLock = { isExclusive: false, verify: async () => undefined };

const REPORT_EVERY = 10_000;
/** How long the lock's connection may take to answer, in milliseconds, before it counts as lost. */
const ANSWER_WITHIN = 15_000;
/** How often the lock's connection gives a sign of life, in milliseconds: firewalls and servers end sessions that do nothing. */
const SIGN_OF_LIFE = 30_000;

/**
 * Runs the work while no other process migrates the same database. The lock sits on a connection of its own and dies with it,
 * so a killed process leaves nothing behind. It is polled, never waited for inside the database: a waiting statement would
 * deadlock with an index that is built concurrently.
 *
 * @throws OrmError `RUNNER.LOCK_TIMEOUT`, which names the holder; `RUNNER.ABORTED`.
 */
export async function withLock<T>(
  host: MigrationHost,
  options: LockOptions,
  work: (lock: HeldLock) => Promise<T>,
): Promise<T> {
  const connection = host.dialect.capabilities.advisoryLocks ? await host.openConnection() : undefined;
  if (connection === undefined) return work(NO_LOCK);
  if (connection.isPooled === true) options.onPooler?.();
  const { locks } = host.dialect;
  const name = lockName(host);
  try {
    await waitForLock(host, connection, options, () => locks.tryAcquire(connection, name));
    const lock = new ConnectionLock(host, connection);
    try {
      return await work(lock);
    } finally {
      lock.end();
      // The lock ends with its connection anyway: a release that fails must not hide what the work ended with.
      if (connection.isOpen) await locks.release(connection, name).catch(() => undefined);
    }
  } finally {
    await connection.close().catch(() => undefined);
  }
}

/** Takes the lock within the caller's transaction, where the database has such a lock; it ends with the transaction. @throws OrmError `RUNNER.LOCK_TIMEOUT`. */
export async function lockTransaction(
  host: MigrationHost,
  connection: DriverConnection,
  options: LockOptions,
): Promise<HeldLock> {
  const { locks, capabilities } = host.dialect;
  if (!capabilities.advisoryLocks || locks.tryAcquireInTransaction === undefined) return NO_LOCK;
  await waitForLock(host, connection, options, () => locks.tryAcquireInTransaction!(connection, lockName(host)));
  return { isExclusive: true, verify: async () => undefined };
}

/** A lock that lives as long as its connection. */
class ConnectionLock implements HeldLock {
  readonly isExclusive = true;
  readonly #host: MigrationHost;
  readonly #connection: DriverConnection;
  readonly #timer: NodeJS.Timeout;
  #lost: OrmError | undefined;

  constructor(host: MigrationHost, connection: DriverConnection) {
    this.#host = host;
    this.#connection = connection;
    this.#timer = setInterval(() => void this.verify().catch(() => undefined), SIGN_OF_LIFE).unref();
  }

  end(): void {
    clearInterval(this.#timer);
  }

  async verify(): Promise<void> {
    const stop = new AbortController();
    try {
      if (this.#lost !== undefined) throw this.#lost;
      if (!this.#connection.isOpen) throw lockLost();
      await Promise.race([
        runStatement(this.#host.dialect, this.#connection, "SELECT 1"),
        sleep(ANSWER_WITHIN, undefined, { signal: stop.signal }).then(() => Promise.reject(lockLost())),
      ]);
    } catch (error) {
      // A connection that answers again is another one, without the lock.
      throw (this.#lost = OrmError.is(error, "RUNNER.LOCK_LOST") ? error : lockLost(error));
    } finally {
      stop.abort();
    }
  }
}

function lockLost(cause?: unknown): OrmError {
  return new OrmError(
    "RUNNER.LOCK_LOST",
    "the connection that holds the lock of the migrations was lost: no further revision was started",
    { hint: "Run the command again: it goes on after the revisions that are applied.", cause },
  );
}

/** The lock of one version table of one database. */
export function lockName(host: MigrationHost): string {
  const { versionTableSchema, versionTable = DEFAULT_VERSION_TABLE } = host.migrations;
  const parts = [host.databaseName, versionTableSchema ?? host.dialect.defaultSchema ?? "", versionTable];
  return `orm:${createHash("sha256").update(parts.join("\0")).digest("hex").slice(0, 32)}`;
}

async function waitForLock(
  host: MigrationHost,
  connection: DriverConnection,
  options: LockOptions,
  tryAcquire: () => Promise<boolean>,
): Promise<void> {
  const patience = new Patience(options);
  for (;;) {
    throwIfAborted(options.signal);
    if (await translated(host, tryAcquire())) return;
    if (patience.isDue) patience.report(await findHolder(host, connection, options));
    await wait(patience.pause(), options.signal);
  }
}

const SOMEBODY: LockHolder = { description: "another process" };

/** Whoever is waited for, as far as it can be seen; not seeing it must not end the wait. */
async function findHolder(
  host: MigrationHost,
  connection: DriverConnection,
  { describeRun }: LockOptions,
): Promise<LockHolder> {
  const found = await host.dialect.locks.findHolder(connection, lockName(host)).catch(() => undefined);
  const run = await describeRun?.(connection).catch(() => undefined);
  const { description, endWith } = found ?? SOMEBODY;
  return {
    description: run === undefined ? description : `${description}, running ${run}`,
    ...(endWith === undefined ? {} : { endWith }),
  };
}

/**
 * Repeats what the database refuses because another connection writes: where its write lock is the only one there is, it
 * gives up long before another process is done with its revisions.
 *
 * @param progress grows whenever the work gets on; the wait is counted from there.
 * @throws OrmError `RUNNER.LOCK_TIMEOUT`, `RUNNER.ABORTED`.
 */
export async function waitForWriter<T>(
  options: LockOptions,
  attempt: () => Promise<T>,
  progress: () => number = () => 0,
): Promise<T> {
  let patience = new Patience(options);
  for (let last = progress(); ;) {
    throwIfAborted(options.signal);
    try {
      return await attempt();
    } catch (error) {
      if (!OrmError.is(error, "QUERY.LOCK_TIMEOUT")) throw error;
    }
    if (progress() !== last) {
      last = progress();
      patience = new Patience(options);
    }
    if (patience.isDue) patience.report({ description: "another connection" });
    await wait(patience.pause(), options.signal);
  }
}

/** One wait: how long it may last, and when something is to be said about it. */
class Patience {
  readonly #options: LockOptions;
  readonly #started = Date.now();
  #nextReport = 0;

  constructor(options: LockOptions) {
    this.#options = options;
  }

  get isDue(): boolean {
    return this.#waited >= this.#options.timeout || this.#waited >= this.#nextReport;
  }

  /** Says who is waited for. @throws OrmError `RUNNER.LOCK_TIMEOUT` where that has lasted long enough. */
  report(holder: LockHolder): void {
    const waited = this.#waited;
    if (waited >= this.#options.timeout) throw lockTimeout(holder, waited);
    this.#options.onWait?.(holder.description, waited, holder.endWith);
    this.#nextReport = waited + REPORT_EVERY;
  }

  /** Never the same for two processes, and never past the end. */
  pause(): number {
    return Math.max(1, Math.min(50 + Math.random() * 50, this.#options.timeout - this.#waited));
  }

  get #waited(): number {
    return Date.now() - this.#started;
  }
}

/** The lock's connection is the driver's own: its errors are not ours yet. */
async function translated<T>(host: MigrationHost, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw OrmError.is(error) ? error : host.dialect.errors.translate(error, {});
  }
}

function lockTimeout({ description, endWith }: LockHolder, waited: number): OrmError {
  const end = endWith === undefined ? "end that process if it hangs" : `end it if it hangs (${endWith};)`;
  return new OrmError(
    "RUNNER.LOCK_TIMEOUT",
    `the lock of the migrations was not had within ${formatSeconds(waited)}: ${description} holds it`,
    {
      hint: `Wait until the other run is done, or ${end}, and run the command again.`,
      details: { holder: description, waitedMilliseconds: waited, ...(endWith === undefined ? {} : { endWith }) },
    },
  );
}

function formatSeconds(milliseconds: number): string {
  return milliseconds < 1000 ? `${milliseconds} ms` : `${Math.round(milliseconds / 100) / 10} s`;
}
