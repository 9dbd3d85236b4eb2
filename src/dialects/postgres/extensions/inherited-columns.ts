import type { SqlPieces } from "../../../dialect/object-writer";
import { OrmError } from "../../../errors/orm-error";
import type { AttributeChange } from "../../../operations/operation";
import type { Attributes, ObjectName } from "../../../schema/model";
import { nameKey } from "../../../schema/object-name";
import { isSameData } from "../../../util/stable-json";
import { storageParameters } from "../storage-parameters";
import type { ColumnFactsRow } from "./column-facts";

/**
 * In what the columns that a table has from another one differ from theirs: what follows ALTER COLUMN, as in
 * `"amount" SET DEFAULT 5`, `"note" SET NOT NULL`; and `"note" COMMENT 'text'`. The columns themselves are the other table's.
 */
export const INHERITED_COLUMNS = "postgres.inheritedColumns";

/** A column of a table that descends from others. */
export interface HeirColumnRow {
  readonly name: string;
  readonly isLocal: boolean;
  readonly isNotNull: boolean;
  readonly default: string | null;
  readonly generated: string;
  readonly identity: string;
  readonly comment: string | null;
  readonly facts: ColumnFactsRow | null;
}

/** How the attribute spells names and texts. */
const CATALOG_TEXT = {
  quote: (name: string) => `"${name.replaceAll('"', '""')}"`,
  text: (value: string) => `'${value.replaceAll("'", "''")}'`,
};

/** The attribute out of the catalog. `parents` holds the columns of each table that this one descends from. */
export function readInheritedColumns(
  columns: readonly HeirColumnRow[],
  parents: readonly (readonly HeirColumnRow[])[],
): Attributes {
  const actions = columns
    .filter(({ isLocal }) => !isLocal)
    .flatMap((column) => {
      const origin = parents.flat().find(({ name }) => name === column.name);
      return actionsOf(column, origin).map((action) => `${CATALOG_TEXT.quote(column.name)} ${action}`);
    });
  return actions.length === 0 ? {} : { [INHERITED_COLUMNS]: actions };
}

function actionsOf(column: HeirColumnRow, origin: HeirColumnRow | undefined): readonly string[] {
  const { facts, comment } = column;
  const differs = (key: "storage" | "compression"): boolean => facts?.[key] !== origin?.facts?.[key];
  return [
    ...defaultAction(column, origin),
    ...(column.isNotNull && origin?.isNotNull !== true ? ["SET NOT NULL"] : []),
    ...(differs("storage") ? [`SET STORAGE ${facts?.storage ?? "DEFAULT"}`] : []),
    ...(differs("compression") ? [`SET COMPRESSION ${facts?.compression ?? "default"}`] : []),
    ...(facts?.statistics === undefined ? [] : [`SET STATISTICS ${facts.statistics}`]),
    ...(facts?.options === undefined ? [] : [`SET ${storageParameters(CATALOG_TEXT, facts.options)}`]),
    ...(comment === null ? [] : [`COMMENT ${CATALOG_TEXT.text(comment)}`]),
  ];
}

function defaultAction(column: HeirColumnRow, origin: HeirColumnRow | undefined): readonly string[] {
  if (column.default === (origin?.default ?? null)) return [];
  if (column.generated !== "") return origin === undefined ? [] : [`SET EXPRESSION AS (${column.default ?? ""})`];
  return [column.default === null ? "DROP DEFAULT" : `SET DEFAULT ${column.default}`];
}

/** What undoes an action, by how the action begins. */
const INVERSES: readonly (readonly [begin: RegExp, inverse: (action: string) => string])[] = [
  [/^(?:SET|DROP) DEFAULT/, () => "DROP DEFAULT"],
  [/^SET NOT NULL/, () => "DROP NOT NULL"],
  [/^SET STATISTICS/, () => "SET STATISTICS -1"],
  [/^SET STORAGE/, () => "SET STORAGE DEFAULT"],
  [/^SET COMPRESSION/, () => "SET COMPRESSION default"],
  [/^SET \(/, (action) => `RESET (${[...action.matchAll(/("(?:[^"]|"")*") =/g)].map(([, name]) => name).join(", ")})`],
  [/^COMMENT/, () => "COMMENT NULL"],
];

/**
 * The statements that bring inherited columns to what they are to be. `originDefault` is the default that a column has
 * in the table that it comes from, as SQL.
 */
export function changeInheritedColumns(
  sql: SqlPieces,
  table: ObjectName,
  change: AttributeChange,
  previous: AttributeChange | undefined,
  originDefault: (column: string) => string | undefined,
): readonly string[] {
  const wanted = change[INHERITED_COLUMNS];
  if (wanted === undefined) return [];
  const [old, after] = [entriesOf(table, previous?.[INHERITED_COLUMNS]), entriesOf(table, wanted)];
  const isIn = (list: readonly Entry[], entry: Entry): boolean => list.some((other) => isSameData(other, entry));
  const isReplaced = (entry: Entry): boolean =>
    after.some((other) => other.column === entry.column && beginOf(other) === beginOf(entry));
  const undone = old
    .filter((entry) => !isIn(after, entry) && !isReplaced(entry))
    .map((entry): Entry => {
      const value = entry.action.includes("DEFAULT") ? originDefault(entry.column) : undefined;
      const inverse = INVERSES[beginOf(entry)]?.[1](entry.action) ?? "";
      return { column: entry.column, action: value === undefined ? inverse : `SET DEFAULT ${value}` };
    });
  return [...undone, ...after.filter((entry) => !isIn(old, entry))].map((entry) => statement(sql, table, entry));
}

interface Entry {
  readonly column: string;
  readonly action: string;
}

function beginOf({ action }: Entry): number {
  return INVERSES.findIndex(([begin]) => begin.test(action));
}

function entriesOf(table: ObjectName, value: AttributeChange[string] | undefined): readonly Entry[] {
  const texts = Array.isArray(value) ? (value as readonly string[]) : [];
  return texts.map((text) => {
    const match = /^(?:"((?:[^"]|"")*)"|([\p{L}_][\p{L}\p{N}_$]*))\s+(.*)$/su.exec(text);
    const entry = { column: match?.[1]?.replaceAll('""', '"') ?? match?.[2] ?? "", action: match?.[3] ?? "" };
    if (match !== null && (beginOf(entry) >= 0 || entry.action.startsWith("SET EXPRESSION"))) return entry;
    throw new OrmError(
      "OPERATION.INVALID",
      `table "${nameKey(table)}": "${INHERITED_COLUMNS}" cannot hold ${JSON.stringify(text)}`,
      {
        hint: "Write a column and what follows ALTER COLUMN: '\"amount\" SET DEFAULT 5'.",
      },
    );
  });
}

function statement(sql: SqlPieces, table: ObjectName, { column, action }: Entry): string {
  if (action.startsWith("COMMENT ")) {
    return `COMMENT ON COLUMN ${sql.name(table)}.${sql.quote(column)} IS ${action.slice("COMMENT ".length)}`;
  }
  return `ALTER TABLE ${sql.name(table)} ALTER COLUMN ${sql.quote(column)} ${action}`;
}
