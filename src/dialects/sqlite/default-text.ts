import type { Column, ColumnDefault } from "../../schema/model";
import { stripOuterParentheses } from "./expression-text";
import { isOperator, isWord, tokenize } from "./tokenizer";
import { affinityOf } from "./types";

const CONSTANT_WORDS = ["CURRENT_TIME", "CURRENT_DATE", "CURRENT_TIMESTAMP"];

/** The default that the text behind DEFAULT means; `undefined` for NULL, which is no default at all. */
export function readDefaultText(sql: string): ColumnDefault | undefined {
  const text = stripOuterParentheses(sql);
  const tokens = tokenize(text);
  const isSigned = tokens.length === 2 && (isOperator(tokens[0], "-") || isOperator(tokens[0], "+"));
  const token = tokens[tokens.length - 1];
  if (token === undefined || (tokens.length > 1 && !isSigned)) return { kind: "expression", sql: text };
  if (token.kind === "number") {
    const value = Number(token.text.replaceAll("_", "")) * (isOperator(tokens[0], "-") ? -1 : 1);
    return Number.isSafeInteger(value) || !Number.isInteger(value)
      ? { kind: "literal", value }
      : { kind: "expression", sql: text };
  }
  if (isSigned) return { kind: "expression", sql: text };
  if (token.kind === "string" || token.kind === "name") return { kind: "literal", value: token.value };
  if (isWord(token, "NULL")) return undefined;
  if (isWord(token, "TRUE", "FALSE")) return { kind: "literal", value: isWord(token, "TRUE") };
  return { kind: "expression", sql: text };
}

/** The same for the text of a CREATE TABLE, where a word that is no keyword and stands in no parentheses is a string. */
export function readWrittenDefault(sql: string): ColumnDefault | undefined {
  const [token, ...rest] = tokenize(sql);
  const isString =
    rest.length === 0 && token?.kind === "word" && !isWord(token, "NULL", "TRUE", "FALSE", ...CONSTANT_WORDS);
  return isString ? { kind: "literal", value: token.text } : readDefaultText(sql);
}

/**
 * The one form of a default: SQLite converts a literal to the type of its column, so `'5'` and `5` are the same default of
 * an integer column, and `1` and `true` of a boolean one. That of a numbered column is never used.
 */
export function canonicalDefault(
  column: Pick<Column, "type" | "default" | "autoIncrement">,
): ColumnDefault | undefined {
  const given = column.default;
  if (given === undefined || column.autoIncrement === true) return undefined;
  if (given.kind === "expression") return canonicalExpression(given.sql, column.type);
  if (given.value === null) return undefined;
  return { kind: "literal", value: canonicalValue(given.value, column.type) };
}

/** An expression that is only a literal is a literal. */
function canonicalExpression(sql: string, type: string): ColumnDefault | undefined {
  const read = readDefaultText(sql);
  if (read === undefined) return undefined;
  return read.kind === "literal" && read.value !== null
    ? { kind: "literal", value: canonicalValue(read.value, type) }
    : read;
}

function canonicalValue(value: string | number | boolean, type: string): string | number | boolean {
  if (/^bool/i.test(type)) return Number(value) === 1 ? true : Number(value) === 0 && value !== "" ? false : value;
  const plain = typeof value === "boolean" ? Number(value) : value;
  const affinity = affinityOf(type);
  if (affinity === "text") return String(plain);
  const isNumeric = affinity !== "blob" && typeof plain === "string" && plain.trim() !== "";
  return isNumeric && String(Number(plain)) === plain.trim() ? Number(plain) : plain;
}

/** Whether ALTER TABLE ADD COLUMN takes the default where rows exist: it must be a constant. */
export function isConstantDefault(value: ColumnDefault | undefined): boolean {
  return value === undefined || value.kind === "literal";
}

/** An expression as DEFAULT takes it: in parentheses, but for the three words that the standard has. */
export function writeDefaultExpression(sql: string): string {
  const text = sql.trim();
  return CONSTANT_WORDS.includes(text.toUpperCase()) || stripOuterParentheses(text) !== text ? text : `(${text})`;
}
