import { diff } from "../diff/diff";
import type { DiffAnswers, DiffOptions, DiffResult } from "../diff/diff-options";
import { checkSchemaNames } from "../dialect/check-schema-names";
import type { ResolvedDialect } from "../dialect/dialect";
import type { DriverConnection } from "../dialect/driver";
import type { Schema } from "../schema/model";
import type { MigrationHost } from "./migration-host";
import { keepOpenQuestions } from "./open-questions";
import { comparisonScopeOf } from "./comparison-scope";

/** The entities beside the database. */
export interface Comparison extends DiffResult {
  readonly actual: Schema;
  /** What the entities want, in the server's spelling. */
  readonly wanted: Schema;
  /** What `wanted` is: the models, what the operations lead to, or nothing that the operations could be held to. Default: the models. */
  readonly goal?: "models" | "operations" | "unknown";
}

/** Compares the entities with the live database. It changes nothing and leaves nothing behind. */
export async function compareWithDatabase(
  host: MigrationHost,
  connection: DriverConnection,
  answers: DiffAnswers = {},
): Promise<Comparison> {
  const declared = host.wantedSchema();
  checkSchemaNames(declared, host.dialect);
  const scope = await comparisonScopeOf(host, connection, declared);
  const actual = await host.dialect.introspector.read(connection, scope);
  const wanted = await host.dialect.normalizer.normalize(connection, declared, actual);
  const options = { answers, ignored: host.ignoredObjects(), keepUnknownObjects: true, hooks: host.migrations };
  return { actual, wanted, ...(await compareSchemas(host.dialect, connection, actual, wanted, options)) };
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
