import type { DriverConnection } from "../dialect/driver";
import type { Step } from "../revisions/plan";
import type { Revision } from "../revisions/revision";
import type { RevisionGraph } from "../revisions/revision-graph";
import type { LedgerChecksum, RecordedRevision } from "./ledger";
import { requireKnown, requireUnedited } from "./ledger-checks";
import type { MigrationHost } from "./migration-host";
import { requireRight } from "./require-right";
import { loadRevisionModule, type RevisionModule } from "./revision-module";
import type { RunLedger, RunTitle } from "./run-ledger";
import type { Reporter } from "./run-reporter";
import { joinStored, loadStoredRevision } from "./stored-revisions";
import type { VersionTable } from "./version-table";

/** From the version table's rows to the steps that are to be done. The graph may have revisions that only the database has kept. */
export type Planner = (rows: readonly string[], graph: RevisionGraph) => readonly Step[];

/** What a plan is made with. */
export interface PlannerParts {
  readonly host: MigrationHost;
  readonly graph: RevisionGraph;
  readonly planner: Planner;
  readonly command: RunTitle["command"];
  /** First forget the rows of the version table. */
  readonly purge: boolean;
  readonly versionTable: VersionTable;
  readonly ledger: RunLedger;
  readonly report: Reporter;
}

/** Makes the plan of a run from what the database says, checks that it may be followed, and loads its revisions. */
export class RunPlanner {
  readonly #parts: PlannerParts;
  readonly #modules = new Map<string, RevisionModule>();
  #graph: RevisionGraph;
  /** Revisions that only the database has kept. */
  #stored: ReadonlyMap<string, RecordedRevision> = new Map();
  #isRecompiledSaid = false;

  constructor(parts: PlannerParts) {
    this.#parts = parts;
    this.#graph = parts.graph;
  }

  /** The graph of the files, with the revisions that only the database has kept where the run is about them. */
  get graph(): RevisionGraph {
    return this.#graph;
  }

  /** @throws OrmError `REVISION.NO_SUCH_REVISION`, `REVISION.EDITED`, `RUNNER.NO_RIGHT`; what the graph throws. */
  async plan(connection: DriverConnection): Promise<{ rows: readonly string[]; steps: readonly Step[] }> {
    const { host, planner, command, purge, versionTable, ledger } = this.#parts;
    const rows = await requireRight(host, versionTable.name, () => versionTable.read(connection));
    const checksums = await ledger.readChecksums(connection);
    if (purge) return { rows, steps: planPurge(rows, planner([], this.#graph)) };
    if (command === "downgrade" && rows.some((row) => !this.#graph.has(row))) {
      const joined = joinStored(this.#graph, rows, await ledger.ledger.read(connection));
      this.#graph = joined.graph;
      this.#stored = joined.stored;
    }
    await requireKnown(this.#graph, rows, host.address, () => ledger.ledger.read(connection));
    if (command !== "stamp") this.#checkFiles(rows, checksums);
    return { rows, steps: planner(rows, this.#graph) };
  }

  /** Loads every file of the plan before the first one runs, so that a broken file stops the run where nothing has changed. */
  async load(connection: DriverConnection, steps: readonly Step[]): Promise<void> {
    const { host, ledger, report } = this.#parts;
    const kept: string[] = [];
    for (const { direction, revision: id } of steps) {
      if (direction === "stamp" || this.#modules.has(id)) continue;
      const stored = this.#stored.get(id);
      const revision = this.#graph.get(id);
      if (stored === undefined) {
        if (direction === "upgrade") ledger.readFile(revision);
        this.#modules.set(id, await loadRevisionModule(host, revision));
      } else {
        kept.push(id);
        this.#modules.set(id, await loadStoredRevision(host, connection, ledger.ledger, stored));
      }
    }
    if (kept.length === 0) return;
    report({
      type: "notice",
      notice: "stored-source",
      message: `no file has ${kept.join(", ")}: what the database has kept of ${kept.length === 1 ? "it" : "them"} is run`,
      details: { revisions: kept },
    });
  }

  /** The functions of a revision that was loaded. */
  readonly moduleOf = async ({ revision }: Revision): Promise<RevisionModule> => this.#modules.get(revision)!;

  /** The revision of a step; of a row that no file explains, which `stamp --purge` takes away, only its id is known. */
  revisionOf({ revision }: Step): Revision {
    if (this.#graph.has(revision)) return this.#graph.get(revision);
    return { revision, downRevision: null, branchLabels: [], dependsOn: [] };
  }

  #checkFiles(rows: readonly string[], checksums: ReadonlyMap<string, LedgerChecksum>): void {
    const recompiled = requireUnedited(this.#graph, rows, checksums).map(({ revision }) => revision);
    if (recompiled.length === 0 || this.#isRecompiledSaid) return;
    this.#isRecompiledSaid = true;
    const files = recompiled.length === 1 ? "file of an applied revision is" : "files of applied revisions are";
    this.#parts.report({
      type: "notice",
      notice: "recompiled",
      message: `the compiled ${files} not what was applied (${recompiled.join(", ")}): compiled anew, or edited`,
      details: { revisions: recompiled },
    });
  }
}

/** The steps of an empty version table, the first of which also takes away the rows that are there; for base, that is all. */
export function planPurge(rows: readonly string[], steps: readonly Step[]): readonly Step[] {
  const [first, ...rest] = steps;
  if (first !== undefined) return [{ ...first, headsBefore: rows }, ...rest];
  const [revision] = rows;
  return revision === undefined ? [] : [{ revision, direction: "stamp", headsBefore: rows, headsAfter: [] }];
}
