import type { LockSafety } from "../../dialect/lock-safety";

/**
 * Operations stay as they are: the server itself is asked, statement by statement, for a way that lets others go on (see
 * `withGentleWays`). How long a statement waits for a lock is a setting of the session, in whole seconds.
 */
export const mysqlLockSafety: LockSafety = {
  rewrite: (operations) => operations,
  limitWait: async (connection, milliseconds) => {
    const seconds = Math.max(1, Math.ceil(milliseconds / 1000));
    await connection.execute(`SET SESSION lock_wait_timeout = ${seconds}, innodb_lock_wait_timeout = ${seconds}`, []);
  },
  endWaitLimit: async (connection) => {
    await connection.execute("SET SESSION lock_wait_timeout = DEFAULT, innodb_lock_wait_timeout = DEFAULT", []);
  },
};
