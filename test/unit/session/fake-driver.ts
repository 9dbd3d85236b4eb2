import type { Driver, DriverConnection, DriverResult } from "../../../src/dialect/driver";

/** A connection that writes down what it is asked, and fails where the test says so. */
export interface FakeConnection extends DriverConnection {
  readonly log: string[];
  /** Fails statements that start with the text. */
  readonly failures: Map<string, Error>;
  isOpen: boolean;
}

export const noRows: DriverResult = { fields: [], rows: [], affected: 0 };

export function createFakeConnection(answer: (sql: string) => DriverResult = () => noRows): FakeConnection {
  const connection: FakeConnection = {
    log: [],
    failures: new Map(),
    isOpen: true,
    async execute(sql) {
      connection.log.push(sql);
      for (const [start, error] of connection.failures) if (sql.startsWith(start)) throw error;
      return answer(sql);
    },
    async close() {
      connection.isOpen = false;
      connection.log.push("closed");
    },
  };
  return connection;
}

/** A driver over fake connections; `opened` are all that it ever made. */
export function createFakeDriver(maxConnections = 2): Driver & { readonly opened: FakeConnection[] } {
  const opened: FakeConnection[] = [];
  return {
    packageName: "fake",
    address: "nowhere/test",
    maxConnections,
    opened,
    async open() {
      const connection = createFakeConnection();
      opened.push(connection);
      return connection;
    },
    readServerInfo: async () => ({ version: "1", facts: {} }),
    close: async () => {},
  };
}
