import type { ColumnType } from "../../dialect/type-system";
import type { ObjectName } from "../../schema/model";

/** Other spellings of a built-in type, the portable names among them, and the one that we write. */
const ALIASES: Readonly<Record<string, string>> = {
  int: "integer",
  int4: "integer",
  int8: "bigint",
  int2: "smallint",
  tinyint: "smallint",
  mediumint: "integer",
  bool: "boolean",
  float4: "real",
  float8: "double precision",
  float: "double precision",
  double: "double precision",
  decimal: "numeric",
  dec: "numeric",
  "character varying": "varchar",
  "char varying": "varchar",
  nvarchar: "varchar",
  string: "varchar",
  character: "char",
  bpchar: "char",
  nchar: "char",
  "bit varying": "varbit",
  blob: "bytea",
  binary: "bytea",
  varbinary: "bytea",
  longtext: "text",
  mediumtext: "text",
  clob: "text",
  datetime: "timestamp",
  "timestamp without time zone": "timestamp",
  "timestamp with time zone": "timestamptz",
  "time without time zone": "time",
  "time with time zone": "timetz",
  serial4: "serial",
  serial8: "bigserial",
  serial2: "smallserial",
};

/** The types that every PostgreSQL has, and those of extensions in wide use. */
const KNOWN_NAMES: ReadonlySet<string> = new Set(
  (
    "smallint integer bigint numeric real double_precision money boolean char varchar text name uuid json jsonb jsonpath xml " +
    "bytea date time timetz timestamp timestamptz interval bit varbit inet cidr macaddr macaddr8 " +
    "point line lseg box path polygon circle tsvector tsquery oid regclass regproc regtype xid xid8 cid tid pg_lsn pg_snapshot " +
    "int4range int8range numrange tsrange tstzrange daterange " +
    "int4multirange int8multirange nummultirange tsmultirange tstzmultirange datemultirange " +
    "smallserial serial bigserial " +
    "citext hstore ltree lquery ltxtquery cube isbn isbn13 ean13 issn ismn upc geometry geography raster vector halfvec sparsevec"
  )
    .split(" ")
    .map((name) => name.replace("_", name === "double_precision" ? " " : "_")),
);

/** For the nearest match in an error: every spelling that is understood. */
export const TYPE_NAMES: readonly string[] = [...KNOWN_NAMES, ...Object.keys(ALIASES)];

/** Precisions that mean the same as none. */
const FULL_PRECISION: Readonly<Record<string, string>> = {
  timestamp: "6",
  timestamptz: "6",
  time: "6",
  timetz: "6",
  interval: "6",
};
const INTERVAL_FIELDS = /^interval\s+((?:year|month|day|hour|minute|second)(?:\s+to\s+(?:month|hour|minute|second))?)$/;

export function isKnownName(name: string): boolean {
  return KNOWN_NAMES.has(name);
}

/**
 * Takes a type apart. Built-in names are recognised in any case and spelling. Any other name is a type of the user's,
 * taken letter by letter: `users_role_enum`, `billing.Status`, and `"odd.name"` in double quotes where it holds a dot,
 * a bracket, a space, or is the name of a built-in type.
 */
export function parseTypeName(type: string): ColumnType {
  const { body, dimensions } = takeDimensions(type.trim());
  if (body.startsWith('"') || /^[^"(]*\."/.test(body)) return userType(body, dimensions);
  const match = /^([^()]*)(?:\(([^()]*)\)([a-z ]*))?$/i.exec(body);
  if (match === null) return { name: body, arguments: [], dimensions, modifiers: [] };
  const words = `${match[1]!.trim()} ${match[3]?.trim() ?? ""}`.trim().replace(/\s+/g, " ");
  const given = match[2] === undefined ? [] : match[2].split(",").map((argument) => argument.trim());
  const lower = words.toLowerCase().replace(/^pg_catalog\./, "");
  const fields = INTERVAL_FIELDS.exec(lower);
  if (fields !== null) return { name: "interval", arguments: given, dimensions, modifiers: fields[1]!.split(" ") };
  const name = floatName(lower, given) ?? ALIASES[lower] ?? lower;
  if (!KNOWN_NAMES.has(name)) return { name: words, arguments: given, dimensions, modifiers: [] };
  return { name, arguments: canonicalArguments(name, given), dimensions, modifiers: [] };
}

/** The one spelling of a type; see {@link parseTypeName} for types of the user's. */
export function formatType({ name, arguments: parts, dimensions, modifiers }: ColumnType): string {
  const fields = modifiers.length === 0 ? "" : ` ${modifiers.join(" ")}`;
  const list = parts.length === 0 ? "" : `(${parts.join(",")})`;
  return `${name}${fields}${list}${dimensions > 0 ? "[]" : ""}`;
}

/** How a type of the user's is written in `Column.type`: plain or with its schema, quoted only where it could be misread. */
export function spellTypeName({ name, schema }: ObjectName): string {
  return schema === undefined ? spellPart(name, true) : `${spellPart(schema, false)}.${spellPart(name, false)}`;
}

/** The name of a type of the user's, out of what `Column.type` says; `undefined` for a built-in one. */
export function userTypeName(type: ColumnType): ObjectName | undefined {
  if (KNOWN_NAMES.has(type.name)) return undefined;
  const parts = [...type.name.matchAll(/"((?:[^"]|"")*)"|([^."]+)/g)].map(
    (match) => match[1]?.replaceAll('""', '"') ?? match[2]!,
  );
  const [first = type.name, second] = parts;
  return second === undefined ? { name: first } : { schema: first, name: second };
}

function spellPart(name: string, standsAlone: boolean): string {
  const isPlain = /^[\p{L}_][\p{L}\p{N}_$-]*$/u.test(name);
  const lower = name.toLowerCase();
  const isTaken = standsAlone && (KNOWN_NAMES.has(lower) || Object.hasOwn(ALIASES, lower));
  return isPlain && !isTaken ? name : `"${name.replaceAll('"', '""')}"`;
}

function takeDimensions(text: string): { body: string; dimensions: number } {
  const match = /((?:\s*\[\d*\])+|\s+array(?:\s*\[\d+\])?)$/i.exec(text);
  if (match === null) return { body: text, dimensions: 0 };
  return { body: text.slice(0, match.index), dimensions: 1 };
}

function userType(body: string, dimensions: number): ColumnType {
  const match = /^((?:"(?:[^"]|"")*"|[^"(.]+)(?:\.(?:"(?:[^"]|"")*"|[^"(]+))?)(?:\((.*)\))?$/.exec(body);
  const given = match?.[2]?.split(",").map((argument) => argument.trim()) ?? [];
  const name = userTypeName({ name: match?.[1] ?? body, arguments: [], dimensions: 0, modifiers: [] });
  return { name: name === undefined ? body : spellTypeName(name), arguments: given, dimensions, modifiers: [] };
}

/** `float(24)` and less is `real`. */
function floatName(name: string, given: readonly string[]): string | undefined {
  return name === "float" && given.length === 1 && Number(given[0]) <= 24 ? "real" : undefined;
}

function canonicalArguments(name: string, given: readonly string[]): readonly string[] {
  if (name === "real" || name === "double precision" || name === "bytea") return [];
  if (name === "smallint" || name === "integer" || name === "bigint" || name === "text") return [];
  if (name === "numeric" && given.length === 1) return [given[0]!, "0"];
  if ((name === "char" || name === "bit") && given.length === 0) return ["1"];
  return FULL_PRECISION[name] === given[0] && given.length === 1 ? [] : given;
}
