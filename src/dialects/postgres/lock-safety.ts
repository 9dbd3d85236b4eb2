import type { LockSafety } from "../../dialect/lock-safety";
import type { QueryCompiler } from "../../dialect/query-compiler";
import { toLockSafe } from "./lock-safe";

/** Changes of tables in use: forms that keep no lock for long, and a limit to how long a statement waits for one. */
export function createLockSafety(queries: QueryCompiler): LockSafety {
  return {
    rewrite: (operations, before, isWanted) => toLockSafe(operations, before, queries, isWanted),
    // For the transaction only: behind a transaction pooler a setting of the session would stay with somebody else.
    limitWait: async (connection, milliseconds) => {
      await connection.execute(`SET LOCAL lock_timeout = ${Math.max(1, Math.round(milliseconds))}`, []);
    },
  };
}
