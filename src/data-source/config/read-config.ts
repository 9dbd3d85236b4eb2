import { statSync } from "node:fs";
import path from "node:path";
import { loadEnvFile } from "node:process";
import { OrmError } from "../../errors/orm-error";
import { createModuleLoader, type ModuleLoader } from "../loader/module-loader";
import { checkConfig } from "./check-config";
import { findConfig } from "./find-config";
import type { ConfigRequest } from "./config-request";
import type { ConfigFunction, OrmConfig } from "./orm-config";

/** What the configuration files say, checked. */
export interface ReadConfig {
  /** The first file, absolute. */
  readonly file: string;
  /** Its folder: relative paths start here. */
  readonly root: string;
  readonly config: OrmConfig;
  readonly loader: ModuleLoader;
}

/**
 * Finds and reads the configuration, and `.env` beside it. Further files are laid over the first one, member by member.
 * @throws OrmError `CONFIG.NOT_FOUND`, `CONFIG.LOAD_FAILED`, `CONFIG.INVALID`.
 */
export async function readConfig({ directory, file: named, x = {} }: ConfigRequest): Promise<ReadConfig> {
  const [first, ...others] = typeof named === "string" ? [named] : (named ?? []);
  const file = findConfig(directory, first);
  const root = path.dirname(file);
  const env = path.join(root, ".env");
  if (statSync(env, { throwIfNoEntry: false })?.isFile() === true) loadEnvFile(env);
  const loader = createModuleLoader({ root });
  const files = [file, ...others.map((other) => findConfig(directory, other))];
  let merged: Readonly<Record<string, unknown>> = {};
  for (const one of files) {
    const own = await readObject(await loader.load(one, "CONFIG.LOAD_FAILED"), one, x);
    merged = merge(merged, own);
  }
  return { file, root, loader, config: checkConfig(merged, file) };
}

/** The value that a file exports; a function is called. */
async function readObject(
  module: unknown,
  file: string,
  x: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, unknown>>> {
  const exported = unwrapDefault(module);
  const value = typeof exported === "function" ? await callConfig(exported as ConfigFunction, file, x) : exported;
  if (isObject(value)) return value;
  throw new OrmError("CONFIG.INVALID", `${file} does not export a configuration`, {
    hint: "Write: export default defineConfig({ dataSource: { type, url, entities }, migrations: { directory } });",
  });
}

async function callConfig(make: ConfigFunction, file: string, x: Readonly<Record<string, string>>): Promise<unknown> {
  try {
    return await make({ x, env: process.env });
  } catch (cause) {
    if (OrmError.is(cause)) throw cause;
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new OrmError("CONFIG.LOAD_FAILED", `${file}: the function of the configuration failed: ${message}`, {
      hint: "Correct it; --verbose shows the stack. It is given { x, env }: the -x arguments and the environment.",
      cause,
    });
  }
}

/** Two configurations as one: objects that both have are joined, down to the options of a database; else the later one stays. */
function merge(
  under: Readonly<Record<string, unknown>>,
  over: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const result: Record<string, unknown> = { ...under };
  for (const [name, value] of Object.entries(over)) {
    const known = result[name];
    result[name] = isPlain(known) && isPlain(value) ? merge(known, value) : value;
  }
  return result;
}

/** The default export, also where a module system wrapped it once or twice; else the module itself. */
export function unwrapDefault(module: unknown): unknown {
  let value = module;
  while (typeof value === "object" && value !== null && "default" in value) value = value.default;
  return value;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An object that was written down, not one of a class (a dialect, a logger), which stays whole. */
function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return isObject(value) && [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null);
}
