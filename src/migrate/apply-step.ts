import { setTimeout as sleep } from "node:timers/promises";
import type { DriverConnection } from "../dialect/driver";
import { OrmError } from "../errors/orm-error";
import type { Step } from "../revisions/plan";
import type { Revision } from "../revisions/revision";
import { emptySchema } from "../schema/model";
import { isSameData } from "../util/stable-json";
import { createExecuteSink } from "./execute-sink";
import type { HeldLock } from "./lock";
import { delayAfter, lockPolicyOf, type LockPolicy } from "./lock-policy";
import type { MigrationHost } from "./migration-host";
import type { OperationsFacade } from "./operations-facade";
import { createRevisionFacade } from "./revision-facade";
import { loadRevisionModule, type RevisionModule } from "./revision-module";
import type { RunEvent } from "./run-event";
import { scopeOf } from "./scope";
import { isLockTimeout, StepTransaction } from "./step-transaction";
import type { VersionTable } from "./version-table";

/** What a step needs. */
export interface StepContext {
  readonly host: MigrationHost;
  readonly connection: DriverConnection;
  readonly versionTable: VersionTable;
  readonly lock: HeldLock;
  readonly report: (event: RunEvent) => void;
}

/**
 * Applies one step of a plan: the revision's operations and the move of the version table, in one transaction where
 * schema changes have transactions. The version moves with the last one where `op.autocommit` parts it.
 *
 * @returns false, with nothing done, where the version table does not hold what the plan expected: the caller plans again.
 * @throws OrmError `REVISION.FAILED` (nothing changed), `RUNNER.PARTIAL` (it stopped part-way and cannot be rolled back).
 */
export async function applyStep(context: StepContext, step: Step, revision: Revision): Promise<boolean> {
  const { host, report } = context;
  const module = step.direction === "stamp" ? undefined : await loadRevisionModule(host, revision);
  const policy = lockPolicyOf(host.migrations);
  const isRepeatable = policy.waitLimit !== undefined && host.dialect.capabilities.transactionalDdl;
  for (let attempt = 1; ; attempt += 1) {
    const result = await tryStep(context, policy, step, module);
    if (typeof result === "boolean") return result;
    const { isParted, error } = result;
    if (!isRepeatable || isParted || !isLockTimeout(error) || attempt >= policy.attempts) {
      throw failure(context, step, revision, result);
    }
    const delay = delayAfter(attempt);
    report({ type: "retry", revision: step.revision, attempt, attempts: policy.attempts, delay });
    await sleep(delay);
  }
}

/** Why a step stopped, and which of its statements are kept nevertheless. */
interface Stopped {
  readonly error: unknown;
  /** The statement that failed, if one did. */
  readonly statement: string | undefined;
  readonly kept: readonly string[];
  /** Whether a part of it is committed. */
  readonly isParted: boolean;
}

async function tryStep(
  context: StepContext,
  policy: LockPolicy,
  step: Step,
  module: RevisionModule | undefined,
): Promise<boolean | Stopped> {
  const { host, connection, versionTable, report } = context;
  const { dialect } = host;
  const parts = { dialect, connection, policy, revision: step.revision, report, verify: () => context.lock.verify() };
  const transaction = new StepTransaction(parts);
  let facade: OperationsFacade | undefined;
  await transaction.begin();
  try {
    await transaction.mark();
    const rows = await versionTable.read(connection);
    if (!isSameData([...rows].sort(), [...step.headsBefore].sort())) {
      await transaction.rollback();
      return false;
    }
    if (module !== undefined) {
      facade = createFacade(context, step, transaction);
      await (step.direction === "upgrade" ? module.upgrade(facade.op) : module.downgrade(facade.op));
      await facade.drain();
      await facade.end();
    }
    await versionTable.move(connection, step.headsBefore, step.headsAfter);
    await transaction.commit();
    return true;
  } catch (error) {
    // Calls that nobody awaited must not run after the ROLLBACK, outside of any transaction.
    await facade?.end();
    const statement = transaction.statementOf(error);
    return { error, statement, kept: await transaction.rollback(), isParted: transaction.isParted };
  }
}

function createFacade({ host, connection, report }: StepContext, step: Step, transaction: StepTransaction) {
  const { outside } = transaction;
  const sink = createExecuteSink(host.dialect, connection, {
    scope: scopeOf(host, emptySchema),
    execute: (statement) => transaction.execute(statement),
    onStatement: ({ sql }, milliseconds) => report({ type: "statement", revision: step.revision, sql, milliseconds }),
    ...(outside === undefined ? {} : { outside }),
  });
  return createRevisionFacade(host.dialect, connection, sink);
}

/** Says which revision stopped, why, and what the database looks like now. */
function failure({ host }: StepContext, step: Step, revision: Revision, { kept, error, statement }: Stopped): OrmError {
  const cause = OrmError.is(error) ? error : undefined;
  const reason = cause?.message ?? (error instanceof Error ? error.message : String(error));
  const message = (revision.message ?? "").split("\n", 1)[0]!;
  const title = message === "" ? revision.revision : `${revision.revision} (${message})`;
  const details = {
    revision: step.revision,
    path: revision.path,
    ...(statement === undefined ? {} : { statement }),
    ...(cause === undefined ? {} : { reason: cause.toJSON() }),
  };
  if (kept.length === 0) {
    return new OrmError("REVISION.FAILED", `${step.direction} of revision ${title} failed: ${reason}`, {
      hint: `Nothing of this revision was kept. ${cause?.hint ?? "Correct the file and run the command again."}`,
      details,
      cause: error,
    });
  }
  return new OrmError("RUNNER.PARTIAL", `${step.direction} of revision ${title} stopped part-way: ${reason}`, {
    hint: `${host.dialect.capabilities.transactionalDdl ? "What ran up to the end of op.autocommit is committed" : "This database cannot roll back schema changes"}: ${kept.length} ${kept.length === 1 ? "statement is" : "statements are"} applied (the details list them) and the version is still ${versionText(step.headsBefore)}. Undo them by hand, correct the file and run the command again; or do the rest by hand and run \`orm stamp ${versionText(step.headsAfter)}\`.`,
    details: { ...details, applied: kept },
    cause: error,
  });
}

function versionText(heads: readonly string[]): string {
  return heads.join(" ") || "base";
}
