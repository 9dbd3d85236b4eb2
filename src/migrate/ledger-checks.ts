import { readFileSync } from "node:fs";
import path from "node:path";
import type { DriverConnection } from "../dialect/driver";
import { OrmError } from "../errors/orm-error";
import { formOfFile, isCompilerOutput } from "../revisions/checksum";
import type { Revision } from "../revisions/revision";
import type { RevisionGraph } from "../revisions/revision-graph";
import { createLedger, type LedgerChecksum, type RecordedRevision } from "./ledger";
import { readFileFacts } from "./ledger-entry";
import type { MigrationHost } from "./migration-host";
import { isSquashOfApplied, requireNotSquashed } from "./squashed-rows";

/** An applied revision whose file is another one than the one that was applied. */
export interface EditedRevision {
  readonly revision: string;
  readonly message: string;
  readonly path: string;
  /** The checksum of what was applied. */
  readonly applied: string;
  /** The checksum of the file as it is now. */
  readonly found: string;
  /** A compiler wrote the file: its text may have changed with the compiler, and nobody edited anything. */
  readonly isCompiled: boolean;
}

/** The applied revisions whose files have changed, in the order of the graph. Files of another form (compiled ones) cannot be compared. */
export function findEdited(
  graph: RevisionGraph,
  rows: readonly string[],
  checksums: ReadonlyMap<string, LedgerChecksum>,
): readonly EditedRevision[] {
  if (checksums.size === 0) return [];
  const changed = graph.revisions.filter(
    (revision) => isChanged(revision, checksums.get(revision.revision)) && !isSquashOfApplied(revision, checksums),
  );
  if (changed.length === 0) return [];
  const applied = graph.appliedBy(rows.filter((row) => graph.has(row)));
  return changed
    .filter(({ revision }) => applied.has(revision))
    .map(({ revision, message = "", path: file = "", checksum = "" }) => ({
      revision,
      message,
      path: file,
      applied: checksums.get(revision)!.checksum,
      found: checksum,
      isCompiled: formOfFile(file) === "javascript" && isCompilerOutput(readFileSync(file, "utf8")),
    }));
}

function isChanged({ checksum, path: file }: Revision, recorded: LedgerChecksum | undefined): boolean {
  if (recorded === undefined || checksum === undefined || file === undefined) return false;
  return recorded.checksum !== checksum && recorded.form === formOfFile(file);
}

/**
 * Refuses applied revisions whose files were edited. @returns those that may only have been compiled anew, which are to be reported.
 * @throws OrmError `REVISION.EDITED`.
 */
export function requireUnedited(
  graph: RevisionGraph,
  rows: readonly string[],
  checksums: ReadonlyMap<string, LedgerChecksum>,
): readonly EditedRevision[] {
  const found = findEdited(graph, rows, checksums);
  const edited = found.filter(({ isCompiled }) => !isCompiled);
  if (edited.length > 0) throw editedError(edited);
  return found;
}

function editedError(edited: readonly EditedRevision[]): OrmError {
  const names = edited.map(({ revision, path: file }) => `${revision} (${path.basename(file)})`).join(", ");
  const [isAre, file] = edited.length === 1 ? ["is", "file"] : ["are", "files"];
  return new OrmError(
    "REVISION.EDITED",
    `${edited.length === 1 ? "revision" : "revisions"} ${names} ${isAre} applied, and the ${file} changed since`,
    {
      hint: `Nothing was executed. Get the ${file} back from version control and put the change into a new revision; or, where it does not matter, accept it: \`orm repair --accept ${edited.map(({ revision }) => revision).join(" ")}\`.`,
      details: { edited },
    },
  );
}

/**
 * Takes the files as they are now for what was applied: their checksums and sources are recorded in place of the old ones.
 * @param ids the revisions; all that were edited where none is named.
 * @returns those whose record changed.
 * @throws OrmError `REVISION.NO_SUCH_REVISION` for one that the ledger or the files do not have.
 */
