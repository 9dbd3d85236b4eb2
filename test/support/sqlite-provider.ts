import { rm } from "node:fs/promises";
import { join } from "node:path";
import { createDatabaseName } from "./database-name";
import type { DatabaseProvider } from "./database-provider";
import { readSession, type Target } from "./matrix";

/** One file a database, in the folder of the run. */
export function createSqliteProvider(target: Target): DatabaseProvider {
  const files: string[] = [];
  return {
    async createEmpty() {
      const database = join(readSession(), `${createDatabaseName()}.sqlite`);
      files.push(database);
      return { type: "sqlite", driver: target.driver, database };
    },
    async cleanUp() {
      for (const file of files.splice(0)) {
        for (const suffix of ["", "-wal", "-shm", "-journal"]) await rm(`${file}${suffix}`, { force: true });
      }
    },
    async close() {},
  };
}
