import { tmpdir } from "node:os";
import path from "node:path";
import type { DriverConnection } from "../dialect/driver";
import { OrmError } from "../errors/orm-error";
import { checksumOf } from "../revisions/checksum";
import { RevisionGraph } from "../revisions/revision-graph";
import type { Revision } from "../revisions/revision";
import type { Ledger, RecordedRevision } from "./ledger";
import { loadFromText } from "./load-from-text";
import { versionLocations } from "./locations";
import type { MigrationHost } from "./migration-host";
import type { RevisionModule } from "./revision-module";

/** A graph that also has revisions without a file, as the database recorded them. */
export interface JoinedGraph {
  readonly graph: RevisionGraph;
  /** The revisions that only the database knows. */
  readonly stored: ReadonlyMap<string, RecordedRevision>;
}

/** Adds what the ledger knows of rows that no file explains, and of what they follow, to the graph of the files. */
export function joinStored(
  graph: RevisionGraph,
  rows: readonly string[],
  recorded: ReadonlyMap<string, RecordedRevision>,
): JoinedGraph {
  const stored = new Map<string, RecordedRevision>();
  const seen = new Set(rows.filter((row) => !graph.has(row)));
  for (const id of seen) {
    const entry = recorded.get(id);
    if (entry === undefined) return { graph, stored: new Map() };
    stored.set(id, entry);
    for (const below of entry.downRevision) if (!graph.has(below)) seen.add(below);
    // A dependency may be named by the label of a branch, which a file or another row declares.
    for (const needed of entry.dependsOn) if (!graph.has(needed) && recorded.has(needed)) seen.add(needed);
  }
  if (stored.size === 0) return { graph, stored };
  return { graph: RevisionGraph.from([...graph.revisions, ...[...stored.values()].map(toRevision)]), stored };
}

function toRevision({ revision, message, downRevision, dependsOn, branchLabels }: RecordedRevision): Revision {
  return {
    revision,
    downRevision: downRevision.length === 0 ? null : downRevision.length === 1 ? downRevision[0]! : downRevision,
    dependsOn,
    branchLabels,
    message,
  };
}

/**
 * Loads a revision from the source that the database kept, from where its file would be: its imports lead to the same modules.
 * @throws OrmError `REVISION.LOAD_FAILED` where the source was not kept, or is not what was applied.
 */
export async function loadStoredRevision(
  host: MigrationHost,
  connection: DriverConnection,
  ledger: Ledger,
  recorded: RecordedRevision,
): Promise<RevisionModule> {
  const { revision, fileName, checksum } = recorded;
  const source = await ledger.readSource(connection, revision);
  if (source === undefined || checksumOf(source) !== checksum) {
    const reason = source === undefined ? "its source was not kept" : "what the database kept of it was changed";
    throw new OrmError("REVISION.LOAD_FAILED", `revision ${revision} has no file here, and ${reason}`, {
      hint: `Get the file ${fileName} back from version control.`,
      details: { revision, fileName },
    });
  }
  const name = path.basename(fileName);
  const [location = host.root] = versionLocations(host);
  try {
    return await loadFromText(host, revision, path.join(location, name), source, ".orm_stored_");
  } catch (error) {
    if (!isReadOnly(error)) throw error;
    return loadFromText(host, revision, path.join(tmpdir(), name), source, ".orm_stored_");
  }
}

/** In production the project's folder often takes no files. */
function isReadOnly(error: unknown): boolean {
  return ["EROFS", "EACCES", "EPERM"].includes((error as NodeJS.ErrnoException).code ?? "");
}
