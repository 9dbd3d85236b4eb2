import type { DdlCompiler } from "../../dialect/ddl-compiler";
import type { DriverConnection } from "../../dialect/driver";
import { table as tableOf } from "../../schema/edit";
import { emptySchema, type CheckConstraint, type Column, type Index, type Table } from "../../schema/model";
import { isSameData } from "../../util/stable-json";
import { readCheck, readExpressions, readTableLines } from "./create-table-text";
import { canonicalExpression, closingParenthesis, splitTopLevel } from "./expression-text";
import { isRefusal } from "./refusal";

const SCRATCH = "orm_scratch";

/** What of a wanted table is not spelt as the live table has it, and can only be compared in the server's words. */
interface OpenQuestions {
  readonly columns: ReadonlySet<string>;
  readonly checks: readonly CheckConstraint[];
  readonly indexes: readonly Index[];
}

/**
 * The wanted table with its expressions in the server's words: they are put into a temporary table, and SHOW CREATE TABLE
 * says how the server keeps them. Only what differs from the live table is asked. Where the server refuses (a right is
 * missing, an expression is wrong), the table stays as it is.
 */
export async function readBack(
  connection: DriverConnection,
  ddl: DdlCompiler,
  wanted: Table,
  live: Table,
): Promise<Table> {
  const questions = findQuestions(wanted, live);
  if (questions.columns.size + questions.checks.length + questions.indexes.length === 0) return wanted;
  const text = await showScratchTable(connection, createScratch(ddl, wanted, questions));
  return text === undefined ? wanted : withAnswers(wanted, questions, text);
}

function findQuestions(wanted: Table, live: Table): OpenQuestions {
  const liveColumns = new Map(live.columns.map((column) => [column.name, column]));
  const liveChecks = new Set(live.checks.map(({ expression }) => expression));
  const liveIndexes = new Map(live.indexes.map((index) => [index.name, index]));
  const hasUnknownCheck = live.checks.some(
    ({ expression }) => !wanted.checks.some((check) => check.expression === expression),
  );
  return {
    columns: new Set(
      wanted.columns.filter((column) => isOpenColumn(column, liveColumns.get(column.name))).map(({ name }) => name),
    ),
    checks: hasUnknownCheck ? wanted.checks.filter(({ expression }) => !liveChecks.has(expression)) : [],
    indexes: wanted.indexes.filter(
      (index) =>
        index.parts.some(({ expression }) => expression !== undefined) &&
        liveIndexes.has(index.name) &&
        !isSameData(liveIndexes.get(index.name)?.parts, index.parts),
    ),
  };
}

function isOpenColumn(wanted: Column, live: Column | undefined): boolean {
  if (live === undefined) return false;
  if (wanted.generated !== undefined && live.generated !== undefined) {
    return wanted.generated.expression !== live.generated.expression;
  }
  return wanted.default !== undefined && live.default !== undefined && !isSameData(wanted.default, live.default);
}

/** Every column is there, because expressions may name it; what is not asked about is left plain. */
function createScratch(ddl: DdlCompiler, wanted: Table, { columns, checks, indexes }: OpenQuestions): string {
  const plain = wanted.columns.map(({ name, type, collation, generated, default: value }): Column => {
    const isOpen = columns.has(name);
    return {
      name,
      type,
      nullable: true,
      ...(collation === undefined ? {} : { collation }),
      ...(generated === undefined || !isOpen ? {} : { generated }),
      ...(value === undefined || !isOpen ? {} : { default: value }),
    };
  });
  const scratch = tableOf({
    name: SCRATCH,
    columns: plain,
    checks: checks.map(({ expression }, index) => ({ name: `${SCRATCH}_check_${index}`, expression })),
    indexes: indexes.map(({ parts }, index) => ({ name: `${SCRATCH}_index_${index}`, parts })),
  });
  const [statement] = ddl.createTable({ kind: "createTable", table: scratch }, { schema: emptySchema });
  return statement!.sql.replace(/^CREATE TABLE/, "CREATE TEMPORARY TABLE");
}

/** The text of the table in the server's words, or `undefined` where it refused. Nothing is left behind. */
async function showScratchTable(connection: DriverConnection, sql: string): Promise<string | undefined> {
  try {
    await connection.execute(sql, []);
  } catch (error) {
    if (isRefusal(error) && connection.isOpen) return undefined;
    throw error;
  }
  try {
    const { rows } = await connection.execute(`SHOW CREATE TABLE \`${SCRATCH}\``, []);
    return String(rows[0]?.[1] ?? "");
  } finally {
    await connection.execute(`DROP TEMPORARY TABLE \`${SCRATCH}\``, []);
  }
}

function withAnswers(wanted: Table, questions: OpenQuestions, text: string): Table {
  const lines = readTableLines(text);
  const checks = new Map(
    questions.checks.map((check, index) => [check, readCheck(lines.get(`${SCRATCH}_check_${index}`))]),
  );
  const indexes = new Map(
    questions.indexes.map((index, place) => [index, readParts(lines.get(`${SCRATCH}_index_${place}`))]),
  );
  return {
    ...wanted,
    columns: wanted.columns.map((column) =>
      questions.columns.has(column.name) ? readExpressions(column, lines.get(column.name)) : column,
    ),
    checks: wanted.checks.map((check) => ({ ...check, expression: checks.get(check) ?? check.expression })),
    indexes: wanted.indexes.map((index) => withExpressions(index, indexes.get(index))),
  };
}

function readParts(line: string | undefined): readonly string[] | undefined {
  const open = line?.indexOf("(") ?? -1;
  if (line === undefined || open < 0) return undefined;
  return splitTopLevel(line.slice(open + 1, closingParenthesis(line, open) - 1), ",").map(canonicalExpression);
}

function withExpressions(index: Index, expressions: readonly string[] | undefined): Index {
  if (expressions === undefined) return index;
  const parts = index.parts.map((part, place) =>
    part.expression === undefined ? part : { ...part, expression: expressions[place] ?? part.expression },
  );
  return { ...index, parts };
}
