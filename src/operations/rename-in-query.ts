import type { ObjectName } from "../schema/model";
import type { RenameColumn, RenameTable } from "./operation";
import { isSameName } from "../schema/object-name";
import type { TextPlace } from "../schema/object-texts";
import { readTypeName } from "../schema/type-name";
import { isMention, renameInExpression } from "./rename-in-expression";

/** Strings, names in quotes, bare words, and every other sign that is no white space. */
const TOKEN = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|[\p{L}_][\p{L}\p{N}_$]*|[^\s]/gu;
const NAME = /^["`\p{L}_]/u;
/** Words that stand behind a table and are no second name of it. */
const NO_ALIAS =
  /^(?:as|on|using|where|join|inner|left|right|full|cross|natural|group|order|having|limit|offset|union|except|intersect|set|values|window|for|returning)$/i;

interface Token {
  readonly text: string;
  readonly start: number;
}

/** A text of SQL after a table took another name: where the name stands for the table, not for a column. */
export function renameTableInText(text: string, { table, newName }: RenameTable): string {
  const tokens = tokensOf(text);
  return rewrite(text, tokens, (position) => isTable(tokens, position, table), table.name, newName);
}

/**
 * A text of SQL after a type took another name: what something is cast to, or, in what a function takes and gives, every type.
 * A column can have the name of a type, so that a name alone says nothing.
 */
export function renameTypeInText(text: string, type: ObjectName, newName: string, place: TextPlace): string {
  if (place === "body") return text;
  if (place === "type")
    return isSameName(readTypeName(text), type) ? renameInExpression(text, type.name, newName) : text;
  const tokens = tokensOf(text);
  const isType = (position: number): boolean => {
    if (!isTable(tokens, position, type)) return false;
    const before = tokens[position - (type.schema === undefined ? 1 : 3)]?.text ?? "";
    const next = tokens[position + 1]?.text ?? "";
    const isCast = before === ":" || /^as$/i.test(before);
    return isCast || (place === "signature" && (!NAME.test(next) || /^(?:default|returns|language)$/i.test(next)));
  };
  return rewrite(text, tokens, isType, type.name, newName);
}

/** What a text of SQL is to the table whose column is renamed. */
export interface RenameContext {
  /** It belongs to the table, as a trigger or a policy does. */
  readonly isOwned: boolean;
  /** It is a query whose columns keep their names, as a database writes a view: `SELECT new AS old`. */
  readonly keepsColumns: boolean;
}

/**
 * A text of SQL after a column took another name: where the table stands in front of it, or where there is no other table
 * that it could be of.
 */
export function renameColumnInText(
  text: string,
  { table, column, newName }: RenameColumn,
  { isOwned, keepsColumns }: RenameContext,
): string {
  const tokens = tokensOf(text);
  const mentions = [...tokens.keys()].filter((position) => isTable(tokens, position, table));
  if (!isOwned && mentions.length === 0) return text;
  const rows = new Set([fold(table.name), ...mentions.flatMap((position) => aliasAt(tokens, position))]);
  if (isOwned) for (const row of ["new", "old"]) rows.add(row);
  const isAlone = isOwned || readsOneTable(tokens);
  const isColumn = (position: number): boolean => {
    const { text: token } = tokens[position]!;
    if (!isMention(token, column) || tokens[position + 1]?.text === "(") return false;
    const before = tokens[position - 1]?.text ?? "";
    if (before !== ".") return isAlone && tokens[position + 1]?.text !== "." && !/^as$/i.test(before);
    return rows.has(fold(tokens[position - 2]?.text ?? ""));
  };
  if (!keepsColumns) return rewrite(text, tokens, isColumn, column, newName);
  const columns = new Set(outputColumns(tokens));
  return rewrite(text, tokens, isColumn, column, newName, (position) => columns.has(position));
}

/** The columns that a query gives as they are, without a name of their own. */
function outputColumns(tokens: readonly Token[]): readonly number[] {
  const lists = [false];
  return [...tokens.keys()].filter((position) => {
    const { text } = tokens[position]!;
    if (text === "(") lists.push(false);
    if (text === ")") lists.pop();
    if (/^(?:select|from)$/i.test(text)) lists[lists.length - 1] = /^select$/i.test(text);
    if (lists[lists.length - 1] !== true || !NAME.test(text)) return false;
    const start = tokens[position - 1]?.text === "." ? position - 3 : position - 1;
    const [before, after] = [tokens[start]?.text ?? "", tokens[position + 1]?.text ?? ""];
    return /^(?:select|distinct|,)$/i.test(before) && /^(?:,|from|)$/i.test(after);
  });
}

function tokensOf(text: string): readonly Token[] {
  return [...text.matchAll(TOKEN)].map((match) => ({ text: match[0], start: match.index }));
}

function rewrite(
  text: string,
  tokens: readonly Token[],
  isHit: (position: number) => boolean,
  from: string,
  to: string,
  keepsName: (position: number) => boolean = () => false,
): string {
  let end = 0;
  let result = "";
  for (const [position, token] of tokens.entries()) {
    if (!isHit(position)) continue;
    const name = keepsName(position) ? ` AS ${token.text}` : "";
    result += text.slice(end, token.start) + renameInExpression(token.text, from, to) + name;
    end = token.start + token.text.length;
  }
  return result + text.slice(end);
}

/** Whether a name stands for the table: bare, in front of a column, or behind its own schema. */
function isTable(tokens: readonly Token[], position: number, table: ObjectName): boolean {
  if (!isMention(tokens[position]!.text, table.name)) return false;
  if (tokens[position - 1]?.text !== ".") return table.schema === undefined;
  return fold(tokens[position - 2]?.text ?? "") === fold(table.schema ?? "");
}

/** The second name that a table gets where it is named: `users u`, `users AS u`. */
function aliasAt(tokens: readonly Token[], position: number): readonly string[] {
  const next = tokens[position + 1]?.text ?? "";
  const alias = /^as$/i.test(next) ? (tokens[position + 2]?.text ?? "") : next;
  return NAME.test(alias) && !NO_ALIAS.test(alias) ? [fold(alias)] : [];
}

function readsOneTable(tokens: readonly Token[]): boolean {
  const words = tokens.map(({ text }) => text.toLowerCase());
  const from = words.indexOf("from");
  return words.filter((word) => word === "from" || word === "join").length === 1 && !readsList(words, from);
}

/** `FROM a, b` */
function readsList(words: readonly string[], from: number): boolean {
  const end = words.findIndex((word, position) => position > from && NO_ALIAS.test(word) && word !== "as");
  return words.slice(from, end === -1 ? undefined : end).includes(",");
}

function fold(token: string): string {
  return token.replaceAll(/["`]/g, "").toLowerCase();
}
