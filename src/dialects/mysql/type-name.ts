import type { ColumnType } from "../../dialect/type-system";
import { readStringLiteral, writeStringLiteral } from "./string-literal";

/** Other spellings of a type, the portable names among them, and the one that we write. */
export const ALIASES: Readonly<Record<string, string>> = {
  integer: "int",
  int4: "int",
  int1: "tinyint",
  int2: "smallint",
  int3: "mediumint",
  int8: "bigint",
  middleint: "mediumint",
  bool: "boolean",
  dec: "decimal",
  numeric: "decimal",
  fixed: "decimal",
  real: "double",
  float8: "double",
  float4: "float",
  "double precision": "double",
  character: "char",
  nchar: "char",
  "national char": "char",
  "national character": "char",
  "character varying": "varchar",
  "char varying": "varchar",
  nvarchar: "varchar",
  "national varchar": "varchar",
  "national character varying": "varchar",
  string: "varchar",
  "char byte": "binary",
  long: "mediumtext",
  "long varchar": "mediumtext",
  "long varbinary": "mediumblob",
  timestamptz: "timestamp",
  "timestamp with time zone": "timestamp",
  "timestamp without time zone": "datetime",
  "time without time zone": "time",
  bytea: "blob",
};

/** Whole numbers, with the width that ZEROFILL pads to where none is given. */
export const INTEGER_WIDTHS: Readonly<Record<string, number>> = {
  tinyint: 3,
  smallint: 5,
  mediumint: 8,
  int: 10,
  bigint: 20,
};
export const FRACTION_TYPES: ReadonlySet<string> = new Set(["decimal", "float", "double"]);
export const TEMPORAL_TYPES: ReadonlySet<string> = new Set(["datetime", "timestamp", "time"]);
export const TEXT_TYPES: ReadonlySet<string> = new Set([
  "char",
  "varchar",
  "tinytext",
  "text",
  "mediumtext",
  "longtext",
]);
export const BINARY_TYPES: ReadonlySet<string> = new Set([
  "binary",
  "varbinary",
  "tinyblob",
  "blob",
  "mediumblob",
  "longblob",
]);
export const SPATIAL_TYPES: ReadonlySet<string> = new Set([
  "geometry",
  "point",
  "linestring",
  "polygon",
  "multipoint",
  "multilinestring",
  "multipolygon",
  "geometrycollection",
  "geomcollection",
]);

const SEVERAL_WORDS = Object.keys(ALIASES)
  .filter((name) => name.includes(" "))
  .sort((left, right) => right.length - left.length);

/** Takes a type apart. The name is in lower case and not yet the one that we write; the values of enums keep their quotes. */
export function parseType(text: string): ColumnType {
  const trimmed = text.trim();
  const open = trimmed.indexOf("(");
  const head = (open < 0 ? trimmed : trimmed.slice(0, open)).trim().toLowerCase().replace(/\s+/g, " ");
  const { values, end } = open < 0 ? { values: [], end: trimmed.length } : readArguments(trimmed, open);
  const tail = trimmed.slice(end).trim().toLowerCase();
  const brackets = /(?:\[\d*\])+$/.exec(`${head} ${tail}`.trim())?.[0] ?? "";
  const dimensions = brackets.split("[").length - 1;
  const words = `${head} ${tail}`.replace(/(?:\[\d*\])+/g, "").trim();
  const several = SEVERAL_WORDS.find((name) => words === name || words.startsWith(`${name} `));
  const name = several ?? words.split(" ")[0] ?? "";
  const modifiers = words
    .slice(name.length)
    .trim()
    .split(/\s+/)
    .filter((word) => word !== "");
  return { name, arguments: values, dimensions, modifiers };
}

/** The values of `enum('a','b')` or `set('a','b')`. */
export function listedValues(type: ColumnType): readonly string[] {
  return type.arguments.map((literal) => (/^['"]/.test(literal) ? readStringLiteral(literal, 0).value : literal));
}

/** The values as the server writes them: no space behind the commas. */
export function writeListedValues(values: readonly string[]): string {
  return values.map(writeStringLiteral).join(",");
}

function readArguments(text: string, open: number): { readonly values: readonly string[]; readonly end: number } {
  const values: string[] = [];
  let start = open + 1;
  let at = start;
  while (at < text.length && text[at] !== ")") {
    if (text[at] === "'" || text[at] === '"') at = readStringLiteral(text, at).end;
    else {
      if (text[at] === ",") {
        values.push(text.slice(start, at).trim());
        start = at + 1;
      }
      at += 1;
    }
  }
  const last = text.slice(start, at).trim();
  return { values: last === "" ? values : [...values, last], end: at + 1 };
}
