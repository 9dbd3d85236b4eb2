import type { ResolvedDialect } from "../dialect/dialect";
import type { Scratch } from "../dialect/scratch-place";
import { diff } from "../diff/diff";
import { OrmError } from "../errors/orm-error";
import { summarizeOperation } from "../operations/definitions";
import type { Operation } from "../operations/operation";
import { emptySchema, type Schema } from "../schema/model";
import { nameKey } from "../schema/object-name";
import type { MigrationHost } from "./migration-host";
import type { Proof } from "./proof";
import { placeScopeOf, proofScopeOf, type ProofScope } from "./proof-scope";
import type { RevisionModule } from "./revision-module";
import { runStatement } from "./run-statement";
import { createTrial, type Trial } from "./trial";
import { isRunnerTable } from "./version-table";

type ProofHost = Pick<MigrationHost, "dialect" | "migrations" | "withConnection" | "openDatabase">;

/** The line before and after. */
export interface SquashTrial {
  readonly start: Schema;
  readonly end: Schema;
  readonly operations: readonly Operation[];
  /** The revisions that are squashed, oldest first, each by its id. */
  readonly members: readonly (readonly [id: string, module: RevisionModule])[];
  readonly squash: RevisionModule;
}

/**
 * Runs the revisions and the one that is to stand for them, each in a scratch place of its own, up and down again, and compares what
 * they leave: the schema and the number of rows in each table.
 * @returns what the trial showed, or why it could not be made or says nothing.
 * @throws OrmError `REVISION.NOT_PROVED` where the one does not do what the others did.
 */
export async function proveSquash(host: ProofHost, trial: SquashTrial): Promise<Proof> {
  const started = performance.now();
  const scope = proofScopeOf(trial.start, trial.end, trial.operations);
  try {
    const original = await tryChain(host, trial, scope, trial.members);
    if (typeof original === "string") return { outcome: "not proved", reason: original };
    const squashed = await tryChain(host, trial, scope, [["the squash", trial.squash]]);
    if (typeof squashed === "string") throw notProved(squashed);
    compareOutcomes(host.dialect, original, squashed);
    return { outcome: "proved", place: original.place, milliseconds: performance.now() - started };
  } catch (error) {
    if (OrmError.is(error, "DIALECT.NO_SCRATCH_PLACE")) return { outcome: "not proved", reason: error.message };
    throw error;
  }
}

/** What a line leaves in a place, after its way up and after its way down. */
interface ChainOutcome {
  readonly place: string;
  readonly up: State;
  /** Absent where the way down stops. */
  readonly down: State | undefined;
}

interface State {
  readonly schema: Schema;
  /** Rows by table. */
  readonly rows: ReadonlyMap<string, string>;
}

/** @returns the outcome, or why the way up failed. */
async function tryChain(
  host: ProofHost,
  { operations }: SquashTrial,
  scope: ProofScope,
  chain: SquashTrial["members"],
): Promise<ChainOutcome | string> {
  return host.withConnection((connection) =>
    host.dialect.scratchPlace.use(
      {
        connection,
        ...(host.openDatabase === undefined ? {} : { openDatabase: host.openDatabase }),
        schemas: [scope.start, scope.wanted],
        operations,
      },
      async (scratch) => {
        const { start, schemas } = placeScopeOf(scope, operations, scratch.has);
        const { migrations } = host;
        const isIgnored = (table: string): boolean => isRunnerTable(table, migrations);
        const trial = createTrial(scratch, schemas, isIgnored, migrations.namingConvention, migrations.operations);
        const failure = (await build(scratch, trial, start)) ?? (await runAll(trial, scratch.label, chain, "upgrade"));
        if (failure !== undefined) return failure;
        const up = await readState(scratch, trial);
        const stopped = await runAll(trial, scratch.label, [...chain].reverse(), "downgrade");
        return { place: scratch.label, up, down: stopped === undefined ? await readState(scratch, trial) : undefined };
      },
    ),
  );
}

async function build(
  { dialect, label }: Scratch<ResolvedDialect>,
  trial: Trial,
  start: Schema,
): Promise<string | undefined> {
  try {
    await trial.run(async (op) => {
      for (const operation of compare(dialect, emptySchema, start)) await op.invoke(operation);
    });
    return undefined;
  } catch (error) {
    if (OrmError.is(error, "CONNECTION.LOST")) throw error;
    return `the schema before them cannot be built on a ${label}: ${(error as Error).message}`;
  }
}

async function runAll(
  trial: Trial,
  label: string,
  chain: SquashTrial["members"],
  direction: "upgrade" | "downgrade",
): Promise<string | undefined> {
  for (const [id, module] of chain) {
    try {
      await trial.run((op) => module[direction](op));
    } catch (error) {
      if (OrmError.is(error, "DIALECT.NO_SCRATCH_PLACE") || OrmError.is(error, "CONNECTION.LOST")) throw error;
      return `${direction} of ${id} fails on a ${label}: ${(error as Error).message}`;
    }
  }
  return undefined;
}

async function readState({ dialect, connection }: Scratch<ResolvedDialect>, trial: Trial): Promise<State> {
  const schema = await trial.read();
  const rows = new Map<string, string>();
  for (const table of schema.tables) {
    const sql = `SELECT COUNT(*) FROM ${dialect.queries.quoteName(table)}`;
    const result = await runStatement(dialect, connection, sql);
    rows.set(nameKey(table), String(result.rows[0]?.[0]));
  }
  return { schema, rows };
}

function compareOutcomes(dialect: ResolvedDialect, original: ChainOutcome, squashed: ChainOutcome): void {
  requireSame(dialect, "after the upgrade", original.up, squashed.up);
  if (original.down === undefined) return;
  if (squashed.down === undefined)
    throw notProved("the downgrade of the squash fails, and those of the revisions do not");
  requireSame(dialect, "after the downgrade", original.down, squashed.down);
}

function requireSame(dialect: ResolvedDialect, when: string, original: State, squashed: State): void {
  const lacks = compare(dialect, squashed.schema, original.schema).map((each) => `"${summarizeOperation(each)}"`);
  if (lacks.length > 0) {
    const more = lacks.length > 3 ? ` and ${lacks.length - 3} more` : "";
    throw notProved(
      `${when} the squash leaves another schema than the revisions: it lacks ${lacks.slice(0, 3).join(", ")}${more}`,
      lacks,
    );
  }
  for (const [table, count] of original.rows) {
    if (squashed.rows.get(table) === count) continue;
    throw notProved(
      `${when} table "${table}" has ${squashed.rows.get(table)} rows with the squash, and ${count} with the revisions`,
    );
  }
}

function compare(
  { capabilities, types, objectChanges }: ResolvedDialect,
  from: Schema,
  to: Schema,
): readonly Operation[] {
  return diff(from, to, { capabilities, types, objectChanges, answers: { noRenames: true } }).operations;
}

function notProved(message: string, differences: readonly string[] = []): OrmError {
  return new OrmError("REVISION.NOT_PROVED", message, {
    hint: "Nothing was written. --keep-bodies keeps the code of the revisions as it is; --no-prove writes the squash all the same.",
    details: differences.length === 0 ? {} : { differences },
  });
}
