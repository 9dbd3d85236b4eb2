import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Revision } from "../revisions/revision";
import type { RevisionGraph } from "../revisions/revision-graph";
import { systemClock, type Clock } from "../util/clock";
import { loadProposedRevision } from "./load-proposed-revision";
import type { MigrationPlace } from "./locations";
import type { MigrationHost } from "./migration-host";
import type { Proof } from "./proof";
import { loadRevisionModule } from "./revision-module";
import { readRevisionRange } from "./revision-range";
import type { SimulationHost } from "./simulate-revision";
import { planArchive, replaceFiles, type ArchivedFile } from "./squash-archive";
import { squashBodies } from "./squash-bodies";
import { renderBodiesFile, renderOperationsFile, squashFileName, type SquashTitle } from "./squash-file";
import { proveSquash } from "./squash-prove";
import { cannotSquash, checkSquashRange, type SquashRange } from "./squash-range";
import { simulateLine, type SquashSimulation } from "./squash-simulation";
import { createVersionTable } from "./version-table";

/** How revisions become one. */
export interface SquashRequest {
  /** From the first to the last, both included: `base:head`. */
  readonly range: string;
  /** Default: the messages of the first and the last one. */
  readonly message?: string;
  /** Keep the code of the revisions instead of their operations. */
  readonly keepBodies?: boolean;
  /** Delete the old files instead of moving them into the archive. */
  readonly delete?: boolean;
  /** Try both ways in a scratch place. Default: true. */
  readonly prove?: boolean;
  readonly clock?: Clock;
}

/** What a squash is going to be. */
export interface SquashPlan {
  readonly revision: string;
  /** The ids of the files that go, oldest first. */
  readonly members: readonly string[];
  /** Every id that the new revision stands for. */
  readonly squashes: readonly string[];
  readonly file: string;
  readonly source: string;
  readonly proof: Proof;
  /** Where the old files go; absent where they are deleted. */
  readonly archive?: readonly ArchivedFile[];
  /** Does it. @throws OrmError `CONFIG.EXISTS`. */
  write(): Promise<void>;
}

/**
 * Makes one revision of a line of them. Databases that have the last one stay as they are, and those that have none of them run the
 * one instead of the many.
 * @param database where it is tried, and must not be in the middle; absent: nothing is proved.
 * @throws OrmError `REVISION.CANNOT_SQUASH`, `REVISION.NOT_PROVED`, `REVISION.*`.
 */
export async function planSquash(
  host: SimulationHost & MigrationPlace,
  graph: RevisionGraph,
  request: SquashRequest,
  database: MigrationHost | undefined,
): Promise<SquashPlan> {
  const range = checkSquashRange(graph, readRevisionRange(graph, request.range));
  if (database !== undefined) await requireNotInside(database, graph, range);
  const simulation = await simulateLine(host, graph, range.members);
  if (simulation.refusal !== undefined && request.keepBodies !== true) throw simulation.refusal;
  const title = titleOf(range.members, request);
  const file = squashFileName(host, range, title);
  const source =
    request.keepBodies === true
      ? await renderBodiesFile(host, range, await readBodies(range.members, path.dirname(file)), title, file)
      : await renderOperationsFile(host, host.dialect, range, simulation, title, file);
  const proof = await prove(request, database, { range, simulation, file, source });
  const old = range.members.map((member) => member.path!);
  const archive = request.delete === true ? undefined : planArchive(old);
  return {
    revision: range.head.revision,
    members: range.members.map(({ revision }) => revision),
    squashes: range.squashes,
    file,
    source,
    proof,
    ...(archive === undefined ? {} : { archive }),
    write: () => replaceFiles(file, source, old, archive ?? "delete"),
  };
}

function titleOf(members: readonly Revision[], { message, clock = systemClock }: SquashRequest): SquashTitle {
  const firstLine = ({ message: text, revision }: Revision): string => text?.split("\n")[0] ?? revision;
  const usual = `squash of ${members.length} revisions: ${firstLine(members[0]!)} ... ${firstLine(members.at(-1)!)}`;
  return { message: message ?? usual, createDate: clock.now() };
}

/** A database between the first and the last could not go on. @throws OrmError `REVISION.CANNOT_SQUASH`. */
async function requireNotInside(
  database: MigrationHost,
  graph: RevisionGraph,
  { members }: SquashRange,
): Promise<void> {
  const versionTable = createVersionTable(database.dialect, database.migrations);
  const rows = await database.withConnection((connection) => versionTable.read(connection));
  const applied = graph.appliedBy(rows.filter((row) => graph.has(row)));
  const last = members.at(-1)!.revision;
  const inside = members.findLast(({ revision }) => applied.has(revision));
  if (inside === undefined || inside.revision === last) return;
  throw cannotSquash(
    `the database (${database.address}) is at revision ${inside.revision}, in the middle of the range`,
    {
      hint: `Bring it to the end of the range first: orm upgrade ${last}. Other databases have to be there too, or before the range.`,
      revision: inside.revision,
    },
  );
}

async function readBodies(members: readonly Revision[], folder: string) {
  const files = await Promise.all(
    members.map(async ({ revision, message = "", path: file }) => ({
      revision,
      message: message.split("\n")[0]!,
      path: file!,
      text: await readFile(file!, "utf8"),
    })),
  );
  return squashBodies(files, folder);
}

interface Written {
  readonly range: SquashRange;
  readonly simulation: SquashSimulation;
  readonly file: string;
  readonly source: string;
}

async function prove(
  request: SquashRequest,
  database: MigrationHost | undefined,
  { range, simulation, file, source }: Written,
): Promise<Proof> {
  if (request.prove === false) return { outcome: "not proved", reason: "the proof is switched off" };
  if (database === undefined) return { outcome: "not proved", reason: "there is no database to try it on" };
  const squash = await loadProposedRevision(database, range.head.revision, file, source);
  const members = await Promise.all(
    range.members.map(async (member) => [member.revision, await loadRevisionModule(database, member)] as const),
  );
  const { start, end, upgrade, downgrade } = simulation;
  const operations = [...upgrade, ...downgrade].map(({ operation }) => operation);
  return proveSquash(database, { start, end, operations, members, squash });
}
