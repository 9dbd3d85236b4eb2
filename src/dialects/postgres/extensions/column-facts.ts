import type { SqlPieces } from "../../../dialect/object-writer";
import type { Attributes, ObjectName } from "../../../schema/model";
import { isSameData } from "../../../util/stable-json";
import { parameterChanges } from "../storage-parameters";

/** What the catalog says of a column beside its definition, where it is not the usual. */
export interface ColumnFactsRow {
  readonly statistics?: number;
  readonly storage?: string;
  readonly compression?: string;
  readonly options?: readonly string[];
}

const STATISTICS = "postgres.statistics";
const STORAGE = "postgres.storage";
const COMPRESSION = "postgres.compression";
const OPTIONS = "postgres.options";
/** A NOT NULL that has a name of its own, is not valid or is not inherited: its name, then what is special about it. */
const NOT_NULL = "postgres.notNull";

/** How a column is stored and analysed: nothing that entities speak of, so what they leave out stays as it is. */
export const STORAGE_FACTS: readonly string[] = [STATISTICS, STORAGE, COMPRESSION, OPTIONS, NOT_NULL];

/** The condition on constraint `k` that it is a NOT NULL which `attnotnull` does not tell all about. */
export const UNUSUAL_NOT_NULL = `(k.contype = 'n' and k.conislocal and (not k.convalidated or k.connoinherit or k.conname !~ '_not_null[0-9]*$'))`;

/** The options of a column `a` that somebody set: the mark `pg_attver` is the server's own (15.20 writes one to every column). */
const SET_OPTIONS = `(select array_agg(o) from unnest(a.attoptions) o where o !~ '^pg_attver=')`;

/** The member `facts` of a column `a` of type `t`: SQL. */
export function columnFacts({ columnCompression }: { readonly columnCompression: boolean }): string {
  const compression = columnCompression ? "case a.attcompression when 'p' then 'pglz' when 'l' then 'lz4' end" : "null";
  return `'facts', case when nullif(a.attstattarget, -1) is not null or a.attstorage <> t.typstorage or ${SET_OPTIONS} is not null
      or ${compression} is not null then json_strip_nulls(json_build_object('statistics', nullif(a.attstattarget, -1),
        'storage', case when a.attstorage <> t.typstorage then case a.attstorage when 'p' then 'PLAIN' when 'e' then 'EXTERNAL'
          when 'm' then 'MAIN' else 'EXTENDED' end end, 'compression', ${compression}, 'options', ${SET_OPTIONS})) end`;
}

/** The NOT NULL of a column, out of the catalog. */
export interface NotNullRow {
  readonly name: string;
  readonly isValid: boolean;
  readonly isInherited: boolean;
}

/** The attributes of a column out of the catalog. */
export function readColumnFacts(facts: ColumnFactsRow | null, notNull: NotNullRow | undefined): Attributes | undefined {
  const attributes: Attributes = {
    ...(facts?.statistics === undefined ? {} : { [STATISTICS]: facts.statistics }),
    ...(facts?.storage === undefined ? {} : { [STORAGE]: facts.storage }),
    ...(facts?.compression === undefined ? {} : { [COMPRESSION]: facts.compression }),
    ...(facts?.options === undefined ? {} : { [OPTIONS]: facts.options }),
    ...(notNull === undefined ? {} : { [NOT_NULL]: readNotNull(notNull) }),
  };
  return Object.keys(attributes).length === 0 ? undefined : attributes;
}

function readNotNull({ name, isValid, isInherited }: NotNullRow): readonly string[] {
  return [name, ...(isInherited ? [] : ["NO INHERIT"]), ...(isValid ? [] : ["NOT VALID"])];
}

/** The NOT NULL of a new column in words of its own; empty where it comes behind the column, `undefined` for the usual one. */
export function notNullText(sql: SqlPieces, attributes: Attributes | undefined): string | undefined {
  const [name, ...flags] = textsOf(attributes?.[NOT_NULL]);
  if (name === undefined) return undefined;
  return flags.includes("NOT VALID")
    ? ""
    : ` CONSTRAINT ${sql.quote(name)} NOT NULL${flags.map((flag) => ` ${flag}`).join("")}`;
}

