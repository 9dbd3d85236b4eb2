import type { Operation } from "../operations/operation";
import { readMentions } from "../schema/mentions";

/** What must not be reached from a scratch place. */
export interface ForeignNames {
  /** Whether the name, in lower case, belongs to something outside of the place. */
  isForeign(name: string): boolean;
  /** Whether operations may name this schema. */
  allowsSchema(schema: string): boolean;
}

/** Statements that end with the database that they run in: nothing of the server itself changes. */
const CONTAINED =
  /^(?:select|insert|update|delete|replace|merge|with|values|comment|set\s+(?!global|persist|password|role|session\s+authorization|@@)|(?:create|alter|drop|refresh)\s+(?:(?:or|replace|unique|temporary|temp|unlogged|materialized|fulltext|spatial|recursive|constraint)\s+)*(?:table|index|view|sequence|type|domain|function|procedure|trigger|policy|aggregate|operator|cast|rule)\b)/i;
const STRINGS = /'(?:[^'\\]|''|\\[\s\S])*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\$(\w*)\$[\s\S]*?\$\1\$/g;
const COMMENTS = /--[^\n]*|\/\*[\s\S]*?\*\//g;

/**
 * Why an operation must not run in a scratch place, because it could reach what is outside of it; `undefined` where it may.
 * SQL that somebody wrote is judged by the statements that it holds and by the names that it mentions.
 */
export function refuseForeign(operation: Operation, { isForeign, allowsSchema }: ForeignNames): string | undefined {
  const schema = schemasIn(operation).find((name) => !allowsSchema(name));
  if (schema !== undefined) return `an operation names "${schema}", which is outside of the scratch place`;
  if (operation.kind !== "execute") return undefined;
  const sql = operation.strings.join(" ? ");
  const statements = sql.replace(STRINGS, " x ").replace(COMMENTS, " ").split(";");
  const foreign = statements.map((statement) => statement.trim()).find((text) => text !== "" && !CONTAINED.test(text));
  if (foreign !== undefined) return `its SQL may reach beyond a scratch place: ${shorten(foreign)}`;
  const { names, strings } = readMentions(sql);
  const words = [...names.flatMap(({ parts }) => parts), ...strings.flatMap((text) => text.split("."))];
  const name = words.find((word) => isForeign(word.toLowerCase()));
  return name === undefined ? undefined : `its SQL mentions "${name}", which is outside of the scratch place`;
}

/** The schemas that an object names, at any depth. */
export function schemasIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(schemasIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    key === "schema" && typeof member === "string" ? [member] : schemasIn(member),
  );
}

/** Every text in a value, at any depth. */
export function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function shorten(sql: string): string {
  const text = sql.replace(/\s+/g, " ");
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
