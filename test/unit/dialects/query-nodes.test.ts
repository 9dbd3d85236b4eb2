import { mariadbDialect, mysqlDialect } from "../../../src/dialects/mysql";
import { postgresDialect } from "../../../src/dialects/postgres";
import { sqliteDialect } from "../../../src/dialects/sqlite";
import { OrmError } from "../../../src/errors/orm-error";
import { expressionCases } from "../../dialect/query-nodes/expression-cases";
import { expressionSql } from "../../dialect/query-nodes/expression-sql";
import type { Family, NodeCase, SqlOfFamilies } from "../../dialect/query-nodes/nodes";
import { selectCases } from "../../dialect/query-nodes/select-cases";
import { selectSql } from "../../dialect/query-nodes/select-sql";
import { writeCases } from "../../dialect/query-nodes/write-cases";
import { writeSql } from "../../dialect/query-nodes/write-sql";

const dialects = { postgres: postgresDialect, mysql: mysqlDialect, mariadb: mariadbDialect, sqlite: sqliteDialect };
const cases: Readonly<Record<string, NodeCase>> = { ...selectCases, ...expressionCases, ...writeCases };
const texts: Readonly<Record<string, SqlOfFamilies>> = { ...selectSql, ...expressionSql, ...writeSql };

/** What a query becomes, in the newest version of each database. */
function compileFor(family: Family, name: string): SqlOfFamilies[Family] {
  const dialect = dialects[family];
  try {
    return dialect.resolve(dialect.offline).queries.compile(cases[name]!.query).sql;
  } catch (error) {
    if (!OrmError.is(error, "DIALECT.UNSUPPORTED")) throw error;
    return { refused: error.message };
  }
}

describe.each(Object.keys(dialects) as Family[])("a query of %s", (family) => {
  it.each(Object.keys(cases))("%s", (name) => {
    expect(compileFor(family, name)).toEqual(texts[name]![family]);
  });
});
