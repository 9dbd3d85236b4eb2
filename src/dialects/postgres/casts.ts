import type { ColumnType } from "../../dialect/type-system";
import { parseTypeName, userTypeName } from "./type-name";

const TEXTS = new Set(["varchar", "text", "char", "citext", "name"]);
const NUMBERS = new Set(["smallint", "integer", "bigint", "numeric", "real", "double precision"]);

/**
 * The USING expression for a type change that the server knows only as an explicit cast; `undefined` where it casts by itself.
 * `column` and `target` are SQL.
 */
export function castFor(from: string, to: string, column: string, target: string): string | undefined {
  const left = parseTypeName(from);
  const right = parseTypeName(to);
  if (isText(right) && right.dimensions === 0) return undefined;
  if (left.dimensions > right.dimensions) return onlyElement(column, target);
  if (left.dimensions < right.dimensions && !isText(left)) return listOf(column, target);
  if (left.dimensions !== right.dimensions) return `${column}::${target}`;
  const isUserType = userTypeName(right) !== undefined;
  if (isUserType && left.name !== right.name) {
    return isText(left) ? `${column}::${target}` : `${column}::text${left.dimensions > 0 ? "[]" : ""}::${target}`;
  }
  if (isText(left) && !isText(right)) return `${column}::${target}`;
  const isBoolean = left.name === "boolean" || right.name === "boolean";
  return isBoolean && left.name !== right.name && (isNumber(left) || isNumber(right))
    ? `${column}::${target}`
    : undefined;
}

/** The one element of a list, out of the list's text: a list of several is refused by the server, not cut. */
function onlyElement(column: string, target: string): string {
  return `nullif(trim(both '{}' from ${column}::text), '')::${target}`;
}

function listOf(column: string, target: string): string {
  return `CASE WHEN ${column} IS NULL THEN NULL ELSE array[${column}]::${target} END`;
}

function isText({ name }: ColumnType): boolean {
  return TEXTS.has(name);
}

function isNumber({ name }: ColumnType): boolean {
  return NUMBERS.has(name);
}
