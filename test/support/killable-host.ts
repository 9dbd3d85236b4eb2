import type { DataSource } from "../../src/data-source/data-source";
import type { DriverConnection } from "../../src/dialect/driver";
import type { MigrationHost } from "../../src/migrate/migration-host";

/** Where a run is killed. */
export interface KillPoint {
  /** The n-th statement, counted over all of its connections from 1, or the first one with this text. */
  readonly statement: number | string;
  /** `sent`: the database did it, and nobody heard the answer. */
  readonly when: "before" | "sent";
}

/** A host whose process seems to die: from that point on no statement gets through, and its connections are gone. */
export interface KillableHost {
  readonly host: MigrationHost;
  /** The statements so far. */
  readonly statements: readonly string[];
  readonly isKilled: boolean;
}

export function killableHost(dataSource: DataSource, point?: KillPoint): KillableHost {
  const open = new Set<DriverConnection>();
  const statements: string[] = [];
  let isKilled = false;

  function wrap(connection: DriverConnection): DriverConnection {
    open.add(connection);
    return {
      get isOpen() {
        return !isKilled && connection.isOpen;
      },
      async close() {
        open.delete(connection);
        await connection.close();
      },
      async execute(sql, parameters, options) {
        if (isKilled) throw new Error("killed");
        statements.push(sql);
        if (statements.length !== point?.statement && sql !== point?.statement)
          return connection.execute(sql, parameters, options);
        if (point.when === "sent") await connection.execute(sql, parameters, options).catch(() => undefined);
        isKilled = true;
        await Promise.all([...open].map(end));
        throw new Error("killed");
      },
    };
  }

  const host = new Proxy(dataSource, {
    get(target, name) {
      if (name === "withConnection") {
        return <T>(work: (connection: DriverConnection) => Promise<T>) => {
          if (isKilled) return Promise.reject(new Error("killed"));
          return target.withConnection((own) => work(wrap(own)));
        };
      }
      if (name === "openConnection") {
        return async () => {
          if (isKilled) throw new Error("killed");
          const connection = await target.openConnection();
          return connection === undefined ? undefined : wrap(connection);
        };
      }
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? (value as (...args: unknown[]) => unknown).bind(target) : value;
    },
  });
  return {
    host,
    statements,
    get isKilled() {
      return isKilled;
    },
  };
}

/** What the database does with the connection of a process that is gone; some drivers keep a transaction until they are collected. */
async function end(connection: DriverConnection): Promise<void> {
  await connection.execute("ROLLBACK", []).catch(() => undefined);
  await connection.close().catch(() => undefined);
}
