import { analyzeHazards } from "../dialect/hazards";
import type { DriverConnection } from "../dialect/driver";
import { OrmError } from "../errors/orm-error";
import type { Hazard, Operation } from "../operations/operation";
import type { Step } from "../revisions/plan";
import type { Revision } from "../revisions/revision";
import type { RevisionGraph } from "../revisions/revision-graph";
import { emptySchema } from "../schema/model";
import { SqlFragment } from "../schema/sql-fragment";
import { createJournalTable } from "./journal-table";
import { inRevision } from "./in-revision";
import { KnownSchema } from "./known-schema";
import { createLedger, type RecordedRevision } from "./ledger";
import { requireKnown } from "./ledger-checks";
import type { MigrationHost } from "./migration-host";
import type { RunKind } from "./offline-range";
import { createPrintedFacade } from "./printed-facade";
import { decodeRows, type QueriedRows } from "./queried-rows";
import { loadRevisionModule, type RevisionModule } from "./revision-module";
import { runOnline } from "./run-in-environment";
import { planPurge, type Planner } from "./run-planner";
import { runStatement } from "./run-statement";
import { scopeOf } from "./scope";
import type { ScriptPart } from "./script-text";
import { joinStored, loadStoredRevision } from "./stored-revisions";
import { createVersionTable } from "./version-table";

/** What a run would do in one step. */
export interface DryStep {
  readonly step: Step;
  readonly message: string;
  readonly hazards: readonly Hazard[];
  /** Its SQL, with lines for people where something cannot be foreseen. */
  readonly parts: readonly ScriptPart[];
  /** What it read from the database, as it is now. */
  readonly queries: readonly string[];
}

/** What a run would do. */
export interface DryRun {
  /** The rows of the version table. */
  readonly current: readonly string[];
  /** An earlier run stopped in the middle of the first step: a run would go on there, and not do again what is done. */
  readonly isHalfDone: boolean;
  /** Every step of the plan. */
  readonly plan: readonly { readonly step: Step; readonly message: string }[];
  /** The steps whose SQL is known: all of them, unless it stopped. */
  readonly steps: readonly DryStep[];
  /** Where nothing more could be foreseen, and why. */
  readonly stopped?: { readonly revision: string; readonly error: OrmError };
}

/** What a dry run is about. */
export interface DryRunRequest {
  readonly kind: RunKind;
  readonly planner: Planner;
  readonly purge?: boolean;
  readonly x?: Readonly<Record<string, string>>;
  readonly tag?: string;
}

/**
 * Says what a run would do: it reads the version table and the schema as they are, runs the revisions on paper, and changes nothing. What
 * revisions read with `op.query` is really read, in a transaction that may not write and is rolled back.
 */
export async function dryRun(host: MigrationHost, graph: RevisionGraph, request: DryRunRequest): Promise<DryRun> {
  const { kind, planner, purge = false, x = {}, tag } = request;
  return host.withConnection((connection) =>
    runOnline({ host, connection, purpose: kind, x, ...(tag === undefined ? {} : { tag }) }, async (given) => {
      const current = await createVersionTable(host.dialect, host.migrations).read(connection);
      const place = await openPlace(host, graph, connection, current, request);
      const steps = purge ? planPurge(current, planner([], place.graph)) : planner(current, place.graph);
      const plan = steps.map((step) => ({ step, message: messageOf(place.graph, step) }));
      const journal = createJournalTable(host.dialect, host.migrations);
      const isHalfDone = (await journal.exists(connection)) && (await journal.read(connection)).length > 0;
      return { current, isHalfDone, plan, ...(await follow(place, steps, given)) };
    }),
  );
}

/** Where a dry run happens. */
interface DryPlace {
  readonly host: MigrationHost;
  readonly graph: RevisionGraph;
  readonly connection: DriverConnection;
  readonly load: (revision: Revision) => Promise<RevisionModule>;
}

/** A downgrade may use what only the database has kept of a revision. */
async function openPlace(
  host: MigrationHost,
  graph: RevisionGraph,
  connection: DriverConnection,
  current: readonly string[],
  { kind, purge = false }: DryRunRequest,
): Promise<DryPlace> {
  const ledger = createLedger(host.dialect, host.migrations);
  const isAhead = current.some((row) => !graph.has(row));
  const { graph: joined, stored } =
    kind === "downgrade" && isAhead
      ? joinStored(graph, current, await ledger.read(connection))
      : { graph, stored: new Map<string, RecordedRevision>() };
  if (!purge) await requireKnown(joined, current, host.address, () => ledger.read(connection));
  const load = (revision: Revision): Promise<RevisionModule> => {
    const kept = stored.get(revision.revision);
    return kept === undefined ? loadRevisionModule(host, revision) : loadStoredRevision(host, connection, ledger, kept);
  };
  return { host, graph: joined, connection, load };
}

