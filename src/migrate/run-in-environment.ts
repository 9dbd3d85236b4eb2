import type { DriverConnection } from "../dialect/driver";
import { OrmError } from "../errors/orm-error";
import type { Environment, EnvironmentContext, RunInside } from "./environment";
import type { MigrationHost } from "./migration-host";
import { hookDatabaseOf } from "./open-hook-database";

/** What a run hands over to {@link runOnline}. */
export interface OnlineRun extends EnvironmentContext {
  readonly host: MigrationHost;
  readonly connection: DriverConnection;
}

/**
 * Does work on a database inside of the project's `environment.runOnline`, where there is one. `work` is given the `-x` arguments of the run.
 * @throws OrmError `RUNNER.ENVIRONMENT` where the hook does not call `run`, or calls it twice.
 */
export function runOnline<T>(
  { host, connection, ...context }: OnlineRun,
  work: (x: EnvironmentContext["x"]) => Promise<T>,
): Promise<T> {
  const hook = host.migrations.environment?.runOnline;
  if (hook === undefined) return work(context.x);
  const database = hookDatabaseOf(host, connection);
  return runInside("runOnline", context.x, work, (run) => hook({ ...context, ...database }, run));
}

/** What a run that prints SQL hands over to {@link runOffline}. */
export interface OfflineRun extends EnvironmentContext {
  readonly host: Pick<MigrationHost, "dialect" | "migrations">;
  readonly write: (sql: string) => void;
}

/** The same for a run that prints SQL, with `environment.runOffline`. @throws OrmError `RUNNER.ENVIRONMENT`. */
export function runOffline<T>(
  { host, ...context }: OfflineRun,
  work: (x: EnvironmentContext["x"]) => Promise<T>,
): Promise<T> {
  const hook = host.migrations.environment?.runOffline;
  if (hook === undefined) return work(context.x);
  const { name, capabilities } = host.dialect;
  return runInside("runOffline", context.x, work, (run) => hook({ ...context, dialect: { name, capabilities } }, run));
}

/** The result of the work, which the hook does not see; its failure is thrown even where the hook swallows it. */
async function runInside<T>(
  name: keyof Environment,
  x: EnvironmentContext["x"],
  work: (x: EnvironmentContext["x"]) => Promise<T>,
  call: (run: RunInside) => void | Promise<void>,
): Promise<T> {
  let done: Promise<T> | undefined;
  await call((change = {}) => {
    if (done !== undefined) {
      return Promise.reject(misused(name, "called run() a second time", "Call it once, and await it."));
    }
    done = work({ ...x, ...change.x });
    const end = done.then(() => undefined);
    // Whether the hook waits for it or not, the failure is thrown below.
    end.catch(() => undefined);
    return end;
  });
  if (done === undefined) throw misused(name, "returned without calling run()", "Write: await run();");
  return done;
}

function misused(name: string, what: string, hint: string): OrmError {
  return new OrmError("RUNNER.ENVIRONMENT", `migrations.environment.${name} ${what}`, {
    hint,
    details: { hook: name },
  });
}
