import type { SqlPieces } from "../../../dialect/object-writer";
import { OrmError } from "../../../errors/orm-error";
import type { Attributes, Column, ObjectName } from "../../../schema/model";
import { isSameData } from "../../../util/stable-json";
import { SEQUENCE_BOUNDS, type CountingRow } from "./sequences";

/** The name of the sequence that numbers a column, where it is not the one that the server makes up. */
const NAME = "postgres.sequenceName";
/** What is unusual about the sequence: `AS bigint`, `INCREMENT BY 10`. */
const OPTIONS = "postgres.sequence";

/** The name follows no rename of the table, so it is nothing that a comparison could ask for. */
export const NUMBERING_NAMES: readonly string[] = [NAME];

/** The longest name that the server keeps. */
const MOST_BYTES = 63;

/** What entities do not speak of, so that it stays where they number a column. */
export const NUMBERING_FACTS: readonly string[] = [NAME, OPTIONS];

/** The sequence behind a column, out of the catalog. */
export interface NumberingRow extends CountingRow {
  /** It is not written to the log though its table is, or the other way round. */
  readonly isApart: boolean;
}

const OPTION =
  /^(?:AS (?:smallint|integer|bigint)|(?:INCREMENT BY|MINVALUE|MAXVALUE|START WITH|CACHE) -?\d+|CYCLE|LOGGED|UNLOGGED)$/;

const PERSISTENCE: ReadonlySet<string> = new Set(["LOGGED", "UNLOGGED"]);

/** How an option is taken back, by how it begins. */
const USUAL: readonly (readonly [begin: string, usual: (type: string) => string])[] = [
  ["AS", (type) => `AS ${type}`],
  ["INCREMENT BY", () => "INCREMENT BY 1"],
  ["MINVALUE", () => "NO MINVALUE"],
  ["MAXVALUE", () => "NO MAXVALUE"],
  ["START WITH", () => "START WITH 1"],
  ["CACHE", () => "CACHE 1"],
  ["CYCLE", () => "NO CYCLE"],
];

/** The attributes of a column that a sequence numbers. */
export function readNumbering(
  row: NumberingRow,
  { name: table, isUnlogged }: { readonly name: string; readonly isUnlogged: boolean },
  column: string,
  columnType: string,
): Attributes {
  const [, most] = SEQUENCE_BOUNDS[row.type] ?? SEQUENCE_BOUNDS["bigint"]!;
  const options = [
    ...(row.type === columnType ? [] : [`AS ${row.type}`]),
    ...(row.increment === "1" ? [] : [`INCREMENT BY ${row.increment}`]),
    ...(row.minValue === "1" ? [] : [`MINVALUE ${row.minValue}`]),
    ...(row.maxValue === most ? [] : [`MAXVALUE ${row.maxValue}`]),
    ...(row.start === "1" ? [] : [`START WITH ${row.start}`]),
    ...(row.cache === "1" ? [] : [`CACHE ${row.cache}`]),
    ...(row.cycle ? ["CYCLE"] : []),
    ...(row.isApart ? [isUnlogged ? "LOGGED" : "UNLOGGED"] : []),
  ];
  return {
    ...(row.name === usualSequenceName(table, column) ? {} : { [NAME]: row.name }),
    ...(options.length === 0 ? {} : { [OPTIONS]: options }),
  };
}

/** The name that the server gives the sequence of a serial column: the longer part is cut, byte by byte, until both fit. */
export function usualSequenceName(table: string, column: string): string {
  let [first, second] = [Buffer.byteLength(table), Buffer.byteLength(column)];
  while (first + second > MOST_BYTES - "__seq".length) {
    if (first > second) first -= 1;
    else second -= 1;
  }
  return `${cut(table, first)}_${cut(column, second)}_seq`;
}

/** The characters that fit into some bytes whole. */
function cut(name: string, bytes: number): string {
  let fitting = "";
  for (const character of name) {
    if (Buffer.byteLength(fitting + character) > bytes) break;
    fitting += character;
  }
  return fitting;
}

/** The sequence of a new column where `serial` would not make it as it is to be: its SQL before and behind the table. */
export function numberingText(sql: SqlPieces, table: ObjectName, { name: column, type, nullable, attributes }: Column) {
  const [name, options] = [attributes?.[NAME], optionsOf(column, attributes)];
  if (name === undefined && options.length === 0 && !nullable) return undefined;
  const sequence = sql.name({ ...table, name: String(name ?? usualSequenceName(table.name, column)) });
  const said = options.filter((option) => !PERSISTENCE.has(option));
  const typed = said.some((option) => option.startsWith("AS ")) ? said : [`AS ${type}`, ...said];
  return {
    before: `CREATE ${options.includes("UNLOGGED") ? "UNLOGGED " : ""}SEQUENCE ${sequence} ${typed.join(" ")}`,
    default: `nextval(${sql.text(sequence)}::regclass)`,
    after: `ALTER SEQUENCE ${sequence} OWNED BY ${sql.name(table)}.${sql.quote(column)}`,
  };
}

/** The statements that change the sequence behind a column. */
export function changeNumbering(
  sql: SqlPieces,
  table: ObjectName,
  column: string,
  before: Attributes,
  after: Attributes,
  columnType: string | undefined,
): readonly string[] {
  const nameIn = (attributes: Attributes): string => String(attributes[NAME] ?? usualSequenceName(table.name, column));
  const [old, wanted] = [optionsOf(column, before), optionsOf(column, after)];
  const begins = (list: readonly string[], begin: string): boolean => list.some((option) => option.startsWith(begin));
  const changed = isSameData(old, wanted)
    ? []
    : [
        ...USUAL.filter(([begin]) => begins(old, begin) && !begins(wanted, begin)).map(([, usual]) =>
          usual(columnType ?? "bigint"),
        ),
        ...wanted.filter((option) => !PERSISTENCE.has(option)),
      ];
  const alter = `ALTER SEQUENCE ${sql.name({ ...table, name: nameIn(before) })}`;
  return [
    ...(changed.length === 0 ? [] : [`${alter} ${changed.join(" ")}`]),
    ...(nameIn(before) === nameIn(after) ? [] : [`${alter} RENAME TO ${sql.quote(nameIn(after))}`]),
  ];
}

/** @throws OrmError `OPERATION.INVALID` for what is no option of a sequence. */
function optionsOf(column: string, attributes: Attributes | undefined): readonly string[] {
  const value = attributes?.[OPTIONS];
  const options = Array.isArray(value) ? (value as readonly string[]) : [];
  const wrong = options.find((option) => !OPTION.test(option));
  if (wrong === undefined) return options;
  throw new OrmError("OPERATION.INVALID", `column "${column}": ${JSON.stringify(wrong)} is no option of a sequence`, {
    hint: `Write "${OPTIONS}" as a list of options: ["AS bigint", "INCREMENT BY 10"].`,
  });
}