/** Whether attributes say that a column is NOT NULL in words of their own. */
export function saysNotNull(attributes: Attributes | null | undefined): boolean {
  return textsOf(attributes?.[NOT_NULL]).length > 0;
}

/** The attributes of a column whose NOT NULL went. */
export function withoutNotNull({ [NOT_NULL]: _gone, ...rest }: Attributes): Attributes {
  return rest;
}

/** The attributes that the definition of a new column says itself. */
export function factsAtBirth(attributes: Attributes): Attributes {
  const notNull = textsOf(attributes[NOT_NULL]);
  return notNull.length === 0 || notNull.includes("NOT VALID") ? {} : { [NOT_NULL]: notNull };
}

/** The statements that bring the attributes of a column from one state to another. */
export function changeColumnFacts(
  sql: SqlPieces,
  table: ObjectName,
  column: string,
  before: Attributes,
  after: Attributes,
): readonly string[] {
  const alter = (action: string): string => `ALTER TABLE ${sql.name(table)} ${action}`;
  const changes = (key: string): boolean => !isSameData(before[key], after[key]);
  const act = (key: string, action: () => readonly string[]): readonly string[] =>
    changes(key) ? action().map((text) => alter(`ALTER COLUMN ${sql.quote(column)} ${text}`)) : [];
  return [
    ...(changes(NOT_NULL) ? changeNotNull(sql, column, textsOf(before[NOT_NULL]), textsOf(after[NOT_NULL])) : []).map(
      alter,
    ),
    ...act(STORAGE, () => [`SET STORAGE ${word(after[STORAGE] ?? "DEFAULT")}`]),
    ...act(COMPRESSION, () => [`SET COMPRESSION ${word(after[COMPRESSION] ?? "default")}`]),
    ...act(STATISTICS, () => [`SET STATISTICS ${Number(after[STATISTICS] ?? -1)}`]),
    ...act(OPTIONS, () => parameterChanges(sql, textsOf(before[OPTIONS]), textsOf(after[OPTIONS]))),
  ];
}

/** A NOT NULL with the server's own name is what a column gets by itself: its name in the catalog is not known here. */
function changeNotNull(
  sql: SqlPieces,
  column: string,
  before: readonly string[],
  after: readonly string[],
): readonly string[] {
  const [name, ...flags] = after;
  const has = (list: readonly string[], flag: string): boolean => list.includes(flag);
  const [oldName] = before;
  if (oldName === undefined) {
    if (name === undefined) return [];
    return [
      `ADD CONSTRAINT ${sql.quote(name)} NOT NULL ${sql.quote(column)}${flags.map((flag) => ` ${flag}`).join("")}`,
    ];
  }
  const isLaxer = has(after, "NOT VALID") && !has(before, "NOT VALID");
  if (name === undefined || isLaxer) {
    return [
      `DROP CONSTRAINT ${sql.quote(oldName)}`,
      ...(name === undefined
        ? [`ALTER COLUMN ${sql.quote(column)} SET NOT NULL`]
        : changeNotNull(sql, column, [], after)),
    ];
  }
  return [
    ...(name === oldName ? [] : [`RENAME CONSTRAINT ${sql.quote(oldName)} TO ${sql.quote(name)}`]),
    ...(has(before, "NOT VALID") && !has(after, "NOT VALID") ? [`VALIDATE CONSTRAINT ${sql.quote(name)}`] : []),
    ...(has(before, "NO INHERIT") === has(after, "NO INHERIT")
      ? []
      : [`ALTER CONSTRAINT ${sql.quote(name)} ${has(after, "NO INHERIT") ? "NO INHERIT" : "INHERIT"}`]),
  ];
}

function textsOf(value: Attributes[string] | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly string[]) : [];
}

/** A word of the server's, which no quoting could make safe. */
function word(value: Attributes[string]): string {
  return String(value).replace(/[^A-Za-z0-9_]/g, "");
}
