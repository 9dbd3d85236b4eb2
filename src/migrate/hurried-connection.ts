import type { DriverConnection } from "../dialect/driver";

/** The same connection, which waits no longer for another writer. @param waitAtMost in milliseconds. */
export function hurried(connection: DriverConnection, waitAtMost: number): DriverConnection {
  return {
    execute: (sql, parameters, options) => connection.execute(sql, parameters, { ...options, waitAtMost }),
    get isOpen() {
      return connection.isOpen;
    },
    close: () => connection.close(),
  };
}
