import { DataSource } from "../../src/data-source/data-source";
import type { DataSourceOptions } from "../../src/data-source/data-source-options";
import type { DriverResult } from "../../src/dialect/driver";
import { applyOperations } from "../../src/migrate/apply-operations";
import { createBinder } from "../../src/orm/query/bind-parameters";
import type { Query } from "../../src/sql/ast";
import { describeEachDatabase } from "../support/databases";
import { expressionCases } from "./query-nodes/expression-cases";
import { expressionSql } from "./query-nodes/expression-sql";
import { library, searchableTable } from "./query-nodes/library";
import type { Family, NodeCase, SqlOfFamilies } from "./query-nodes/nodes";
import { selectCases } from "./query-nodes/select-cases";
import { selectSql } from "./query-nodes/select-sql";
import { writeCases } from "./query-nodes/write-cases";
import { writeSql } from "./query-nodes/write-sql";

const cases: Readonly<Record<string, NodeCase>> = { ...selectCases, ...expressionCases, ...writeCases };
const texts: Readonly<Record<string, SqlOfFamilies>> = { ...selectSql, ...expressionSql, ...writeSql };

describeEachDatabase("a query", (database) => {
  let dataSource: DataSource;

  beforeAll(async () => {
    const options = { ...(await database.createEmpty()), entities: [] } as unknown as DataSourceOptions;
    dataSource = await new DataSource(options).initialize();
    await dataSource.withConnection((connection) => applyOperations(dataSource.dialect, connection, library, {}));
    for (const statement of searchableTable[dataSource.dialect.name as Family]) await dataSource.query(statement);
  });

  afterAll(() => dataSource.destroy());

  /** Runs queries in a transaction that leaves nothing behind, and gives the rows of the last. */
  async function rowsOf(queries: readonly Query[], values: readonly unknown[]): Promise<unknown[][]> {
    const { dialect } = dataSource;
    const compiled = queries.map((query) => dialect.queries.compile(query));
    let result: DriverResult = { fields: [], rows: [], affected: 0 };
    await dataSource.withConnection(async (connection) => {
      for (const statement of dialect.queries.begin({})) await connection.execute(statement, []);
      try {
        for (const query of compiled)
          result = await connection.execute(query.sql, createBinder(query)(values), { prepare: true });
      } finally {
        await connection.execute("ROLLBACK", []);
      }
    });
    const codecs = result.fields.map((field) => dialect.types.fieldCodec(field));
    return result.rows.map((row) =>
      row.map((raw, index) => comparable(raw === null ? null : (codecs[index]?.decode?.(raw) ?? raw))),
    );
  }

  it.each(Object.entries(cases))("%s", async (name, { query, values = [], rows, then }: NodeCase) => {
    const text = texts[name]![dataSource.dialect.name as Family];
    const asked = rowsOf(then === undefined ? [query] : [query, then], values);
    if (typeof text === "string") expect(inOrder(then ?? query, await asked)).toEqual(inOrder(then ?? query, rows));
    else
      await expect(asked).rejects.toMatchObject({
        code: "DIALECT.UNSUPPORTED",
        message: expect.stringContaining(`${dataSource.dialect.displayName} does not have `) as string,
      });
  });
});

/** Rows as they come where the query says the order, and in one order where it does not. */
function inOrder(query: Query, rows: readonly (readonly unknown[])[]): readonly (readonly unknown[])[] {
  if ("orderBy" in query && query.orderBy !== undefined && query.orderBy.length > 0) return rows;
  return [...rows].sort((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1));
}

/** Databases and their drivers differ in how they say the same number, boolean or document. */
function comparable(value: unknown): unknown {
  if (typeof value === "boolean" || typeof value === "bigint") return Number(value);
  if (typeof value === "object" && value !== null && !(value instanceof Date)) return JSON.stringify(value);
  if (typeof value !== "string") return value;
  if (/^-?\d+(\.\d+)?$/.test(value)) return Number(value);
  return /^[[{]/.test(value) ? JSON.stringify(JSON.parse(value)) : value;
}
