import type { Schema, Table } from "../../schema/model";
import { nameKey } from "../../schema/object-name";
import { marksOf, referencesOf, type Reference } from "./table-keys";

/** A graph in the language of Graphviz. */
export function drawDot(schema: Schema): string {
  const lines = [
    "digraph schema {",
    "  graph [rankdir=LR];",
    "  node [shape=plain];",
    ...schema.tables.map((table) => `  ${drawTable(table)}`),
    ...referencesOf(schema).map((reference) => `  ${drawReference(reference)}`),
    "}",
  ];
  return `${lines.join("\n")}\n`;
}

function drawTable(table: Table): string {
  const rows = table.columns.map(({ name, type }, position) => {
    const marks = marksOf(table, name).join(", ");
    const cells = [cell(name, ` port="c${position}"`), cell(type), cell(marks)];
    return `<tr>${cells.join("")}</tr>`;
  });
  const head = `<tr><td colspan="3"><b>${escapeHtml(nameKey(table))}</b></td></tr>`;
  return `${quote(nameKey(table))} [label=<<table border="0" cellborder="1" cellspacing="0">${head}${rows.join("")}</table>>];`;
}

function cell(text: string, more = ""): string {
  return `<td align="left"${more}>${text === "" ? " " : escapeHtml(text)}</td>`;
}

function drawReference({ from, to, key, isOptional }: Reference): string {
  const port = (table: Table, column: string): string => {
    const position = table.columns.findIndex(({ name }) => name === column);
    return position === -1 ? quote(nameKey(table)) : `${quote(nameKey(table))}:c${position}`;
  };
  const ends = `${port(from, key.columns[0]!)} -> ${port(to, key.references.columns[0]!)}`;
  const options = [
    ...(key.columns.length > 1 ? [`label=${quote(key.columns.join(", "))}`] : []),
    ...(isOptional ? ["style=dashed"] : []),
  ];
  return `${ends}${options.length === 0 ? "" : ` [${options.join(", ")}]`};`;
}

function quote(text: string): string {
  return `"${clean(text).replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

function escapeHtml(text: string): string {
  return clean(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

function clean(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, " ");
}
