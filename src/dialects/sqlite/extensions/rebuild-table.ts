import { isSameData } from "../../../util/stable-json";
import type { Constraint, ExtensionOperation, Operation } from "../../../operations/operation";
import type { TypeSystem } from "../../../dialect/type-system";
import type { Table, Trigger } from "../../../schema/model";
import { parseCreateTable, type ParsedColumn, type ParsedConstraint } from "../create-table-parser";
import { readTableSql } from "../read-table";
import { isWithoutRowid, readStoredSql } from "../table-attributes";
import { writeFill, type ColumnFill, type FillWriter } from "./column-fill";
import { canonicalClause, isClause, keysOf, withConflict } from "./clauses";
import { compareRows, countRows } from "./row-guard";
import { writeTrigger } from "./trigger";

export const REBUILD_TABLE = "sqlite.rebuildTable";

/** The words by which the check that foreign keys are off is known again when it fails. */
export const FOREIGN_KEYS_GUARD = "a table is rebuilt only while foreign keys are off";

/**
 * Replaces a table by a new one with the same rows: what SQLite offers for everything that its ALTER TABLE cannot do.
 * The steps are those of https://sqlite.org/lang_altertable.html, section 7. Foreign keys must be off, or dropping the
 * old table would delete the rows that refer to it.
 */
export interface RebuildTable extends ExtensionOperation {
  readonly kind: typeof REBUILD_TABLE;
  readonly before: Table;
  readonly after: Table;
  /** The name of the new table until the old one is gone. */
  readonly temporaryName: string;
  /** The triggers of the table, which go with the old one and come back at the end. */
  readonly triggers: readonly Trigger[];
  /** The tables whose rows are counted before and after. */
  readonly guarded: readonly string[];
  /** What the rows take in columns that are not copied as they are. */
  readonly fills: Readonly<Record<string, ColumnFill>>;
  readonly sources: readonly Operation[];
}

/** How the parts of the new table are written, by the compiler of the dialect. */
export interface RebuildWriter extends FillWriter {
  readonly types: TypeSystem;
  quote(name: string): string;
  /** The CREATE TABLE, with the texts that are given instead of what it would write itself. */
  createTable(table: Table, name: string, kept: KeptText): string;
  indexes(table: Table): readonly string[];
}

/** Definitions that stay as they were written, so that nothing in them is lost. */
export interface KeptText {
  readonly columns: ReadonlyMap<string, string>;
  /** Constraints that stand behind a kept column. */
  readonly inline: readonly Constraint[];
  readonly constraints: readonly { readonly constraint: Constraint; readonly text: string }[];
}

/** The statements of a rebuild, in order. */
export function compileRebuild(operation: RebuildTable, writer: RebuildWriter): readonly string[] {
  const { before, after, temporaryName } = operation;
  const { quote } = writer;
  return [
    guardForeignKeys(writer),
    ...countRows(operation.guarded, writer),
    writer.createTable(after, temporaryName, keptText(before, after, writer.types)),
    copyRows(operation, writer),
    ...keepSequence(operation, writer),
    `DROP TABLE ${quote(before.name)}`,
    "PRAGMA legacy_alter_table = ON",
    `ALTER TABLE ${quote(temporaryName)} RENAME TO ${quote(after.name)}`,
    "PRAGMA legacy_alter_table = OFF",
    ...writer.indexes(after),
    ...operation.triggers.map((trigger) => writeTrigger(trigger, quote)),
    ...compareRows(operation.guarded, writer),
  ];
}

/** Fails (text that is not JSON) where foreign keys are on, and gives no row where they are off: in a transaction they cannot be switched any more. */
function guardForeignKeys({ literal }: RebuildWriter): string {
  return `SELECT CASE WHEN foreign_keys THEN json(${literal(FOREIGN_KEYS_GUARD)}) END FROM pragma_foreign_keys WHERE foreign_keys`;
}

/**
 * Every row, column by column. OR ABORT, because a conflict clause of the table could otherwise leave out a row silently.
 * Columns that are new take their defaults, those that are computed compute themselves.
 */
