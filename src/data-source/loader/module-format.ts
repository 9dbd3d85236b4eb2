import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/** In which module system a file runs. */
export type ModuleFormat = "commonjs" | "module";

/** The module system that Node would use: by the file's ending, else by `type` in the nearest package.json. */
export function moduleFormatOf(file: string): ModuleFormat {
  if (/\.m[jt]s$/.test(file)) return "module";
  if (/\.c[jt]s$/.test(file)) return "commonjs";
  const manifest = findUpwards(path.dirname(file), "package.json");
  return manifest !== undefined && readJson(manifest)["type"] === "module" ? "module" : "commonjs";
}

/** The nearest file of that name, in the folder or above it. */
export function findUpwards(folder: string, name: string): string | undefined {
  for (let current = folder; ; current = path.dirname(current)) {
    const file = path.join(current, name);
    if (existsSync(file)) return file;
    if (path.dirname(current) === current) return undefined;
  }
}

/** The members of a JSON file; none where it is broken, which is for the package manager to report. */
export function readJson(file: string): Readonly<Record<string, unknown>> {
  try {
    return { ...(JSON.parse(readFileSync(file, "utf8")) as object) };
  } catch {
    return {};
  }
}
