import { diff } from "../diff/diff";
import type { DiffAnswers, DiffOptions, DiffResult } from "../diff/diff-options";
import { checkSchemaNames } from "../dialect/check-schema-names";
import type { ResolvedDialect } from "../dialect/dialect";
import type { DriverConnection } from "../dialect/driver";
import type { IgnoredObjects } from "../schema/ignored-objects";
import type { Schema, SchemaObject } from "../schema/model";
import { nameKey } from "../schema/object-name";
import { objectKey } from "../schema/object-reference";
import type { MigrationHost } from "./migration-host";
import { keepOpenQuestions } from "./open-questions";
import { comparisonScopeOf } from "./comparison-scope";
import { withoutPredecessor } from "./predecessor-tables";

/** The entities beside the database. */
export interface Comparison extends DiffResult {
  readonly actual: Schema;
  /** What the entities want, in the server's spelling. */
  readonly wanted: Schema;
  /** What `wanted` is: the models, what the operations lead to, or nothing that the operations could be held to. Default: the models. */
  readonly goal?: "models" | "operations" | "unknown";
  /** The keys of objects that are the project's own, though nothing declares them any more. */
  readonly ownedObjects?: ReadonlySet<string>;
}

/** Tells which of some objects that nothing declares were created by revisions for declarations, by their keys. */
export type FindOwned = (undeclared: readonly SchemaObject[]) => Promise<ReadonlySet<string>>;

/**
 * Compares the entities with the live database. It changes nothing and leaves nothing behind.
 * @param findOwned without it, objects that nothing declares stay.
 */
export async function compareWithDatabase(
  host: MigrationHost,
  connection: DriverConnection,
  answers: DiffAnswers = {},
  findOwned?: FindOwned,
): Promise<Comparison> {
  const declared = host.wantedSchema();
  checkSchemaNames(declared, host.dialect);
  const scope = await comparisonScopeOf(host, connection, declared);
  const actual = withoutPredecessor(await host.dialect.introspector.read(connection, scope), declared);
  const wanted = await host.dialect.normalizer.normalize(connection, declared, actual);
  const ignored = host.ignoredObjects();
  const undeclared = undeclaredObjects(actual, wanted, ignored);
  const ownedObjects = undeclared.length === 0 ? undefined : await findOwned?.(undeclared);
  const options = {
    answers,
    ignored,
    keepUnknownObjects: true,
    hooks: host.migrations,
    ...(ownedObjects === undefined ? {} : { ownedObjects }),
  };
  const found = await compareSchemas(host.dialect, connection, actual, wanted, options);
  return { actual, wanted, ...found, ...(ownedObjects === undefined ? {} : { ownedObjects }) };
}

/** What is there and wanted by nobody, without views that the code keeps out of the comparison. */
function undeclaredObjects(actual: Schema, wanted: Schema, { tables }: IgnoredObjects): readonly SchemaObject[] {
  const declared = new Set(wanted.objects.map(objectKey));
  const kept = new Set(tables.map(nameKey));
  return actual.objects.filter((object) => !declared.has(objectKey(object)) && !kept.has(nameKey(object)));
}

/**
 * Compares two schemas in the server's spelling. The questions are those that matter in the database that the connection
 * leads to, which is the one that `actual` was read from.
 */
export async function compareSchemas(
  dialect: ResolvedDialect,
  connection: DriverConnection,
  actual: Schema,
  wanted: Schema,
  options: Omit<DiffOptions, "capabilities" | "types" | "objectChanges"> = {},
): Promise<DiffResult> {
  const { capabilities, types, objectChanges } = dialect;
  const { operations, questions } = diff(actual, wanted, { ...options, capabilities, types, objectChanges });
  return { operations, questions: await keepOpenQuestions(dialect, connection, questions) };
}
