import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync, type Stats } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { shortHash } from "../util/short-hash";
import { readCachedHeads, writeCachedHeads, type CachedHead } from "./head-cache-format";
import type { Revision } from "./revision";

/** Remembers the heads of files that have not changed since. Whatever goes wrong with it only costs time. */
export interface HeadCache {
  find(file: string, size: number, mtimeMs: number): Revision | undefined;
  remember(revision: Revision, size: number, mtimeMs: number): void;
  /** Writes what is worth keeping: the heads of these revisions. */
  save(revisions: readonly Revision[]): void;
}

/**
 * A file that changed this short a time before the cache was written, in milliseconds, may have changed once more without
 * its time showing it: clocks of file systems tick as slowly as that.
 */
const CLOCK_TICK = 10;

/** Opens the cache of these locations; `false` gives one that forgets. */
export function openHeadCache(file: string | false | undefined, locations: readonly string[]): HeadCache {
  const target = file ?? defaultCacheFile(locations);
  const { entries, writtenAt } = target === false ? EMPTY : readEntries(target);
  const fresh = new Map<string, CachedHead>();
  return {
    find(revisionFile, size, mtimeMs) {
      const entry = entries.get(revisionFile);
      if (entry === undefined || entry.size !== size || entry.mtimeMs !== mtimeMs) return undefined;
      return mtimeMs < writtenAt - CLOCK_TICK ? entry.revision : undefined;
    },
    remember(revision, size, mtimeMs) {
      fresh.set(revision.path!, { size, mtimeMs, revision });
    },
    save(revisions) {
      if (target === false || (fresh.size === 0 && entries.size === revisions.length)) return;
      const kept = revisions.map(({ path: name }) => fresh.get(name!) ?? entries.get(name!));
      writeEntries(
        target,
        kept.filter((entry) => entry !== undefined),
      );
    },
  };
}

interface StoredEntries {
  readonly entries: ReadonlyMap<string, CachedHead>;
  /** When the file was written, in milliseconds. */
  readonly writtenAt: number;
}

const EMPTY: StoredEntries = { entries: new Map(), writtenAt: 0 };

/** In the nearest `node_modules/.cache`, else among the user's temporary files. */
function defaultCacheFile(locations: readonly string[]): string | false {
  const first = locations[0];
  if (first === undefined) return false;
  const name = `revisions-${shortHash(locations.join("\0"))}.json`;
  for (let folder = first; ; folder = path.dirname(folder)) {
    const modules = path.join(folder, "node_modules");
    if (existsSync(modules)) return path.join(modules, ".cache", "ormolu", name);
    if (path.dirname(folder) === folder) return path.join(tmpdir(), `ormolu-${process.getuid?.() ?? "user"}`, name);
  }
}

function readEntries(file: string): StoredEntries {
  try {
    const stats = statSync(file);
    if (!isOwn(stats)) return EMPTY;
    return { entries: readCachedHeads(readFileSync(file, "utf8")), writtenAt: stats.mtimeMs };
  } catch {
    // Absent or damaged: the files themselves are read.
    return EMPTY;
  }
}

/** A shared temporary folder could hold a file that somebody else planted. */
function isOwn({ uid }: Stats): boolean {
  return process.getuid === undefined || uid === process.getuid();
}

function writeEntries(file: string, entries: readonly CachedHead[]): void {
  const { randomUUID } = require("node:crypto") as typeof import("node:crypto");
  const partial = `${file}.${randomUUID()}`;
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(partial, writeCachedHeads(entries), { mode: 0o600 });
    renameSync(partial, file);
  } catch {
    // A read-only project works without a cache; a full disk may leave a part of one.
    if (existsSync(partial)) rmSync(partial, { force: true });
  }
}
