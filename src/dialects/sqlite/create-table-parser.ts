import type { Deferrable, ForeignKey, ReferentialAction } from "../../schema/model";
import type { Constraint } from "../../operations/operation";
import { isOperator, isWord, skipParentheses, splitByComma, textOf, tokenize, type Token } from "./tokenizer";

/** A column of a CREATE TABLE, with what the catalog does not tell. */
export interface ParsedColumn {
  readonly name: string;
  /** The whole definition as it was written, constraints included. */
  readonly text: string;
  readonly type: string;
  readonly isAutoIncrement: boolean;
  readonly isNotNull: boolean;
  /** The text behind DEFAULT. */
  readonly defaultText?: string;
  readonly collation?: string;
  readonly generated?: { readonly expression: string; readonly stored: boolean };
  /** What NOT NULL does on conflict: `IGNORE`, `REPLACE`. */
  readonly notNullConflict?: string;
  /** The keys behind the column that say more than their name, as constraints of the table would say it. */
  readonly keyClauses: readonly string[];
  /** Constraints written behind the column. */
  readonly constraints: readonly Constraint[];
}

/** A constraint behind the columns, with its text. */
export interface ParsedConstraint {
  readonly text: string;
  readonly constraint: Constraint;
}

/** A CREATE TABLE taken apart. A foreign key that names no columns of its target has an empty list there. */
export interface ParsedTable {
  readonly columns: readonly ParsedColumn[];
  readonly constraints: readonly ParsedConstraint[];
  readonly isStrict: boolean;
  readonly isWithoutRowid: boolean;
}

const COLUMN_KEYWORDS = [
  "CONSTRAINT",
  "PRIMARY",
  "NOT",
  "NULL",
  "UNIQUE",
  "CHECK",
  "DEFAULT",
  "COLLATE",
  "REFERENCES",
  "GENERATED",
  "AS",
];
const TABLE_KEYWORDS = ["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"];

/** Takes the SQL of a table apart, as `sqlite_master` keeps it. */
export function parseCreateTable(sql: string): ParsedTable {
  const tokens = tokenize(sql);
  const open = tokens.findIndex((token) => isOperator(token, "("));
  if (open < 0) return { columns: [], constraints: [], isStrict: false, isWithoutRowid: false };
  const end = skipParentheses(tokens, open);
  const parts = splitByComma(tokens.slice(open + 1, end - 1));
  const firstConstraint = parts.findIndex((part, index) => index > 0 && startsTableConstraint(part));
  const columns = firstConstraint < 0 ? parts : parts.slice(0, firstConstraint);
  const rest = firstConstraint < 0 ? [] : parts.slice(firstConstraint);
  const options = tokens.slice(end);
  return {
    columns: columns.map((part) => parseColumn(sql, part)),
    constraints: rest.flatMap((part) => parseTableConstraints(sql, part)),
    isStrict: options.some((token) => isWord(token, "STRICT")),
    isWithoutRowid: options.some((token) => isWord(token, "WITHOUT")),
  };
}

/** A column may bear the name of a keyword when it is quoted; a bare one starts a constraint. */
function startsTableConstraint(part: readonly Token[]): boolean {
  return isWord(part[0], ...TABLE_KEYWORDS);
}

interface Cursor {
  readonly sql: string;
  readonly tokens: readonly Token[];
  index: number;
}

function parseColumn(sql: string, tokens: readonly Token[]): ParsedColumn {
  const name = tokens[0]!.value;
  const cursor: Cursor = { sql, tokens, index: 1 };
  const typeEnd = findTypeEnd(tokens);
  cursor.index = typeEnd;
  const found: { -readonly [K in keyof ParsedColumn]: ParsedColumn[K] } = {
    name,
    text: textOf(sql, tokens),
    type: typeText(sql, tokens.slice(1, typeEnd)),
    isAutoIncrement: tokens.some((token) => isWord(token, "AUTOINCREMENT")),
    isNotNull: false,
    keyClauses: [],
    constraints: [],
  };
  while (cursor.index < tokens.length) readColumnPart(cursor, name, found);
  return found;
}

/** A type may be written in quotes, which mean nothing where it is an ordinary one. */
function typeText(sql: string, tokens: readonly Token[]): string {
  const [only, ...rest] = tokens;
  const isPlain = only !== undefined && rest.length === 0 && /^[\w ]+$/.test(only.value);
  return isPlain ? only.value : textOf(sql, tokens);
}

