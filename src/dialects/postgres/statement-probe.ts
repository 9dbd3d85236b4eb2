import type { DriverConnection } from "../../dialect/driver";
import type { QueryCompiler } from "../../dialect/query-compiler";
import type { Settlement, StatementEffect, StatementProbe } from "../../dialect/statement-probe";
import { lockKey } from "./locks";

/** The server process that ran the statement, and the index as it was. */
interface Before {
  readonly session: string;
  readonly index: string | null;
}

const NAME = String.raw`(?:"(?:[^"]|"")*"|[\w$\u0080-\uffff]+)(?:\s*\.\s*(?:"(?:[^"]|"")*"|[\w$\u0080-\uffff]+))?`;
const CREATE_INDEX = new RegExp(
  String.raw`^CREATE\s+(?:UNIQUE\s+)?INDEX\s+CONCURRENTLY\s+(?:IF\s+NOT\s+EXISTS\s+)?(?<index>${NAME})\s+ON\s+(?:ONLY\s+)?(?<table>${NAME})`,
  "i",
);
const DROP_INDEX = new RegExp(
  String.raw`^DROP\s+INDEX\s+CONCURRENTLY\s+(?:IF\s+EXISTS\s+)?(?<index>${NAME})\s*(?:CASCADE|RESTRICT)?\s*;?\s*$`,
  "i",
);
const DETACH = new RegExp(
  String.raw`^ALTER\s+TABLE\s+(?:IF\s+EXISTS\s+)?(?:ONLY\s+)?(?<table>${NAME})\s+DETACH\s+PARTITION\s+(?<index>${NAME})\s+CONCURRENTLY\s*;?\s*$`,
  "i",
);
const CONCURRENT = /^(?:CREATE\s+(?:UNIQUE\s+)?INDEX|DROP\s+INDEX)\s+CONCURRENTLY\b/i;
/** What refuses a transaction, and does the same when it is run a second time. */
const REPEATABLE =
  /^(?:VACUUM|CLUSTER|REINDEX|ALTER\s+SYSTEM|CHECKPOINT|DISCARD|ANALYZE|ALTER\s+DATABASE|ALTER\s+TABLESPACE)\b/i;
/** What refuses a transaction, and cannot be run twice. */
const ALONE =
  /^(?:CREATE|DROP)\s+(?:DATABASE|TABLESPACE|SUBSCRIPTION)\b|^ALTER\s+SUBSCRIPTION\b|^CALL\b|^(?:COMMIT|ROLLBACK)\s+PREPARED\b/i;
const COMMIT = /^(?:COMMIT|END|BEGIN|START\s+TRANSACTION)\b/i;
/** One that goes back to a savepoint is part of the transaction. */
const ROLLBACK = /^(?:(?:ROLLBACK|ABORT)\b(?!\s+(?:(?:WORK|TRANSACTION)\s+)?TO\b)|PREPARE\s+TRANSACTION\b)/i;
const SESSION =
  /^(?:SET\s+(?!LOCAL\b|CONSTRAINTS\b|TRANSACTION\b)|RESET\b|LISTEN\b|UNLISTEN\b|LOAD\b|PREPARE\b|DEALLOCATE\b|SELECT\s+(?:pg_catalog\s*\.\s*)?set_config\s*\([^;]*,\s*false\s*\)\s*;?\s*$)/i;
const TEMPORARY = /^CREATE\s+(?:(?:LOCAL|GLOBAL)\s+)?TEMP(?:ORARY)?\b|^SELECT\b[^;]*\bINTO\s+TEMP(?:ORARY)?\b/i;
/** Where a semicolon, or a word, means nothing. */
const QUOTED =
  /--[^\n]*|\/\*[\s\S]*?\*\/|\bE'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\w*)\$[\s\S]*?\$\1\$/gi;
/** The statements of such a function are its own, and END is the last of them. */
const ATOMIC_BODY = /\bBEGIN\s+ATOMIC\b/i;
const COMMENTS = /^(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)+/;

