import type { ColumnType } from "../../dialect/type-system";
import type { ColumnDefault } from "../../schema/model";
import { parseTypeName, userTypeName } from "./type-name";

const NUMBERS = new Set(["smallint", "integer", "bigint", "numeric", "real", "double precision"]);
const TEXTS = new Set(["varchar", "text", "char", "name", "citext"]);
const STRING = /^(E)?'((?:[^']|'')*)'(?:::([\w\s".,()[\]-]+))?$/;
const NUMBER = /^(-?\d+(?:\.\d+)?)(?:::([\w\s]+(?:\([\d,\s]+\))?))?$/;

const IS_NULL = /^\s*null\s*(::[\w\s".,()[\]]+)?$/i;

/** A default as the catalog writes it: a literal where it is one of the column's own type, else the expression. NULL is no default. */
export function readDefaultText(text: string, type: ColumnType): ColumnDefault | undefined {
  if (IS_NULL.test(text)) return undefined;
  if (text === "true" || text === "false") return canonicalDefault({ kind: "literal", value: text === "true" }, type);
  const string = STRING.exec(text);
  if (string !== null && isSameType(string[3], type)) {
    const body = string[2]!.replaceAll("''", "'");
    const value = string[1] === undefined ? body : body.replace(/\\([\s\S])/g, "$1");
    return canonicalDefault({ kind: "literal", value }, type);
  }
  const number = NUMBER.exec(text);
  if (number !== null && type.dimensions === 0 && NUMBERS.has(type.name) && isSameType(number[2], type)) {
    return canonicalDefault({ kind: "literal", value: number[1]! }, type);
  }
  return { kind: "expression", sql: text };
}

/** The one form of a literal for a type: `"5"` of an integer column is `5`, `5` of a text column is `"5"`. NULL is no default. */
export function canonicalDefault(value: ColumnDefault | undefined, type: ColumnType): ColumnDefault | undefined {
  if (value?.kind !== "literal") return value !== undefined && IS_NULL.test(value.sql) ? undefined : value;
  if (value.value === null) return undefined;
  return { kind: "literal", value: type.dimensions > 0 ? value.value : canonicalLiteral(value.value, type.name) };
}

function canonicalLiteral(value: string | number | boolean, type: string): string | number | boolean {
  if (NUMBERS.has(type)) return typeof value === "string" && String(Number(value)) === value ? Number(value) : value;
  if (type === "boolean") return value === "true" ? true : value === "false" ? false : value;
  return TEXTS.has(type) ? String(value) : value;
}

/** Whether a cast in the text of a default says the column's own type; arguments do not matter. */
function isSameType(cast: string | undefined, type: ColumnType): boolean {
  if (cast === undefined) return true;
  const found = parseTypeName(cast);
  if (found.dimensions > 0 !== type.dimensions > 0) return false;
  const user = userTypeName(type);
  if (user !== undefined) return userTypeName(found)?.name === user.name;
  return found.name === type.name || (TEXTS.has(found.name) && TEXTS.has(type.name)) || areNumbers(found, type);
}

function areNumbers(left: ColumnType, right: ColumnType): boolean {
  return NUMBERS.has(left.name) && NUMBERS.has(right.name);
}
