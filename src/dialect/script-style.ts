/**
 * How SQL is put into a script for the database's own command line client: what stands around it, and how a statement ends.
 * Each dialect says so in its `script-style.ts`.
 */
export interface ScriptStyle {
  /** The command that runs a script, for people, with `SCRIPT` for the file; it stops at the first error. */
  readonly usage: string;
  /** Statements before everything: what our own sessions are set to, so that the same SQL means the same. */
  readonly setUp: readonly string[];
  /** Statements around each revision; none where schema changes have no transactions. */
  readonly begin: readonly string[];
  readonly commit: readonly string[];
  /** Statements after everything. */
  readonly tearDown: readonly string[];
  /** The statement with IF NOT EXISTS or IF EXISTS in it; `undefined` where the database has no such form. */
  conditional(sql: string): string | undefined;
  /** The statement with its end, as the client takes it. */
  terminate(sql: string): string;
}

/** Puts a semicolon behind a statement, on a line of its own where the last line could be a comment. */
export function withSemicolon(sql: string): string {
  const text = sql.replace(/[\s;]+$/, "");
  const lastLine = text.slice(text.lastIndexOf("\n") + 1);
  return /--|#/.test(lastLine) ? `${text}\n;` : `${text};`;
}

/** The beginnings of statements, and actions of ALTER TABLE, behind which a condition can stand. */
const CONDITION_PLACES =
  /^(?<head>(?<verb>CREATE|DROP) (?:UNIQUE )?(?<noun>TABLE|INDEX|VIEW|MATERIALIZED VIEW|SEQUENCE|TYPE|DOMAIN|EXTENSION|FUNCTION|TRIGGER|POLICY|PROCEDURE)(?: CONCURRENTLY)?|ALTER TABLE \S+ (?<action>ADD|DROP) (?<part>COLUMN|CONSTRAINT)) /;

/**
 * Puts the condition into a statement of our own.
 * @param forms what the database takes it for: `CREATE TABLE`, `DROP INDEX`, `ADD COLUMN`.
 */
export function addCondition(sql: string, forms: ReadonlySet<string>): string | undefined {
  const { head, verb, noun, action, part } = CONDITION_PLACES.exec(sql)?.groups ?? {};
  const isCreating = verb === "CREATE" || action === "ADD";
  if (head === undefined || !forms.has(`${verb ?? action} ${noun ?? part}`)) return undefined;
  return `${head} IF ${isCreating ? "NOT " : ""}EXISTS${sql.slice(head.length)}`;
}
