import { noProbe, type StatementEffect, type StatementProbe } from "../../dialect/statement-probe";

/** Every statement is part of the revision's one transaction, and that holds the only write lock there is. */
export const sqliteStatementProbe: StatementProbe = { ...noProbe, effectOf };

const COMMENTS = /^(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)+/;

function effectOf(sql: string): StatementEffect {
  const text = sql.replace(COMMENTS, "");
  if (/^(?:BEGIN|COMMIT|END)\b/i.test(text)) return "commit";
  return /^ROLLBACK\b(?!\s+(?:TRANSACTION\s+)?TO\b)/i.test(text) ? "rollback" : "data";
}
