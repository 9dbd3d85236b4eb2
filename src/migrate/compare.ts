import { diff } from "../diff/diff";
import type { DiffAnswers, DiffResult } from "../diff/diff-options";
import type { DriverConnection } from "../dialect/driver";
import type { Schema } from "../schema/model";
import type { MigrationHost } from "./migration-host";
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
  const { capabilities, types } = host.dialect;
  const declared = host.wantedSchema();
  const actual = await host.dialect.introspector.read(connection, scopeOf(host, declared));
  const wanted = await host.dialect.normalizer.normalize(connection, declared, actual);
  return { actual, wanted, ...diff(actual, wanted, { capabilities, types, answers, ignored: host.ignoredObjects() }) };
}