function copyRows({ before, after, temporaryName, fills }: RebuildTable, writer: RebuildWriter): string {
  const { quote } = writer;
  const copied = after.columns.flatMap(({ name, generated }) => {
    const isOld = before.columns.some((column) => column.name === name);
    const source = writeFill(isOld ? quote(name) : undefined, fills[name] ?? {}, writer);
    return generated !== undefined || source === undefined ? [] : [{ target: quote(name), source }];
  });
  const rowid = keepsRowid(before, after) ? ["rowid"] : [];
  const targets = [...rowid, ...copied.map(({ target }) => target)];
  const sources = [...rowid, ...copied.map(({ source }) => source)];
  const insert = `INSERT OR ABORT INTO ${quote(temporaryName)}`;
  if (targets.length === 0) return `${insert} (rowid) SELECT rowid FROM ${quote(before.name)}`;
  return `${insert} (${targets.join(", ")}) SELECT ${sources.join(", ")} FROM ${quote(before.name)}`;
}

/** Row ids that are no column are kept too, where both tables have them and no column hides them. */
function keepsRowid(before: Table, after: Table): boolean {
  return [before, after].every(
    (table) =>
      !isWithoutRowid(table) &&
      !hasRowidColumn(table) &&
      table.columns.every(({ name }) => !["rowid", "oid", "_rowid_"].includes(name.toLowerCase())),
  );
}

function hasRowidColumn({ columns, primaryKey }: Table): boolean {
  if (primaryKey?.columns.length !== 1) return false;
  const column = columns.find(({ name }) => name === primaryKey.columns[0]);
  return column?.autoIncrement === true || column?.type.toLowerCase() === "integer";
}

/** Numbers that were given once are not given again. */
function keepSequence({ before, after, temporaryName }: RebuildTable, { literal }: RebuildWriter): readonly string[] {
  const counts = (table: Table): boolean => table.columns.some(({ autoIncrement }) => autoIncrement === true);
  if (!counts(before) || !counts(after)) return [];
  return [
    `DELETE FROM sqlite_sequence WHERE name = ${literal(temporaryName)}`,
    `INSERT INTO sqlite_sequence (name, seq) SELECT ${literal(temporaryName)}, seq FROM sqlite_sequence WHERE name = ${literal(before.name)}`,
  ];
}

/**
 * What means the same in the new table is written as it was: the model does not know everything that SQLite accepts
 * (ON CONFLICT, the collation of a key). The old text is read again here, so that text which an earlier operation has
 * made untrue is never used. A column with a constraint behind it stays only if that constraint stays.
 */
function keptText(before: Table, after: Table, types: TypeSystem): KeptText {
  const sql = readStoredSql(before);
  if (sql === undefined) return { columns: new Map(), inline: [], constraints: [] };
  const parsed = parseCreateTable(sql);
  const models = readTableSql(before.name, sql, types).columns;
  const survives = (constraint: Constraint): boolean => isKept(constraint, after);
  const clauses = keysOf(after.attributes).map(({ text }) => text);
  const staysSo = (key: ParsedConstraint): boolean => !isClause(key) || clauses.includes(canonicalClause(key.text));
  const isKeptColumn = ({ name, notNullConflict, keyClauses }: ParsedColumn): boolean =>
    notNullConflict === undefined
      ? keyClauses.every((clause) => clauses.includes(clause))
      : withConflict("NOT NULL", name, after.attributes) === `NOT NULL ON CONFLICT ${notNullConflict}`;
  const columns = parsed.columns.filter((column, index) => {
    const wanted = after.columns.find(({ name }) => name === column.name);
    const isSame = wanted !== undefined && isSameData(models[index], wanted);
    return isSame && column.constraints.every(survives) && isKeptColumn(column);
  });
  return {
    columns: new Map(columns.map(({ name, text }) => [name, text])),
    inline: columns.flatMap(({ constraints }) => constraints),
    constraints: parsed.constraints.filter((key) => survives(key.constraint) && staysSo(key)),
  };
}

function isKept(constraint: Constraint, { primaryKey, uniques, checks, exclusions, foreignKeys }: Table): boolean {
  const lists = {
    primaryKey: primaryKey === undefined ? [] : [primaryKey],
    unique: uniques,
    check: checks,
    exclusion: exclusions ?? [],
    foreignKey: foreignKeys,
  };
  return lists[constraint.type].some((definition) => isSameConstraint(constraint, definition));
}

/** Whether a parsed constraint is the one of the model; a parsed reference may leave the columns of its target open. */
export function isSameConstraint({ type, definition }: Constraint, other: Constraint["definition"]): boolean {
  if (type !== "foreignKey" || definition.references.columns.length > 0 || !("references" in other)) {
    return isSameData(definition, other);
  }
  const references = { ...definition.references, columns: other.references.columns };
  return isSameData({ ...definition, references }, other);
}
