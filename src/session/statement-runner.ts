import type { DriverConnection, DriverResult, ExecuteOptions } from "../dialect/driver";
import type { ErrorTranslator } from "../dialect/error-translator";
import { OrmError } from "../errors/orm-error";
import type { QueryListener } from "./query-events";

/** Runs one statement on a connection, with translated errors and an event for whoever listens. */
export type StatementRunner = (
  connection: DriverConnection,
  sql: string,
  parameters: readonly unknown[],
  options: ExecuteOptions | undefined,
) => Promise<DriverResult>;

/** Without a listener, nothing is measured and nothing allocated. */
export function createStatementRunner(errors: ErrorTranslator, listener?: QueryListener): StatementRunner {
  const translate = (error: unknown, sql: string): OrmError =>
    OrmError.is(error) ? error : errors.translate(error, { sql });
  if (listener === undefined) {
    return async (connection, sql, parameters, options) => {
      try {
        return await connection.execute(sql, parameters, options);
      } catch (error) {
        throw translate(error, sql);
      }
    };
  }
  return async (connection, sql, parameters, options) => {
    const start = performance.now();
    try {
      const result = await connection.execute(sql, parameters, options);
      listener({ sql, parameters, milliseconds: performance.now() - start });
      return result;
    } catch (caught) {
      const error = translate(caught, sql);
      listener({ sql, parameters, milliseconds: performance.now() - start, error });
      throw error;
    }
  };
}
