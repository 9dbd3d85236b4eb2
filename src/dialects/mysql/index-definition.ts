import { OrmError } from "../../errors/orm-error";
import type { Index, IndexPart, ObjectName, Table } from "../../schema/model";
import { nameKey } from "../../schema/object-name";
import { withRenamedColumn } from "./expression-text";
import { COMMENT, INVISIBLE, PARSER, PREFIX_LENGTH } from "./extensions/column-attributes";
import type { MysqlServer } from "./server";

/** The server's name of every primary key. */
export const PRIMARY = "PRIMARY";

const KINDS: Readonly<Record<string, string>> = { fulltext: "FULLTEXT ", spatial: "SPATIAL " };

/** What an index is written with. */
export interface IndexWriter {
  readonly server: MysqlServer;
  quote(name: string): string;
  text(value: string): string;
}

/** An index as CREATE TABLE and ADD write it. @throws OrmError `OPERATION.UNSUPPORTED` for one with a condition. */
export function writeIndex(table: ObjectName, index: Index, writer: IndexWriter): string {
  const { server, quote, text } = writer;
  if (index.where !== undefined) {
    throw new OrmError("OPERATION.UNSUPPORTED", `index "${index.name}" of table "${nameKey(table)}" has a condition`, {
      hint: `${server.displayName} has no partial indexes: leave out "where" for this database.`,
    });
  }
  const method = index.method?.toLowerCase();
  const kind = index.unique === true ? "UNIQUE " : (KINDS[method ?? ""] ?? "");
  const using = method === "hash" || method === "btree" ? ` USING ${method.toUpperCase()}` : "";
  const { [COMMENT]: comment, [INVISIBLE]: isHidden, [PARSER]: parser } = index.attributes ?? {};
  const hidden = isHidden === true ? server.hiddenIndexWord : undefined;
  return [
    `${kind}INDEX ${quote(index.name)} (${index.parts.map((part) => writeIndexPart(part, writer)).join(", ")})${using}`,
    ...(typeof parser === "string" ? [`WITH PARSER ${quote(parser)}`] : []),
    ...(comment === undefined ? [] : [`COMMENT ${text(String(comment))}`]),
    ...(hidden === undefined ? [] : [hidden]),
  ].join(" ");
}

export function writeIndexPart({ column, expression, order, attributes }: IndexPart, { quote }: IndexWriter): string {
  const length = attributes?.[PREFIX_LENGTH];
  const body = column === undefined ? `(${expression ?? ""})` : quote(column);
  return `${body}${length === undefined ? "" : `(${Number(length)})`}${order === "desc" ? " DESC" : ""}`;
}

/** The columns that a key or an index starts with, without the one that goes. */
export function keyStartsOf(
  { primaryKey, uniques, indexes }: Table,
  goingKey?: string,
): readonly (string | undefined)[] {
  const keys = [
    { name: PRIMARY, start: primaryKey?.columns[0] },
    ...uniques.map(({ name, columns }) => ({ name, start: columns[0] })),
    ...indexes.map(({ name, parts }) => ({ name, start: parts[0]?.column })),
  ];
  return keys.filter(({ name }) => name !== goingKey || goingKey === undefined).map(({ start }) => start);
}

/** The index as it names its columns after one of them was renamed. */
export function renamedInIndex(index: Index, column: string, newName: string): Index {
  return {
    ...index,
    parts: index.parts.map((part) => ({
      ...part,
      ...(part.column === column ? { column: newName } : {}),
      ...(part.expression === undefined ? {} : { expression: withRenamedColumn(part.expression, column, newName) }),
    })),
  };
}
