import type { ResolvedDialect } from "../dialect/dialect";
import type { DriverConnection, DriverResult } from "../dialect/driver";

/** Runs one statement; a driver's error becomes ours. */
export async function runStatement(
  dialect: ResolvedDialect,
  connection: DriverConnection,
  sql: string,
  parameters: readonly unknown[] = [],
): Promise<DriverResult> {
  try {
    return await connection.execute(sql, parameters);
  } catch (error) {
    throw dialect.errors.translate(error, { sql });
  }
}

/** What a part of the dialect answers; its errors become ours, also where the connection is the driver's own. */
export async function asOrmError<T>(dialect: ResolvedDialect, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw dialect.errors.translate(error, {});
  }
}
