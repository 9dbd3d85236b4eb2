import { OrmError } from "../errors/orm-error";
import { analyzeHazards } from "../dialect/hazards";
import type { DiffAnswers } from "../diff/diff-options";
import { requireAnswers } from "../diff/question";
import { summarizeOperation } from "../operations/definitions";
import type { Revision } from "../revisions/revision";
import type { RevisionGraph } from "../revisions/revision-graph";
import type { CheckResult } from "./check-result";
import { compareWithDatabase, type Comparison } from "./compare";
import { operationsToWrite, writeComparedRevision, writeNewRevision } from "./create-revision";
import { createLedger } from "./ledger";
import { requireKnown, requireUnedited } from "./ledger-checks";
import { loadGraph } from "./locations";
import type { MigrationHost } from "./migration-host";
import { ownedObjectFinder } from "./owned-objects";
import type { RevisionRequest } from "./revision-request";
import { runOnline } from "./run-in-environment";
import type { RunOptions, RunResult } from "./run-event";
import { runPlan } from "./run-plan";
import { createRunRecords, type RecordedRun } from "./run-records";
import { createVersionTable } from "./version-table";
import type { WrittenRevision } from "./write-revision";

/** A revision that the database has, or a head of the files. */
export interface CurrentRevision {
  readonly revision: string;
  readonly message: string;
  /** Whether no later revision exists. */
  readonly isHead: boolean;
  /** Whether a file has that id. */
  readonly isKnown: boolean;
}

/**
 * Applies revisions and writes new ones. Every run holds a lock, so many processes may call {@link Runner.upgrade} as they boot:
 * one works, the others wait and find nothing to do.
 *
 * @example
 * const dataSource = await new DataSource({ type, url, entities, migrations: { directory: "migrations" } }).initialize();
 * await new Runner(dataSource).upgrade();
 */
export class Runner {
  readonly #host: MigrationHost;
  #graph: Promise<RevisionGraph> | undefined;

  constructor(host: MigrationHost) {
    this.#host = host;
  }

  /** The graph of the revision files, read from their heads. @throws OrmError `REVISION.*`. */
  graph(): Promise<RevisionGraph> {
    this.#graph ??= loadGraph(this.#host);
    return this.#graph;
  }

