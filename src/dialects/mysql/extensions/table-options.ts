import type { AttributeChange } from "../../../operations/operation";
import type { Attributes } from "../../../schema/model";
import { writeStringLiteral } from "../string-literal";

/** The attribute that names the storage engine of a table, where it is not InnoDB. */
export const ENGINE = "mysql.engine";

export const USUAL_ENGINE = "InnoDB";

/** Whether the indexes of an engine are hashed where nothing else is said. */
export function isHashedEngine(engine: unknown): boolean {
  return typeof engine === "string" && engine.toUpperCase() === "MEMORY";
}

/** The wanted attributes without the usual engine, where the live table has it: that is no attribute there. */
export function settleEngine(wanted: Attributes, live: Attributes | undefined): Attributes {
  const { [ENGINE]: engine, ...rest } = wanted;
  const isUsual = typeof engine === "string" && engine.toLowerCase() === USUAL_ENGINE.toLowerCase();
  return isUsual && live?.[ENGINE] === undefined ? rest : wanted;
}

/** The attribute that names the collation of a table, where it is not the database's. */
export const COLLATION = "mysql.collation";

/** The attribute that names how rows are stored, where it is not the server's usual way. */
export const ROW_FORMAT = "mysql.rowFormat";

/** What the attributes of all other options start with: `mysql.option.stats_persistent`. */
const OPTION = "mysql.option.";

const NAME = /^\w+$/;

/** Options that take DEFAULT; the others are taken away by 0. */
const WITH_DEFAULT: ReadonlySet<string> = new Set([
  "stats_persistent",
  "stats_auto_recalc",
  "stats_sample_pages",
  "pack_keys",
]);
const WITHOUT: Readonly<Record<string, string>> = { compression: "'NONE'", encryption: "'N'" };

/** The attributes out of CREATE_OPTIONS: `row_format=COMPRESSED KEY_BLOCK_SIZE=8 COMPRESSION="zlib"`. */
export function readOptions(text: string): Attributes {
  const pattern = /[`"]?(\w+)[`"]?=(?:'((?:[^']|'')*)'|"((?:[^"]|"")*)"|(\S+))/g;
  return Object.fromEntries(
    [...text.matchAll(pattern)].map(([, name, single, double, bare]) => {
      const key = name!.toLowerCase();
      const value = bare ?? single?.replaceAll("''", "'") ?? double?.replaceAll('""', '"') ?? "";
      return key === "row_format" ? [ROW_FORMAT, value.toUpperCase()] : [`${OPTION}${key}`, value];
    }),
  );
}

function otherOptions(attributes: AttributeChange): readonly string[] {
  return Object.entries(attributes)
    .filter(([key]) => key.startsWith(OPTION) && NAME.test(key.slice(OPTION.length)))
    .map(([key, value]) => {
      const name = key.slice(OPTION.length);
      if (value === null) return `${name}=${WITHOUT[name] ?? (WITH_DEFAULT.has(name) ? "DEFAULT" : "0")}`;
      const text = String(value);
      return `${name}=${/^\d+$/.test(text) || name === "insert_method" ? text.replace(/\W/g, "") : writeStringLiteral(text)}`;
    });
}

/** What an ALTER TABLE says to change options. A collation is given to every column, too. */
export function tableOptionChanges(change: AttributeChange): readonly string[] {
  const { [ENGINE]: engine, [COLLATION]: collation, [ROW_FORMAT]: format } = change;
  return [
    ...(engine === undefined ? [] : [`ENGINE=${isName(engine) ? engine : USUAL_ENGINE}`]),
    ...(format === undefined ? [] : [`ROW_FORMAT=${isName(format) ? format : "DEFAULT"}`]),
    ...otherOptions(change),
    ...(collation === undefined ? [] : [convertTo(collation)]),
  ];
}

function convertTo(collation: unknown): string {
  if (!isName(collation)) return "CONVERT TO CHARACTER SET DEFAULT";
  return `CONVERT TO CHARACTER SET ${collation.split("_")[0]} COLLATE ${collation}`;
}

/** What follows the columns in CREATE TABLE. Engines and collations are words and stand without quotes. */
export function tableOptions(attributes: Attributes | undefined): string {
  const collation = attributes?.[COLLATION];
  const engine = attributes?.[ENGINE];
  const format = attributes?.[ROW_FORMAT];
  return [
    `ENGINE=${isName(engine) ? engine : USUAL_ENGINE}`,
    ...(isName(collation) ? [`COLLATE=${collation}`] : []),
    ...(isName(format) ? [`ROW_FORMAT=${format}`] : []),
    ...otherOptions(attributes ?? {}),
  ].join(" ");
}

function isName(value: unknown): value is string {
  return typeof value === "string" && NAME.test(value);
}
