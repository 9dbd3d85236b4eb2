import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { OrmError } from "../errors/orm-error";
import type { DriverConnection } from "../dialect/driver";
import type { MigrationHost } from "./migration-host";
import { runStatement } from "./run-statement";
import { DEFAULT_VERSION_TABLE } from "./version-table";

/** How the wait for the lock is reported and bounded. */
export interface LockOptions {
  /** The longest wait, in milliseconds. */
  readonly timeout: number;
  /** Called when somebody else holds the lock: at first, and then every ten seconds. */
  readonly onWait?: (holder: string, waited: number) => void;
}

/** The lock, as the work under it sees it. */
export interface HeldLock {
  /** Asks the lock's connection whether it is still there; the lock lives exactly as long. @throws OrmError `RUNNER.LOCK_LOST`. */
  verify(): Promise<void>;
}

const REPORT_EVERY = 10_000;
/** How long the lock's connection may take to answer, in milliseconds, before it counts as lost. */
const ANSWER_WITHIN = 15_000;

/**
 * Runs the work while no other process migrates the same database. The lock sits on a connection of its own and dies with it,
 * so a killed process leaves nothing behind. It is polled, never waited for inside the database: a waiting statement would
 * deadlock with an index that is built concurrently.
 *
 * @throws OrmError `RUNNER.LOCK_TIMEOUT`, which names the holder.
 */
export async function withLock<T>(
  host: MigrationHost,
  options: LockOptions,
  work: (lock: HeldLock) => Promise<T>,
): Promise<T> {
  const connection = host.dialect.capabilities.advisoryLocks ? await host.openConnection() : undefined;
  if (connection === undefined) return work({ verify: async () => undefined });
  const name = lockName(host);
  try {
    await waitForLock(host, connection, name, options);
    try {
      return await work({ verify: () => verifyConnection(host, connection) });
    } finally {
      // The lock ends with its connection anyway: a release that fails must not hide what the work ended with.
      if (connection.isOpen) await host.dialect.locks.release(connection, name).catch(() => undefined);
    }
  } finally {
    await connection.close().catch(() => undefined);
  }
}

async function verifyConnection(host: MigrationHost, connection: DriverConnection): Promise<void> {
  const stop = new AbortController();
  try {
    if (!connection.isOpen) throw lockLost();
    await Promise.race([
      runStatement(host.dialect, connection, "SELECT 1"),
      sleep(ANSWER_WITHIN, undefined, { signal: stop.signal }).then(() => Promise.reject(lockLost())),
    ]);
  } catch (error) {
    throw OrmError.is(error) && error.code === "RUNNER.LOCK_LOST" ? error : lockLost(error);
  } finally {
    stop.abort();
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
  name: string,
  options: LockOptions,
): Promise<void> {
  const started = Date.now();
  let nextReport = 0;
  for (;;) {
    if (await translated(host, host.dialect.locks.tryAcquire(connection, name))) return;
    const waited = Date.now() - started;
    if (waited >= options.timeout || waited >= nextReport) {
      const found = await translated(host, host.dialect.locks.findHolder(connection, name));
      const holder = found?.description ?? "another process";
      if (waited >= options.timeout) throw lockTimeout(holder, waited);
      options.onWait?.(holder, waited);
      nextReport = waited + REPORT_EVERY;
    }
    await sleep(50 + Math.random() * 50);
  }
}

/**
 * Repeats what the database refuses because another connection writes: where its write lock is the only one there is, it
 * gives up long before another process is done with its revisions.
 *
 * @throws OrmError `RUNNER.LOCK_TIMEOUT`.
 */
export async function waitForWriter<T>(options: LockOptions, attempt: () => Promise<T>): Promise<T> {
  const started = Date.now();
  let nextReport = 0;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!OrmError.is(error, "QUERY.LOCK_TIMEOUT")) throw error;
    }
    const waited = Date.now() - started;
    if (waited >= options.timeout) throw lockTimeout("another connection", waited);
    if (waited >= nextReport) {
      options.onWait?.("another connection", waited);
      nextReport = waited + REPORT_EVERY;
    }
    await sleep(50 + Math.random() * 50);
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

function lockTimeout(holder: string, waited: number): OrmError {
  return new OrmError(
    "RUNNER.LOCK_TIMEOUT",
    `the lock of the migrations was not had within ${Math.round(waited / 1000)} s: ${holder} holds it`,
    {
      hint: "Wait until the other run is done, or end that process if it hangs, and run the command again.",
      details: { holder, waitedMilliseconds: waited },
    },
  );
}