/** Only what refuses a transaction needs to be settled here: everything else commits together with its mark. */
export function createStatementProbe(queries: QueryCompiler, hasLocks: boolean): StatementProbe {
  return {
    textType: "text",
    effectOf: (sql) => endOfSeveral(sql) ?? effectOf(sql.replace(COMMENTS, "")),
    async before(connection, sql) {
      const { rows } = await connection.execute(`SELECT ${SESSION_NAME}, ${indexState(sql)}`, []);
      return JSON.stringify({ session: text(rows[0]?.[0]) ?? "", index: text(rows[0]?.[1]) } satisfies Before);
    },
    async settle(connection, sql, given) {
      const before = JSON.parse(given) as Before;
      if (await isAtWork(connection, before.session)) return "running";
      return settle(connection, sql.replace(COMMENTS, ""), before);
    },
    claim: async (connection, name) => {
      if (!hasLocks) return true;
      const { rows } = await connection.execute(`SELECT pg_try_advisory_xact_lock(${lockKey(`${name}|work`)})`, []);
      return rows[0]?.[0] === "t";
    },
    // It ends with the transaction.
    release: async () => undefined,
  };

  /** The index that a statement is about: its definition and whether it is complete; NULL where there is none. */
  function indexState(sql: string): string {
    const index = nameOf(sql.replace(COMMENTS, ""));
    if (index === undefined) return "NULL";
    return `(SELECT indexrelid::text || ' ' || indisvalid::text FROM pg_catalog.pg_index WHERE indexrelid = to_regclass(${queries.quoteString(index)}))`;
  }

  async function settle(connection: DriverConnection, sql: string, before: Before): Promise<Settlement> {
    if (REPEATABLE.test(sql)) return "not applied";
    if (DETACH.test(sql)) return settleDetach(connection, sql);
    const isCreate = CREATE_INDEX.test(sql);
    if (!isCreate && !DROP_INDEX.test(sql)) return "unknown";
    const { rows } = await connection.execute(`SELECT ${indexState(sql)}`, []);
    const now = text(rows[0]?.[0]);
    if (!isCreate) return now === null && before.index !== null ? "applied" : "not applied";
    if (now === null || now === before.index) return "not applied";
    if (now.endsWith(" true")) return "applied";
    // What a killed one leaves behind slows writes down, helps no query, and keeps the name.
    await connection.execute(`DROP INDEX CONCURRENTLY IF EXISTS ${nameOf(sql)!}`, []);
    return "not applied";
  }

  /** A partition whose detachment was cut short is finished; one that is attached is as before. */
  async function settleDetach(connection: DriverConnection, sql: string): Promise<Settlement> {
    const { table, index: partition } = DETACH.exec(sql)!.groups!;
    const condition = `inhparent = to_regclass(${queries.quoteString(table!)}) AND inhrelid = to_regclass(${queries.quoteString(partition!)})`;
    const { rows } = await connection.execute(
      `SELECT inhdetachpending::text FROM pg_catalog.pg_inherits WHERE ${condition}`,
      [],
    );
    if (rows.length === 0) return "applied";
    if (text(rows[0]?.[0]) !== "true") return "not applied";
    await connection.execute(`ALTER TABLE ${table!} DETACH PARTITION ${partition!} FINALIZE`, []);
    return "applied";
  }
}

/** A process of the server, which may outlive the client, with its start: numbers come again. */
const SESSION_NAME =
  "(SELECT pid::text || ' ' || extract(epoch from backend_start)::text FROM pg_catalog.pg_stat_activity WHERE pid = pg_backend_pid())";

async function isAtWork(connection: DriverConnection, session: string): Promise<boolean> {
  const { rows } = await connection.execute(
    "SELECT 1 FROM pg_catalog.pg_stat_activity WHERE pid::text || ' ' || extract(epoch from backend_start)::text = $1 AND pid <> pg_backend_pid() AND state = 'active'",
    [session],
  );
  return rows.length > 0;
}

/** The quoted index of a statement that builds or drops one; it lives in the schema of its table. */
function nameOf(sql: string): string | undefined {
  const created = CREATE_INDEX.exec(sql)?.groups;
  if (created === undefined) return DROP_INDEX.exec(sql)?.groups?.["index"];
  const schema = /^((?:"(?:[^"]|"")*"|[^."\s]+)\s*\.)/.exec(created["table"]!)?.[1] ?? "";
  return `${schema}${created["index"]!}`;
}

/** The server takes several statements as one text: whether one of them ends the transaction. */
function endOfSeveral(sql: string): StatementEffect | undefined {
  if (!/;\s*\S/.test(sql) || ATOMIC_BODY.test(sql)) return undefined;
  const parts = sql.replaceAll(QUOTED, " ").split(";");
  const effects = parts.map((part) => effectOf(part.trim()));
  return effects.find((effect) => effect === "commit" || effect === "rollback");
}

function effectOf(sql: string): StatementEffect {
  if (TEMPORARY.test(sql)) return "temporary";
  if (ALONE.test(sql)) return "opaque";
  if (ROLLBACK.test(sql)) return "rollback";
  if (COMMIT.test(sql)) return "commit";
  if (SESSION.test(sql)) return "session";
  const refuses = REPEATABLE.test(sql) && !/^ANALYZE\b/i.test(sql);
  if (refuses || CONCURRENT.test(sql) || DETACH.test(sql)) return "schema";
  // A block may commit on its own, and only outside of a transaction.
  return /^DO\b[\s\S]*\b(?:commit|rollback)\b/i.test(sql) ? "opaque" : "data";
}

function text(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}
