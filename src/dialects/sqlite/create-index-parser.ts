import type { Index, IndexPart } from "../../schema/model";
import { isOperator, isWord, skipParentheses, splitByComma, textOf, tokenize, type Token } from "./tokenizer";

/** The attribute of an index part that has a collation of its own. */
export const COLLATION_ATTRIBUTE = "sqlite.collation";

/** Takes the SQL of an index apart, as `sqlite_master` keeps it. */
export function parseCreateIndex(name: string, sql: string): Index {
  const tokens = tokenize(sql);
  const on = tokens.findIndex((token) => isWord(token, "ON"));
  const open = tokens.findIndex((token, index) => index > on && isOperator(token, "("));
  const end = skipParentheses(tokens, open);
  const where = tokens.slice(end);
  return {
    name,
    parts: splitByComma(tokens.slice(open + 1, end - 1)).map((part) => parsePart(sql, part)),
    ...(isWord(tokens[1], "UNIQUE") ? { unique: true } : {}),
    ...(isWord(where[0], "WHERE") ? { where: textOf(sql, where.slice(1)) } : {}),
  };
}

function parsePart(sql: string, part: readonly Token[]): IndexPart {
  let rest = part;
  const isDescending = isWord(rest[rest.length - 1], "DESC");
  if (isWord(rest[rest.length - 1], "ASC", "DESC") && rest.length > 1) rest = rest.slice(0, -1);
  const hasCollation = rest.length > 2 && isWord(rest[rest.length - 2], "COLLATE");
  const collation = hasCollation ? rest[rest.length - 1]!.value : undefined;
  if (hasCollation) rest = rest.slice(0, -2);
  const only = rest.length === 1 && (rest[0]!.kind === "word" || rest[0]!.kind === "name") ? rest[0] : undefined;
  return {
    ...(only === undefined ? { expression: expressionText(sql, rest) } : { column: only.value }),
    ...(isDescending ? { order: "desc" as const } : {}),
    ...(collation === undefined ? {} : { attributes: { [COLLATION_ATTRIBUTE]: collation } }),
  };
}

function expressionText(sql: string, tokens: readonly Token[]): string {
  const isWrapped = isOperator(tokens[0], "(") && skipParentheses(tokens, 0) === tokens.length;
  return textOf(sql, isWrapped ? tokens.slice(1, -1) : tokens);
}
