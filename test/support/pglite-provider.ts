import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createDatabaseName } from "./database-name";
import type { DatabaseProvider } from "./database-provider";
import { readSession } from "./matrix";
import { findPgliteImage } from "./pglite-image.cjs";

/** A copy of the image in the folder of the run: data sources can close and open it, also in other processes. */
export function createPgliteProvider(): DatabaseProvider {
  const folders: string[] = [];
  return {
    async createEmpty() {
      const database = join(readSession(), createDatabaseName());
      folders.push(database);
      cpSync(findPgliteImage().folder, database, { recursive: true });
      return { type: "pglite", database };
    },
    async cleanUp() {
      for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
    },
    async close() {},
  };
}
