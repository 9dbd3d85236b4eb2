import { randomBytes } from "node:crypto";
import { readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { OrmError } from "../errors/orm-error";
import { downRevisionsOf } from "../revisions/revision";
import { RevisionGraph } from "../revisions/revision-graph";
import { findGitBase, readGitBase, type GitBase } from "./git-revisions";
import { versionLocations, type MigrationPlace } from "./locations";
import type { MigrationHost } from "./migration-host";
import { compareLines, type LineConflict } from "./rebase-conflicts";
import { findRebaseLine, type RebaseLine } from "./rebase-line";
import { rewriteParent } from "./rebase-text";
import type { SimulationHost } from "./simulate-revision";
import { createVersionTable } from "./version-table";

/** Which revisions are to be moved, and where. */
export interface RebaseRequest {
  /** A revision of the line. Default: the line whose files are not in git's base. */
  readonly revision?: string;
  /** What the line is to follow. Default: the one other head. */
  readonly onto?: string;
  /** The git ref with the published revisions. Default: the first of the usual ones that there is. */
  readonly gitBase?: string;
  /** Also where the database has one of them, or the ref does. */
  readonly force?: boolean;
}

/** What a rebase is going to be. */
export interface RebasePlan extends RebaseLine {
  readonly file: string;
  /** The text of the file as it is, and as it will be. */
  readonly before: string;
  readonly after: string;
  /** What both lines have to do with each other. */
  readonly conflicts: readonly LineConflict[];
  write(): Promise<void>;
}

/**
 * Puts a line of revisions that nobody else has behind another head, by the down revision of its first file.
 * @param database what must not have them yet; absent: nobody is asked.
 * @throws OrmError `REVISION.CANNOT_REBASE`, `REVISION.LINE_UNCLEAR`, `REVISION.IN_USE`, `REVISION.FILE_INVALID`, `REVISION.*` for what the new graph would be.
 */
export async function planRebase(
  host: SimulationHost & MigrationPlace,
  graph: RevisionGraph,
  request: RebaseRequest,
  database: MigrationHost | undefined,
): Promise<RebasePlan> {
  const git = await readPublished(host, request);
  const line = findRebaseLine(graph, {
    ...(request.revision === undefined ? {} : { revision: request.revision }),
    ...(request.onto === undefined ? {} : { onto: request.onto }),
    ...(git === undefined ? {} : { isPublished: ({ path: file }) => file !== undefined && git.files.has(file) }),
  });
  if (request.force !== true) {
    requireUnpublished(line, git);
    if (database !== undefined) await requireNotApplied(database, graph, line);
  }
  const file = line.first.path!;
  const before = await readFile(file, "utf8");
  const after = await rewriteParent(before, file, line.onto.revision);
  requireGraph(graph, line);
  const conflicts = await compareLines(host, graph, linesOf(graph, line));
  return { ...line, file, before, after, conflicts, write: () => replaceText(file, after) };
}

async function readPublished(host: MigrationPlace, { gitBase }: RebaseRequest): Promise<GitBase | undefined> {
  const folders = versionLocations(host);
  return gitBase === undefined ? findGitBase(host.root, folders) : readGitBase(host.root, gitBase, folders);
}

function requireUnpublished({ members }: RebaseLine, git: GitBase | undefined): void {
  const published = members.find(({ path: file }) => file !== undefined && git?.files.has(file) === true);
  if (published === undefined) return;
  throw new OrmError(
    "REVISION.CANNOT_REBASE",
    `revision ${published.revision} is published: ${git!.ref} has its file`,
    {
      hint: "Others may have run it before what it would follow now. Join the lines instead, orm merge heads; or --force.",
      details: { revision: published.revision, ref: git!.ref },
    },
  );
}

/** @throws OrmError `REVISION.IN_USE`. */
async function requireNotApplied(database: MigrationHost, graph: RevisionGraph, line: RebaseLine): Promise<void> {
  const versionTable = createVersionTable(database.dialect, database.migrations);
  const rows = await database.withConnection((connection) => versionTable.read(connection));
  const applied = graph.appliedBy(rows.filter((row) => graph.has(row)));
  const taken = line.members.filter(({ revision }) => applied.has(revision));
  const last = taken.at(-1);
  if (last === undefined) return;
  const { other } = linesOf(graph, line);
  const isMixed = other.some((id) => applied.has(id));
  const target = isMixed ? `${last.revision}@-${taken.length}` : (line.from ?? "base");
  throw new OrmError("REVISION.IN_USE", `revision ${last.revision} is applied to ${database.address}`, {
    hint: `Take it back first: orm downgrade ${target}. --force moves the files all the same.`,
    details: { applied: taken.map(({ revision }) => revision), database: database.address },
  });
}

/** The graph as it will be. @throws OrmError `REVISION.CYCLE`, `REVISION.DEPENDENCY_CYCLE`. */
function requireGraph(graph: RevisionGraph, { first, onto }: RebaseLine): void {
  RevisionGraph.from(
    graph.revisions.map((revision) =>
      revision.revision === first.revision ? { ...revision, downRevision: onto.revision } : revision,
    ),
  );
}

function linesOf(graph: RevisionGraph, { first, members, onto }: RebaseLine) {
  const fork = downRevisionsOf(first);
  const shared = graph.appliedBy(fork);
  const own = new Set(members.map(({ revision }) => revision));
  const other = graph
    .planUpgrade([...fork], onto.revision)
    .map(({ revision }) => revision)
    .filter((id) => !shared.has(id) && !own.has(id));
  return { fork, moved: members.map(({ revision }) => revision), other };
}

/** Replaces the text of a file at once, so that nobody ever reads half of it. */
async function replaceText(file: string, text: string): Promise<void> {
  const partial = path.join(path.dirname(file), `.orm_rebase_${randomBytes(6).toString("hex")}${path.extname(file)}`);
  try {
    const { mode } = await stat(file);
    await writeFile(partial, text, { flag: "wx", mode });
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}
