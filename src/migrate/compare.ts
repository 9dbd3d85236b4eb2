import { diff } from "../diff/diff";
import type { DiffAnswers, DiffOptions, DiffResult } from "../diff/diff-options";
import { checkSchemaNames } from "../dialect/check-schema-names";
import type { ResolvedDialect } from "../dialect/dialect";
import type { DriverConnection } from "../dialect/driver";
import type { Schema } from "../schema/model";
import type { MigrationHost } from "./migration-host";
import { keepOpenQuestions } from "./open-questions";
import { scopeOf } from "./scope";

/** The entities beside the database. */
export interface Comparison extends DiffResult {
  readonly actual: Schema;
  /** What the entities want, in the server's spelling. */
  readonly wanted: Schema;
}

/** Compares the entities with the live database. It changes nothing and leaves nothing behind. */
export async function compareWithDatabase(
  host: MigrationHost,
  connection: DriverConnection,
  answers: DiffAnswers = {},
): Promise<Comparison> {
  const declared = host.wantedSchema();
  checkSchemaNames(declared, host.dialect);
  const actual = await host.dialect.introspector.read(connection, scopeOf(host, declared));
  const wanted = await host.dialect.normalizer.normalize(connection, declared, actual);
  const options = { answers, ignored: host.ignoredObjects(), keepUnknownObjects: true };
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
