import type { ColumnType, ListedValues, LogicalType, TypeSystem } from "../../dialect/type-system";
import type { Column } from "../../schema/model";
import { createCodecs } from "./codecs";
import type { DateText } from "./date-text";
import { CHARSET } from "./extensions/column-attributes";
import { CURRENT_TIMESTAMP, ON_UPDATE } from "./extensions/on-update";
import type { MysqlServer } from "./server";
import {
  ALIASES,
  BINARY_TYPES,
  FRACTION_TYPES,
  INTEGER_WIDTHS,
  listedValues,
  parseType,
  SPATIAL_TYPES,
  TEMPORAL_TYPES,
  TEXT_TYPES,
  writeListedValues,
} from "./type-name";

const BASE_NAMES = [
  ...Object.keys(INTEGER_WIDTHS),
  ...FRACTION_TYPES,
  ...TEMPORAL_TYPES,
  ...TEXT_TYPES,
  ...BINARY_TYPES,
  ...SPATIAL_TYPES,
  "boolean",
  "bit",
  "date",
  "year",
  "enum",
  "set",
  "json",
  "uuid",
];
const NUMBER_MODIFIERS: ReadonlySet<string> = new Set(["unsigned", "signed", "zerofill"]);

/** The types of one server. */
export function createTypes(server: MysqlServer, dates: DateText): TypeSystem {
  const names = [
    ...BASE_NAMES,
    ...(server.hasInetTypes ? ["inet4", "inet6"] : []),
    ...(server.hasVectorType ? ["vector"] : []),
  ];
  const known: ReadonlySet<string> = new Set(names);
  const format = (type: string): string => formatType(canonicalType(type, server));
  const codecs = createCodecs(dates);
  return {
    names: [...names, ...Object.keys(ALIASES)],
    onUpdateAttribute: ON_UPDATE,
    paddedNumbers: true,
    charsetAttribute: CHARSET,
    parse: parseType,
    format,
    has: (type) => isKnown(canonicalType(type, server), known),
    same: (left, right) => format(left) === format(right),
    listed: listedIn,
    codec: (type, kind) => codecs.forColumn(canonicalType(type, server), kind),
    fieldCodec: (field) => codecs.forField(field),
    declared: (name) => declaredType(name, server),
    logical: (type) => logicalType(type, server),
  };
}

function listedIn(text: string): ListedValues | undefined {
  const type = parseType(text);
  if (type.name !== "enum" && type.name !== "set") return undefined;
  return { values: listedValues(type), isSet: type.name === "set" };
}

function isKnown({ name, dimensions, modifiers }: ColumnType, known: ReadonlySet<string>): boolean {
  const isNumber = INTEGER_WIDTHS[name] !== undefined || FRACTION_TYPES.has(name);
  const fits = modifiers.every((word) => (isNumber ? NUMBER_MODIFIERS.has(word) : !NUMBER_MODIFIERS.has(word)));
  return known.has(name) && dimensions === 0 && fits;
}

/** The type under the server's own name, with the arguments that the server would write. */
function canonicalType(text: string, server: MysqlServer): ColumnType {
  const parsed = parseType(text);
  const named = { ...parsed, name: ALIASES[parsed.name] ?? parsed.name };
  const { name } = named;
  if (name === "boolean") return { ...named, name: "tinyint", arguments: ["1"] };
  if (name === "uuid" && !server.hasUuidType) return { ...named, name: "char", arguments: ["36"] };
  if (INTEGER_WIDTHS[name] !== undefined) return canonicalInteger(named);
  if (FRACTION_TYPES.has(name)) return canonicalFraction(named, parsed.name);
  if (name === "enum" || name === "set") {
    return { ...named, arguments: named.arguments.length === 0 ? [] : [writeListedValues(listedValues(named))] };
  }
  if (name === "geomcollection" || name === "geometrycollection") {
    return { ...named, name: server.flavour === "mysql" ? "geomcollection" : "geometrycollection" };
  }
  return canonicalLength(named, server);
}

