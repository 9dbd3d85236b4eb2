import type { ResolvedDialect } from "../dialect/dialect";
import type { DriverConnection } from "../dialect/driver";
import { SqlFragment } from "../schema/sql-fragment";
import type { OperationSink } from "./operation-sink";
import { createOperationsFacade, type Operations, type OperationsFacade } from "./operations-facade";
import { runStatement } from "./run-statement";

/**
 * `op` for a revision that runs on a connection: operations go into the sink, rows are read as objects.
 * @param checkQuery refuses a query, by throwing, before it runs.
 */
export function createRevisionFacade(
  dialect: ResolvedDialect,
  connection: DriverConnection,
  sink: OperationSink,
  checkQuery: (sql: string) => void = () => undefined,
): OperationsFacade {
  const query: Operations["query"] = async (statement) => {
    const { sql, parameters } = dialect.queries.fragment(
      SqlFragment.is(statement) ? statement : new SqlFragment([statement], []),
    );
    checkQuery(sql);
    const { fields, rows } = await runStatement(dialect, connection, sql, parameters);
    const codecs = fields.map((field) => dialect.types.fieldCodec(field));
    return rows.map((row) =>
      Object.fromEntries(
        fields.map(({ name }, index) => [
          name,
          row[index] === null ? null : (codecs[index]?.decode?.(row[index]) ?? row[index]),
        ]),
      ),
    );
  };
  return createOperationsFacade({ sink, query, dialect: { name: dialect.name, capabilities: dialect.capabilities } });
}
