import { createHash } from "node:crypto";
import type { DriverConnection } from "../../dialect/driver";
import type { LockHolder, Locks } from "../../dialect/locks";
import type { PostgresFeatures } from "./capabilities";

const FIND_HOLDER = `select a.pid, a.usename, host(a.client_addr), a.application_name,
  to_char(coalesce(a.xact_start, a.backend_start) at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS "UTC"'), a.xact_start is null
from pg_catalog.pg_locks l left join pg_catalog.pg_stat_activity a on a.pid = l.pid
where l.locktype = 'advisory' and l.granted and l.objsubid = 1
  and l.database = (select oid from pg_catalog.pg_database where datname = current_database())
  and (l.classid::bigint << 32) | l.objid::bigint = $1::bigint and l.pid <> pg_backend_pid()`;

/** Where the operating system of the server cannot say that a client is gone, the setting is refused. */
const CAN_CHECK = "version() !~* 'windows|mingw|visual c'";

/**
 * What keeps the lock's transaction alive while it does nothing, and lets the server see within a minute that the machine at the other end is
 * gone. Asked of the catalog, because each version has other settings and a provider may have taken some away.
 */
const KEEP_ALIVE = `select set_config(s.name, v.value, true) from pg_catalog.pg_settings s join (values
  ('idle_in_transaction_session_timeout', '0'), ('transaction_timeout', '0'),
  ('tcp_keepalives_idle', '20'), ('tcp_keepalives_interval', '10'), ('tcp_keepalives_count', '3'), ('tcp_user_timeout', '60000'),
  ('client_connection_check_interval', '10000')) v (name, value) on v.name = s.name
  where s.context = 'user' and (s.name <> 'client_connection_check_interval' or ${CAN_CHECK})`;

/** A server that sees within seconds that a killed process is gone ends its statement, instead of working on for nobody. */
const CHECK_CLIENT = `SELECT set_config('client_connection_check_interval', '5000', true) WHERE ${CAN_CHECK}`;

/**
 * The lock is an advisory one that belongs to a transaction, held open on a connection of its own: it dies with the process,
 * and it works behind a transaction pooler, where a lock of the session would stay behind on a server connection.
 * It is tried, never waited for in the server: a waiting session would deadlock with CREATE INDEX CONCURRENTLY.
 */
export function createLocks(features: PostgresFeatures): Locks {
  return {
    ...transactions(features.connectionCheck ? `BEGIN; ${CHECK_CLIENT}` : "BEGIN"),
    tryAcquire: async (connection, name) => {
      await connection.execute("BEGIN ISOLATION LEVEL READ COMMITTED", []);
      if (await tryLock(connection, name)) {
        await connection.execute(KEEP_ALIVE, []);
        return true;
      }
      await connection.execute("ROLLBACK", []);
      return false;
    },
    tryAcquireInTransaction: tryLock,
    release: async (connection) => {
      await connection.execute("COMMIT", []);
    },
    findHolder: async (connection, name) => {
      const row = (await connection.execute(FIND_HOLDER, [lockKey(name)])).rows[0];
      return row === undefined ? undefined : describeHolder(row.map((value) => (value === null ? "" : String(value))));
    },
  };
}

/** A user without rights sees of another's session not much more than its number. */
function describeHolder([pid = "", user, address, application, since, isHidden]: readonly string[]): LockHolder {
  const parts = [
    user === "" ? "" : `, user "${user}"`,
    address === "" ? (isHidden === "f" ? " on the server's own machine" : "") : ` from ${address}`,
    application === "" ? "" : `, application "${application}"`,
    since === "" ? "" : `, since ${since}`,
  ];
  return { description: `pid ${pid}${parts.join("")}`, endWith: `select pg_terminate_backend(${pid})` };
}

async function tryLock(connection: DriverConnection, name: string): Promise<boolean> {
  const { rows } = await connection.execute("SELECT pg_try_advisory_xact_lock($1::bigint)", [lockKey(name)]);
  return rows[0]?.[0] === "t";
}

/** Inside the process there is one connection, so that nobody can be kept out, and a lock's transaction would be the work's. */
export const inProcessLocks: Locks = {
  ...transactions("BEGIN"),
  tryAcquire: async () => true,
  release: async () => {},
  findHolder: async () => undefined,
};

function transactions(begin: string): Pick<Locks, "beginRevision" | "commitRevision" | "rollbackRevision"> {
  const run = (sql: string) => async (connection: DriverConnection) => {
    await connection.execute(sql, []);
  };
  return { beginRevision: run(begin), commitRevision: run("COMMIT"), rollbackRevision: run("ROLLBACK") };
}

/** A lock is a signed number of 64 bits; the name is hashed to it. */
export function lockKey(name: string): string {
  return createHash("sha256").update(name).digest().readBigInt64BE(0).toString();
}