  #freshGraph(missing: "refuse" | "empty" = "refuse"): Promise<RevisionGraph> {
    this.#graph = loadGraph(this.#host, missing);
    return this.#graph;
  }

  /** Brings the database up to a revision. @throws OrmError `REVISION.MULTIPLE_HEADS`, `REVISION.FAILED`, `RUNNER.*`. */
  async upgrade(target = "head", options: RunOptions = {}): Promise<RunResult> {
    const graph = await this.#freshGraph();
    const isEmpty = graph.revisions.length === 0 && (target === "head" || target === "heads");
    return runPlan(this.#host, graph, (rows) => (isEmpty ? [] : graph.planUpgrade(rows, target)), {
      ...options,
      title: { command: "upgrade", target },
    });
  }

  /** Takes the database down to a revision: `"-1"`, an id, `"base"`. */
  async downgrade(target: string, options: RunOptions = {}): Promise<RunResult> {
    const graph = await this.#freshGraph();
    return runPlan(this.#host, graph, (rows, joined) => joined.planDowngrade(rows, target), {
      ...options,
      title: { command: "downgrade", target },
    });
  }

  /** Sets the version without running anything; with `purge` it first forgets what the version table holds, unknown ids too. */
  async stamp(
    targets: string | readonly string[],
    { purge = false, ...options }: RunOptions & { readonly purge?: boolean } = {},
  ): Promise<RunResult> {
    const graph = await this.#freshGraph();
    return runPlan(this.#host, graph, (rows) => graph.planStamp(rows, targets), {
      ...options,
      purge,
      title: { command: "stamp", target: [targets].flat().join(" ") },
    });
  }

  /** What the database has. It never creates the version table. */
  async current(): Promise<readonly CurrentRevision[]> {
    const graph = await this.graph();
    const heads = new Set(graph.heads);
    const { dialect, migrations } = this.#host;
    return this.#host.withConnection(async (connection) => {
      const rows = await createVersionTable(dialect, migrations).read(connection);
      const isKnown = rows.every((row) => graph.has(row));
      const recorded = isKnown ? undefined : await createLedger(dialect, migrations).read(connection);
      return rows.map((revision) => {
        const known = graph.has(revision) ? graph.get(revision) : undefined;
        const message = known?.message ?? recorded?.get(revision)?.message ?? "";
        return { revision, message, isHead: heads.has(revision), isKnown: known !== undefined };
      });
    });
  }

  /**
   * The runs that changed something, or tried to, newest first.
   * @param limit how many at most. Default: all.
   */
  async runs(limit?: number): Promise<readonly RecordedRun[]> {
    const { dialect, migrations } = this.#host;
    return this.#host.withConnection((connection) => createRunRecords(dialect, migrations).list(connection, limit));
  }

  /** What the database has, and whether that is everything there is. */
  async position(): Promise<{ readonly rows: readonly CurrentRevision[]; readonly isAtHeads: boolean }> {
    const graph = await this.graph();
    const rows = await this.current();
    const known = rows.flatMap(({ revision, isKnown }) => (isKnown ? [revision] : []));
    const applied = graph.appliedBy(known);
    return { rows, isAtHeads: known.length === rows.length && graph.heads.every((head) => applied.has(head)) };
  }

  /** Every revision, newest first, with whether the database has it. */
  async history(): Promise<readonly (Revision & { readonly isApplied: boolean })[]> {
    const graph = await this.graph();
    const known = (await this.#rows()).filter((row) => graph.has(row));
    const applied = graph.appliedBy(known);
    return graph.range("heads", "base").map((revision) => ({ ...revision, isApplied: applied.has(revision.revision) }));
  }

  /**
   * Compares the entities with the database, and the files of applied revisions with what was applied; what only people know is in `questions`.
   * @throws OrmError `REVISION.NOT_UP_TO_DATE`, `REVISION.EDITED`, `REVISION.NO_SUCH_REVISION`.
   */
  async check({ x = {} }: Pick<RunOptions, "x"> = {}): Promise<CheckResult> {
    const { operations: found, questions, actual } = await this.#compareAtHead({}, x, true);
    const operations = await operationsToWrite(this.#host, await this.graph(), found, x);
    const summaries = operations.map(summarizeOperation);
    const hazards = analyzeHazards(operations, actual, this.#host.dialect.hazards);
    return { isUpToDate: operations.length === 0, operations, summaries, hazards, questions };
  }

  /**
   * Writes a new revision file. With `autogenerate`, `undefined` means that nothing differs and no file was written.
   * @throws OrmError `REVISION.NOT_UP_TO_DATE`, `DIFF.ANSWER_NEEDED`, `REVISION.MULTIPLE_HEADS`, `REVISION.NOT_PROVED`.
   */
  async revision(request: RevisionRequest = {}): Promise<WrittenRevision | undefined> {
    if (request.autogenerate !== true) return writeNewRevision(this.#host, request);
    const comparison = await this.#compareAtHead(request.answers ?? {}, request.x ?? {});
    requireAnswers(comparison.questions);
    const written = await writeComparedRevision(this.#host, await this.#freshGraph("empty"), comparison, request);
    this.#graph = undefined;
    return written;
  }

  async #compareAtHead(
    answers: DiffAnswers,
    x: Readonly<Record<string, string>>,
    checksFiles = false,
  ): Promise<Comparison> {
    const graph = await this.#freshGraph("empty");
    const ledger = createLedger(this.#host.dialect, this.#host.migrations);
    return this.#host.withConnection(async (connection) => {
      const environment = { host: this.#host, connection, purpose: "compare", x } as const;
      return runOnline(environment, async () => {
        const rows = await createVersionTable(this.#host.dialect, this.#host.migrations).read(connection);
        await requireKnown(graph, rows, this.#host.address, () => ledger.read(connection));
        if (checksFiles) requireUnedited(graph, rows, await ledger.readChecksums(connection));
        requireHeads(graph, rows);
        const findOwned = ownedObjectFinder(this.#host, async () => ({ graph, rows }));
        return compareWithDatabase(this.#host, connection, answers, findOwned);
      });
    });
  }

  #rows(): Promise<readonly string[]> {
    const versionTable = createVersionTable(this.#host.dialect, this.#host.migrations);
    return this.#host.withConnection((connection) => versionTable.read(connection));
  }
}

/** Entities can be compared with a database only where it has every revision. */
function requireHeads(graph: RevisionGraph, rows: readonly string[]): void {
  const applied = graph.appliedBy(rows.filter((row) => graph.has(row)));
  const missing = graph.heads.filter((head) => !applied.has(head));
  if (missing.length === 0) return;
  throw new OrmError(
    "REVISION.NOT_UP_TO_DATE",
    `the database is at ${rows.join(", ") || "base"}, not at the head ${missing.join(", ")}`,
    {
      hint: "Run `orm upgrade heads` first.",
      details: { current: rows, missing },
    },
  );
}
