import { rmSync } from "node:fs";
import { join } from "node:path";
import type { DataSourceOptions as TheirOptions } from "typeorm";
import { createDatabaseName } from "../../support/database-name";
import { readSession } from "../../support/matrix";
import { BOOKKEEPING, type SideDatabase, type SideServer } from "./server";

/** The driver that both libraries can work with; TypeORM knows it as another package, whose interface it has. */
export const SHARED_DRIVER = "libsql";

/** What both packages have, as far as it is needed here. */
interface File {
  exec(sql: string): void;
  prepare(sql: string): { all(): readonly Readonly<Record<string, unknown>>[] };
  close(): void;
}

/** Two new files for every set. */
export async function openSqliteServer(): Promise<SideServer> {
  const files: string[] = [];
  const create = (): SideDatabase => {
    const file = join(readSession(), `${createDatabaseName()}.sqlite`);
    files.push(file);
    return openSide(file);
  };
  const remove = (): void => {
    for (const file of files.splice(0)) {
      for (const suffix of ["", "-wal", "-shm", "-journal"]) rmSync(`${file}${suffix}`, { force: true });
    }
  };
  return {
    name: "sqlite",
    reset: async () => {
      remove();
      return { theirs: create(), ours: create() };
    },
    close: async () => remove(),
  };
}

function openSide(database: string): SideDatabase {
  const driver: unknown = require(SHARED_DRIVER);
  const withFile = async <Result>(work: (file: File) => Result): Promise<Result> => {
    const file = new (driver as new (path: string) => File)(database);
    try {
      return work(file);
    } finally {
      file.close();
    }
  };
  const theirs: TheirOptions = { type: "better-sqlite3", database, driver };
  return {
    ours: { type: "sqlite", driver: SHARED_DRIVER, database },
    theirs,
    execute: (sql) => withFile((file) => file.exec(sql)),
    dump: () => withFile(readLines),
  };
}

const TEXTS =
  "SELECT type, name, tbl_name AS 'table', sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'";

const COLUMNS = `SELECT t.name || ' column ' || printf('%03d', c.cid) || ' ' || c.name || ' ' || lower(c.type)
    || CASE WHEN c."notnull" THEN ' not null' ELSE '' END || ' default ' || coalesce(c.dflt_value, '-') || ' key ' || c.pk || ' hidden ' || c.hidden AS line, t.name AS name
  FROM pragma_table_list t, pragma_table_xinfo(t.name) c WHERE t.schema = 'main' AND t.type IN ('table', 'view') AND t.name NOT LIKE 'sqlite_%'`;

const TABLES = `SELECT t.name || ' without rowid ' || wr || ' strict ' || strict AS line, t.name AS name
  FROM pragma_table_list t WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite_%'`;

function readLines(file: File): readonly string[] {
  const facts = [TABLES, COLUMNS].flatMap((sql) => file.prepare(sql).all());
  const lines = facts.filter(({ name }) => !BOOKKEEPING.test(String(name))).map(({ line }) => String(line));
  for (const { type, name, table, sql } of file.prepare(TEXTS).all()) {
    if (BOOKKEEPING.test(String(table))) continue;
    const text = plainText(String(sql));
    const details = type === "table" ? clausesOf(text) : [text];
    lines.push(...details.map((detail) => `${String(type)} ${String(name)}: ${detail}`));
  }
  return lines.sort();
}

const PIECES = /('(?:[^']|'')*')|"((?:[^"]|"")*)"|`((?:[^`]|``)*)`|\[([^\]]*)\]|(\s+)|([\s\S])/g;

/** SQL without what means nothing: white space, the way names are quoted, the case of words outside quotes. */
function plainText(sql: string): string {
  const words = sql.replace(PIECES, (piece, text, double, back, bracket, space) => {
    if (text !== undefined) return piece;
    return space === undefined ? String(double ?? back ?? bracket ?? piece.toLowerCase()) : " ";
  });
  return words
    .replaceAll(/\s+/g, " ")
    .replaceAll(/ ?([(),;=<>|]) ?/g, "$1")
    .trim();
}

/** What no pragma tells: the constraints of a table with their names, and what stands behind its columns. */
function clausesOf(text: string): readonly string[] {
  const parts = splitByComma(text.slice(text.indexOf("(") + 1, text.lastIndexOf(")")));
  return parts.flatMap((part) => {
    // Which columns are the key, and in which order, the pragma tells, wherever the words stand.
    if (part.startsWith("primary key")) return [];
    if (/^(?:constraint|unique|check|foreign key)\b/.test(part)) return [part];
    const [name] = part.split(" ");
    return (part.match(CLAUSES) ?? []).map((clause) => `${name} ${readClause(clause)}`);
  });
}

const CLAUSES =
  /\b(?:autoincrement|unique|collate \w+|references .*|(?:constraint [^ ]+ )?check\((?:[^()]|\([^()]*\))*\)|(?:generated always )?as\(.*\) ?(?:stored|virtual)?)/g;

/** The names of collations do not mind their case, also in quotes. */
function readClause(clause: string): string {
  return clause.startsWith("collate ") ? clause.toLowerCase() : clause;
}

function splitByComma(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  const pieces = text.matchAll(/'(?:[^']|'')*'|[(),]/g);
  for (const { 0: piece, index } of pieces) {
    if (piece === "(") depth += 1;
    if (piece === ")") depth -= 1;
    if (piece !== "," || depth > 0) continue;
    parts.push(text.slice(start, index));
    start = index + 1;
  }
  return [...parts, text.slice(start)];
}
