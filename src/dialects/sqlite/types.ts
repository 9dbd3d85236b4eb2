import type { DriverField } from "../../dialect/driver";
import type { Codec, ColumnType, LogicalType, TypeSystem, ValueKind } from "../../dialect/type-system";
import type { Column } from "../../schema/model";
import { codecFor } from "./codecs";

/** How SQLite converts what is stored in a column; it reads it from the spelling of the type. */
export type Affinity = "integer" | "text" | "blob" | "real" | "numeric";

const NAMES: readonly string[] = [
  "int",
  "integer",
  "int2",
  "int8",
  "tinyint",
  "smallint",
  "mediumint",
  "bigint",
  "unsigned big int",
  "character",
  "char",
  "varchar",
  "varying character",
  "character varying",
  "nchar",
  "native character",
  "nvarchar",
  "text",
  "clob",
  "blob",
  "real",
  "double",
  "double precision",
  "float",
  "numeric",
  "decimal",
  "date",
  "time",
  "datetime",
  "timestamp",
  "timestamptz",
  "timestamp with time zone",
  "boolean",
  "json",
  "jsonb",
  "uuid",
  "enum",
  "any",
];

/** Names of types that stand for others in an entity: only `integer` makes a key that numbers itself. */
const IN_ENTITIES: Readonly<Record<string, string>> = { int: "integer", uuid: "varchar" };

/** Types that exist in entities only; the column is an ordinary one. */
const DECLARED_AS: Readonly<Record<string, string>> = {
  "simple-enum": "varchar",
  "simple-array": "text",
  "simple-json": "text",
};

const LOGICAL: Readonly<Record<LogicalType, Pick<Column, "type" | "default" | "attributes">>> = {
  string: { type: "varchar" },
  number: { type: "integer" },
  boolean: { type: "boolean" },
  date: { type: "datetime" },
  bigint: { type: "bigint" },
  buffer: { type: "blob" },
  uuid: { type: "varchar" },
  createDate: { type: "datetime", default: { kind: "expression", sql: "datetime('now')" } },
  updateDate: { type: "datetime", default: { kind: "expression", sql: "datetime('now')" } },
  deleteDate: { type: "datetime" },
  version: { type: "integer" },
  enum: { type: "varchar" },
  "simple-array": { type: "text" },
  "simple-json": { type: "text" },
};

/** Words that end a type in CREATE TABLE: a type with one of them in it needs its quotes. */
const ENDING_WORDS = /\b(?:as|check|collate|constraint|default|generated|not|null|primary|references|unique)\b/i;

/**
 * The types of SQLite. A column keeps the spelling of its type, whatever it is, so nothing is translated: `varchar(255)`
 * stays `varchar(255)`, in small letters. One in quotes is taken at its word, and loses them where it does without.
 */
export class SqliteTypeSystem implements TypeSystem {
  readonly names: readonly string[] = [...NAMES, ...Object.keys(DECLARED_AS)];

  parse(type: string): ColumnType {
    const match = /^([^(]*)(?:\(([^)]*)\))?(.*)$/s.exec(type);
    const words = (text: string | undefined): string[] => (text ?? "").toLowerCase().split(/\s+/).filter(Boolean);
    const list = (match?.[2] ?? "").split(",").map((part) => part.trim());
    return {
      name: words(match?.[1]).join(" "),
      arguments: list.filter((part) => part !== ""),
      dimensions: 0,
      modifiers: words(match?.[3]),
    };
  }

  format(type: string): string {
    if (/^["'`[]/.test(type)) return this.#formatQuoted(type);
    const { name, arguments: list, modifiers } = this.parse(type);
    const declared = DECLARED_AS[name] ?? name;
    const head = list.length === 0 ? declared : `${declared}(${list.join(",")})`;
    return [head, ...modifiers].join(" ");
  }

  has(type: string): boolean {
    if (/^"(?:[^"]|"")*"$/.test(type)) return true;
    const { name } = this.parse(type);
    return NAMES.includes(name) || Object.hasOwn(DECLARED_AS, name);
  }

  same(left: string, right: string): boolean {
    return this.format(left) === this.format(right);
  }

  declared(name: string): string | undefined {
    return IN_ENTITIES[name];
  }

  codec(type: string, kind?: ValueKind): Codec {
    return codecFor(this.parse(this.format(type)), kind);
  }

  /** Values already have the type that SQLite gave them. */
  fieldCodec(_field: DriverField): Codec {
    return {};
  }

  logical(type: LogicalType): Pick<Column, "type" | "default" | "attributes"> {
    return LOGICAL[type];
  }

  #formatQuoted(type: string): string {
    const text = /^"([^"]*)"$/.exec(type)?.[1];
    if (text === undefined || ENDING_WORDS.test(text)) return type;
    const isPlain = text === "" || /^[a-z_][\w ]*(?:\([\d ,+-]*\)[a-z ]*)?$/i.test(text);
    return isPlain ? this.format(text) : type;
  }
}

/** The affinity of a column type, by the rules of SQLite (datatype3.html, section 3.1). */
export function affinityOf(type: string): Affinity {
  const text = type.toUpperCase();
  if (text.includes("INT")) return "integer";
  if (/CHAR|CLOB|TEXT/.test(text)) return "text";
  if (text.includes("BLOB") || text === "") return "blob";
  return /REAL|FLOA|DOUB/.test(text) ? "real" : "numeric";
}
