import type { ScriptStyle } from "../dialect/script-style";

/** A line of a script for people, or a statement for the database. */
export type ScriptPart = { readonly comment: string; readonly isTitle?: boolean } | { readonly sql: string };

/** The parts as the client of the database takes them. */
export function writeScript(parts: readonly ScriptPart[], style: ScriptStyle): string {
  const lines = parts.map((part, index) => {
    if ("sql" in part) return style.terminate(part.sql);
    const text = part.comment.split(/\r?\n/).map((line) => `-- ${line}`.trimEnd());
    return `${part.isTitle === true && index > 0 ? "\n" : ""}${text.join("\n")}`;
  });
  return lines.length === 0 ? "" : `${lines.join("\n")}\n`;
}

/** The statements alone, in order and without their ends. */
export function statementsOf(parts: readonly ScriptPart[]): readonly string[] {
  return parts.flatMap((part) => ("sql" in part ? [part.sql] : []));
}
