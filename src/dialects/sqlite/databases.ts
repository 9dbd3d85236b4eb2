import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, extname, join } from "node:path";
import type { Databases } from "../../dialect/databases";
import type { DialectOptions } from "../../dialect/dialect";
import { OrmError } from "../../errors/orm-error";
import { readSqliteOptions } from "./options";

/** A database is a file: another one is a file beside it, a scratch one a file in the folder for temporary files. */
export const sqliteDatabases: Databases = {
  nameFor(options, tenant) {
    const { address, isMemory } = readSqliteOptions(options);
    if (isMemory) {
      throw new OrmError("CONFIG.INVALID", `there is no file for "${tenant}": the database is in memory`, {
        hint: "Name a file in the data source: the files of the tenants are beside it.",
      });
    }
    if (/[/\\]|^\.+$/.test(tenant)) {
      throw new OrmError("CONFIG.INVALID", `"${tenant}" is no name for a file`, {
        hint: "Say with `template` which file belongs to the tenant.",
      });
    }
    return join(dirname(address), `${tenant}${extname(address) || ".db"}`);
  },
  inDatabase: (options, database) => withFile(options, database),
  existing: (options) => ({ ...options, fileMustExist: true }),
  async create(options) {
    const { path, isMemory } = readSqliteOptions(options);
    if (isMemory) return;
    mkdirSync(dirname(path), { recursive: true });
    closeSync(openSync(path, "a"));
  },
  async createScratch(options) {
    const folder = mkdtempSync(join(tmpdir(), "ormolu-scratch-"));
    return {
      options: { ...withFile(options, join(folder, "scratch.sqlite")), readonly: false },
      drop: async () => rmSync(folder, { recursive: true, force: true }),
    };
  },
};

/** The path goes before a URL, which must not stay beside it; what the modes were for is another file. */
function withFile(options: DialectOptions, database: string): DialectOptions {
  const { url: _url, fileMustExist: _fileMustExist, ...rest } = options;
  return { ...rest, database };
}
