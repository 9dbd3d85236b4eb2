import { statSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { ProjectConfigReader } from "./project-config";

const TYPESCRIPT = /\.(?:[cm]?ts|tsx)$/;
/** What a specifier with a JavaScript ending may mean in TypeScript source. */
const SOURCES_OF: Readonly<Record<string, readonly string[]>> = {
  ".js": [".ts", ".tsx"],
  ".jsx": [".tsx"],
  ".mjs": [".mts"],
  ".cjs": [".cts"],
};
const ENDINGS = [".ts", ".tsx", ".mts", ".cts", ".js", ".mjs", ".cjs", ".json"];

/** Whether a file is TypeScript source (a declaration file is not). */
export function isTypeScript(file: string): boolean {
  return TYPESCRIPT.test(file) && !/\.d\.[cm]?ts$/.test(file);
}

/** Whether a file belongs to the user, not to an installed package. */
export function isProjectFile(file: string): boolean {
  return !/[\\/]node_modules[\\/]/.test(file);
}

/**
 * The file that a specifier in a project's file means, as TypeScript sees it: without an ending, with the ending of the
 * compiled file, a folder's index, or an alias of `paths`. `undefined` leaves the specifier to Node.
 */
export function resolveSource(specifier: string, importer: string, projects: ProjectConfigReader): string | undefined {
  if (specifier.startsWith("node:") || specifier.startsWith("data:")) return undefined;
  if (specifier.startsWith("file:")) return findSource(fileURLToPath(specifier));
  if (/^\.{0,2}\//.test(specifier) || specifier === "." || specifier === ".." || path.isAbsolute(specifier)) {
    return findSource(path.resolve(path.dirname(importer), specifier));
  }
  for (const candidate of projects.configOf(importer).matchPaths(specifier)) {
    const file = findSource(candidate);
    if (file !== undefined) return file;
  }
  return undefined;
}

/** Whether a specifier leads to code: a source file, or a package that has any. */
export function canImport(specifier: string, importer: string, projects: ProjectConfigReader): boolean {
  if (specifier.startsWith("node:")) return true;
  if (resolveSource(specifier, importer, projects) !== undefined) return true;
  if (/^[./]/.test(specifier)) return false;
  try {
    createRequire(importer).resolve(specifier);
    return true;
  } catch (error) {
    return projects.formatOf(importer) === "module" && isImportOnlyPackage(error, specifier, importer);
  }
}

function findSource(file: string): string | undefined {
  const ending = path.extname(file);
  for (const source of SOURCES_OF[ending] ?? []) {
    const candidate = file.slice(0, -ending.length) + source;
    if (isFile(candidate)) return candidate;
  }
  if (isFile(file)) return /\.d\.[cm]?ts$/.test(file) ? undefined : file;
  for (const next of ENDINGS) if (isFile(file + next)) return file + next;
  for (const next of ENDINGS) if (isFile(path.join(file, `index${next}`))) return path.join(file, `index${next}`);
  return undefined;
}

function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}

/** A package without an entry for `require` may have one for `import`; one that has only types has neither. */
function isImportOnlyPackage(error: unknown, specifier: string, importer: string): boolean {
  if ((error as NodeJS.ErrnoException).code !== "ERR_PACKAGE_PATH_NOT_EXPORTED") return false;
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
  const folders = createRequire(importer).resolve.paths(specifier) ?? [];
  const manifest = folders.map((folder) => path.join(folder, name, "package.json")).find(isFile);
  if (manifest === undefined) return false;
  const { exports } = createRequire(importer)(manifest) as { exports?: unknown };
  return /"(?:import|default|node|module-sync)":/.test(JSON.stringify(exports));
}
