import { isOperator, isWord, skipParentheses, splitByComma, textOf, tokenize, type Token } from "./tokenizer";

/** A placeholder in the text. `index` is the parameter that it takes; several may take the same one. */
export interface Placeholder {
  readonly index: number;
  readonly start: number;
  readonly end: number;
}

/** What can be known about a statement from its text alone. */
export interface StatementShape {
  /** The statement without what follows its last token: comments and the closing semicolon. */
  readonly sql: string;
  /** The verb in capitals: `SELECT`, `INSERT`, `PRAGMA`. Empty where there is no statement. */
  readonly verb: string;
  /** It is a query (SELECT, VALUES) that can stand in parentheses. */
  readonly isQuery: boolean;
  readonly returnsRows: boolean;
  readonly isSchemaChange: boolean;
  /** There is more than one statement in the text. */
  readonly isSeveral: boolean;
  readonly placeholders: readonly Placeholder[];
  /** Parameters written by name (`:id`), which have no position. */
  readonly hasNamedParameters: boolean;
  readonly parameterCount: number;
  /** The output columns as text, where the text shows all of them; absent where there is a `*` or another doubt. */
  readonly outputs?: readonly Output[];
  /** Where the list behind RETURNING starts. */
  readonly returningStart?: number;
}

/** One output column: its expression and the name that the result gives it. */
export interface Output {
  readonly expression: string;
  readonly name: string;
}

const QUERY_VERBS = ["SELECT", "VALUES"];
const MAIN_VERBS = [...QUERY_VERBS, "INSERT", "UPDATE", "DELETE", "REPLACE"];
const ROW_VERBS = [...QUERY_VERBS, "PRAGMA", "EXPLAIN"];
const SCHEMA_VERBS = ["CREATE", "ALTER", "DROP", "REINDEX", "VACUUM", "ATTACH", "DETACH"];

/** Reads the shape of a statement. */
export function readShape(sql: string): StatementShape {
  const all = tokenize(sql);
  const tokens = firstStatement(all);
  const start = mainVerb(tokens);
  const verb = tokens[start]?.text.toUpperCase() ?? "";
  const returning = findTopLevel(tokens, start, "RETURNING");
  const isQuery = QUERY_VERBS.includes(verb);
  const placeholders = placeholdersOf(tokens);
  const listed = isQuery ? selectList(tokens, start) : returning < 0 ? undefined : tokens.slice(returning + 1);
  const outputs = listed === undefined ? undefined : outputsOf(sql, listed);
  return {
    sql: sql.slice(0, tokens[tokens.length - 1]?.end ?? 0),
    verb,
    isQuery,
    returnsRows: ROW_VERBS.includes(verb) || (returning >= 0 && MAIN_VERBS.includes(verb)),
    isSchemaChange: SCHEMA_VERBS.includes(verb),
    isSeveral: all.slice(tokens.length).some((token) => !isOperator(token, ";")),
    placeholders,
    hasNamedParameters: tokens.some((token) => token.kind === "parameter" && !token.text.startsWith("?")),
    parameterCount: placeholders.reduce((count, { index }) => Math.max(count, index + 1), 0),
    ...(outputs === undefined ? {} : { outputs }),
    ...(returning < 0 || isQuery ? {} : { returningStart: tokens[returning]!.end }),
  };
}

/** A trigger has statements inside it; everything else ends at the first semicolon. */
function firstStatement(tokens: readonly Token[]): readonly Token[] {
  if (isWord(tokens[0], "CREATE") && tokens.slice(1, 4).some((token) => isWord(token, "TRIGGER"))) {
    let end = tokens.length;
    while (end > 0 && isOperator(tokens[end - 1], ";")) end -= 1;
    return tokens.slice(0, end);
  }
  const end = tokens.findIndex((token) => isOperator(token, ";"));
  return end < 0 ? tokens : tokens.slice(0, end);
}

/** Behind WITH stands the statement that counts. */
function mainVerb(tokens: readonly Token[]): number {
  if (!isWord(tokens[0], "WITH")) return 0;
  const found = MAIN_VERBS.map((verb) => findTopLevel(tokens, 0, verb)).filter((index) => index >= 0);
  return found.length === 0 ? 0 : Math.min(...found);
}

function findTopLevel(tokens: readonly Token[], from: number, word: string): number {
  for (let index = from; index < tokens.length; index += 1) {
    if (isOperator(tokens[index], "(")) index = skipParentheses(tokens, index) - 1;
    else if (isWord(tokens[index], word)) return index;
  }
  return -1;
}

function selectList(tokens: readonly Token[], select: number): readonly Token[] | undefined {
  if (!isWord(tokens[select], "SELECT")) return undefined;
  const start = isWord(tokens[select + 1], "DISTINCT", "ALL") ? select + 2 : select + 1;
  const ends = ["FROM", "WHERE", "GROUP", "ORDER", "LIMIT", "UNION", "INTERSECT", "EXCEPT", "HAVING", "WINDOW"]
    .map((word) => findTopLevel(tokens, start, word))
    .filter((index) => index >= 0);
  return tokens.slice(start, ends.length === 0 ? tokens.length : Math.min(...ends));
}

function outputsOf(sql: string, tokens: readonly Token[]): readonly Output[] | undefined {
  const outputs: Output[] = [];
  for (const part of splitByComma(tokens)) {
    const output = outputOf(sql, part);
    if (output === undefined) return undefined;
    outputs.push(output);
  }
  return outputs.length === 0 ? undefined : outputs;
}

/** `a.b`, `b` and `... AS b` have names that are sure; those of other expressions are SQLite's affair. */
function outputOf(sql: string, part: readonly Token[]): Output | undefined {
  const last = part[part.length - 1]!;
  if (last.kind !== "name" && last.kind !== "word") return undefined;
  if (part.length > 2 && isWord(part[part.length - 2], "AS")) {
    return { expression: textOf(sql, part.slice(0, -2)), name: last.value };
  }
  const isPath = part.every((token, index) =>
    index % 2 === 0 ? token.kind === "name" || token.kind === "word" : isOperator(token, "."),
  );
  return isPath ? { expression: textOf(sql, part), name: last.value } : undefined;
}

function placeholdersOf(tokens: readonly Token[]): readonly Placeholder[] {
  let next = 0;
  const found: Placeholder[] = [];
  for (const { kind, text, start, end } of tokens) {
    if (kind !== "parameter" || !text.startsWith("?")) continue;
    const index = text === "?" ? next : Number(text.slice(1)) - 1;
    next = Math.max(next, index + 1);
    found.push({ index, start, end });
  }
  return found;
}
