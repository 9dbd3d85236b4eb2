import type { Table } from "../../schema/model";

/** Attributes of a table that only this dialect knows. */
export const STRICT_ATTRIBUTE = "sqlite.strict";
export const WITHOUT_ROWID_ATTRIBUTE = "sqlite.withoutRowid";
/** Of a column of a primary key: it may be NULL. Only entities say it so; the model has `nullable`. */
export const NULLABLE_KEY_ATTRIBUTE = "sqlite.nullableKey";

const SQL = "sqlite.stored.sql";

/** The CREATE TABLE as the catalog keeps it, which a rebuild needs; `undefined` for a table that was not read from a file. */
export function readStoredSql({ attributes = {} }: Pick<Table, "attributes">): string | undefined {
  const sql = attributes[SQL];
  return typeof sql === "string" ? sql : undefined;
}

/** The table with the text that the catalog keeps of it. */
export function withStoredSql(table: Table, sql: string): Table {
  return { ...table, attributes: { ...table.attributes, [SQL]: sql } };
}

export function isStrict({ attributes }: Pick<Table, "attributes">): boolean {
  return attributes?.[STRICT_ATTRIBUTE] === true;
}

export function isWithoutRowid({ attributes }: Pick<Table, "attributes">): boolean {
  return attributes?.[WITHOUT_ROWID_ATTRIBUTE] === true;
}