function findTypeEnd(tokens: readonly Token[]): number {
  let index = 1;
  while (index < tokens.length && !isWord(tokens[index], ...COLUMN_KEYWORDS)) {
    index = isOperator(tokens[index], "(") ? skipParentheses(tokens, index) : index + 1;
  }
  return index;
}

function readColumnPart(
  cursor: Cursor,
  column: string,
  found: { -readonly [K in keyof ParsedColumn]: ParsedColumn[K] },
): void {
  const { tokens } = cursor;
  const constraintName = readConstraintName(cursor);
  const token = tokens[cursor.index];
  cursor.index += 1;
  if (isWord(token, "COLLATE")) {
    found.collation = tokens[cursor.index]?.value ?? "";
    cursor.index += 1;
  } else if (isWord(token, "AS")) {
    found.generated = readGenerated(cursor);
  } else if (isWord(token, "DEFAULT")) {
    found.defaultText = readDefault(cursor);
  } else if (isWord(token, "NOT") && isWord(tokens[cursor.index], "NULL")) {
    found.isNotNull = true;
    cursor.index += 1;
    const conflict = readConflict(cursor);
    if (conflict !== undefined) found.notNullConflict = conflict;
  } else {
    cursor.index -= 1;
    const constraint = readConstraint(cursor, constraintName, [column]);
    if (constraint === undefined) cursor.index += 1;
    else {
      found.constraints = [...found.constraints, constraint];
      const clause = readKeyClause(cursor, constraint, column);
      if (clause !== undefined) found.keyClauses = [...found.keyClauses, clause];
    }
  }
}

/** What stands behind a key of one column, written as a constraint of the table; `undefined` where there is nothing. */
function readKeyClause(cursor: Cursor, { type, definition }: Constraint, column: string): string | undefined {
  if (type !== "primaryKey" && type !== "unique") return undefined;
  if (isWord(cursor.tokens[cursor.index], "ASC", "DESC")) cursor.index += 1;
  const conflict = readConflict(cursor);
  if (conflict === undefined || isWord(cursor.tokens[cursor.index], "AUTOINCREMENT")) return undefined;
  const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;
  const name = definition.name === undefined ? "" : `CONSTRAINT ${quote(definition.name)} `;
  return `${name}${type === "unique" ? "UNIQUE" : "PRIMARY KEY"} (${quote(column)}) ON CONFLICT ${conflict}`;
}

/** The word behind ON CONFLICT, in capitals. */
function readConflict(cursor: Cursor): string | undefined {
  const { tokens, index } = cursor;
  if (!isWord(tokens[index], "ON") || !isWord(tokens[index + 1], "CONFLICT")) return undefined;
  cursor.index += 3;
  return tokens[index + 2]?.text.toUpperCase();
}

/** An expression in parentheses, or one value with its sign. */
function readDefault(cursor: Cursor): string {
  const { sql, tokens, index } = cursor;
  const isSigned = isOperator(tokens[index], "-") || isOperator(tokens[index], "+");
  cursor.index = isOperator(tokens[index], "(") ? skipParentheses(tokens, index) : index + (isSigned ? 2 : 1);
  return textOf(sql, tokens.slice(index, cursor.index));
}

function readGenerated(cursor: Cursor): NonNullable<ParsedColumn["generated"]> {
  const expression = readParenthesized(cursor);
  return { expression, stored: isWord(cursor.tokens[cursor.index], "STORED") };
}

/** Between table constraints the comma may be missing. */
function parseTableConstraints(sql: string, tokens: readonly Token[]): readonly ParsedConstraint[] {
  const cursor: Cursor = { sql, tokens, index: 0 };
  const found: ParsedConstraint[] = [];
  while (cursor.index < tokens.length) {
    const start = cursor.index;
    const constraint = readConstraint(cursor, readConstraintName(cursor), undefined);
    if (constraint === undefined) cursor.index += 1;
    while (cursor.index < tokens.length && !isWord(tokens[cursor.index], ...TABLE_KEYWORDS)) cursor.index += 1;
    if (constraint !== undefined) found.push({ text: textOf(sql, tokens.slice(start, cursor.index)), constraint });
  }
  return found;
}

