import type { DriverConnection } from "../dialect/driver";
import type { Operation } from "../operations/operation";
import { emptySchema } from "../schema/model";
import { diff } from "../diff/diff";
import type { DiffAnswers } from "../diff/diff-options";
import { requireAnswers } from "../diff/question";
import { applyOperations } from "./apply-operations";
import { compareWithDatabase } from "./compare";
import type { MigrationHost } from "./migration-host";
import { scopeOf } from "./scope";

/**
 * Makes the database equal to the entities at once, without a revision: for tests and first steps.
 * @returns the operations that ran.
 * @throws OrmError `DIFF.ANSWER_NEEDED` where a change could be a rename and no answer says so.
 */
export async function synchronizeSchema(host: MigrationHost, answers: DiffAnswers = {}): Promise<readonly Operation[]> {
  return host.withConnection(async (connection) => {
    const { operations, questions } = await compareWithDatabase(host, connection, answers);
    requireAnswers(questions);
    await applyToDatabase(host, connection, operations);
    return operations;
  });
}

/** Drops every table and enum type of the scope, and what cannot be without them; the runner's own tables not. @returns the operations that ran. */
export async function dropSchemaObjects(host: MigrationHost): Promise<readonly Operation[]> {
  const { capabilities, types, objectChanges } = host.dialect;
  return host.withConnection(async (connection) => {
    const actual = await host.dialect.introspector.read(connection, scopeOf(host, host.wantedSchema()));
    const { operations } = diff(actual, emptySchema, {
      capabilities,
      types,
      objectChanges,
      keepUnknownObjects: true,
      answers: { noRenames: true },
      ignored: host.ignoredObjects(),
      hooks: host.migrations,
    });
    await applyToDatabase(host, connection, operations);
    return operations;
  });
}

async function applyToDatabase(
  host: MigrationHost,
  connection: DriverConnection,
  operations: readonly Operation[],
): Promise<void> {
  if (operations.length === 0) return;
  await applyOperations(host.dialect, connection, operations, scopeOf(host, host.wantedSchema()));
}
