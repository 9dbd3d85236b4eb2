import { createHash } from "node:crypto";
import type { DriverConnection } from "../../dialect/driver";
import type { Introspector } from "../../dialect/introspector";
import type { Settlement, StatementProbe } from "../../dialect/statement-probe";
import { stableJson } from "../../util/stable-json";
import { OrmError } from "../../errors/orm-error";
import { writeStringLiteral } from "./string-literal";
import { readStatement, type ShownKind, type StatementReading, type StatementTarget } from "./statement-target";

/** In which column of SHOW CREATE the definition stands. */
const DEFINITION: Readonly<Record<ShownKind, number>> = {
  TABLE: 1,
  TRIGGER: 2,
  PROCEDURE: 2,
  FUNCTION: 2,
  EVENT: 3,
  DATABASE: 1,
};
/** No such table, view, routine, trigger, event, database, sequence. */
const ABSENT: ReadonlySet<number> = new Set([1146, 1051, 1305, 1360, 1539, 1049, 4091]);
/** Neither a counter nor the table's own name is a change of its definition. */
const COUNTER = / AUTO_INCREMENT=\d+/;
const OWN_NAME = /^(CREATE (?:TABLE|SEQUENCE) )`(?:[^`]|``)*`/;

/** The definitions of what a statement is about, by name; `null` where it does not exist. */
type Definitions = Readonly<Record<string, string | null>>;

/**
 * Schema changes commit by themselves here. Each is atomic, so that the definition of what it is about, as the server prints it,
 * is either the old or the new one. A lock of the session tells when a connection whose process was killed has ended its last statement.
 */
export function createStatementProbe(introspector: Introspector): StatementProbe {
  return {
    // The database may have another character set, which cannot hold what a revision says.
    textType: "longtext character set utf8mb4",
    effectOf: (sql) => readStatement(sql).effect,
    before: async (connection, sql) => JSON.stringify(await definitionsOf(connection, readStatement(sql))),
    async settle(connection, sql, text) {
      const reading = readStatement(sql);
      if (reading.isRepeatable === true) return "not applied";
      const before = JSON.parse(text) as Definitions;
      return judge(reading, before, await definitionsOf(connection, reading));
    },
    async claim(connection, name) {
      const { rows } = await connection.execute(`SELECT GET_LOCK(${lockOf(name)}, 0)`, []);
      return Number(rows[0]?.[0] ?? 0) === 1;
    },
    async release(connection, name) {
      await connection.execute(`SELECT RELEASE_LOCK(${lockOf(name)})`, []);
    },
  };

  async function definitionsOf(connection: DriverConnection, reading: StatementReading): Promise<Definitions> {
    if (reading.isRepeatable === true) return {};
    const { targets, verb } = reading;
    if (targets === undefined) return { "": await fingerprint(connection) };
    const found: Record<string, string | null> = {};
    for (const target of targets) found[target.name] = await definitionOf(connection, target, verb === "RENAME");
    return found;
  }

  /** Everything that there is, for a statement whose objects cannot be read from its text. */
  async function fingerprint(connection: DriverConnection): Promise<string> {
    const schema = await introspector.read(connection, { isIgnored: (table) => table.startsWith("orm_") });
    return createHash("sha256").update(stableJson(schema)).digest("hex");
  }
}

/** Locks are known to the whole server, and their names have 64 characters. */
function lockOf(name: string): string {
  return `CONCAT('orm:', LEFT(SHA2(CONCAT(COALESCE(DATABASE(), ''), ${writeStringLiteral(`|work|${name}`)}), 256), 40))`;
}

function judge({ verb }: StatementReading, before: Definitions, after: Definitions): Settlement {
  const names = Object.keys(before);
  if (names.every((name) => before[name] === after[name])) {
    // Tables that changed places may look the same as before.
    const texts = names.map((name) => before[name]).filter((text) => text !== null);
    return verb === "RENAME" && new Set(texts).size < texts.length ? "unknown" : "not applied";
  }
  // Older servers drop the tables of one statement one after the other.
  if (verb === "DROP" && names.some((name) => after[name] !== null)) return "unknown";
  return "applied";
}

async function definitionOf(
  connection: DriverConnection,
  { kind, name }: StatementTarget,
  isRename: boolean,
): Promise<string | null> {
  try {
    const { rows } = await connection.execute(`SHOW CREATE ${kind} ${name}`, []);
    const text = String(rows[0]?.[DEFINITION[kind]] ?? "").replace(COUNTER, "");
    return isRename ? `${await createdAt(connection, name)} ${text.replace(OWN_NAME, "$1")}` : text;
  } catch (error) {
    const thrown = OrmError.is(error) ? error.cause : error;
    const number = (thrown as { readonly errno?: number } | undefined)?.errno;
    if (number === undefined || !connection.isOpen) throw error;
    return ABSENT.has(number) ? null : `error ${number}`;
  }
}

/** A table keeps this when it is renamed: it tells two tables with one definition apart. */
async function createdAt(connection: DriverConnection, name: string): Promise<string> {
  const parts = (name.match(/`(?:[^`]|``)*`/g) ?? []).map((part) => part.slice(1, -1).replaceAll("``", "`"));
  const { rows } = await connection.execute(
    "SELECT CREATE_TIME FROM information_schema.TABLES WHERE TABLE_SCHEMA = COALESCE(?, DATABASE()) AND TABLE_NAME = ?",
    [parts.length > 1 ? parts[0]! : null, parts.at(-1)!],
  );
  return String(rows[0]?.[0] ?? "");
}
