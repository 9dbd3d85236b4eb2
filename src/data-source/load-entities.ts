import { isAbsolute, resolve } from "node:path";
import { OrmError } from "../errors/orm-error";
import { isEntityClass } from "../metadata/metadata-storage";
import type { EntityClass } from "../metadata/entity-target";
import type { ModuleLoader } from "./loader/module-loader";

/** What `entities` may list. */
export type EntitySource = EntityClass | string;

/**
 * The entity classes that `entities` leads to: classes as they are, patterns by the files that match, in the order of
 * their paths. Exports that are no entities are left alone.
 *
 * @throws OrmError `CONFIG.INVALID` for a pattern without a file, `CONFIG.LOAD_FAILED` for a file that fails.
 */
export async function loadEntities(
  sources: readonly EntitySource[],
  root: string,
  createLoader: () => ModuleLoader,
): Promise<readonly EntityClass[]> {
  const classes = new Set<EntityClass>();
  const patterns = sources.filter((source) => typeof source === "string");
  const files = patterns.length === 0 ? [] : await findFiles(patterns, root);
  for (const source of sources) if (typeof source !== "string") classes.add(source);
  if (files.length === 0) return [...classes];
  const loader = createLoader();
  for (const file of files) {
    const exported = Object.values(await loader.load(file, "CONFIG.LOAD_FAILED"));
    for (const value of exported.flatMap(listed)) if (isEntityClass(value)) classes.add(value);
  }
  return [...classes];
}

/** A default export may be a list or an object of entities. */
function listed(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return typeof value === "object" && value !== null ? Object.values(value) : [value];
}

async function findFiles(patterns: readonly string[], root: string): Promise<readonly string[]> {
  const { glob } = require("tinyglobby") as typeof import("tinyglobby");
  const found = new Set<string>();
  for (const pattern of patterns) {
    const files = await glob([toPosix(pattern)], {
      cwd: root,
      absolute: true,
      ignore: ["**/*.d.{ts,mts,cts}"],
      expandDirectories: false,
    });
    if (files.length === 0) throw noFiles(pattern, root);
    for (const file of files.sort()) found.add(isAbsolute(file) ? resolve(file) : resolve(root, file));
  }
  return [...found];
}

function toPosix(pattern: string): string {
  return process.platform === "win32" ? pattern.replaceAll("\\", "/") : pattern;
}

function noFiles(pattern: string, root: string): OrmError {
  return new OrmError("CONFIG.INVALID", `data source option "entities": no file matches "${pattern}"`, {
    hint: "Correct the pattern: it starts from the project's folder.",
    details: { pattern, root },
  });
}
