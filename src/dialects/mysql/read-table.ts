import type { TypeSystem } from "../../dialect/type-system";
import type { Attributes, CheckConstraint, Index, Table } from "../../schema/model";
import { readCheck, readExpressions, readTableLines } from "./create-table-text";
import { closingParenthesis, mentionsColumn, splitTopLevel } from "./expression-text";
import { COLUMN_CHECK, PARSER, SRID } from "./extensions/column-attributes";
import { readPartitions } from "./extensions/partitions";
import { mayHavePeriod, SYSTEM_VERSIONED, withPeriods } from "./extensions/system-versioning";
import { COLLATION, ENGINE, isHashedEngine, readOptions, USUAL_ENGINE } from "./extensions/table-options";
import { isServerMade } from "./foreign-key-index";
import { readColumn, type ColumnFacts } from "./read-column";
import { readForeignKeys, readIndexes, toText, type Row } from "./read-keys";
import type { MysqlServer } from "./server";
import { readStringLiteral } from "./string-literal";

/** The rows of the catalog that speak of one table. */
export interface TableRows {
  readonly table: Row;
  readonly columns: readonly Row[];
  readonly indexes: readonly Row[];
  readonly foreignKeys: readonly Row[];
  readonly checks: readonly Row[];
  /** The names of spatial columns and the spatial reference systems that they are held to. */
  readonly spatial: readonly Row[];
}

export interface TableReader {
  read(rows: TableRows): Table;
  /** Whether SHOW CREATE TABLE says more of the table than the rows of the catalog do. */
  isPartial(rows: TableRows, table: Table, facts: { readonly hasParsers: boolean }): boolean;
  /** The table with what only SHOW CREATE TABLE says: partitions, periods, the parsers of fulltext indexes. */
  complete(table: Table, text: string): Table;
}

export function createTableReader(
  server: MysqlServer,
  types: TypeSystem,
  readExpression: (text: string) => string,
): TableReader {
  return {
    read(rows) {
      const [name, type, engine, collation, comment, usual, options] = rows.table;
      const facts: ColumnFacts = {
        server,
        types,
        readExpression,
        checks: columnChecks(
          rows.checks,
          rows.columns.map((row) => toText(row[1])),
        ),
        tableCollation: collation,
      };
      const keys = readIndexes(rows.indexes, readExpression, isHashedEngine(engine));
      const attributes: Attributes = {
        ...(toText(engine) === "" || toText(engine) === USUAL_ENGINE ? {} : { [ENGINE]: toText(engine) }),
        ...readOptions(toText(options)),
        ...(collation === usual || toText(collation) === "" ? {} : { [COLLATION]: toText(collation) }),
        ...(toText(type) === "SYSTEM VERSIONED" ? { [SYSTEM_VERSIONED]: true } : {}),
      };
      const systems = new Map(rows.spatial.map(([, column, system]) => [toText(column), Number(system)]));
      const table: Table = {
        name: toText(name),
        columns: rows.columns.map((row) => {
          const column = readColumn(row, facts);
          const system = systems.get(column.name);
          return system === undefined ? column : { ...column, attributes: { ...column.attributes, [SRID]: system } };
        }),
        ...(keys.primaryKey === undefined ? {} : { primaryKey: keys.primaryKey }),
        uniques: keys.uniques,
        foreignKeys: readForeignKeys(rows.foreignKeys),
        checks: tableChecks(rows.checks),
        indexes: keys.indexes,
        ...(toText(comment) === "" ? {} : { comment: toText(comment) }),
        ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
      };
      return { ...table, indexes: table.indexes.filter((index) => !isServerMade(table, index)) };
    },

    isPartial({ table: [, type, , , , , options] }, table, { hasParsers }) {
      return (
        /\bpartitioned\b/i.test(toText(options)) ||
        toText(type) === "SYSTEM VERSIONED" ||
        (hasParsers && table.indexes.some(({ method }) => method === "fulltext")) ||
        (server.hasPeriods && mayHavePeriod(table)) ||
        (server.losesWideCharacters && expressionsOf(table).some((text) => text.includes("?")))
      );
    },

    complete(table, text) {
      const open = text.indexOf("(");
      const end = closingParenthesis(text, open);
      const body = text.slice(open + 1, end - 1);
      const attributes: Attributes = { ...table.attributes, ...readPartitions(text.slice(end)) };
      const parsers = readParsers(body);
      const indexes = table.indexes.map((index) => withParser(index, parsers.get(index.name)));
      const exact = server.losesWideCharacters ? withExactExpressions(table, readTableLines(text)) : table;
      const whole = { ...exact, indexes, ...(Object.keys(attributes).length === 0 ? {} : { attributes }) };
      return withPeriods(whole, body);
    },
  };

  /**
   * Checks that stand behind a column have no name. MariaDB lists them under the one that the column had when it was
   * created, so after a rename the column is found by being mentioned.
   */
  function columnChecks(rows: readonly Row[], columns: readonly string[]): ReadonlyMap<string, string> {
    const own = rows.filter(([, , , level]) => toText(level) === "Column");
    return new Map(
      own.map(([, first, text]) => {
        const [expression, name] = [readExpression(toText(text)), toText(first)];
        const isCurrent = columns.includes(name) && mentionsColumn(expression, name);
        return [isCurrent ? name : (columns.find((column) => mentionsColumn(expression, column)) ?? name), expression];
      }),
    );
  }

  function tableChecks(rows: readonly Row[]): readonly CheckConstraint[] {
    return rows
      .filter(([, , , level]) => toText(level) !== "Column")
      .map(([, name, expression, , isEnforced]) => ({
        name: toText(name),
        expression: readExpression(toText(expression)),
        ...(toText(isEnforced) === "NO" ? { notEnforced: true } : {}),
      }));
  }
}

/** The parsers of fulltext indexes by the index: the catalog has no column for them. */
function readParsers(body: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const line of splitTopLevel(body, ",").map((text) => text.trim())) {
    if (!line.startsWith("FULLTEXT KEY `")) continue;
    const { value, end } = readStringLiteral(line, line.indexOf("`"));
    const parser = /\bWITH PARSER `((?:[^`]|``)+)`/.exec(
      line.slice(closingParenthesis(line, line.indexOf("(", end))),
    )?.[1];
    if (parser !== undefined) found.set(value, parser);
  }
  return found;
}

function withParser(index: Index, parser: string | undefined): Index {
  return parser === undefined ? index : { ...index, attributes: { ...index.attributes, [PARSER]: parser } };
}

/** The texts in which the catalog may have lost characters. */
function expressionsOf({ columns, checks }: Table): readonly string[] {
  return [
    ...checks.map(({ expression }) => expression),
    ...columns.flatMap(({ generated, attributes }) => [
      generated?.expression ?? "",
      String(attributes?.[COLUMN_CHECK] ?? ""),
    ]),
  ];
}

function withExactExpressions(table: Table, lines: ReadonlyMap<string, string>): Table {
  return {
    ...table,
    columns: table.columns.map((column) => {
      const line = lines.get(column.name);
      const check = column.attributes?.[COLUMN_CHECK] === undefined ? undefined : readCheck(line);
      const exact = column.generated === undefined ? column : readExpressions(column, line);
      return check === undefined ? exact : { ...exact, attributes: { ...exact.attributes, [COLUMN_CHECK]: check } };
    }),
    checks: table.checks.map((check) => ({
      ...check,
      expression: (check.name === undefined ? undefined : readCheck(lines.get(check.name))) ?? check.expression,
    })),
  };
}
