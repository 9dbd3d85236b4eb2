import { emptySchema } from "../schema/model";
import type { Operation } from "../operations/operation";
import type { Step } from "../revisions/plan";
import type { Revision } from "../revisions/revision";
import { isSameData } from "../util/stable-json";
import { throwIfAborted } from "./aborted";
import { transactionParts, type StepContext } from "./apply-step";
import { createExecuteSink } from "./execute-sink";
import { FreshTables, needsCheck } from "./fresh-tables";
import { lockPolicyOf } from "./lock-policy";
import { findFate, type Fate } from "./lost-connection";
import type { MigrationHost } from "./migration-host";
import { OperationNaming } from "./name-operation";
import { PlainUpgrades } from "./plain-upgrades";
import type { RunEvent, RunOptions } from "./run-event";
import type { LedgerChange, RunLedger } from "./run-ledger";
import type { RunPlanner } from "./run-planner";
import { runStatement } from "./run-statement";
import { scopeOf } from "./scope";
import { stepFailure, withCompanions, withOthers } from "./step-failure";
import { StepTransaction } from "./step-transaction";

/** The most revisions that share a transaction, and after how many milliseconds it takes no further one. */
const MOST = 64;
const LONGEST = 250;

/** A revision that may share a transaction. */
interface QuietStep {
  readonly step: Step;
  readonly revision: Revision;
  readonly operations: readonly Operation[];
  /** The tables that it makes. */
  readonly made: ReadonlySet<string>;
}

/** A step that was committed together with others, with what it did. */
export interface GroupedStep {
  readonly step: Step;
  readonly revision: Revision;
  readonly milliseconds: number;
  /** What happened between its start and its end. */
  readonly events: readonly RunEvent[];
}

/** Steps that share a transaction, and how far they are. */
interface Group {
  readonly steps: readonly QuietStep[];
  readonly done: GroupedStep[];
  current: QuietStep;
  /** The statement of it that is under way. */
  sql: string | undefined;
}

/** Whether the project, and whoever listens, leave it open where a transaction ends. */
export function canGroup({ dialect, migrations }: MigrationHost, options: RunOptions): boolean {
  const { onEvent, events, grouped = onEvent === undefined && events === undefined } = options;
  const { transactionPerMigration, onVersionApply = [], logging } = migrations;
  const { lockSafe, waitLimit } = lockPolicyOf(migrations);
  return (
    grouped &&
    dialect.capabilities.transactionalDdl &&
    transactionPerMigration === undefined &&
    lockSafe === false &&
    waitLimit === undefined &&
    typeof onVersionApply !== "function" &&
    onVersionApply.length === 0 &&
    logging?.level !== "debug"
  );
}

/**
 * Small revisions that follow each other and share a transaction, with one move of the version at its end: those that do nothing but make
 * tables and add to tables that this run has made, so that nobody waits for them longer than for one alone. Where anything goes wrong all
 * of it is rolled back, and they are to be done one by one: what is kept and what is reported is the same as if they had been from the start.
 */
export class StepGroups {
  readonly #host: MigrationHost;
  readonly #planner: RunPlanner;
  readonly #ledger: RunLedger;
  readonly #plain: PlainUpgrades;
  readonly #fresh = new FreshTables();
  /** The operations of revisions that were looked at. */
  readonly #operations = new Map<string, readonly Operation[] | undefined>();
  /** How many steps are to be done by themselves before any share a transaction again. */
  #alone = 0;

  constructor(host: MigrationHost, planner: RunPlanner, ledger: RunLedger) {
    this.#host = host;
    this.#planner = planner;
    this.#ledger = ledger;
    this.#plain = new PlainUpgrades(new OperationNaming(host.dialect, host.migrations.namingConvention));
  }

  /**
   * Applies the first of the steps together.
   * @returns those that are done; none where the first step is to be done by itself.
   * @throws OrmError `REVISION.FAILED`, `RUNNER.PARTIAL` where the connection was lost; `RUNNER.LOCK_TIMEOUT`.
   */
  async take(context: StepContext, steps: readonly Step[]): Promise<readonly GroupedStep[]> {
    if (this.#alone > 0) {
      this.#alone -= 1;
      return [];
    }
    const quiet = await this.#findQuiet(steps);
    if (quiet.length === 0) await this.#forgetMoved(steps[0]!);
    if (quiet.length < 2) return [];
    const taken = await this.#apply(context, quiet);
    this.#fresh.add(quiet.slice(0, taken.length).flatMap(({ made }) => [...made]));
    return taken;
  }

  /** A revision that stands for itself may leave another table under the name of one that was made before. */
  async #forgetMoved(step: Step): Promise<void> {
    if (step.direction !== "upgrade") return;
    const revision = this.#planner.revisionOf(step);
    if (!this.#plain.keepsTables(await this.#planner.moduleOf(revision))) this.#fresh.clear();
  }

