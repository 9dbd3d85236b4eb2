import type { DriverConnection } from "../../dialect/driver";
import type { Introspector } from "../../dialect/introspector";
import { OrmError } from "../../errors/orm-error";
import { emptySchema, type Schema } from "../../schema/model";

/**
 * Runs a statement that makes temporary objects, reads these, and takes everything back. It is its own transaction, or a
 * savepoint inside the caller's. An answer that cannot be had is no answer: then nothing is read, and the caller keeps its
 * text. A lost connection is the caller's matter.
 */
export async function readTemporary(
  connection: DriverConnection,
  sql: string,
  introspector: Introspector,
): Promise<Schema> {
  const undo = await openScratchTransaction(connection);
  try {
    await connection.execute(sql, []);
    const { rows } = await connection.execute("select nspname from pg_namespace where oid = pg_my_temp_schema()", []);
    if (rows.length === 0) return emptySchema;
    return await introspector.read(connection, { schemas: [String(rows[0]![0])] });
  } catch (error) {
    if (!connection.isOpen) throw error;
    return emptySchema;
  } finally {
    if (connection.isOpen) for (const statement of undo) await connection.execute(statement, []);
  }
}

async function openScratchTransaction(connection: DriverConnection): Promise<readonly string[]> {
  try {
    await connection.execute("SAVEPOINT orm_scratch", []);
    return ["ROLLBACK TO SAVEPOINT orm_scratch", "RELEASE SAVEPOINT orm_scratch"];
  } catch (error) {
    if (readSqlState(error) !== "25P01") throw error;
    await connection.execute("BEGIN", []);
    return ["ROLLBACK"];
  }
}

function readSqlState(error: unknown): unknown {
  return OrmError.is(error) ? error.details["sqlstate"] : (error as { code?: unknown }).code;
}
