import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { shortHash } from "../../util/short-hash";

/** Keeps compiled files on disk, one entry a source file; whatever goes wrong with it only costs time. */
export interface TranspileCache {
  /** The code for a source, from the cache or made now. `options` is whatever else the code depends on. */
  getOrCreate(file: string, source: string, options: readonly string[], create: () => string): string;
}

/** A cache in the nearest `node_modules/.cache`; without `node_modules` there is no place that is safe to run code from. */
export function createTranspileCache(root: string): TranspileCache {
  const folder = findFolder(root);
  if (folder === undefined) return { getOrCreate: (_file, _source, _options, create) => create() };
  return {
    getOrCreate(file, source, options, create) {
      // A hidden file is there for a moment only: nobody will ask for it again.
      if (path.basename(file).startsWith(".")) return create();
      const entry = path.join(folder, `${shortHash(file)}.txt`);
      // The source itself is kept: comparing it is surer than a hash, and quicker than loading a module that makes one.
      const mark = `${JSON.stringify([file, ...options, source.length])}\n${source}\n`;
      const known = read(entry, mark);
      if (known !== undefined) return known;
      const code = create();
      write(entry, mark + code);
      return code;
    },
  };
}

function findFolder(root: string): string | undefined {
  for (let current = root; ; current = path.dirname(current)) {
    const modules = path.join(current, "node_modules");
    if (existsSync(modules)) return path.join(modules, ".cache", "ormolu", "transpiled");
    if (path.dirname(current) === current) return undefined;
  }
}

function read(entry: string, mark: string): string | undefined {
  try {
    const text = readFileSync(entry, "utf8");
    return text.startsWith(mark) ? text.slice(mark.length) : undefined;
  } catch {
    return undefined;
  }
}

function write(entry: string, text: string): void {
  const { randomUUID } = require("node:crypto") as typeof import("node:crypto");
  try {
    mkdirSync(path.dirname(entry), { recursive: true });
    const partial = `${entry}.${randomUUID()}`;
    writeFileSync(partial, text);
    renameSync(partial, entry);
  } catch {
    // A read-only project compiles every time.
  }
}
