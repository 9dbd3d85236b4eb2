import { createHash } from "node:crypto";
import type { DriverConnection } from "../../dialect/driver";
import type { Locks } from "../../dialect/locks";

/** A year, in seconds: the most that the server takes. An idle connection would otherwise be cut after eight hours, and the lock with it. */
const WAIT_TIMEOUT = 31_536_000;

/**
 * User-level locks of the server. They belong to the connection and are known to the whole server, so the name of the
 * database is part of theirs. Behind a cluster, each node has its own.
 */
export const mysqlLocks: Locks = {
  async tryAcquire(connection, name) {
    const { rows } = await connection.execute("SELECT GET_LOCK(?, 0)", [await lockNameOf(connection, name)]);
    if (Number(rows[0]?.[0] ?? 0) !== 1) return false;
    await connection.execute(`SET SESSION wait_timeout = ${WAIT_TIMEOUT}`, []);
    return true;
  },

  async release(connection, name) {
    await connection.execute("SELECT RELEASE_LOCK(?)", [await lockNameOf(connection, name)]);
  },

  async findHolder(connection, name) {
    const { rows } = await connection.execute("SELECT IS_USED_LOCK(?)", [await lockNameOf(connection, name)]);
    const id = rows[0]?.[0];
    if (id === null || id === undefined) return undefined;
    const processes = await connection.execute(
      "SELECT USER, HOST, TIME FROM information_schema.PROCESSLIST WHERE ID = ?",
      [Number(id)],
    );
    const [user, host, seconds] = processes.rows[0] ?? [];
    const rest =
      user === undefined ? "" : `, user "${String(user)}" from ${String(host)}, idle for ${String(seconds)} s`;
    return { description: `connection ${String(id)}${rest}` };
  },

  async beginRevision(connection) {
    await connection.execute("START TRANSACTION", []);
  },

  async commitRevision(connection) {
    await connection.execute("COMMIT", []);
  },

  async rollbackRevision(connection) {
    await connection.execute("ROLLBACK", []);
  },
};

/** The server takes 64 characters; a hash of database and name always fits. */
async function lockNameOf(connection: DriverConnection, name: string): Promise<string> {
  const { rows } = await connection.execute("SELECT DATABASE()", []);
  const database = String(rows[0]?.[0] ?? "");
  return `orm:${createHash("sha1").update(`${database}\0${name}`).digest("hex")}`;
}
