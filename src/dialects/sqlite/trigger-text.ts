import { OrmError } from "../../errors/orm-error";
import type { Table } from "../../schema/model";
import { nameKey } from "../../schema/object-name";
import { isIdentifier, isOperator, isWord, tokenize, type Token } from "./tokenizer";

const ROWID = ["rowid", "oid", "_rowid_"];

/**
 * Refuses to carry a trigger over to a table that lacks a column which the trigger reads: SQLite would accept it and fail
 * whenever it fires. @throws OrmError `OPERATION.UNSUPPORTED`.
 */
export function checkTriggers(table: Table, triggers: readonly string[]): void {
  const known = [...table.columns.map(({ name }) => name.toLowerCase()), ...ROWID];
  for (const trigger of triggers) {
    const tokens = tokenize(trigger);
    const missing = columnsOf(tokens).find((column) => !known.includes(column.toLowerCase()));
    if (missing === undefined) continue;
    throw new OrmError(
      "OPERATION.UNSUPPORTED",
      `table "${nameKey(table)}": trigger "${triggerName(tokens)}" reads column "${missing}", which the table would not have`,
      { hint: "Drop the trigger before this change, and create it anew after it." },
    );
  }
}

/** The columns of the trigger's own table that it names for sure: `NEW.a`, `OLD.a`, `UPDATE OF a`. */
function columnsOf(tokens: readonly Token[]): readonly string[] {
  const rows = tokens.filter(
    (_, index) =>
      isOperator(tokens[index - 1], ".") &&
      (isIdentifier(tokens[index - 2], "new") || isIdentifier(tokens[index - 2], "old")),
  );
  const of = tokens.findIndex((token, index) => isWord(token, "OF") && isWord(tokens[index - 1], "UPDATE"));
  const on = tokens.findIndex((token, index) => index > of && isWord(token, "ON"));
  const listed = of < 0 ? [] : tokens.slice(of + 1, on).filter((token) => !isOperator(token, ","));
  return [...rows, ...listed].map(({ value }) => value);
}

function triggerName(tokens: readonly Token[]): string {
  const start = tokens.findIndex((token) => isWord(token, "TRIGGER"));
  const hasCondition = isWord(tokens[start + 1], "IF");
  const name = tokens[start + (hasCondition ? 4 : 1)];
  return name?.value ?? "";
}
