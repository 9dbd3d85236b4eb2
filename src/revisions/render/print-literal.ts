import { SqlFragment } from "../../schema/sql-fragment";
import { escapeUnseen } from "./escape-unseen";
import { SourceText } from "./source-text";

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** A value as TypeScript source that makes it again. */
export interface PrintedLiteral {
  readonly source: string;
  /** Whether the source calls the `sql` tag. */
  readonly usesSql: boolean;
}

/** Members whose text is SQL. */
const SQL_MEMBERS: ReadonlySet<string> = new Set([
  "query",
  "definition",
  "event",
  "action",
  "expression",
  "where",
  "using",
  "check",
  "isApplied",
]);

/**
 * Prints plain data, dates, bytes, bigints and SQL fragments. Members that are `undefined` are left out.
 * The source stands on one line, which the formatter breaks; but SQL of several lines keeps its lines.
 * @param isSql whether a value that is text is SQL.
 */
export function printLiteral(value: unknown, isSql = false): PrintedLiteral {
  const found = { sql: false };
  const source = typeof value === "string" && isSql ? printCode(value) : print(value, found);
  return { source, usesSql: found.sql };
}

interface Found {
  sql: boolean;
}

function print(value: unknown, found: Found): string {
  if (typeof value === "string") return printString(value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (typeof value !== "object" || value === null) return String(value);
  if (value instanceof SourceText) return value.text;
  if (SqlFragment.is(value)) return printFragment(value, found);
  if (value instanceof Date) return `new Date(${printString(value.toISOString())})`;
  if (value instanceof Uint8Array)
    return `Buffer.from(${printString(Buffer.from(value).toString("base64"))}, "base64")`;
  if (Array.isArray(value)) return `[${value.map((item) => print(item, found)).join(", ")}]`;
  return printObject(value, found);
}

/** A template with the lines as they are, where there are several. */
function printCode(text: string): string {
  if (!text.trim().includes("\n")) return printString(text);
  return `\`${escapeTemplate(text).replace(/ $/, "\\x20")}\``;
}

/** Double quotes, whatever is in it. */
function printString(text: string): string {
  return escapeUnseen(JSON.stringify(text));
}

function printObject(value: object, found: Found): string {
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  if (members.length === 0) return "{}";
  const printMember = (key: string, member: unknown): string =>
    typeof member === "string" && SQL_MEMBERS.has(key) ? printCode(member) : print(member, found);
  return `{ ${members.map(([key, member]) => `${printKey(key)}: ${printMember(key, member)}`).join(", ")} }`;
}

function printKey(key: string): string {
  // Written plainly it would set the prototype.
  if (key === "__proto__") return '["__proto__"]';
  return IDENTIFIER.test(key) ? key : printString(key);
}

function printFragment({ strings, values }: SqlFragment, found: Found): string {
  found.sql = true;
  const parts = strings.map((text, position) =>
    position < values.length ? `${escapeTemplate(text)}\${${print(values[position], found)}}` : escapeTemplate(text),
  );
  return `sql\`${parts.join("")}\``;
}

/**
 * A template reads CR as a line feed, so it needs an escape like the characters that mean something; so does white space at
 * the end of a line, which editors take away.
 */
function escapeTemplate(text: string): string {
  const escaped = text
    .replace(/[\\`]|\$(?=\{)/g, "\\$&")
    .replaceAll("\r", "\\r")
    .replace(/[ \t](?=\n)/g, (space) => (space === " " ? "\\x20" : "\\t"))
    .replace(/[^\P{Cc}\t\n]/gu, (control) => `\\x${control.charCodeAt(0).toString(16).padStart(2, "0")}`);
  return escapeUnseen(escaped);
}
