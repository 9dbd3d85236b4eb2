import { nameKey } from "../schema/object-name";
import { readDuration } from "./duration";
import { withLock } from "./lock";
import type { MigrationHost } from "./migration-host";
import { createVersionTable } from "./version-table";

const DEFAULT_LOCK_TIMEOUT = 600;

/**
 * Creates the version table where it is missing, under the lock of the runner.
 * @param lockTimeout the longest wait for another process, in seconds. Default: the configuration's, else 600.
 * @throws OrmError `RUNNER.LOCK_TIMEOUT`.
 */
export async function ensureVersionTable(
  host: MigrationHost,
  { lockTimeout }: { readonly lockTimeout?: number | string } = {},
): Promise<{ readonly table: string; readonly isNew: boolean }> {
  const timeout = readDuration(lockTimeout ?? host.migrations.lockTimeout ?? DEFAULT_LOCK_TIMEOUT, "lockTimeout");
  const table = createVersionTable(host.dialect, host.migrations);
  return withLock(host, { timeout }, () =>
    host.withConnection(async (connection) => {
      const isNew = !(await host.dialect.introspector.hasTable(connection, table.name));
      if (isNew) await table.ensure(connection);
      return { table: nameKey(table.name), isNew };
    }),
  );
}
