import type { Column } from "../../schema/model";
import { canonicalDefault } from "./column-default";
import { canonicalExpression, closingParenthesis, splitTopLevel } from "./expression-text";
import { readStringLiteral } from "./string-literal";

/** The lines of CREATE TABLE that define columns and constraints, by the name that each defines, without that name. */
export function readTableLines(text: string): ReadonlyMap<string, string> {
  const open = text.indexOf("(");
  const body = text.slice(open + 1, closingParenthesis(text, open) - 1);
  const lines = new Map<string, string>();
  for (const part of splitTopLevel(body, ",").map((line) => line.trim())) {
    const quote = /^(?:CONSTRAINT |(?:UNIQUE |FULLTEXT |SPATIAL )?KEY )?`/.test(part) ? part.indexOf("`") : -1;
    if (quote < 0) continue;
    const { value, end } = readStringLiteral(part, quote);
    lines.set(value, part.slice(end).trim());
  }
  return lines;
}

/** The condition of a line with a check, behind a column or of its own. */
export function readCheck(line: string | undefined): string | undefined {
  const [before, after] = line === undefined ? [] : splitTopLevel(` ${line}`, " CHECK ");
  const open = before === undefined ? -1 : (after?.indexOf("(") ?? -1);
  return after === undefined || open < 0
    ? undefined
    : canonicalExpression(after.slice(open, closingParenthesis(after, open)));
}

/** The column with the expressions of its line: that of a computed column, or its default. */
export function readExpressions(column: Column, line: string | undefined): Column {
  if (line === undefined) return column;
  if (column.generated !== undefined) {
    const [, after] = splitTopLevel(line, " GENERATED ALWAYS AS ");
    const text =
      after === undefined ? "" : after.slice(after.indexOf("("), closingParenthesis(after, after.indexOf("(")));
    return text === ""
      ? column
      : { ...column, generated: { ...column.generated, expression: canonicalExpression(text) } };
  }
  const [, after] = splitTopLevel(line, " DEFAULT ");
  if (after === undefined) return column;
  const text = [" ON UPDATE ", " COMMENT ", " CHECK ", " INVISIBLE", " /*!"].reduce(
    (rest, word) => splitTopLevel(rest, word)[0]!,
    after,
  );
  const found = canonicalDefault({ kind: "expression", sql: text.trim() }, column.type);
  return found === undefined ? column : { ...column, default: found };
}