async function follow(
  place: DryPlace,
  steps: readonly Step[],
  x: Readonly<Record<string, string>>,
): Promise<Pick<DryRun, "steps" | "stopped">> {
  const { host, connection } = place;
  const isStamp = steps.every(({ direction }) => direction === "stamp");
  const schema = isStamp ? emptySchema : await host.dialect.introspector.read(connection, scopeOf(host, emptySchema));
  const writer = new DryWriter(place, new KnownSchema(schema), x);
  const done: DryStep[] = [];
  for (const step of steps) {
    try {
      done.push(await writer.step(step));
    } catch (error) {
      const known = OrmError.is(error) ? error : inRevision(error, step, place.graph.get(step.revision));
      return { steps: done, stopped: { revision: step.revision, error: known } };
    }
  }
  return { steps: done };
}

/** Writes step by step. */
class DryWriter {
  readonly #place: DryPlace;
  readonly #known: KnownSchema;
  readonly #x: Readonly<Record<string, string>>;

  constructor(place: DryPlace, known: KnownSchema, x: Readonly<Record<string, string>>) {
    this.#place = place;
    this.#known = known;
    this.#x = x;
  }

  async step(step: Step): Promise<DryStep> {
    const { dialect, migrations } = this.#place.host;
    const parts: ScriptPart[] = [];
    const queries: string[] = [];
    const operations: Operation[] = [];
    const before = this.#known.schema;
    if (step.direction !== "stamp") await this.#run(step, { parts, queries, operations });
    const versionTable = createVersionTable(dialect, migrations);
    parts.push(...versionTable.moveSql(step.headsBefore, step.headsAfter).map((sql) => ({ sql })));
    const hazards = analyzeHazards(operations, before, dialect.hazards).flat();
    return { step, message: messageOf(this.#place.graph, step), hazards, parts, queries };
  }

  async #run(
    step: Step,
    found: { readonly parts: ScriptPart[]; readonly queries: string[]; readonly operations: Operation[] },
  ): Promise<void> {
    const { host, graph, load } = this.#place;
    const module = await load(graph.get(step.revision));
    const { parts, queries, operations } = found;
    const read = async (statement: string | SqlFragment) => {
      const { sql, rows, affected } = await this.#read(statement);
      queries.push(sql);
      return { rows, affected };
    };
    const facade = createPrintedFacade(host, {
      known: this.#known,
      revision: step.revision,
      x: this.#x,
      add: (part) => parts.push(part),
      query: async (statement) => (await read(statement)).rows,
      execute: read,
      isDry: true,
      onOperation: (operation) => operations.push(operation),
    });
    try {
      await (step.direction === "upgrade" ? module.upgrade(facade.op) : module.downgrade(facade.op));
      await facade.drain();
    } finally {
      await facade.end();
    }
  }

  async #read(
    statement: string | SqlFragment,
  ): Promise<{ readonly sql: string; readonly rows: QueriedRows; readonly affected: number }> {
    const { connection, host } = this.#place;
    const { dialect } = host;
    const fragment = SqlFragment.is(statement) ? statement : new SqlFragment([statement], []);
    const { sql, parameters } = dialect.queries.fragment(fragment);
    for (const begin of dialect.queries.begin({ readOnly: true })) await runStatement(dialect, connection, begin);
    try {
      const result = await runStatement(dialect, connection, sql, parameters);
      return { sql, rows: decodeRows(dialect, result), affected: result.affected };
    } catch (error) {
      throw notForeseen(error, sql);
    } finally {
      await runStatement(dialect, connection, "ROLLBACK");
    }
  }
}

function messageOf(graph: RevisionGraph, { revision }: Step): string {
  return graph.has(revision) ? (graph.get(revision).message ?? "") : "";
}

/** What the revision reads may be something that it, or one before it, makes. */
function notForeseen(error: unknown, sql: string): unknown {
  if (!OrmError.is(error)) return error;
  return new OrmError(error.code, `a dry run reads the database as it is now: ${error.message}`, {
    hint: "What the statement needs may be made by a revision of this run; then nothing more can be foreseen.",
    details: { ...error.details, sql },
    cause: error,
  });
}
