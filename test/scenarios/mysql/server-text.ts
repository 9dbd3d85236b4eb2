import type { DriverConnection } from "../../../src/dialect/driver";
import type { ScenarioDatabase } from "../run-scenario";

const STATEMENT_COLUMN: Readonly<Record<string, 2 | 3>> = { TRIGGER: 2, FUNCTION: 2, PROCEDURE: 2, EVENT: 3 };

const PROGRAMS = `SELECT 'TRIGGER', TRIGGER_NAME, CONCAT('order ', ACTION_ORDER) FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE()
  UNION ALL SELECT ROUTINE_TYPE, ROUTINE_NAME, '' FROM information_schema.ROUTINES
    WHERE ROUTINE_SCHEMA = DATABASE() AND ROUTINE_TYPE IN ('FUNCTION', 'PROCEDURE')
  UNION ALL SELECT 'EVENT', EVENT_NAME, IF(STARTS IN (CREATED, LAST_ALTERED), CONCAT(' STARTS \\'', STARTS, '\\''), '')
    FROM information_schema.EVENTS WHERE EVENT_SCHEMA = DATABASE()
  ORDER BY 1, 2`;

/** How the parameters of a routine were spelled is nowhere but in the text: what they are is compared. */
const PARAMETERS = `SELECT CONCAT_WS(' ', ROUTINE_TYPE, SPECIFIC_NAME, ORDINAL_POSITION, PARAMETER_MODE, PARAMETER_NAME, DTD_IDENTIFIER,
    CHARACTER_SET_NAME, COLLATION_NAME)
  FROM information_schema.PARAMETERS WHERE SPECIFIC_SCHEMA = DATABASE() ORDER BY ROUTINE_TYPE, SPECIFIC_NAME, ORDINAL_POSITION`;

const COLLATIONS = `SELECT CONCAT_WS(' ', TABLE_NAME, COLUMN_NAME, COLLATION_NAME) FROM information_schema.COLUMNS
  WHERE TABLE_SCHEMA = DATABASE() AND COLLATION_NAME IS NOT NULL ORDER BY TABLE_NAME, COLUMN_NAME`;

/**
 * SHOW CREATE of everything, tables line by line. The order of their lines and the counters say how a table came about, not
 * what it is; nor does the moment when an event was created, which is when it starts where nothing else was said.
 */
export async function readServerText({ connection }: ScenarioDatabase): Promise<string> {
  const [database] = await readRow(connection, "SELECT DATABASE()");
  const texts: string[] = [];
  for (const [name, type] of await readRows(connection, "SHOW FULL TABLES")) {
    const kind = type === "VIEW" ? "VIEW" : type === "SEQUENCE" ? "SEQUENCE" : "TABLE";
    const shown = await readRow(connection, `SHOW CREATE ${kind} ${quote(name)}`);
    texts.push(...linesOf(name, shown[1]));
  }
  for (const [kind, name, fact] of await readRows(connection, PROGRAMS)) {
    const shown = await readRow(connection, `SHOW CREATE ${kind} ${quote(name)}`);
    const text = shown[STATEMENT_COLUMN[kind] ?? 1];
    texts.push(
      `${kind} ${name}: ${fact} sql_mode=${shown[1]} ${kind === "EVENT" ? text.replace(fact, "") : withoutHead(kind, text)}`,
    );
  }
  for (const sql of [PARAMETERS, COLLATIONS]) texts.push(...(await readRows(connection, sql)).map(([line]) => line));
  return texts.join("\n").replaceAll(`${quote(database)}.`, "");
}

/** MariaDB keeps the head of a trigger and the parameters of a routine as they were typed. */
function withoutHead(kind: string, text: string): string {
  if (kind === "TRIGGER")
    return text.replace(/^[\s\S]*?\bfor\s+each\s+row\s+(?:(?:follows|precedes)\s+(?:`[^`]+`|\w+)\s+)?/i, "");
  let depth = 0;
  let end = text.indexOf("(");
  do {
    if (text[end] === "(") depth += 1;
    if (text[end] === ")") depth -= 1;
    end += 1;
  } while (depth > 0 && end < text.length);
  return `${text.slice(0, text.indexOf("("))}${text.slice(end)}`;
}

/** A width for showing a number says nothing of its values, except where zeros fill it. */
const WIDTH = /(?<!`)\b((?!tinyint\(1\))(?:tiny|small|medium|big)?int)\(\d+\)(?! (?:unsigned )?zerofill)/g;

/** Whether a column was given its collation or had it from the table is no property of it: the collations are compared. */
const COLLATION = /^(`.*?) (?:CHARACTER SET \w+ COLLATE|CHARACTER SET|COLLATE) \w+/;

/** MariaDB keeps the names of an engine's own options as they were typed. */
const OPTION = /`\w+`(?==')/g;

/** Every index of InnoDB is one. */
const BTREE = / USING BTREE$/;

/** Both words are the same here, and the same as none. */
const NO_ACTION = / ON (?:DELETE|UPDATE) (?:NO ACTION|RESTRICT)/g;

function linesOf(name: string, text: string): readonly string[] {
  const lines = text
    .replace(/ AUTO_INCREMENT=\d+/, "")
    // A negative number is written as -(1) or as -1, and means the same.
    .replace(/-\((\d+)\)/g, "-$1")
    .split("\n")
    .map((line) =>
      line
        .replace(/,$/, "")
        .replace(WIDTH, "$1")
        .replace(NO_ACTION, "")
        .replace(BTREE, "")
        .replace(OPTION, (name) => name.toLowerCase())
        .trim()
        .replace(COLLATION, "$1"),
    );
  const keys = lines.flatMap(
    (line) => /^CONSTRAINT (`.*?`) FOREIGN KEY (\(.*?\)) REFERENCES/.exec(line.replaceAll("`, `", "`,`")) ?? [],
  );
  return lines.map((line) => `${name}: ${withoutServersName(line, keys)}`).sort();
}

/** The index that the server makes for a foreign key is named by it, after the key or after its first column. */
function withoutServersName(line: string, keys: readonly string[]): string {
  const [, index, columns = ""] = /^KEY (`.*?`) (\(.*?\))$/.exec(line) ?? [];
  const key =
    index === undefined
      ? undefined
      : keys.findLast((name, place) => keys[place + 1] === columns && name.startsWith("`"));
  const isServers =
    key !== undefined && (index === key || (/_ibfk_\d+`$/.test(key) && columns.startsWith(`(${index}`)));
  return isServers ? `KEY of a foreign key ${columns}` : line;
}

/** Rows with a text in each of four places, whatever they hold. */
async function readRows(
  connection: DriverConnection,
  sql: string,
): Promise<readonly (readonly [string, string, string, string])[]> {
  const { rows } = await connection.execute(sql, []);
  return rows.map((row) => [String(row[0]), String(row[1]), String(row[2]), String(row[3])] as const);
}

async function readRow(connection: DriverConnection, sql: string): Promise<readonly [string, string, string, string]> {
  const [row] = await readRows(connection, sql);
  return row ?? ["", "", "", ""];
}

function quote(name: string): string {
  return `\`${name.replaceAll("`", "``")}\``;
}
