import type { TypeSystem } from "../../dialect/type-system";
import type { Attributes, Column, ColumnDefault } from "../../schema/model";
import { canonicalDefault } from "./column-default";
import { literalOf } from "./expression-text";
import { COLUMN_CHECK, COMPRESSED, INVISIBLE } from "./extensions/column-attributes";
import { clockText, ON_UPDATE } from "./extensions/on-update";
import { ROW_LIMIT, WITHOUT_VERSIONS } from "./extensions/system-versioning";
import { toText, type Row } from "./read-keys";
import type { MysqlServer } from "./server";
import { parseType } from "./type-name";

/** What a column needs to know of its server and its table. */
export interface ColumnFacts {
  readonly server: MysqlServer;
  readonly types: TypeSystem;
  readonly readExpression: (text: string) => string;
  /** The checks that stand behind columns, by column. */
  readonly checks: ReadonlyMap<string, string>;
  readonly tableCollation: unknown;
}

/** What MariaDB writes behind the type of a compressed column, as a comment for its newer versions. */
const COMPRESSION_MARK = / \/\*[^*]*\bcompressed\b[^*]*\*\/$/i;

/** A column from its row in information_schema. */
export function readColumn(row: Row, facts: ColumnFacts): Column {
  const [, columnName, columnType, isNullable, value, extraText, collation, comment, expression] = row;
  const name = toText(columnName);
  const extra = toText(extraText);
  const check = facts.checks.get(name);
  const isJson = check !== undefined && isJsonCheck(check, name, facts);
  const type = isJson ? "json" : facts.types.format(toText(columnType).replace(COMPRESSION_MARK, ""));
  const limit = /^ROW (START|END)$/i.exec(toText(expression))?.[1]?.toUpperCase();
  const generated = limit === undefined ? readGenerated(extra, toText(expression), facts) : undefined;
  const found = generated === undefined ? canonicalDefault(readDefault(value, type, extra, facts), type) : undefined;
  const own: Attributes = {
    ...readAttributes(extra, isJson ? undefined : check, COMPRESSION_MARK.test(toText(columnType))),
    ...(limit === undefined ? {} : { [ROW_LIMIT]: limit }),
  };
  const attributes = Object.keys(own).length === 0 ? undefined : own;
  const isUsualCollation = collation === null || collation === facts.tableCollation || isJson;
  return {
    name,
    type,
    nullable: toText(isNullable) === "YES",
    ...(found === undefined ? {} : { default: found }),
    ...(/\bauto_increment\b/i.test(extra) ? { autoIncrement: true } : {}),
    ...(generated === undefined ? {} : { generated }),
    ...(isUsualCollation ? {} : { collation: toText(collation) }),
    ...(toText(comment) === "" ? {} : { comment: toText(comment) }),
    ...(attributes === undefined ? {} : { attributes }),
  };
}

function isJsonCheck(check: string, column: string, { server }: ColumnFacts): boolean {
  return server.keepsJsonAsText && check.toLowerCase() === `json_valid(\`${column}\`)`.toLowerCase();
}

function readGenerated(extra: string, expression: string, { readExpression }: ColumnFacts): Column["generated"] {
  if (!/\b(?:VIRTUAL|STORED|PERSISTENT) (?:GENERATED)\b|^(?:VIRTUAL|PERSISTENT)$/i.test(extra)) return undefined;
  return { expression: readExpression(expression), stored: /STORED|PERSISTENT/i.test(extra) };
}

/**
 * MariaDB gives defaults as SQL, with quotes and with NULL as a word; MySQL gives the bare value of a literal, and marks
 * an expression in `extra`.
 */
function readDefault(value: unknown, type: string, extra: string, facts: ColumnFacts): ColumnDefault | undefined {
  if (value === null || value === undefined) return undefined;
  const text = toText(value);
  const isBits =
    /^(?:b'[01]*'|0x[0-9a-f]+)$/i.test(text) && ["bit", "binary", "varbinary"].includes(parseType(type).name);
  if (isBits) return { kind: "expression", sql: text };
  if (facts.server.escapesCatalogExpressions && !/\bDEFAULT_GENERATED\b/i.test(extra)) {
    return clockText(text) === undefined || !/^(?:datetime|timestamp)/.test(type)
      ? { kind: "literal", value: text }
      : { kind: "expression", sql: text };
  }
  const sql = facts.readExpression(text);
  const literal = literalOf(sql);
  return literal === undefined ? { kind: "expression", sql } : { kind: "literal", value: literal.value };
}

function readAttributes(extra: string, check: string | undefined, isCompressed: boolean): Attributes {
  const onUpdate = /\bon update (\S+)/i.exec(extra)?.[1];
  return {
    ...(onUpdate === undefined ? {} : { [ON_UPDATE]: clockText(onUpdate) ?? onUpdate }),
    ...(/\bINVISIBLE\b/i.test(extra) ? { [INVISIBLE]: true } : {}),
    ...(check === undefined ? {} : { [COLUMN_CHECK]: check }),
    ...(isCompressed ? { [COMPRESSED]: true } : {}),
    ...(/\bWITHOUT SYSTEM VERSIONING\b/i.test(extra) ? { [WITHOUT_VERSIONS]: true } : {}),
  };
}