/** Display widths say nothing but for `tinyint(1)`, which stands for a boolean, and for ZEROFILL, which pads. */
function canonicalInteger(type: ColumnType): ColumnType {
  const isPadded = type.modifiers.includes("zerofill");
  const isUnsigned = isPadded || type.modifiers.includes("unsigned");
  const modifiers = [...(isUnsigned ? ["unsigned"] : []), ...(isPadded ? ["zerofill"] : []), ...unknownWords(type)];
  if (isPadded) {
    return { ...type, arguments: [type.arguments[0] ?? String(INTEGER_WIDTHS[type.name])], modifiers };
  }
  const isBoolean = type.name === "tinyint" && type.arguments[0] === "1" && !isUnsigned;
  return { ...type, arguments: isBoolean ? ["1"] : [], modifiers };
}

function canonicalFraction(type: ColumnType, spelt: string): ColumnType {
  const isPadded = type.modifiers.includes("zerofill");
  const isUnsigned = isPadded || type.modifiers.includes("unsigned");
  const modifiers = [...(isUnsigned ? ["unsigned"] : []), ...(isPadded ? ["zerofill"] : []), ...unknownWords(type)];
  const [precision, scale] = type.arguments;
  if (type.name === "decimal") return { ...type, arguments: [precision ?? "10", scale ?? "0"], modifiers };
  if (scale !== undefined) return { ...type, modifiers };
  const isDouble = type.name === "double" || (spelt === "float" && Number(precision ?? 0) > 24);
  return { ...type, name: isDouble ? "double" : "float", arguments: [], modifiers };
}

function unknownWords(type: ColumnType): readonly string[] {
  return type.modifiers.filter((word) => !NUMBER_MODIFIERS.has(word));
}

const DEFAULT_LENGTHS: Readonly<Record<string, string>> = {
  char: "1",
  binary: "1",
  bit: "1",
  varchar: "255",
  varbinary: "255",
};

function canonicalLength(type: ColumnType, server: MysqlServer): ColumnType {
  const { name } = type;
  const length = DEFAULT_LENGTHS[name];
  if (length !== undefined) return { ...type, arguments: [type.arguments[0] ?? length] };
  if (TEMPORAL_TYPES.has(name)) {
    return { ...type, arguments: type.arguments[0] === "0" ? [] : type.arguments, modifiers: [] };
  }
  if (name === "text" || name === "blob") return { ...type, name: sizedName(type), arguments: [] };
  if (name === "vector") {
    return type.arguments.length === 0 && server.flavour === "mysql" ? { ...type, arguments: ["2048"] } : type;
  }
  return { ...type, arguments: [] };
}

/** `text(n)` becomes the smallest text that holds n characters of four bytes. */
function sizedName({ name, arguments: [length] }: ColumnType): string {
  if (length === undefined) return name;
  const bytes = Number(length) * (name === "text" ? 4 : 1);
  return `${bytes < 256 ? "tiny" : bytes < 65_536 ? "" : bytes < 16_777_216 ? "medium" : "long"}${name}`;
}

function formatType({ name, arguments: values, dimensions, modifiers }: ColumnType): string {
  const base = values.length === 0 ? name : `${name}(${values.join(",")})`;
  return [base + "[]".repeat(dimensions), ...modifiers].join(" ");
}

/** A boolean of an entity is a number without a width; `tinyint(1)` is what SQL makes of the word. */
function declaredType(name: string, server: MysqlServer): string | undefined {
  if (name === "boolean" || name === "bool") return "tinyint";
  return name === "uuid" && !server.hasUuidType ? "varchar(255)" : undefined;
}

type TypeChoice = Pick<Column, "type" | "default" | "attributes">;

const NOW: Pick<Column, "default"> = { default: { kind: "expression", sql: `${CURRENT_TIMESTAMP}(6)` } };

function logicalType(type: LogicalType, server: MysqlServer): TypeChoice {
  switch (type) {
    case "string":
      return { type: "varchar(255)" };
    case "number":
    case "version":
      return { type: "int" };
    case "boolean":
      return { type: "tinyint" };
    case "bigint":
      return { type: "bigint" };
    case "date":
      return { type: "datetime" };
    case "buffer":
      return { type: "blob" };
    case "uuid":
      return { type: server.hasUuidType ? "uuid" : "varchar(36)" };
    case "createDate":
      return { type: "datetime(6)", ...NOW };
    case "updateDate":
      return { type: "datetime(6)", ...NOW, attributes: { [ON_UPDATE]: `${CURRENT_TIMESTAMP}(6)` } };
    case "deleteDate":
      return { type: "datetime(6)" };
    case "enum":
      return { type: "enum" };
    case "simple-array":
    case "simple-json":
      return { type: "text" };
  }
}
