import { createHash } from "node:crypto";
import type { DriverConnection } from "../../dialect/driver";
import type { Locks } from "../../dialect/locks";
import type { PostgresFeatures } from "./capabilities";

const FIND_HOLDER = `select a.pid, coalesce(host(a.client_addr), 'the same machine'), coalesce(a.application_name, ''), to_char(a.backend_start, 'HH24:MI:SS')
from pg_catalog.pg_locks l join pg_catalog.pg_stat_activity a on a.pid = l.pid
where l.locktype = 'advisory' and l.granted and l.objsubid = 1
  and l.database = (select oid from pg_catalog.pg_database where datname = current_database())
  and (l.classid::bigint << 32) | l.objid::bigint = $1::bigint and l.pid <> pg_backend_pid()`;

/**
 * The lock is an advisory one that belongs to a transaction, held open on a connection of its own: it dies with the process,
 * and it works behind a transaction pooler, where a lock of the session would stay behind on a server connection.
 * It is tried, never waited for in the server: a waiting session would deadlock with CREATE INDEX CONCURRENTLY.
 */
export function createLocks(features: PostgresFeatures): Locks {
  return {
    ...transactions(),
    tryAcquire: async (connection, name) => {
      await connection.execute("BEGIN ISOLATION LEVEL READ COMMITTED", []);
      await connection.execute("SET LOCAL idle_in_transaction_session_timeout = 0", []);
      if (features.transactionTimeout) await connection.execute("SET LOCAL transaction_timeout = 0", []);
      const { rows } = await connection.execute("SELECT pg_try_advisory_xact_lock($1::bigint)", [lockKey(name)]);
      if (rows[0]?.[0] === "t") return true;
      await connection.execute("ROLLBACK", []);
      return false;
    },
    release: async (connection) => {
      await connection.execute("COMMIT", []);
    },
    findHolder: async (connection, name) => {
      const row = (await connection.execute(FIND_HOLDER, [lockKey(name)])).rows[0];
      if (row === undefined) return undefined;
      const application = row[2] === "" ? "" : `, application "${String(row[2])}"`;
      return { description: `pid ${String(row[0])} from ${String(row[1])}${application}, since ${String(row[3])}` };
    },
  };
}

/** Inside the process there is one connection, so that nobody can be kept out, and a lock's transaction would be the work's. */
export const inProcessLocks: Locks = {
  ...transactions(),
  tryAcquire: async () => true,
  release: async () => {},
  findHolder: async () => undefined,
};

function transactions(): Pick<Locks, "beginRevision" | "commitRevision" | "rollbackRevision"> {
  const run = (sql: string) => async (connection: DriverConnection) => {
    await connection.execute(sql, []);
  };
  return { beginRevision: run("BEGIN"), commitRevision: run("COMMIT"), rollbackRevision: run("ROLLBACK") };
}

/** A lock is a signed number of 64 bits; the name is hashed to it. */
function lockKey(name: string): string {
  return createHash("sha256").update(name).digest().readBigInt64BE(0).toString();
}