export async function acceptChecksums(
  host: MigrationHost,
  graph: RevisionGraph,
  connection: DriverConnection,
  rows: readonly string[],
  ids: readonly string[] = [],
): Promise<readonly EditedRevision[]> {
  const ledger = createLedger(host.dialect, host.migrations);
  const checksums = await ledger.readChecksums(connection);
  const wanted = new Set(ids.map((id) => idOf(graph, checksums, id)));
  const edited = findEdited(graph, rows, checksums).filter(({ revision }) => wanted.size === 0 || wanted.has(revision));
  for (const { revision } of edited) {
    const facts = readFileFacts(graph.get(revision));
    if (facts !== undefined) await ledger.accept(connection, { revision, ...facts });
  }
  return edited;
}

function idOf(graph: RevisionGraph, checksums: ReadonlyMap<string, LedgerChecksum>, identifier: string): string {
  const revision = graph.resolve(identifier)?.revision;
  if (revision !== undefined && checksums.has(revision)) return revision;
  throw new OrmError("REVISION.NO_SUCH_REVISION", `no applied revision "${identifier}" is recorded`, {
    hint: "`orm history -v` lists the revisions and marks those that are applied.",
    details: { identifier },
  });
}

/**
 * Says what is known of rows of the version table that no file explains.
 * @throws OrmError `REVISION.NO_SUCH_REVISION` where there is such a row.
 */
export async function requireKnown(
  graph: RevisionGraph,
  rows: readonly string[],
  database: string,
  read: () => Promise<ReadonlyMap<string, RecordedRevision>>,
): Promise<void> {
  const unknown = rows.filter((row) => !graph.has(row));
  if (unknown.length === 0) return;
  requireNotSquashed(graph, unknown, database);
  const ahead = collectAhead(graph, unknown, await read());
  const recorded = ahead.revisions.map(({ revision, message, appliedAt, appliedBy, downRevision }) => ({
    revision,
    message,
    appliedAt,
    appliedBy,
    downRevision,
  }));
  throw new OrmError(
    "REVISION.NO_SUCH_REVISION",
    `the database is at revision ${unknown.map((id) => titleOf(id, ahead.byId.get(id))).join(", ")}, and no file has that id${describeAhead(ahead)}`,
    { hint: hintFor(ahead), details: { unknown, database, recorded } },
  );
}

interface Ahead {
  /** Recorded revisions that no file has, newest first. */
  readonly revisions: readonly RecordedRevision[];
  readonly byId: ReadonlyMap<string, RecordedRevision>;
  /** The revisions with files that these follow. */
  readonly known: readonly string[];
  /** What neither a file nor the ledger knows. */
  readonly lost: readonly string[];
}

/** Walks from rows without files down to revisions that have one. */
function collectAhead(
  graph: RevisionGraph,
  unknown: readonly string[],
  recorded: ReadonlyMap<string, RecordedRevision>,
): Ahead {
  const byId = new Map<string, RecordedRevision>();
  const known = new Set<string>();
  const lost = new Set<string>();
  const seen = new Set(unknown);
  for (const id of seen) {
    const entry = recorded.get(id);
    if (graph.has(id)) known.add(id);
    else if (entry === undefined) lost.add(id);
    else {
      byId.set(id, entry);
      for (const below of entry.downRevision) seen.add(below);
    }
  }
  return { revisions: [...byId.values()], byId, known: [...known], lost: [...lost] };
}

function titleOf(id: string, entry: RecordedRevision | undefined): string {
  if (entry === undefined) return id;
  const message = entry.message.split("\n", 1)[0]!;
  return `${id} (${message === "" ? "" : `${message}, `}applied ${entry.appliedAt.slice(0, 19)}Z by ${entry.appliedBy})`;
}

function describeAhead({ revisions, known, lost }: Ahead): string {
  if (lost.length > 0) return "";
  const count = `${revisions.length} ${revisions.length === 1 ? "revision" : "revisions"}`;
  const after = known.length === 0 ? "" : `, after ${known.join(", ")}, which is known here`;
  return `: the database is ahead of this code by ${count}${after}`;
}

function hintFor({ lost, known }: Ahead): string {
  if (lost.length > 0) {
    return "The database is ahead of this code, or a file was deleted. Get the file back, or set the version with `orm stamp --purge <revision>`.";
  }
  return `Deploy the code that has these revisions, or get the files back. To take the database down to this code, \`orm downgrade ${known[0] ?? "base"}\` runs the sources that the database has kept.`;
}
