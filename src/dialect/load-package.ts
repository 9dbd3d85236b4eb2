import { createRequire } from "node:module";
import { join } from "node:path";
import { OrmError } from "../errors/orm-error";

/**
 * Loads the npm package of a driver when it is needed, from beside Ormolu or else from the application's folder
 * (a linked or global installation). @throws OrmError `DIALECT.DRIVER_MISSING`, which says what to install.
 */
export function loadPackage<T>(name: string): T {
  const ways = [require, createRequire(join(process.cwd(), "package.json"))];
  for (const load of ways) {
    try {
      return load(name) as T;
    } catch (error) {
      if (!isMissing(error, name)) throw error;
    }
  }
  throw new OrmError("DIALECT.DRIVER_MISSING", `the npm package "${name}" is not installed`, {
    hint: `Run: npm install ${name}`,
    details: { package: name },
  });
}

function isMissing(error: unknown, name: string): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return code === "MODULE_NOT_FOUND" && String(message).includes(`'${name}'`);
}
