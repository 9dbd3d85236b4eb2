import type { Column, Schema, Table } from "../../schema/model";
import { nameKey } from "../../schema/object-name";
import { marksOf, referencesOf, type Reference } from "./table-keys";

/** An entity-relationship diagram in Mermaid's language, as Markdown on many sites shows it. */
export function drawMermaid(schema: Schema): string {
  const lines = ["erDiagram", ...schema.tables.flatMap(drawTable), ...referencesOf(schema).map(drawReference)];
  return `${lines.join("\n")}\n`;
}

function drawTable(table: Table): readonly string[] {
  const columns = table.columns.map((column) => `        ${drawColumn(table, column)}`);
  return columns.length === 0
    ? [`    ${quote(nameKey(table))}`]
    : [`    ${quote(nameKey(table))} {`, ...columns, "    }"];
}

function drawColumn(table: Table, { name, type, comment }: Column): string {
  const word = plain(name);
  // What the language has no letters for is told beside it.
  const remark = [...(word === name ? [] : [name]), ...(comment === undefined ? [] : [comment])].join(": ");
  const marks = marksOf(table, name).join(", ");
  return [plain(type === "" ? "any" : type), word, marks, remark === "" ? "" : quote(remark)]
    .filter((part) => part !== "")
    .join(" ");
}

/** `posts }o--|| users`: any number of posts, exactly one user. */
function drawReference({ from, to, key, isOptional, isUnique }: Reference): string {
  const line = `${isUnique ? "|o" : "}o"}--${isOptional ? "o|" : "||"}`;
  return `    ${quote(nameKey(from))} ${line} ${quote(nameKey(to))} : ${quote(key.columns.join(", "))}`;
}

function plain(text: string): string {
  const word = text.replace(/[^A-Za-z0-9_()[\]-]+/g, "_");
  return /^[A-Za-z]/.test(word) ? word : `_${word}`.replace(/^_+/, "x_");
}

function quote(text: string): string {
  return `"${text
    .replace(/\s+/g, " ")
    .replace(/[\p{Cc}]/gu, " ")
    .replaceAll('"', "'")}"`;
}
