import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Keeps compiled files on disk, one entry a source file; whatever goes wrong with it only costs time. */
export interface TranspileCache {
  /** The code for these inputs, from the cache or made now. `inputs` is everything that the code depends on. */
  getOrCreate(file: string, inputs: readonly string[], create: () => string): string;
}

/** A cache in the nearest `node_modules/.cache`; without `node_modules` there is no place that is safe to run code from. */
export function createTranspileCache(root: string): TranspileCache {
  const folder = findFolder(root);
  if (folder === undefined) return { getOrCreate: (_file, _inputs, create) => create() };
  return {
    getOrCreate(file, inputs, create) {
      // A hidden file is there for a moment only: nobody will ask for it again.
      if (path.basename(file).startsWith(".")) return create();
      const entry = path.join(folder, `${hashOf([file]).slice(0, 32)}.js`);
      const mark = `//${hashOf(inputs)}\n`;
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

function hashOf(parts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part).update("\0");
  return hash.digest("hex");
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
  try {
    mkdirSync(path.dirname(entry), { recursive: true });
    const partial = `${entry}.${randomUUID()}`;
    writeFileSync(partial, text);
    renameSync(partial, entry);
  } catch {
    // A read-only project compiles every time.
  }
}
