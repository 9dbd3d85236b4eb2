import type { DriverConnection } from "../../dialect/driver";
import type { Locks } from "../../dialect/locks";
import { OrmError } from "../../errors/orm-error";
import { readNativeError } from "./native-error";
import { findBrokenObjects, refuseNewlyBroken, type BrokenObjects } from "./broken-objects";

/** What was wrong in a file before a revision, so that the revision is not blamed for it. */
interface Baseline {
  readonly schemaVersion: unknown;
  readonly violations: Violations;
  readonly broken: BrokenObjects;
}

/** What a revision left, and how one sees that nobody wrote since. */
interface KnownEnd extends Baseline {
  readonly dataVersion: unknown;
}

const LEGACY_OFF = "PRAGMA legacy_alter_table = OFF";

/** Broken references by child and parent table; `undefined` where they cannot be counted, because a key lacks its index. */
type Violations = ReadonlyMap<string, number> | undefined;

const COUNT_VIOLATIONS = `SELECT "table", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2 ORDER BY 1, 2`;

/**
 * There are no locks but the write lock of the file, which dies with its process: each revision takes it. Foreign keys are
 * off while a revision runs, so that a table rebuild does not delete the rows that refer to it, and are checked before COMMIT; so
 * are the views and triggers, which SQLite lets a change break silently.
 */
export function createSqliteLocks(): Locks {
  const baselines = new WeakMap<DriverConnection, Baseline>();
  /** Connections between two revisions of a run: foreign keys are off, and what the last revision left is known. */
  const runs = new WeakMap<DriverConnection, KnownEnd | undefined>();
  return {
    async enterRun(connection) {
      await connection.execute("PRAGMA foreign_keys = OFF", []);
      runs.set(connection, undefined);
    },
    async leaveRun(connection) {
      runs.delete(connection);
      await restore(connection);
    },
    tryAcquire: async () => true,
    release: async () => undefined,
    findHolder: async () => undefined,
    async beginRevision(connection, options = {}) {
      const isInRun = runs.has(connection);
      if (!isInRun) await connection.execute("PRAGMA foreign_keys = OFF", []);
      try {
        await connection.execute("BEGIN IMMEDIATE", [], options);
        baselines.set(connection, await readBaseline(connection, runs.get(connection)));
      } catch (error) {
        if (!isInRun) await restore(connection).catch(() => undefined);
        throw error;
      }
    },
    async commitRevision(connection) {
      const before = baselines.get(connection);
      const violations = await countViolations(connection);
      refuseNewViolations(before?.violations, violations);
      const schemaVersion = await readSchemaVersion(connection);
      const isChanged = before?.schemaVersion !== schemaVersion;
      const broken = before !== undefined && !isChanged ? before.broken : await findBrokenObjects(connection);
      if (before !== undefined && isChanged) refuseNewlyBroken(before.broken, broken);
      await connection.execute("COMMIT", []);
      if (!runs.has(connection)) return restore(connection);
      const dataVersion = await readDataVersion(connection);
      runs.set(connection, { dataVersion, schemaVersion, violations, broken });
      if (isChanged) await endLegacy(connection);
    },
    async checkRevision(connection) {
      const before = baselines.get(connection);
      const violations = await countViolations(connection);
      refuseNewViolations(before?.violations, violations);
      if (before !== undefined) baselines.set(connection, { ...before, violations });
    },
    isRevisionOver: isOutsideTransaction,
    async rollbackRevision(connection) {
      try {
        await connection.execute("ROLLBACK", []);
      } catch (error) {
        if (!isOver(error)) throw error;
      } finally {
        if (runs.has(connection)) runs.set(connection, undefined);
        await (runs.has(connection) ? endLegacy(connection) : restore(connection));
      }
    },
  };
}

/** ON CONFLICT ROLLBACK, RAISE(ROLLBACK) and a full disk end the transaction; there is no question for that, but BEGIN is refused inside of one. */
async function isOutsideTransaction(connection: DriverConnection): Promise<boolean> {
  try {
    await connection.execute("BEGIN", []);
  } catch {
    return false;
  }
  await connection.execute("ROLLBACK", []);
  return true;
}

/** A rebuild that failed leaves the first switch on; the second does nothing while a transaction is open. */
async function restore(connection: DriverConnection): Promise<void> {
  await connection.execute(LEGACY_OFF, []);
  await connection.execute("PRAGMA foreign_keys = ON", []);
}

/**
 * A rebuild that failed, and whose error the revision caught, has left the switch on. It is asked for first: setting it makes every
 * statement that is still known be prepared anew, and one of the packages forgets none of them for a while.
 */
async function endLegacy(connection: DriverConnection): Promise<void> {
  const { rows } = await connection.execute("PRAGMA legacy_alter_table", []);
  if (Number(rows[0]?.[0]) !== 0) await connection.execute(LEGACY_OFF, []);
}

/** What the last revision of a run left is what the next one finds, unless another connection wrote in between. */
async function readBaseline(connection: DriverConnection, end: KnownEnd | undefined): Promise<Baseline> {
  if (end !== undefined && end.dataVersion === (await readDataVersion(connection))) return end;
  return {
    schemaVersion: await readSchemaVersion(connection),
    violations: await countViolations(connection),
    broken: await findBrokenObjects(connection),
  };
}

/** Changes when another connection has written. */
async function readDataVersion(connection: DriverConnection): Promise<unknown> {
  return (await connection.execute("PRAGMA data_version", [])).rows[0]?.[0];
}

async function readSchemaVersion(connection: DriverConnection): Promise<unknown> {
  return (await connection.execute("PRAGMA schema_version", [])).rows[0]?.[0];
}

async function countViolations(connection: DriverConnection): Promise<Violations> {
  try {
    const { rows } = await connection.execute(COUNT_VIOLATIONS, []);
    return new Map(rows.map(([table, parent, count]) => [`${String(table)} -> ${String(parent)}`, Number(count)]));
  } catch (error) {
    if (/foreign key mismatch/.test(messageOf(error))) return undefined;
    throw error;
  }
}

/** References that were broken before are not this revision's fault. */
function refuseNewViolations(before: Violations, after: Violations): void {
  if (before !== undefined && after === undefined) {
    throw new OrmError(
      "QUERY.FOREIGN_KEY_VIOLATION",
      "after the change a foreign key refers to columns that are neither a primary key nor unique",
      { hint: "Keep a primary key or a unique constraint on the columns that are referred to." },
    );
  }
  const broken = [...(after ?? [])].find(([key, count]) => count > (before?.get(key) ?? 0));
  if (broken === undefined || before === undefined) return;
  const [table, parent] = broken[0].split(" -> ");
  throw new OrmError(
    "QUERY.FOREIGN_KEY_VIOLATION",
    `after the change ${broken[1] - (before.get(broken[0]) ?? 0)} rows of table "${table}" refer to rows of table "${parent}" that do not exist`,
    { hint: "Delete or correct these rows in the revision.", details: { table, references: parent } },
  );
}

/** Some failures (a full disk) end the transaction by themselves. */
function isOver(error: unknown): boolean {
  return /no transaction is active/.test(messageOf(error));
}

function messageOf(error: unknown): string {
  return readNativeError(error)?.message ?? "";
}
