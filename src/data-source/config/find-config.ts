import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { OrmError } from "../../errors/orm-error";

/** The endings of the configuration file, in the order in which they are looked for. */
export const CONFIG_FILES = ["ts", "mts", "cts", "js", "mjs", "cjs", "json"].map((ending) => `orm.config.${ending}`);

/** The variable of the environment that names the configuration file. */
const VARIABLE = "ORMOLU_CONFIG";

/**
 * The configuration file: the one that is named, else the one that `ORMOLU_CONFIG` names, else the first `orm.config.*` in the
 * folder or one above it.
 * @throws OrmError `CONFIG.NOT_FOUND`.
 */
export function findConfig(directory: string, named?: string): string {
  const fromEnvironment = process.env[VARIABLE] ?? "";
  if (named !== undefined) return requireFile(directory, named, "--config");
  if (fromEnvironment !== "") return requireFile(directory, fromEnvironment, VARIABLE);
  for (let folder = directory; ; folder = path.dirname(folder)) {
    const found = CONFIG_FILES.map((name) => path.join(folder, name)).find((file) => existsSync(file));
    if (found !== undefined) return found;
    if (folder === path.dirname(folder)) break;
  }
  throw new OrmError("CONFIG.NOT_FOUND", `no orm.config.ts (or .js, .json ...) in ${directory} or above it`, {
    hint: "Run `orm init` to write one, or name it with --config or ORMOLU_CONFIG.",
  });
}

function requireFile(directory: string, named: string, source: string): string {
  const file = path.resolve(directory, named);
  if (statSync(file, { throwIfNoEntry: false })?.isFile() === true) return file;
  throw new OrmError("CONFIG.NOT_FOUND", `there is no configuration file ${named}`, {
    hint: `Check the path given to ${source}.`,
  });
}
