import { setTimeout as sleep } from "node:timers/promises";
import type { ResolvedDialect } from "../dialect/dialect";
import type { DriverConnection } from "../dialect/driver";
import { stillAtWork } from "./journal-errors";
import { asOrmError } from "./run-statement";

/** How the end of an earlier run's work is waited for. */
export interface ClaimOptions {
  /** The name of the lock of the migrations. */
  readonly name: string;
  /** The longest wait, in milliseconds. */
  readonly timeout: number;
  /** Called while it waits: at first, and then every ten seconds. */
  readonly onWait?: (holder: string, waited: number) => void;
}

const REPORT_EVERY = 10_000;

/**
 * Makes a connection the one that works: waits until the database is done with the last statement, or the COMMIT, of a run whose
 * process is gone. @throws OrmError `RUNNER.LOCK_TIMEOUT`.
 */
export async function claimWork(
  dialect: ResolvedDialect,
  connection: DriverConnection,
  options: ClaimOptions,
): Promise<void> {
  await pollWork(options, () => asOrmError(dialect, dialect.statementProbe.claim(connection, options.name)));
}

/** Asks until the answer is true. @throws OrmError `RUNNER.LOCK_TIMEOUT`. */
export async function pollWork({ timeout, onWait }: ClaimOptions, isOver: () => Promise<boolean>): Promise<void> {
  const started = Date.now();
  let nextReport = 0;
  while (!(await isOver())) {
    const waited = Date.now() - started;
    if (waited >= timeout) throw stillAtWork(waited);
    if (waited >= nextReport) {
      onWait?.("a statement of an earlier run", waited);
      nextReport = waited + REPORT_EVERY;
    }
    await sleep(50 + Math.random() * 50);
  }
}
