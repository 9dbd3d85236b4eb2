import type { JsonPathExpression } from "../../sql/ast";

type Path = JsonPathExpression["path"];

/** A step that a path of SQLite's can say in every version: quotes inside of names came late. */
function isPlain(step: Path[number]): boolean {
  return typeof step === "number" || (typeof step === "string" && !/["\\]/.test(step));
}

export interface JsonPathWriter {
  readonly key: (step: Exclude<Path[number], number>) => string;
  readonly position: (step: number) => string;
  readonly quote: (path: string) => string;
}

/**
 * A value inside of a JSON document. Where the path has a name that is bound or has quotes, the document is taken apart
 * member by member, so that no name can mean more than itself.
 */
export function writeJsonPath(
  document: string,
  path: Path,
  as: JsonPathExpression["as"],
  writer: JsonPathWriter,
): string {
  if (path.every(isPlain)) return valueAt(document, writer.quote(pathOf(path, writer)), as);
  let text = document;
  for (const step of path)
    text = typeof step === "number" ? memberAt(text, writer.position(step)) : memberAt(text, writer.key(step));
  return valueAt(text, "'$'", as);
}

function pathOf(path: Path, writer: JsonPathWriter): string {
  return `$${path.map((step) => (typeof step === "number" ? `[${writer.position(step)}]` : `."${String(step)}"`)).join("")}`;
}

/** A member of an object or an array as JSON text. */
function memberAt(document: string, key: string): string {
  const text =
    "CASE type WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' WHEN 'object' THEN value WHEN 'array' THEN value ELSE JSON_QUOTE(value) END";
  return `(SELECT ${text} FROM JSON_EACH(${document}) WHERE key = ${key})`;
}

/** SQLite's JSON functions take the document again for its type; a document with placeholders is named once. */
function valueAt(document: string, path: string, as: JsonPathExpression["as"]): string {
  const value = `JSON_EXTRACT(j.d, ${path})`;
  const type = `JSON_TYPE(j.d, ${path})`;
  const from = `FROM (SELECT ${document} AS d) j)`;
  if (as === "json")
    return `(SELECT CASE ${type} WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' WHEN 'object' THEN ${value} WHEN 'array' THEN ${value} WHEN 'null' THEN 'null' ELSE NULLIF(JSON_QUOTE(${value}), 'null') END ${from}`;
  if (as === "double") return `CAST(JSON_EXTRACT(${document}, ${path}) AS REAL)`;
  if (as === "boolean") return `JSON_EXTRACT(${document}, ${path})`;
  return `(SELECT CASE ${type} WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE CAST(${value} AS TEXT) END ${from}`;
}