  /** The steps at the front that may share a transaction. */
  async #findQuiet(steps: readonly Step[]): Promise<readonly QuietStep[]> {
    const fresh = this.#fresh.copy();
    const quiet: QuietStep[] = [];
    for (const step of steps.slice(0, MOST)) {
      if (step.direction !== "upgrade") break;
      const revision = this.#planner.revisionOf(step);
      const operations = await this.#operationsOf(revision);
      const made = operations && fresh.madeBy(operations);
      if (operations === undefined || made === undefined) break;
      fresh.add(made);
      quiet.push({ step, revision, operations, made });
    }
    return quiet;
  }

  async #operationsOf(revision: Revision): Promise<readonly Operation[] | undefined> {
    const { revision: id } = revision;
    if (!this.#operations.has(id)) {
      this.#operations.set(id, await this.#plain.read(await this.#planner.moduleOf(revision)));
    }
    return this.#operations.get(id);
  }

  async #apply(context: StepContext, steps: readonly QuietStep[]): Promise<readonly GroupedStep[]> {
    const group: Group = { steps, done: [], current: steps[0]!, sql: undefined };
    const { step } = group.current;
    const policy = lockPolicyOf(this.#host.migrations);
    const transaction = new StepTransaction({ ...transactionParts(context), policy, revision: step.revision });
    await transaction.begin();
    try {
      if (!(await isAsPlanned(context, step))) {
        await transaction.rollback();
        return [];
      }
      await this.#applyAll(context, group);
      await transaction.commit();
    } catch (error) {
      if (!(await this.#isDone(context, transaction, group, error))) return [];
    }
    context.journal.close();
    this.#ledger.endStep(step);
    return group.done;
  }

  async #applyAll(context: StepContext, group: Group): Promise<void> {
    const { connection, versionTable, signal } = context;
    const started = performance.now();
    const changes: LedgerChange[] = [];
    for (const quiet of group.steps) {
      if (changes.length > 0) {
        if (signal?.aborted === true || performance.now() - started > LONGEST) break;
        if (needsCheck(group.current.operations)) await this.#host.dialect.locks.checkRevision?.(connection);
      }
      group.current = quiet;
      const { step, revision } = quiet;
      const before = performance.now();
      this.#ledger.beginStep();
      const events = await this.#run(context, group);
      changes.push(this.#ledger.changeOf(step, revision, this.#planner.graph));
      group.done.push({ step, revision, events, milliseconds: performance.now() - before });
    }
    const { step: first } = group.steps[0]!;
    await versionTable.move(connection, first.headsBefore, group.current.step.headsAfter);
    await this.#ledger.record(connection, first, {
      removed: changes.flatMap(({ removed }) => removed),
      added: changes.flatMap(({ added }) => added),
    });
  }

  async #run({ connection, signal }: StepContext, group: Group): Promise<readonly RunEvent[]> {
    const { step, operations } = group.current;
    const { revision } = step;
    const { dialect } = this.#host;
    const events: RunEvent[] = [];
    const sink = createExecuteSink(dialect, connection, {
      scope: scopeOf(this.#host, emptySchema),
      execute: async (statement) => {
        throwIfAborted(signal);
        events.push({ type: "statement:start", revision, sql: statement.sql });
        group.sql = statement.sql;
        await runStatement(dialect, connection, statement.sql, statement.parameters);
        group.sql = undefined;
        return statement;
      },
      onStatement: ({ sql }, milliseconds) => events.push({ type: "statement", revision, sql, milliseconds }),
    });
    for (const operation of operations) await sink.accept(operation);
    await sink.flush();
    return events;
  }

  /**
   * Takes back a group that failed. @returns true where it is done after all, false where its steps are to be done by themselves.
   * @throws OrmError where the connection is gone: then nobody knows what they would have done.
   */
  async #isDone(
    context: StepContext,
    transaction: StepTransaction,
    { steps, done, current, sql: statement }: Group,
    error: unknown,
  ): Promise<boolean> {
    const kept = await transaction.rollback();
    if (context.connection.isOpen) {
      this.#alone = steps.indexOf(current);
      return false;
    }
    const whole = { ...current.step, headsBefore: steps[0]!.step.headsBefore };
    const fate: Fate = kept === undefined ? await findFate(context, whole) : { kind: "not done", kept };
    if (fate.kind === "done") return true;
    const stopped = { error, statement, kept: fate.kind === "unknown" ? undefined : fate.kept };
    const others = done.map(({ step }) => step).filter((step) => step !== current.step);
    const failure = stepFailure(this.#host, current.step, current.revision, {
      ...stopped,
      isParted: false,
      joins: undefined,
    });
    throw fate.kind === "unknown"
      ? withCompanions(failure, others)
      : withOthers(failure, others, "They were one transaction");
  }
}

/** Whether the version is what the plan expects, and nothing is half done: else the step, by itself, finds out what is to be done. */
async function isAsPlanned({ connection, versionTable, journal }: StepContext, step: Step): Promise<boolean> {
  const rows = await versionTable.read(connection);
  return isSameData([...rows].sort(), [...step.headsBefore].sort()) && !(await journal.isLeft(connection));
}
