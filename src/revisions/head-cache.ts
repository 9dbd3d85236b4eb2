import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Revision } from "./revision";

/** Remembers the heads of files that have not changed since. Whatever goes wrong with it only costs time. */
export interface HeadCache {
  find(file: string, size: number, mtimeMs: number): Revision | undefined;
  remember(revision: Revision, size: number, mtimeMs: number): void;
  /** Writes what is worth keeping: the heads of these revisions. */
  save(revisions: readonly Revision[]): void;
}

interface Entry {
  readonly size: number;
  readonly mtimeMs: number;
  readonly revision: Revision;
}

const FORMAT = 1;

/** Opens the cache of these locations; `false` gives one that forgets. */
export function openHeadCache(file: string | false | undefined, locations: readonly string[]): HeadCache {
  const target = file ?? defaultCacheFile(locations);
  const entries = target === false ? new Map<string, Entry>() : readEntries(target);
  let isChanged = false;
  return {
    find(revisionFile, size, mtimeMs) {
      const entry = entries.get(revisionFile);
      return entry !== undefined && entry.size === size && entry.mtimeMs === mtimeMs ? entry.revision : undefined;
    },
    remember(revision, size, mtimeMs) {
      entries.set(revision.path!, { size, mtimeMs, revision });
      isChanged = true;
    },
    save(revisions) {
      if (target === false || (!isChanged && entries.size === revisions.length)) return;
      writeEntries(
        target,
        revisions.map((revision) => entries.get(revision.path!)).filter((entry) => entry !== undefined),
      );
    },
  };
}

/** In the nearest `node_modules/.cache`, else among the user's temporary files. */
function defaultCacheFile(locations: readonly string[]): string | false {
  const first = locations[0];
  if (first === undefined) return false;
  const name = `revisions-${createHash("sha256").update(locations.join("\0")).digest("hex").slice(0, 12)}.json`;
  for (let folder = first; ; folder = path.dirname(folder)) {
    const modules = path.join(folder, "node_modules");
    if (existsSync(modules)) return path.join(modules, ".cache", "ormolu", name);
    if (path.dirname(folder) === folder) return path.join(tmpdir(), `ormolu-${process.getuid?.() ?? "user"}`, name);
  }
}

function readEntries(file: string): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  try {
    if (!isOwn(file)) return entries;
    const data = JSON.parse(readFileSync(file, "utf8")) as { format?: unknown; files?: unknown };
    if (data.format !== FORMAT || !Array.isArray(data.files)) return entries;
    for (const entry of data.files as unknown[]) if (isEntry(entry)) entries.set(entry.revision.path!, entry);
  } catch {
    // Absent or damaged: the files themselves are read.
    entries.clear();
  }
  return entries;
}

/** A shared temporary folder could hold a file that somebody else planted. */
function isOwn(file: string): boolean {
  return process.getuid === undefined || statSync(file).uid === process.getuid();
}

function isEntry(value: unknown): value is Entry {
  const entry = value as Partial<Entry> | null;
  const revision = entry?.revision as Partial<Revision> | undefined;
  return (
    typeof entry?.size === "number" &&
    typeof entry.mtimeMs === "number" &&
    typeof revision?.revision === "string" &&
    typeof revision.path === "string" &&
    (revision.downRevision === null ||
      typeof revision.downRevision === "string" ||
      Array.isArray(revision.downRevision)) &&
    Array.isArray(revision.branchLabels) &&
    Array.isArray(revision.dependsOn)
  );
}

function writeEntries(file: string, entries: readonly Entry[]): void {
  const partial = `${file}.${randomUUID()}`;
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(partial, JSON.stringify({ format: FORMAT, files: entries }), { mode: 0o600 });
    renameSync(partial, file);
  } catch {
    // A read-only project works without a cache; a full disk may leave a part of one.
    if (existsSync(partial)) rmSync(partial, { force: true });
  }
}
