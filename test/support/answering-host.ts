import type { DataSource } from "../../src/data-source/data-source";
import type { DriverConnection, DriverResult } from "../../src/dialect/driver";
import type { MigrationHost } from "../../src/migrate/migration-host";

/** Answers a statement of a run in place of the database, or lets it through with `run`. */
export type Answer = (sql: string, run: () => Promise<DriverResult>) => Promise<DriverResult>;

/**
 * A host whose statements pass through a function, on connections that are not those of the pool. With `lose` those that are open are gone
 * for the run; the server ends each of them after what it still does.
 */
export function answeringHost(
  dataSource: DataSource,
  answer: Answer,
): { readonly host: MigrationHost; readonly lose: () => void } {
  const open = new Set<{ isLost: boolean }>();

  async function lend<T>(work: (connection: DriverConnection) => Promise<T>): Promise<T> {
    const own = (await dataSource.openConnection())!;
    const state = { isLost: false };
    open.add(state);
    const connection: DriverConnection = {
      get isOpen() {
        return !state.isLost && own.isOpen;
      },
      close: async () => (state.isLost ? undefined : own.close()),
      async execute(sql, parameters, options) {
        if (state.isLost) throw new Error("lost");
        return answer(sql, async () => {
          const isLost = state.isLost;
          try {
            return await own.execute(sql, parameters, options);
          } finally {
            if (isLost) await own.close();
          }
        });
      },
    };
    try {
      return await work(connection);
    } finally {
      open.delete(state);
      if (!state.isLost) await own.close();
    }
  }

  const host = new Proxy(dataSource, {
    get(target, name) {
      if (name === "withConnection") return lend;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? (value as (...args: unknown[]) => unknown).bind(target) : value;
    },
  });
  return {
    host,
    lose: () => {
      for (const state of open) state.isLost = true;
    },
  };
}
