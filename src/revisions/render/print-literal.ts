import { SqlFragment } from "../../schema/sql-fragment";

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** A value as TypeScript source that makes it again. */
export interface PrintedLiteral {
  readonly source: string;
  /** Whether the source calls the `sql` tag. */
  readonly usesSql: boolean;
}

/**
 * Prints plain data, dates, bytes, bigints and SQL fragments. Members that are `undefined` are left out.
 * The source stands on one line; the formatter breaks it.
 */
export function printLiteral(value: unknown): PrintedLiteral {
  const found = { sql: false };
  const source = print(value, found);
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
  if (SqlFragment.is(value)) return printFragment(value, found);
  if (value instanceof Date) return `new Date(${printString(value.toISOString())})`;
  if (value instanceof Uint8Array)
    return `Buffer.from(${printString(Buffer.from(value).toString("base64"))}, "base64")`;
  if (Array.isArray(value)) return `[${value.map((item) => print(item, found)).join(", ")}]`;
  return printObject(value, found);
}

/** Double quotes; what would end the line in older readers, or turn the reading direction, is written as an escape. */
function printString(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function printObject(value: object, found: Found): string {
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  if (members.length === 0) return "{}";
  return `{ ${members.map(([key, member]) => `${printKey(key)}: ${print(member, found)}`).join(", ")} }`;
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

/** A template reads CR as a line feed, so it needs an escape like the characters that mean something. */
function escapeTemplate(text: string): string {
  return text.replace(/[\\`]|\$(?=\{)/g, "\\$&").replaceAll("\r", "\\r");
}
