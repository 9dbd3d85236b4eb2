import type { Constraint } from "../../../operations/operation";
import type { Attributes } from "../../../schema/model";
import { parseCreateTable, type ParsedConstraint, type ParsedTable } from "../create-table-parser";
import { isOperator, isWord, tokenize } from "../tokenizer";

/**
 * Attribute of a table: keys and NOT NULL of which SQLite accepts more than the model can tell (ON CONFLICT, an order or a
 * collation inside a key): `UNIQUE ("email") ON CONFLICT IGNORE`, `"email" NOT NULL ON CONFLICT REPLACE`.
 */
export const CLAUSES = "sqlite.clauses";

/** What a key starts with; the other clauses start with a column. */
const KEY_WORDS = ["CONSTRAINT", "PRIMARY", "UNIQUE"];

/** The attribute of a table that was read; nothing where the model tells everything. */
export function readClauses({ columns, constraints }: ParsedTable): Attributes {
  const clauses = [
    ...columns.flatMap(({ name, notNullConflict }) =>
      notNullConflict === undefined ? [] : [`${quote(name)} NOT NULL ON CONFLICT ${notNullConflict}`],
    ),
    ...columns.flatMap(({ keyClauses }) => keyClauses),
    ...constraints.filter(isClause).map(({ text }) => canonicalClause(text)),
  ];
  return clauses.length === 0 ? {} : { [CLAUSES]: clauses.sort() };
}

/** Whether a key says more than its name and columns. */
export function isClause({ constraint, text }: ParsedConstraint): boolean {
  if (constraint.type !== "primaryKey" && constraint.type !== "unique") return false;
  return tokenize(text).some((token) => isWord(token, "CONFLICT", "COLLATE", "DESC"));
}

/** The keys among the clauses of a table, with their text. */
export function keysOf(attributes: Attributes | undefined): readonly ParsedConstraint[] {
  return clausesOf(attributes)
    .filter((text) => isWord(tokenize(text)[0], ...KEY_WORDS))
    .flatMap((text) => parseCreateTable(`CREATE TABLE t (a, ${text})`).constraints);
}

/** The text of a key as the clauses have it; `undefined` where the model tells everything. */
export function clauseFor(
  { type, definition }: Constraint,
  attributes: Attributes | undefined,
  isSame: (one: Constraint, other: Constraint["definition"]) => boolean,
): string | undefined {
  return keysOf(attributes).find(({ constraint }) => constraint.type === type && isSame(constraint, definition))?.text;
}

/** The definition of a column with what its NOT NULL does on conflict. */
export function withConflict(definition: string, column: string, attributes: Attributes | undefined): string {
  const start = `${quote(column)} NOT NULL `;
  const clause = clausesOf(attributes).find((text) => text.startsWith(start));
  const tokens = tokenize(definition);
  const position = tokens.findIndex((token, index) => isWord(token, "NULL") && isWord(tokens[index - 1], "NOT"));
  if (clause === undefined || position < 0) return definition;
  const { end } = tokens[position]!;
  return `${definition.slice(0, end)} ${clause.slice(start.length)}${definition.slice(end)}`;
}

/** The one spelling of a clause: keywords in capitals, names in quotes. */
export function canonicalClause(text: string): string {
  const tokens = tokenize(text);
  const words = tokens.map((token, index) => {
    const previous = tokens[index - 1];
    const isFirst = index === 0 && !isWord(token, ...KEY_WORDS);
    const isName = isOperator(previous, "(") || isOperator(previous, ",") || isWord(previous, "CONSTRAINT", "COLLATE");
    if (token.kind === "name" || isFirst || isName) return quote(token.value);
    return token.text.toUpperCase();
  });
  return words.join(" ").replaceAll("( ", "(").replaceAll(" )", ")").replaceAll(" ,", ",");
}

/** The attributes with their clauses in that spelling. */
export function withCanonicalClauses(attributes: Attributes): Attributes {
  const clauses = clausesOf(attributes);
  return clauses.length === 0 ? attributes : { ...attributes, [CLAUSES]: clauses.map(canonicalClause).sort() };
}

function clausesOf(attributes: Attributes | undefined): readonly string[] {
  const value = attributes?.[CLAUSES];
  return Array.isArray(value) ? (value as readonly string[]) : [];
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
