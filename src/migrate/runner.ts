import { OrmError } from "../errors/orm-error";
import { analyzeHazards } from "../dialect/hazards";
import type { DiffAnswers } from "../diff/diff-options";
import { requireAnswers } from "../diff/question";
import { summarizeOperation } from "../operations/definitions";
import type { Revision } from "../revisions/revision";
import type { RevisionGraph } from "../revisions/revision-graph";
import type { CheckResult } from "./check-result";
import { compareWithDatabase, type Comparison } from "./compare";
import { loadGraph, type MigrationPlace } from "./locations";
import { loadProposedRevision } from "./load-proposed-revision";
import { lockPolicyOf } from "./lock-policy";
import type { MigrationHost } from "./migration-host";
import { planRevision } from "./plan-revision";
import { proveRevision } from "./prove";
import type { RunOptions, RunResult } from "./run-event";
import { runPlan } from "./run-plan";
import { createVersionTable } from "./version-table";
import { writeRevision, type NewRevision, type WrittenRevision } from "./write-revision";

/** A wish for a new revision, from a comparison or empty. */
export interface RevisionRequest extends Omit<NewRevision, "operations" | "plan" | "verify"> {
  /** Compare the entities with the database and write what differs. */
  readonly autogenerate?: boolean;
  /** Write a file also when nothing differs. Default: false with `autogenerate`. */
  readonly allowEmpty?: boolean;
  /** With `autogenerate`: try the revision on a scratch schema before it is written. Default: the configuration's `prove`, else true. */
  readonly prove?: boolean;
  /** With `autogenerate`: write forms that keep no lock for long, where the database has them. Default: the configuration's `lockSafe`, else false. */
  readonly lockSafe?: boolean;
  /** Answers to the questions of the comparison: renames, values for rows. */
  readonly answers?: DiffAnswers;
}

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
    return runPlan(this.#host, graph, (rows) => (isEmpty ? [] : graph.planUpgrade(rows, target)), options);
  }

  /** Takes the database down to a revision: `"-1"`, an id, `"base"`. */
  async downgrade(target: string, options: RunOptions = {}): Promise<RunResult> {
    const graph = await this.#freshGraph();
    return runPlan(this.#host, graph, (rows) => graph.planDowngrade(rows, target), options);
  }

  /** Sets the version without running anything; with `purge` it first forgets what the version table holds, unknown ids too. */
  async stamp(
    targets: string | readonly string[],
    { purge = false, ...options }: RunOptions & { readonly purge?: boolean } = {},
  ): Promise<RunResult> {
    const graph = await this.#freshGraph();
    return runPlan(this.#host, graph, (rows) => graph.planStamp(rows, targets), { ...options, purge });
  }

  /** What the database has. It never creates the version table. */
  async current(): Promise<readonly CurrentRevision[]> {
    const graph = await this.graph();
    const heads = new Set(graph.heads);
    return (await this.#rows()).map((revision) => {
      const known = graph.has(revision) ? graph.get(revision) : undefined;
      return { revision, message: known?.message ?? "", isHead: heads.has(revision), isKnown: known !== undefined };
    });
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

  /** Compares the entities with the database; what only people know is in `questions`. @throws OrmError `REVISION.NOT_UP_TO_DATE`. */
  async check(): Promise<CheckResult> {
    const { operations, questions, actual } = await this.#compareAtHead({});
    const summaries = operations.map(summarizeOperation);
    const hazards = analyzeHazards(operations, actual, this.#host.dialect.hazards);
    return { isUpToDate: operations.length === 0, operations, summaries, hazards, questions };
  }

  /**
   * Writes a new revision file. With `autogenerate`, `undefined` means that nothing differs and no file was written.
   * @throws OrmError `REVISION.NOT_UP_TO_DATE`, `DIFF.ANSWER_NEEDED`, `REVISION.MULTIPLE_HEADS`, `REVISION.NOT_PROVED`.
   */
  async revision(request: RevisionRequest = {}): Promise<WrittenRevision | undefined> {
    const { autogenerate, allowEmpty, answers, prove, lockSafe, ...wish } = request;
    if (autogenerate !== true) return writeNewRevision(this.#host, wish);
    const graph = await this.#freshGraph("empty");
    const comparison = await this.#compareAtHead(answers ?? {});
    const { operations, questions } = comparison;
    requireAnswers(questions);
    if (operations.length === 0 && allowEmpty !== true) return undefined;
    const isProved = prove ?? this.#host.migrations.prove ?? true;
    const verify = operations.length === 0 ? undefined : createVerifier(this.#host, comparison, isProved);
    const isLockSafe = lockSafe ?? lockPolicyOf(this.#host.migrations).lockSafe !== false;
    const plan = planRevision(this.#host.dialect, operations, comparison.actual, {
      lockSafe: isLockSafe,
      concurrentIndexes: this.#host.concurrentIndexes?.() ?? [],
    });
    const written = await writeRevision(this.#host, graph, {
      ...wish,
      plan,
      ...(verify === undefined ? {} : { verify }),
    });
    this.#graph = undefined;
    return written;
  }

  async #compareAtHead(answers: DiffAnswers): Promise<Comparison> {
    const graph = await this.#freshGraph("empty");
    return this.#host.withConnection(async (connection) => {
      const rows = await createVersionTable(this.#host.dialect, this.#host.migrations).read(connection);
      requireHeads(graph, rows);
      return compareWithDatabase(this.#host, connection, answers);
    });
  }

  #rows(): Promise<readonly string[]> {
    const versionTable = createVersionTable(this.#host.dialect, this.#host.migrations);
    return this.#host.withConnection((connection) => versionTable.read(connection));
  }
}

/** Writes an empty revision for somebody to fill in; needs no database. */
export async function writeNewRevision(place: MigrationPlace, request: RevisionRequest): Promise<WrittenRevision> {
  const {
    autogenerate: _autogenerate,
    allowEmpty: _allowEmpty,
    answers: _answers,
    prove: _prove,
    lockSafe: _lockSafe,
    ...wish
  } = request;
  return writeRevision(place, await loadGraph(place, "empty"), wish);
}

/** Proves the text of a revision before it is written, unless that is switched off. */
function createVerifier(host: MigrationHost, comparison: Comparison, isProved: boolean): NewRevision["verify"] {
  return async ({ revision, file, source }) => {
    if (!isProved) return { outcome: "not proved", reason: "the proof is switched off" };
    return proveRevision(host, comparison, await loadProposedRevision(host, revision, file, source));
  };
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
