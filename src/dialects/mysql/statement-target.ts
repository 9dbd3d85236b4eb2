import type { StatementEffect } from "../../dialect/statement-probe";
import { TextScanner } from "./text-scanner";

/** What SHOW CREATE can show; views and sequences are shown as tables. */
export type ShownKind = "TABLE" | "TRIGGER" | "PROCEDURE" | "FUNCTION" | "EVENT" | "DATABASE";

/** An object that a statement makes, changes or drops. */
export interface StatementTarget {
  readonly kind: ShownKind;
  /** Quoted, with its database where the statement says it. */
  readonly name: string;
}

/** What can be read from a statement without asking the server. */
export interface StatementReading {
  readonly effect: StatementEffect;
  /** The first word, in capitals. */
  readonly verb: string;
  /** What the statement is about; `undefined` where that cannot be read. */
  readonly targets?: readonly StatementTarget[];
  /** Running it twice is the same as once, as long as nothing else ran between. */
  readonly isRepeatable?: boolean;
}

const DATA =
  /(?:SELECT|INSERT|UPDATE|DELETE|REPLACE|WITH|VALUES|TABLE|DO|SHOW|EXPLAIN|DESC|DESCRIBE|HANDLER|LOAD|HELP|SIGNAL|SAVEPOINT|RELEASE|CHECKSUM|KILL)(?![\w$])|\(/iy;
const SESSION = /(?:SET|USE|PREPARE|DEALLOCATE)(?![\w$])/iy;
const REPEATABLE = /(?:TRUNCATE|ANALYZE|OPTIMIZE|REPAIR|CHECK|FLUSH|CACHE|GRANT|RESET|PURGE)(?![\w$])/iy;
const COMMIT = /(?:COMMIT|BEGIN|START\s+TRANSACTION)(?![\w$])/iy;
const KINDS: Readonly<Record<string, ShownKind>> = {
  TABLE: "TABLE",
  VIEW: "TABLE",
  SEQUENCE: "TABLE",
  INDEX: "TABLE",
  TRIGGER: "TRIGGER",
  PROCEDURE: "PROCEDURE",
  FUNCTION: "FUNCTION",
  EVENT: "EVENT",
  DATABASE: "DATABASE",
  SCHEMA: "DATABASE",
};
const KIND = new RegExp(`(?<![\\w$])(?:${Object.keys(KINDS).join("|")})(?![\\w$])`, "iy");
/** Objects of the server, which no definition in a database shows. */
const ELSEWHERE = /(?:USER|ROLE|SERVER|TABLESPACE|LOGFILE|RESOURCE|INSTANCE|UNDO)(?![\w$])/iy;

/** Reads what a statement does, and to what. What is not understood is `opaque`. */
export function readStatement(sql: string): StatementReading {
  // A comment that the server runs: `/*!50003 CREATE ... */`.
  const scanner = new TextScanner(sql.replace(/^\s*\/\*!\d*/, ""));
  if (scanner.match(DATA) !== undefined) return { effect: "data", verb: "" };
  if (scanner.match(SESSION) !== undefined) return { effect: "session", verb: "" };
  if (scanner.match(COMMIT) !== undefined) return { effect: "commit", verb: "" };
  if (scanner.match(REPEATABLE) !== undefined) return { effect: "schema", verb: "", isRepeatable: true };
  if (scanner.take("ROLLBACK")) {
    return { effect: scanner.match(/(?:WORK\s+)?TO(?![\w$])/iy) === undefined ? "rollback" : "data", verb: "ROLLBACK" };
  }
  const verb = scanner.match(/(?:CREATE|ALTER|DROP|RENAME)(?![\w$])/iy)?.toUpperCase();
  return verb === undefined ? { effect: "opaque", verb: "" } : readChange(verb, scanner, sql);
}

function readChange(verb: string, scanner: TextScanner, sql: string): StatementReading {
  if (scanner.match(ELSEWHERE) !== undefined)
    return { effect: verb === "ALTER" ? "schema" : "opaque", verb, isRepeatable: true };
  const head = scanner.until(KIND);
  const word = scanner.match(KIND)?.toUpperCase();
  if (word === undefined) return { effect: "opaque", verb };
  if (/(?<![\w$])TEMPORARY(?![\w$])/i.test(head)) return { effect: verb === "DROP" ? "data" : "temporary", verb };
  // Two tables change places, and neither definition tells.
  if (verb === "ALTER" && /(?<![\w$])EXCHANGE\s+PARTITION(?![\w$])/i.test(sql)) return { effect: "opaque", verb };
  const names = readNames(verb, word, scanner);
  const kind = KINDS[word]!;
  if (names === undefined || names.length === 0) return { effect: "schema", verb };
  return { effect: "schema", verb, targets: names.map((name) => ({ kind, name })) };
}

function readNames(verb: string, word: string, scanner: TextScanner): readonly string[] | undefined {
  passIfExists(scanner);
  const first = readName(scanner);
  if (first === undefined) return undefined;
  if (word === "INDEX") {
    scanner.match(/USING\s+\w+/iy);
    if (!scanner.take("ON")) return undefined;
    const table = readName(scanner);
    return table === undefined ? undefined : [table];
  }
  const names = [first];
  if (verb === "CREATE" || verb === "ALTER") return names;
  for (;;) {
    if (verb === "RENAME") {
      if (!scanner.take("TO")) return undefined;
      const target = readName(scanner);
      if (target === undefined) return undefined;
      names.push(target);
    }
    if (scanner.match(/,/y) === undefined) return [...new Set(names)];
    const next = readName(scanner);
    if (next === undefined) return undefined;
    names.push(next);
  }
}

function passIfExists(scanner: TextScanner): void {
  if (!scanner.take("IF", "NOT", "EXISTS")) scanner.take("IF", "EXISTS");
}

function readName(scanner: TextScanner): string | undefined {
  const first = scanner.name();
  if (first === undefined) return undefined;
  const second = scanner.match(/\./y) === undefined ? undefined : scanner.name();
  return [first, ...(second === undefined ? [] : [second])]
    .map((part) => `\`${part.replaceAll("`", "``")}\``)
    .join(".");
}
