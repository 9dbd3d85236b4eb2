import type { ColumnDefault, Schema } from "../schema/model";

/** Members of the model whose text is SQL. */
const SQL_MEMBERS: ReadonlySet<string> = new Set([
  "expression",
  "where",
  "query",
  "definition",
  "event",
  "action",
  "using",
  "check",
]);

/**
 * A schema whose expressions are reduced to what does not depend on who spelled them: without parentheses, casts, quotes and spaces, in
 * small letters. For comparisons where no database can be asked; equal schemas stay equal, and some that differ become so.
 */
export function looseSchema(schema: Schema): Schema {
  return loosen(schema) as Schema;
}

function loosen(value: unknown, member?: string): unknown {
  if (typeof value === "string") return member !== undefined && SQL_MEMBERS.has(member) ? loosenText(value) : value;
  if (Array.isArray(value)) return value.map((item) => loosen(item));
  if (typeof value !== "object" || value === null) return value;
  if (isDefault(value))
    return { kind: "expression", sql: loosenText(value.kind === "literal" ? String(value.value) : value.sql) };
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, loosen(item, key)]));
}

function isDefault(value: object): value is ColumnDefault {
  const { kind } = value as Partial<ColumnDefault>;
  return (kind === "literal" && "value" in value) || (kind === "expression" && "sql" in value);
}

function loosenText(sql: string): string {
  const loose = sql
    .toLowerCase()
    .replaceAll(/::\s*[a-z_][\w. ]*(?:\([\d, ]*\))?(?:\[\])*/g, "")
    .replaceAll(/[\s"'`()[\]]/g, "");
  return loose === "" ? "empty" : loose;
}
