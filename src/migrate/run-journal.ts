import type { DriverConnection } from "../dialect/driver";
import type { Step } from "../revisions/plan";
import { systemClock } from "../util/clock";
import { StepJournal } from "./journal";
import { halfDone } from "./journal-errors";
import { createJournalTable, type JournalRow, type JournalTable } from "./journal-table";
import { lockName } from "./lock";
import type { MigrationHost } from "./migration-host";
import { claimWork, type ClaimOptions } from "./work-claim";

/**
 * The journal for a whole run. It is read once, before the first step: only the first revision of a plan can be half done, because the
 * rows of a revision go in the transaction that moves the version.
 */
export class RunJournal {
  readonly #host: MigrationHost;
  readonly #table: JournalTable;
  readonly #claim: ClaimOptions;
  /** The rows of the revision that was half done when the run began. */
  #found: readonly JournalRow[] | undefined;
  #isThere = false;
  /** Whether a step of this run is done: what an earlier run left is gone then. */
  #isPast = false;

  constructor(host: MigrationHost, wait: Omit<ClaimOptions, "name">) {
    this.#host = host;
    this.#table = createJournalTable(host.dialect, host.migrations);
    this.#claim = { ...wait, name: lockName(host) };
  }

  /** How the end of an earlier run's work is waited for. */
  get claim(): ClaimOptions {
    return this.#claim;
  }

  /** Whether a revision is half done. */
  async isHalfDone(connection: DriverConnection): Promise<boolean> {
    if (this.#isNeedless || !(await this.#table.exists(connection))) return false;
    return (await this.#table.read(connection)).length > 0;
  }

  /** Refuses a plan that does not begin with the revision that is half done. @throws OrmError `RUNNER.HALF_DONE`. */
  async check(connection: DriverConnection, steps: readonly Step[]): Promise<void> {
    if (this.#isNeedless) return;
    const [found] = await this.#read(connection);
    if (found === undefined || isGoingOn(found, steps[0])) return;
    // What was read may be overtaken by a COMMIT of a run whose process is gone: look again when that is over.
    const rows = await readAtRest(this.#host, connection, this.#table, this.#claim);
    this.#found = rows;
    if (rows.length === 0 || isGoingOn(rows[0]!, steps[0])) return;
    const [step] = steps;
    const planned =
      step === undefined ? "this command would leave it so" : `this command would begin with ${describe(step)}`;
    throw halfDone(rows, planned);
  }

  /** Makes the table, where a step needs it from its first statement on. Called outside of a transaction. */
  async prepare(connection: DriverConnection): Promise<void> {
    if (this.#isNeedless || this.#host.dialect.capabilities.transactionalDdl || this.#isThere) return;
    await this.#table.ensure(connection);
    this.#isThere = true;
  }

  /**
   * The journal of one step, inside its transaction and under its claim. What an earlier run left is read only now: until its connections
   * were over, it may have written more than {@link check} saw. @throws OrmError `RUNNER.HALF_DONE`.
   */
  async open(connection: DriverConnection, step: Step): Promise<StepJournal | undefined> {
    const { revision, direction } = step;
    if (this.#isNeedless || direction === "stamp") return undefined;
    const rows = this.#isPast ? [] : await this.#readNow(connection);
    if (rows.length > 0 && !isGoingOn(rows[0]!, step)) {
      throw halfDone(rows, `this command would begin with ${describe(step)}`);
    }
    return new StepJournal({ table: this.#table, revision, direction, rows, clock: systemClock });
  }

  /** Whether an earlier run has left anything, asked as {@link open} does: inside a transaction and under its claim. */
  async isLeft(connection: DriverConnection): Promise<boolean> {
    return !this.#isNeedless && !this.#isPast && (await this.#readNow(connection)).length > 0;
  }

  /** What an earlier attempt at a step left in the table; the connection must not be in a transaction. */
  async leftBy(connection: DriverConnection, { revision }: Step): Promise<readonly JournalRow[]> {
    if (this.#isNeedless || !(await this.#table.exists(connection))) return [];
    return (await this.#table.read(connection)).filter((row) => row.revision === revision);
  }

  /** A step is done: nothing is half done any more. */
  close(): void {
    this.#isPast = true;
    this.#found = [];
  }

  get #isNeedless(): boolean {
    const { transactionalDdl, autocommitBlocks } = this.#host.dialect.capabilities;
    return transactionalDdl && !autocommitBlocks;
  }

  async #read(connection: DriverConnection): Promise<readonly JournalRow[]> {
    if (this.#found !== undefined) return this.#found;
    this.#found = await this.#readNow(connection);
    return this.#found;
  }

  async #readNow(connection: DriverConnection): Promise<readonly JournalRow[]> {
    this.#isThere ||= await this.#table.exists(connection);
    return this.#isThere ? this.#table.read(connection) : [];
  }
}

/** The rows of the journal when no statement of an earlier run is under way any more. @throws OrmError `RUNNER.LOCK_TIMEOUT`. */
export async function readAtRest(
  { dialect }: Pick<MigrationHost, "dialect">,
  connection: DriverConnection,
  table: JournalTable,
  claim: ClaimOptions,
): Promise<readonly JournalRow[]> {
  await dialect.locks.beginRevision(connection);
  try {
    await claimWork(dialect, connection, claim);
    return await table.read(connection);
  } finally {
    await dialect.locks.rollbackRevision(connection);
    await dialect.statementProbe.release(connection, claim.name);
  }
}

function isGoingOn(row: JournalRow, step: Pick<Step, "revision" | "direction"> | undefined): boolean {
  return step !== undefined && step.revision === row.revision && step.direction === row.direction;
}

function describe({ direction, revision }: Step): string {
  return `${direction === "stamp" ? "the stamp" : direction} of ${revision}`;
}
