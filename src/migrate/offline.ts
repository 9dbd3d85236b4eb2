import { OrmError } from "../errors/orm-error";
import type { Step } from "../revisions/plan";
import type { Revision } from "../revisions/revision";
import type { RevisionGraph } from "../revisions/revision-graph";
import { emptySchema } from "../schema/model";
import { inRevision } from "./in-revision";
import { runOffline } from "./run-in-environment";
import { createPrintedFacade } from "./printed-facade";
import { KnownSchema } from "./known-schema";
import type { MigrationHost } from "./migration-host";
import { planOffline, type RunKind } from "./offline-range";
import { loadRevisionModule } from "./revision-module";
import { statementsOf, writeScript, type ScriptPart } from "./script-text";
import { createVersionTable } from "./version-table";

/** What a script needs: a dialect for the server that it is for, and the files. No connection is made. */
export type OfflineHost = Pick<MigrationHost, "dialect" | "migrations" | "root" | "loadModule">;

/** What is to be written. */
export interface ScriptRequest {
  readonly kind: RunKind;
  /** A target, or a range `a:b`; several for a stamp. */
  readonly targets: readonly string[];
  /** The `-x key=value` arguments. */
  readonly x?: Readonly<Record<string, string>>;
  readonly tag?: string;
}

/** One revision of a script. */
export interface ScriptStep {
  readonly step: Step;
  readonly message: string;
  /** Its statements, the one that moves the version among them, without their ends. */
  readonly statements: readonly string[];
}

/** SQL that does what a run would do. */
export interface Script {
  /** The server that it is written for: `PostgreSQL 18.0`. */
  readonly server: string;
  /** All of it, for the client of the database. */
  readonly text: string;
  /** Every statement, in order and without its end. */
  readonly statements: readonly string[];
  readonly steps: readonly ScriptStep[];
}

/**
 * Writes what an upgrade, a downgrade or a stamp would run, without a database. The schema where the range starts is simulated, so that
 * changes that need to know it (a rebuilt table, a column that is written whole) can be written.
 *
 * @example
 * const { text } = await writeOfflineScript(host, graph, { kind: "upgrade", targets: ["3f2a:head"] });
 * @throws OrmError `CLI.USAGE`, `REVISION.*`; `OPERATION.UNSUPPORTED` for what cannot be known without a database.
 */
export async function writeOfflineScript(
  host: OfflineHost,
  graph: RevisionGraph,
  { kind, targets, x = {}, tag }: ScriptRequest,
): Promise<Script> {
  const { dialect } = host;
  const plan = planOffline(graph, kind, targets);
  const parts: ScriptPart[] = [];
  const steps: ScriptStep[] = [];
  const write = (sql: string): void => void parts.push({ sql });
  const about = { host, purpose: kind, x, ...(tag === undefined ? {} : { tag }) };
  await runOffline({ ...about, write }, async (given) => {
    const writer = new ScriptWriter(host, graph, given, parts);
    await writer.start(plan.start, kind !== "stamp" && plan.steps.length > 0);
    for (const step of plan.steps) steps.push(await writer.step(step));
  });
  const { usage } = dialect.scriptStyle;
  // What moves the version alone needs nothing of what schema changes need.
  const { setUp, tearDown } = kind === "stamp" ? { setUp: [], tearDown: [] } : dialect.scriptStyle;
  const all: ScriptPart[] = [
    { comment: `For ${dialect.displayName}. Run it with: ${usage}` },
    ...setUp.map((sql) => ({ sql })),
    ...parts,
    ...tearDown.map((sql) => ({ sql })),
  ];
  return {
    server: dialect.displayName,
    text: writeScript(all, dialect.scriptStyle),
    statements: statementsOf(all),
    steps,
  };
}

/** Writes the creation of the version table, for a database that is to be stamped by hand. */
export function writeVersionTableScript({ dialect, migrations }: OfflineHost): Script {
  const all: ScriptPart[] = [{ sql: createVersionTable(dialect, migrations).createSql() }];
  return {
    server: dialect.displayName,
    text: writeScript(all, dialect.scriptStyle),
    statements: statementsOf(all),
    steps: [],
  };
}

