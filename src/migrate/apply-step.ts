import type { DriverConnection } from "../dialect/driver";
import { OrmError } from "../errors/orm-error";
import type { Step } from "../revisions/plan";
import type { Revision } from "../revisions/revision";
import { emptySchema } from "../schema/model";
import { SqlFragment } from "../schema/sql-fragment";
import { isSameData } from "../util/stable-json";
import { createExecuteSink } from "./execute-sink";
import type { MigrationHost } from "./migration-host";
import { createOperationsFacade, type Operations, type OperationsFacade } from "./operations-facade";
import { loadRevisionModule } from "./revision-module";
import { runStatement } from "./run-statement";
import type { RunEvent } from "./run-event";
import { scopeOf } from "./scope";
import type { VersionTable } from "./version-table";

/** What a step needs. */
export interface StepContext {
  readonly host: MigrationHost;
  readonly connection: DriverConnection;
  readonly versionTable: VersionTable;
  readonly report: (event: RunEvent) => void;
}

/**
 * Applies one step of a plan: the revision's operations and the move of the version table, in one transaction where
 * schema changes have transactions.
 *
 * @returns false, with nothing done, where the version table does not hold what the plan expected: the caller plans again.
 * @throws OrmError `REVISION.FAILED` (nothing changed), `RUNNER.PARTIAL` (it stopped part-way and cannot be rolled back).
 */
export async function applyStep(context: StepContext, step: Step, revision: Revision): Promise<boolean> {
  const { host, connection, versionTable } = context;
  const module = step.direction === "stamp" ? undefined : await loadRevisionModule(host, revision);
  const done: string[] = [];
  const { locks, capabilities } = host.dialect;
  let facade: OperationsFacade | undefined;
  await locks.beginRevision(connection);
  try {
    if (!capabilities.transactionalDdl) await runStatement(host.dialect, connection, `SAVEPOINT ${SAVEPOINT}`);
    const rows = await versionTable.read(connection);
    if (!isSameData([...rows].sort(), [...step.headsBefore].sort())) {
      await locks.rollbackRevision(connection);
      return false;
    }
    if (module !== undefined) {
      facade = createFacade(context, step, done);
      await (step.direction === "upgrade" ? module.upgrade(facade.op) : module.downgrade(facade.op));
      await facade.drain();
      await facade.end();
    }
    await versionTable.move(connection, step.headsBefore, step.headsAfter);
    await locks.commitRevision(connection);
    return true;
  } catch (error) {
    // Calls that nobody awaited must not run after the ROLLBACK, outside of any transaction.
    await facade?.end();
    const isKept = done.length > 0 && !capabilities.transactionalDdl && !(await isUndone(context));
    // Nobody must get a connection that may still be in the middle of the transaction.
    await locks.rollbackRevision(connection).catch(() => connection.close());
    throw failure(step, revision, isKept ? done : [], error);
  }
}

const SAVEPOINT = "orm_revision";

/** Where a schema change ended the transaction, the savepoint at its start is gone, and what ran before is kept. */
async function isUndone({ host, connection }: StepContext): Promise<boolean> {
  try {
    await runStatement(host.dialect, connection, `ROLLBACK TO SAVEPOINT ${SAVEPOINT}`);
    return true;
  } catch {
    return false;
  }
}

function createFacade(
  { host, connection, report }: StepContext,
  step: Step,
  done: string[],
): ReturnType<typeof createOperationsFacade> {
  const sink = createExecuteSink(host.dialect, connection, {
    scope: scopeOf(host, emptySchema),
    onStatement: (statement, milliseconds) => {
      done.push(statement.sql);
      report({ type: "statement", revision: step.revision, sql: statement.sql, milliseconds });
    },
  });
  const { dialect } = host;
  const query: Operations["query"] = async (statement) => {
    const { sql, parameters } = dialect.queries.fragment(
      SqlFragment.is(statement) ? statement : new SqlFragment([statement], []),
    );
    const { fields, rows } = await runStatement(dialect, connection, sql, parameters);
    const codecs = fields.map((field) => dialect.types.fieldCodec(field));
    return rows.map((row) =>
      Object.fromEntries(
        fields.map(({ name }, index) => [
          name,
          row[index] === null ? null : (codecs[index]?.decode?.(row[index]) ?? row[index]),
        ]),
      ),
    );
  };
  return createOperationsFacade({ sink, query, dialect: { name: dialect.name, capabilities: dialect.capabilities } });
}

/** Says which revision stopped, why, and what the database looks like now. */
function failure(step: Step, revision: Revision, kept: readonly string[], error: unknown): OrmError {
  const cause = OrmError.is(error) ? error : undefined;
  const reason = cause?.message ?? (error instanceof Error ? error.message : String(error));
  const message = (revision.message ?? "").split("\n", 1)[0]!;
  const title = message === "" ? revision.revision : `${revision.revision} (${message})`;
  const details = {
    revision: step.revision,
    path: revision.path,
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
    hint: `This database cannot roll back schema changes: ${kept.length} ${kept.length === 1 ? "statement is" : "statements are"} applied (the details list them) and the version is still ${versionText(step.headsBefore)}. Undo them by hand, correct the file and run the command again; or do the rest by hand and run \`orm stamp ${versionText(step.headsAfter)}\`.`,
    details: { ...details, applied: kept },
    cause: error,
  });
}

function versionText(heads: readonly string[]): string {
  return heads.join(" ") || "base";
}
