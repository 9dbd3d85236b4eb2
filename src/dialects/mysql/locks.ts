import type { Locks } from "../../dialect/locks";

/**
 * How long the server keeps an idle session, in seconds: longer than the pause between two signs of life, so that the lock stays, and short
 * enough that the lock of a machine that is gone does not.
 */
const WAIT_TIMEOUT = 600;

/** The server takes 64 characters and knows the names of all databases together: a hash of database and name always fits. */
const LOCK_NAME = "CONCAT('orm:', LEFT(SHA2(CONCAT(COALESCE(DATABASE(), ''), ':', ?), 256), 40))";

/**
 * User-level locks of the server. They belong to the connection and are known to the whole server, so the name of the
 * database is part of theirs. Behind a cluster, each node has its own.
 */
export const mysqlLocks: Locks = {
  async tryAcquire(connection, name) {
    // 0: somebody else has it; NULL: the server could not say. Only 1 is the lock.
    const { rows } = await connection.execute(`SELECT GET_LOCK(${LOCK_NAME}, 0)`, [name]);
    if (Number(rows[0]?.[0] ?? 0) !== 1) return false;
    await connection.execute(`SET SESSION wait_timeout = ${WAIT_TIMEOUT}`, []);
    return true;
  },

  async release(connection, name) {
    await connection.execute(`SELECT RELEASE_LOCK(${LOCK_NAME})`, [name]);
  },

  async findHolder(connection, name) {
    const { rows } = await connection.execute(`SELECT IS_USED_LOCK(${LOCK_NAME})`, [name]);
    const id = Number(rows[0]?.[0] ?? 0);
    if (id === 0) return undefined;
    const processes = await connection.execute(
      "SELECT USER, HOST, DATE_FORMAT(UTC_TIMESTAMP() - INTERVAL TIME SECOND, '%Y-%m-%d %H:%i:%s UTC') FROM information_schema.PROCESSLIST WHERE ID = ?",
      [id],
    );
    const [user, host, since] = processes.rows[0] ?? [];
    const rest =
      user === undefined ? "" : `, user "${String(user)}" from ${String(host)}, last heard of at ${String(since)}`;
    return { description: `connection ${id}${rest}`, endWith: `KILL ${id}` };
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
