import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { OrmError } from "../../errors/orm-error";

/** The endings of the configuration file, in the order in which they are looked for. */
export const CONFIG_FILES = ["ts", "mts", "cts", "js", "mjs", "cjs", "json"].map((ending) => `orm.config.${ending}`);

/**
 * The configuration file: the one that is named, else the first `orm.config.*` in the folder or one above it.
 * @throws OrmError `CONFIG.NOT_FOUND`.
 */
export function findConfig(directory: string, named?: string): string {
  if (named !== undefined) {
    const file = path.resolve(directory, named);
    if (existsSync(file) && statSync(file).isFile()) return file;
    throw new OrmError("CONFIG.NOT_FOUND", `there is no configuration file ${named}`, {
      hint: "Check the path given to --config.",
    });
  }
  for (let folder = directory; ; folder = path.dirname(folder)) {
    const found = CONFIG_FILES.map((name) => path.join(folder, name)).find((file) => existsSync(file));
    if (found !== undefined) return found;
    if (folder === path.dirname(folder)) break;
  }
  throw new OrmError("CONFIG.NOT_FOUND", `no orm.config.ts (or .js, .json ...) in ${directory} or above it`, {
    hint: "Run `orm init` to write one, or name it with --config.",
  });
}
