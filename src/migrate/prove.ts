import type { ResolvedDialect } from "../dialect/dialect";
import type { Scratch } from "../dialect/scratch-place";
import { diff } from "../diff/diff";
import type { DiffOptions } from "../diff/diff-options";
import { OrmError } from "../errors/orm-error";
import { summarizeOperation } from "../operations/definitions";
import type { Operation } from "../operations/operation";
import { readMentions } from "../schema/mentions";
import { emptySchema, type ObjectName, type Schema } from "../schema/model";
import type { Comparison } from "./compare";
import type { MigrationHost } from "./migration-host";
import type { Proof } from "./proof";
import { placeScopeOf, proofScopeOf, type ProofScope } from "./proof-scope";
import type { RevisionModule } from "./revision-module";
import { createTrial, type Trial } from "./trial";
import { isRunnerTable } from "./version-table";

type ProofHost = Pick<MigrationHost, "dialect" | "migrations" | "withConnection" | "openDatabase" | "ignoredObjects">;

/**
 * Tries a new revision in a scratch place on the user's own server: builds what is there, runs `upgrade`, compares with the models, runs
 * `downgrade`, compares with the start. Rows and tables of the user are neither read nor locked, and nothing stays behind.
 *
 * @returns what the trial showed; where it could not be made, or where it says nothing about the revision, why.
 * @throws OrmError `REVISION.NOT_PROVED` with what differs or which statement failed.
 */
export async function proveRevision(host: ProofHost, comparison: Comparison, module: RevisionModule): Promise<Proof> {
  const started = performance.now();
  const { actual, wanted, operations, goal = "models", ownedObjects } = comparison;
  const scope = proofScopeOf(actual, wanted, operations);
  try {
    return await host.withConnection((connection) =>
      host.dialect.scratchPlace.use(
        {
          connection,
          ...(host.openDatabase === undefined ? {} : { openDatabase: host.openDatabase }),
          schemas: [scope.start, scope.wanted],
          operations,
        },
        async (scratch) => {
          const reason = await tryRevision(host, scratch, {
            scope,
            actual,
            operations,
            module,
            goal,
            ownedObjects,
          });
          if (reason !== undefined) return { outcome: "not proved", reason };
          return {
            outcome: "proved",
            ...(goal === "models" ? {} : { goal: "operations" as const }),
            place: scratch.label,
            milliseconds: performance.now() - started,
          };
        },
      ),
    );
  } catch (error) {
    if (OrmError.is(error, "DIALECT.NO_SCRATCH_PLACE")) return { outcome: "not proved", reason: error.message };
    throw error;
  }
}

/** What one trial of one revision is about. */
interface Attempt {
  readonly trial: Trial;
  readonly module: RevisionModule;
  readonly label: string;
  readonly scope: ProofScope;
  readonly operations: readonly Operation[];
  /** All that the database has, of which the scope is a part. */
  readonly actual: Schema;
  /** What the end of the upgrade is compared with. */
  readonly goal: NonNullable<Comparison["goal"]>;
  readonly ownedObjects: Comparison["ownedObjects"];
}

/** @returns why the trial says nothing, if it does not. @throws OrmError `REVISION.NOT_PROVED`. */
async function tryRevision(
  host: ProofHost,
  scratch: Scratch<ResolvedDialect>,
  about: Omit<Attempt, "trial" | "label">,
): Promise<string | undefined> {
  const { dialect, label } = scratch;
  const { start, wanted, schemas } = placeScopeOf(about.scope, about.operations, scratch.has);
  const trial = createTrial(
    scratch,
    schemas,
    (table) => isRunnerTable(table, host.migrations),
    host.migrations.namingConvention,
    host.migrations.operations,
  );
  const attempt: Attempt = { ...about, trial, label };
  const compare = createComparer(dialect);

  const base = await buildStart(attempt, start, compare);
  if (typeof base === "string") return base;

  const upgradeReason = await runHalf(attempt, "upgrade");
  if (upgradeReason !== undefined) return upgradeReason;
  const reached = await trial.read();
  const asked = await dialect.normalizer.normalize(scratch.connection, wanted, reached);
  const { ownedObjects = new Set<string>() } = about;
  const options = { ignored: host.ignoredObjects(), keepUnknownObjects: true, ownedObjects, hooks: host.migrations };
  const missing = about.goal === "unknown" ? [] : compare(reached, asked, options);
  if (missing.length > 0) throw notReached("upgrade", `does not ${GOALS[about.goal]} on a ${label}`, missing);

  const downgradeReason = await runHalf(attempt, "downgrade");
  if (downgradeReason !== undefined) return downgradeReason;
  const left = await findLeft(attempt, scratch, compare, base);
  if (left.length > 0) throw notReached("downgrade", `does not return to the start on a ${label}`, left);
  return undefined;
}

