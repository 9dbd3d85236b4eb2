import type {
  Column,
  ColumnDefault,
  EnumType,
  Index,
  ObjectName,
  Schema,
  Table,
  UniqueConstraint,
} from "../../schema/model";
import { isUniqueIn, referencesOf, type Reference } from "./table-keys";

/** The schema in the Database Markup Language. */
export function drawDbml(schema: Schema): string {
  const blocks = [
    ...schema.enums.map(drawEnum),
    ...schema.tables.map(drawTable),
    ...referencesOf(schema).map(drawReference),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function drawEnum(type: EnumType): string {
  return [`Enum ${path(type)} {`, ...type.values.map((value) => `  ${name(value)}`), "}"].join("\n");
}

function drawTable(table: Table): string {
  const key = table.primaryKey?.columns ?? [];
  const indexes = [
    ...(key.length > 1 ? [`(${key.map(name).join(", ")}) [pk]`] : []),
    ...table.uniques.filter(({ columns }) => columns.length > 1).map(drawUnique),
    ...table.indexes.map(drawIndex),
  ];
  return [
    `Table ${path(table)} {`,
    ...table.columns.map((column) => `  ${drawColumn(table, column)}`),
    ...(indexes.length === 0 ? [] : ["", "  indexes {", ...indexes.map((index) => `    ${index}`), "  }"]),
    ...(table.comment === undefined ? [] : ["", `  Note: ${text(table.comment)}`]),
    "}",
  ].join("\n");
}

function drawColumn(table: Table, column: Column): string {
  const isKey = table.primaryKey?.columns.length === 1 && table.primaryKey.columns[0] === column.name;
  const isNumbered = column.autoIncrement === true || column.identity !== undefined;
  const settings = [
    ...(isKey ? ["pk"] : []),
    ...(isNumbered ? ["increment"] : []),
    ...(isKey ? [] : [column.nullable ? "null" : "not null"]),
    ...(!isKey && isUniqueIn(table, [column.name]) ? ["unique"] : []),
    ...(column.default === undefined ? [] : [`default: ${drawDefault(column.default)}`]),
    ...(column.comment === undefined ? [] : [`note: ${text(column.comment)}`]),
  ];
  return `${name(column.name)} ${typeName(column.type)} [${settings.join(", ")}]`;
}

function drawDefault(value: ColumnDefault): string {
  if (value.kind === "expression") return code(value.sql);
  return typeof value.value === "string" ? text(value.value) : String(value.value);
}

function drawUnique({ columns, name: given }: UniqueConstraint): string {
  const settings = ["unique", ...(given === undefined ? [] : [`name: ${text(given)}`])];
  return `(${columns.map(name).join(", ")}) [${settings.join(", ")}]`;
}

function drawIndex({ name: given, parts, unique }: Index): string {
  const list = parts.map(({ column, expression }) => (column === undefined ? code(expression ?? "") : name(column)));
  const settings = [...(unique === true ? ["unique"] : []), `name: ${text(given)}`];
  return `(${list.join(", ")}) [${settings.join(", ")}]`;
}

function drawReference({ from, to, key, isUnique }: Reference): string {
  const end = (table: Table, columns: readonly string[]): string =>
    `${path(table)}.${columns.length === 1 ? name(columns[0]!) : `(${columns.map(name).join(", ")})`}`;
  const settings = [
    ...(key.onDelete === undefined ? [] : [`delete: ${key.onDelete.toLowerCase()}`]),
    ...(key.onUpdate === undefined ? [] : [`update: ${key.onUpdate.toLowerCase()}`]),
  ];
  const sign = isUnique ? "-" : ">";
  const line = `Ref: ${end(from, key.columns)} ${sign} ${end(to, key.references.columns)}`;
  return settings.length === 0 ? line : `${line} [${settings.join(", ")}]`;
}

function path({ name: own, schema }: ObjectName): string {
  return schema === undefined ? name(own) : `${name(schema)}.${name(own)}`;
}

function typeName(type: string): string {
  return /^\w+(?:\([\d, ]+\))?$/.test(type) ? type : name(type === "" ? "any" : type);
}

function name(own: string): string {
  return `"${clean(own).replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

function text(value: string): string {
  return `'${clean(value).replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}

function code(sql: string): string {
  return `\`${clean(sql).replaceAll("`", "\\`")}\``;
}

function clean(value: string): string {
  return value.replace(/[\s\p{Cc}]+/gu, " ");
}