/** Writes revision by revision. */
class ScriptWriter {
  readonly #host: OfflineHost;
  readonly #graph: RevisionGraph;
  readonly #x: Readonly<Record<string, string>>;
  readonly #parts: ScriptPart[];
  readonly #known = new KnownSchema(emptySchema);

  constructor(host: OfflineHost, graph: RevisionGraph, x: Readonly<Record<string, string>>, parts: ScriptPart[]) {
    this.#host = host;
    this.#graph = graph;
    this.#x = x;
    this.#parts = parts;
  }

  /** Creates the version table where the database is new; else learns what it holds at the start. */
  async start(rows: readonly string[], needsSchema: boolean): Promise<void> {
    if (rows.length === 0) {
      this.#parts.push({ sql: createVersionTable(this.#host.dialect, this.#host.migrations).createSql() });
      return;
    }
    if (!needsSchema) return;
    const applied = this.#graph.appliedBy(rows);
    const steps = this.#graph.planUpgrade([], "heads").filter(({ revision }) => applied.has(revision));
    for (const step of steps) await this.#simulate(step);
  }

  async step(step: Step): Promise<ScriptStep> {
    const { queries, scriptStyle } = this.#host.dialect;
    const { begin, commit } =
      step.direction === "stamp" ? { begin: queries.begin({}), commit: ["COMMIT"] } : scriptStyle;
    const revision = this.#graph.get(step.revision);
    const first = this.#parts.length;
    this.#parts.push({ comment: titleOf(step, revision), isTitle: true }, ...begin.map((sql) => ({ sql })));
    if (step.direction !== "stamp") {
      await this.#run(step, (part) => this.#parts.push(part)).catch((error: unknown) => {
        throw inRevision(error, step, revision);
      });
    }
    const versionTable = createVersionTable(this.#host.dialect, this.#host.migrations);
    this.#parts.push(...versionTable.moveSql(step.headsBefore, step.headsAfter).map((sql) => ({ sql })));
    this.#parts.push(...commit.map((sql) => ({ sql })));
    return { step, message: revision.message ?? "", statements: statementsOf(this.#parts.slice(first)) };
  }

  /** Follows a revision that is applied already. One that cannot be followed leaves nothing that is sure. */
  async #simulate(step: Step): Promise<void> {
    try {
      await this.#run(step, () => undefined);
    } catch (error) {
      if (!OrmError.is(error, "OPERATION.UNSUPPORTED")) throw error;
      this.#known.forgetEverything(
        `revision ${step.revision} cannot be followed without a database (${error.message})`,
      );
    }
  }

  async #run(step: Step, add: (part: ScriptPart) => void): Promise<void> {
    const module = await loadRevisionModule(this.#host, this.#graph.get(step.revision));
    const facade = createPrintedFacade(this.#host, {
      known: this.#known,
      revision: step.revision,
      x: this.#x,
      isOffline: true,
      add,
    });
    try {
      await (step.direction === "upgrade" ? module.upgrade(facade.op) : module.downgrade(facade.op));
      await facade.drain();
    } finally {
      await facade.end();
    }
  }
}

/** `Running upgrade a -> b: message`, as Alembic says it. */
function titleOf(
  { direction, headsBefore, headsAfter }: Step,
  { revision, downRevision, message = "" }: Revision,
): string {
  const below = [downRevision ?? []].flat().join(", ");
  const gone = headsBefore.filter((head) => !headsAfter.includes(head)).join(", ");
  const come = headsAfter.filter((head) => !headsBefore.includes(head)).join(", ");
  const moves = {
    upgrade: `upgrade ${below} -> ${revision}`,
    downgrade: `downgrade ${revision} -> ${below}`,
    stamp: `stamp_revision ${gone} -> ${come}`,
  };
  return `Running ${moves[direction]}${message === "" ? "" : `: ${message}`}`;
}
