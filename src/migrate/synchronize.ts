import type { DriverConnection } from "../dialect/driver";
import type { Operation } from "../operations/operation";
import { emptySchema } from "../schema/model";
import { diff } from "../diff/diff";
import { requireAnswers } from "../diff/question";
import { compareWithDatabase } from "./compare";
import { createExecuteSink } from "./execute-sink";
import type { MigrationHost } from "./migration-host";
import { scopeOf } from "./scope";

/**
 * Makes the database equal to the entities at once, without a revision: for tests and first steps.
 * @returns the operations that ran.
 * @throws OrmError `DIFF.ANSWER_NEEDED` where a change could be a rename.
 */
export async function synchronizeSchema(host: MigrationHost): Promise<readonly Operation[]> {
  return host.withConnection(async (connection) => {
    const { operations, questions } = await compareWithDatabase(host, connection);
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
    });
    await applyToDatabase(host, connection, operations);
    return operations;
  });
}

/** Runs operations in one transaction, where the database has transactions for schema changes. */
async function applyToDatabase(
  host: MigrationHost,
  connection: DriverConnection,
  operations: readonly Operation[],
): Promise<void> {
  if (operations.length === 0) return;
  const { locks } = host.dialect;
  await locks.beginRevision(connection);
  try {
    const sink = createExecuteSink(host.dialect, connection, { scope: scopeOf(host, host.wantedSchema()) });
    for (const operation of operations) await sink.accept(operation);
    await sink.flush();
    await locks.commitRevision(connection);
  } catch (error) {
    await locks.rollbackRevision(connection).catch(() => connection.close());
    throw error;
  }
}
