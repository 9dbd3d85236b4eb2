import { readdirSync, readFileSync, statSync, type Stats } from "node:fs";
import path from "node:path";
import { OrmError } from "../errors/orm-error";
import { checksumOf } from "./checksum";
import { openHeadCache, type HeadCache } from "./head-cache";
import { readRevisionHead, readRevisionHeadFast } from "./revision-head";
import { RevisionGraph } from "./revision-graph";
import type { Revision } from "./revision";

/** Where revision files are. */
export interface RevisionDirectoryOptions {
  /** Folders with revision files, each an absolute path; files of the first come first. */
  readonly locations: readonly string[];
  /** Whether folders inside the locations are read too; default false. */
  readonly recursive?: boolean;
  /** The file that remembers the heads; by default one in the project's `node_modules/.cache`. `false`: none. */
  readonly cacheFile?: string | false;
  /** What a location that is not there means; default `refuse`. */
  readonly missing?: "refuse" | "empty";
}

/** Reads the heads of all revision files, without running them, and links them into a graph. */
export async function loadRevisionGraph(options: RevisionDirectoryOptions): Promise<RevisionGraph> {
  return RevisionGraph.from(await readRevisionDirectory(options));
}

/**
 * The revisions in the version locations, sorted by file name: the load order. Heads are cached by size and time of
 * change. Throws `REVISION.FILE_INVALID` for a file that is none, `CONFIG.INVALID` for a location that is not there.
 */
export async function readRevisionDirectory(options: RevisionDirectoryOptions): Promise<Revision[]> {
  const files = options.locations.flatMap((location) => listRevisionFiles(location, options));
  const cache = openHeadCache(options.cacheFile, options.locations);
  const revisions: Revision[] = [];
  for (const file of options.locations.length < 2 ? files : new Set(files)) {
    const stats = statSync(file);
    if (!stats.isFile()) continue;
    revisions.push(readQuickly(file, stats, cache) ?? (await readThoroughly(file, stats, cache)));
  }
  cache.save(revisions);
  return revisions;
}

/** The revision files of one location. Of a TypeScript file and its compiled neighbour only the first counts. */
export function listRevisionFiles(
  location: string,
  options: Pick<RevisionDirectoryOptions, "recursive" | "missing"> = {},
): string[] {
  let names: string[];
  try {
    names = readdirSync(location, { encoding: "utf8", recursive: options.recursive === true });
  } catch (cause) {
    if (options.missing === "empty" && (cause as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw new OrmError("CONFIG.INVALID", `the folder for revisions, ${location}, cannot be read`, {
      hint: "`orm init` makes it; or correct `migrations.directory` in the configuration.",
      details: { location },
      cause,
    });
  }
  // Names are compared by their code units, which is what `sort` does by itself, and a good deal faster.
  const files = names.filter(isRevisionFileName).sort();
  const compiled = files.filter((file) => file.endsWith("js"));
  const sources = compiled.length === files.length ? new Set<string>() : new Set(files);
  const isCompiled = (file: string): boolean => file.endsWith("js") && sources.has(`${file.slice(0, -2)}ts`);
  const prefix = path.join(location, path.sep);
  return (compiled.length === 0 ? files : files.filter((file) => !isCompiled(file))).map((file) => prefix + file);
}

function isRevisionFileName(name: string): boolean {
  if (!name.endsWith("ts") && !name.endsWith("js")) return false;
  return /\.[cm]?[jt]s$/.test(name) && !/(?:\.d\.[cm]?ts$|(?:^|[\\/])\.)/.test(name);
}

function readQuickly(file: string, { size, mtimeMs }: Stats, cache: HeadCache): Revision | undefined {
  const known = cache.find(file, size, mtimeMs);
  if (known !== undefined) return known;
  const text = readFileSync(file, "utf8");
  const head = readRevisionHeadFast(text, file);
  if (head === undefined) return undefined;
  const revision = { ...head, checksum: checksumOf(text) };
  cache.remember(revision, size, mtimeMs);
  return revision;
}

async function readThoroughly(file: string, { size, mtimeMs }: Stats, cache: HeadCache): Promise<Revision> {
  const text = readFileSync(file, "utf8");
  const revision = { ...(await readRevisionHead(text, file)), checksum: checksumOf(text) };
  cache.remember(revision, size, mtimeMs);
  return revision;
}