const GOALS = { models: "reach the models", operations: "do what its operations say", unknown: "end" } as const;

type Compare = (from: Schema, to: Schema, options?: Partial<DiffOptions>) => readonly Operation[];

function createComparer({ capabilities, types, objectChanges }: ResolvedDialect): Compare {
  const usual: DiffOptions = { capabilities, types, objectChanges, answers: { noRenames: true } };
  return (from, to, options) => diff(from, to, { ...usual, ...options }).operations;
}

/** What the place holds then, or why it does not hold what the database has. */
async function buildStart({ trial, label }: Attempt, start: Schema, compare: Compare): Promise<Schema | string> {
  try {
    const operations = compare(emptySchema, start);
    await trial.run(async (op) => {
      for (const operation of operations) await op.invoke(operation);
    });
    const base = await trial.read();
    const unlike = compare(base, start);
    if (unlike.length === 0) return base;
    return `a ${label} built from the model is not what is there: it lacks ${summarize(unlike)}`;
  } catch (error) {
    if (OrmError.is(error, "CONNECTION.LOST")) throw error;
    return `what is there cannot be built on a ${label}: ${messageOf(error)}`;
  }
}

/**
 * What is not as it was at the start. A database that follows renames in the text of a view may give it back in another
 * spelling (SQLite: `"name"` for `name`), so that a difference counts only if it is there in one spelling too.
 */
async function findLeft(
  { trial }: Attempt,
  { connection, dialect }: Scratch<ResolvedDialect>,
  compare: Compare,
  base: Schema,
): Promise<readonly Operation[]> {
  const end = await trial.read();
  const left = compare(end, base);
  return left.length === 0 ? left : compare(end, await dialect.normalizer.normalize(connection, base, end));
}

/** @returns why the failure of one half says nothing about the revision. @throws OrmError `REVISION.NOT_PROVED` where it does. */
async function runHalf(
  { trial, module, label, scope, actual }: Attempt,
  direction: "upgrade" | "downgrade",
): Promise<string | undefined> {
  try {
    await trial.run((op) => module[direction](op));
    return undefined;
  } catch (error) {
    if (OrmError.is(error, "DIALECT.NO_SCRATCH_PLACE") || OrmError.is(error, "CONNECTION.LOST")) throw error;
    const message = messageOf(error);
    const outside = outsideIn(message, scope, actual);
    if (outside !== undefined) return `it needs "${outside}", which is not part of what was tried`;
    const details = OrmError.is(error) ? error.details : {};
    throw notProved(`${direction} of the new revision fails on a ${label}: ${message}`, {
      direction,
      reason: message,
      ...("statement" in details ? { statement: details["statement"] } : {}),
      cause: error,
    });
  }
}

/** What the place was not given, because the model does not describe it or no operation reaches it: a message that names it is about the place. */
function outsideIn(message: string, { start, wanted }: ProofScope, actual: Schema): string | undefined {
  const { names, strings } = readMentions(message);
  const words = [...names.flatMap(({ parts }) => parts), ...strings.flatMap((text) => text.split("."))];
  const mentioned = new Set(words.map((word) => word.toLowerCase()));
  const inside = new Set([start, wanted].flatMap(namedIn).map(({ name }) => name.toLowerCase()));
  const outside = [...namedIn(actual), ...actual.unmanaged].find(({ name }) => {
    const folded = name.toLowerCase();
    return mentioned.has(folded) && !inside.has(folded);
  });
  return outside?.name;
}

function namedIn({ tables, enums, objects }: Schema): readonly ObjectName[] {
  return [...tables, ...enums, ...objects];
}

function notReached(direction: string, what: string, missing: readonly Operation[]): OrmError {
  return notProved(`${direction} of the new revision ${what}: it lacks ${summarize(missing)}`, {
    direction,
    differences: missing.map(summarizeOperation),
  });
}

function notProved(
  message: string,
  { cause, ...details }: Readonly<Record<string, unknown>> & { readonly cause?: unknown },
): OrmError {
  return new OrmError("REVISION.NOT_PROVED", message, {
    hint: "No file was written and nothing was changed. --no-prove writes it all the same, to be corrected by hand; if all of it came from the models, please report it.",
    details,
    ...(cause === undefined ? {} : { cause }),
  });
}

/** The first of them, and how many more there are. */
function summarize(operations: readonly Operation[]): string {
  const first = `"${summarizeOperation(operations[0]!)}"`;
  return operations.length === 1 ? first : `${first} and ${operations.length - 1} more`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
