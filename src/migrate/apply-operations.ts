import type { ResolvedDialect } from "../dialect/dialect";
import type { DriverConnection } from "../dialect/driver";
import type { SchemaScope } from "../dialect/introspector";
import type { Operation } from "../operations/operation";
import { createExecuteSink } from "./execute-sink";

/** Runs operations in one transaction, where the database has transactions for schema changes. @param scope the part of the schema that they may need to know. */
export async function applyOperations(
  dialect: ResolvedDialect,
  connection: DriverConnection,
  operations: readonly Operation[],
  scope: SchemaScope,
): Promise<void> {
  const { locks } = dialect;
  await locks.beginRevision(connection);
  try {
    const sink = createExecuteSink(dialect, connection, { scope });
    for (const operation of operations) await sink.accept(operation);
    await sink.flush();
    await locks.commitRevision(connection);
  } catch (error) {
    await locks.rollbackRevision(connection).catch(() => connection.close());
    throw error;
  }
}
