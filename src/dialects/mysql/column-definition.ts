import type { Column, ColumnDefault } from "../../schema/model";
import { literalOf } from "./expression-text";
import { CHARSET, COLUMN_CHECK, COMPRESSED, INVISIBLE, SRID } from "./extensions/column-attributes";
import { clockText, ON_UPDATE, onUpdateClause } from "./extensions/on-update";
import { rowLimitClause, WITHOUT_VERSIONS } from "./extensions/system-versioning";
import type { MysqlServer } from "./server";
import { BINARY_TYPES, parseType, SPATIAL_TYPES } from "./type-name";

/** What the parts of a column are written with. */
export interface ColumnWriter {
  readonly server: MysqlServer;
  /** The type in the server's spelling. */
  readonly type: string;
  quote(name: string): string;
  literal(value: unknown): string;
}

const NAME = /^\w+$/;

/** A column as CREATE TABLE, ADD and MODIFY write it: whole, so that MODIFY forgets nothing. */
export function writeColumnParts(column: Column, writer: ColumnWriter): string {
  const { server, type, quote, literal } = writer;
  const attributes = column.attributes ?? {};
  const charset = attributes[CHARSET];
  const onUpdate = attributes[ON_UPDATE];
  const check = attributes[COLUMN_CHECK];
  const parts = [quote(column.name), attributes[COMPRESSED] === true ? `${type} COMPRESSED` : type];
  if (typeof charset === "string" && NAME.test(charset)) parts.push(`CHARACTER SET ${charset}`);
  if (column.collation !== undefined) parts.push(`COLLATE ${quote(column.collation)}`);
  const system = attributes[SRID];
  const hasSystem = typeof system === "number" && Number.isInteger(system);
  if (hasSystem && server.namesSystemBehindType) parts.push(`REF_SYSTEM_ID=${system}`);
  const limit = rowLimitClause(column);
  if (limit !== undefined) parts.push(limit);
  else if (column.generated !== undefined) {
    const { expression, stored } = column.generated;
    parts.push(`GENERATED ALWAYS AS (${expression}) ${stored ? "STORED" : "VIRTUAL"}`);
    if (!column.nullable && server.generatedNotNull) parts.push("NOT NULL");
  } else parts.push(column.nullable ? "NULL" : "NOT NULL");
  if (hasSystem && !server.namesSystemBehindType) parts.push(`SRID ${system}`);
  if (column.default !== undefined) parts.push(`DEFAULT ${writeDefault(column.default, writer)}`);
  if (typeof onUpdate === "string") parts.push(onUpdateClause(onUpdate));
  if (column.autoIncrement === true) parts.push("AUTO_INCREMENT");
  if (attributes[INVISIBLE] === true) parts.push("INVISIBLE");
  if (column.comment !== undefined) parts.push(`COMMENT ${literal(column.comment)}`);
  if (typeof check === "string") parts.push(`CHECK (${check})`);
  if (attributes[WITHOUT_VERSIONS] === true) parts.push("WITHOUT SYSTEM VERSIONING");
  return parts.join(" ");
}

/** An expression stands in parentheses, but the clock and bits; so does a literal where the type takes expressions only. */
function writeDefault(value: ColumnDefault, { server, type, literal }: ColumnWriter): string {
  if (value.kind === "expression") {
    const isBare =
      /^(?:b'[01]*'|0x[0-9a-f]+|null)$/i.test(value.sql.trim()) || literalOf(value.sql.trim()) !== undefined;
    return clockText(value.sql) ?? (isBare && !needsExpression(server, type) ? value.sql : `(${value.sql})`);
  }
  const text = literal(value.value);
  return value.value !== null && needsExpression(server, type) ? `(${text})` : text;
}

function needsExpression(server: MysqlServer, type: string): boolean {
  const { name } = parseType(type);
  const isLong = /text$/.test(name) || (BINARY_TYPES.has(name) && name.endsWith("blob"));
  return server.textDefaultsAreExpressions && (isLong || name === "json" || SPATIAL_TYPES.has(name));
}
