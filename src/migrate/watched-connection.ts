import type { DriverConnection } from "../dialect/driver";

/** What is called around the statements of a connection. */
export interface ConnectionWatch {
  /** Before a statement; it may refuse it by throwing. */
  readonly before: (sql: string) => Promise<void>;
  /** After a statement has failed. */
  readonly failed: (error: unknown) => Promise<void>;
}

/** The same connection, each of whose statements is seen. */
export function watchConnection(connection: DriverConnection, { before, failed }: ConnectionWatch): DriverConnection {
  return {
    get isOpen() {
      return connection.isOpen;
    },
    close: () => connection.close(),
    async execute(sql, parameters, options) {
      await before(sql);
      try {
        return await connection.execute(sql, parameters, options);
      } catch (error) {
        await failed(error);
        throw error;
      }
    },
  };
}