function readConstraintName(cursor: Cursor): string | undefined {
  if (!isWord(cursor.tokens[cursor.index], "CONSTRAINT")) return undefined;
  cursor.index += 2;
  return cursor.tokens[cursor.index - 1]?.value;
}

/** A constraint at the cursor. `own` is the column that it stands behind; a table constraint lists its columns itself. */
function readConstraint(
  cursor: Cursor,
  name: string | undefined,
  own: readonly string[] | undefined,
): Constraint | undefined {
  const { tokens } = cursor;
  const named = name === undefined ? {} : { name };
  const token = tokens[cursor.index];
  if (isWord(token, "PRIMARY") || isWord(token, "UNIQUE")) {
    const isPrimary = isWord(token, "PRIMARY");
    cursor.index += isPrimary ? 2 : 1;
    const columns = own ?? readColumnNames(cursor);
    return { type: isPrimary ? "primaryKey" : "unique", definition: { ...named, columns } };
  }
  if (isWord(token, "CHECK")) {
    cursor.index += 1;
    return { type: "check", definition: { ...named, expression: readParenthesized(cursor) } };
  }
  if (isWord(token, "FOREIGN")) {
    cursor.index += 2;
    const columns = readColumnNames(cursor);
    return { type: "foreignKey", definition: { ...named, columns, ...readReferences(cursor) } };
  }
  if (isWord(token, "REFERENCES") && own !== undefined) {
    return { type: "foreignKey", definition: { ...named, columns: own, ...readReferences(cursor) } };
  }
  return undefined;
}

function readReferences(cursor: Cursor): Omit<ForeignKey, "name" | "columns"> {
  const { tokens } = cursor;
  const table = tokens[cursor.index + 1]?.value ?? "";
  cursor.index += 2;
  const columns = isOperator(tokens[cursor.index], "(") ? readColumnNames(cursor) : [];
  const actions: { onDelete?: ReferentialAction; onUpdate?: ReferentialAction } = {};
  while (isWord(tokens[cursor.index], "ON", "MATCH")) {
    if (isWord(tokens[cursor.index], "MATCH")) {
      cursor.index += 2;
      continue;
    }
    const event = isWord(tokens[cursor.index + 1], "DELETE") ? "onDelete" : "onUpdate";
    cursor.index += 2;
    const action = readAction(cursor);
    if (action !== "NO ACTION") actions[event] = action;
  }
  const deferrable = readDeferrable(cursor);
  return { references: { table, columns }, ...actions, ...(deferrable === undefined ? {} : { deferrable }) };
}

function readAction(cursor: Cursor): ReferentialAction {
  const length = isWord(cursor.tokens[cursor.index], "SET", "NO") ? 2 : 1;
  const words = cursor.tokens.slice(cursor.index, cursor.index + length).map(({ text }) => text.toUpperCase());
  cursor.index += length;
  return words.join(" ") as ReferentialAction;
}

function readDeferrable(cursor: Cursor): Deferrable | undefined {
  const { tokens } = cursor;
  const isNot = isWord(tokens[cursor.index], "NOT") && isWord(tokens[cursor.index + 1], "DEFERRABLE");
  if (isNot) cursor.index += 1;
  if (!isWord(tokens[cursor.index], "DEFERRABLE")) return undefined;
  cursor.index += 1;
  let deferrable: Deferrable = "initially immediate";
  if (isWord(tokens[cursor.index], "INITIALLY")) {
    if (isWord(tokens[cursor.index + 1], "DEFERRED")) deferrable = "initially deferred";
    cursor.index += 2;
  }
  return isNot ? undefined : deferrable;
}

/** The names in parentheses at the cursor, without their collation and order. */
function readColumnNames(cursor: Cursor): readonly string[] {
  const end = skipParentheses(cursor.tokens, cursor.index);
  const inner = cursor.tokens.slice(cursor.index + 1, end - 1);
  cursor.index = end;
  return splitByComma(inner).map((part) => part[0]!.value);
}

function readParenthesized(cursor: Cursor): string {
  const end = skipParentheses(cursor.tokens, cursor.index);
  const text = textOf(cursor.sql, cursor.tokens.slice(cursor.index + 1, end - 1));
  cursor.index = end;
  return text;
}
