import type { Attributes, Table } from "../../schema/model";

/** Attributes of a table that only this dialect knows. */
export const STRICT_ATTRIBUTE = "sqlite.strict";
export const WITHOUT_ROWID_ATTRIBUTE = "sqlite.withoutRowid";

const SQL = "sqlite.stored.sql";
const TRIGGERS = "sqlite.stored.triggers";
const VIEWS = "sqlite.stored.views";

/** What the catalog keeps as text about a table; a rebuild needs it. */
export interface StoredText {
  /** The CREATE TABLE. */
  readonly sql?: string;
  /** The CREATE TRIGGER of each trigger on the table. */
  readonly triggers: readonly string[];
  /** Names of the views that read the table, also through other views. */
  readonly views: readonly string[];
}

export function readStoredText({ attributes = {} }: Pick<Table, "attributes">): StoredText {
  const list = (key: string): readonly string[] => {
    const value = attributes[key];
    return Array.isArray(value) ? (value as readonly string[]) : [];
  };
  const sql = attributes[SQL];
  return { ...(typeof sql === "string" ? { sql } : {}), triggers: list(TRIGGERS), views: list(VIEWS) };
}

export function writeStoredText({ sql, triggers, views }: StoredText): Attributes {
  return {
    ...(sql === undefined ? {} : { [SQL]: sql }),
    ...(triggers.length === 0 ? {} : { [TRIGGERS]: triggers }),
    ...(views.length === 0 ? {} : { [VIEWS]: views }),
  };
}

/** The table with other stored text. */
export function withStoredText(table: Table, text: StoredText): Table {
  const { [SQL]: _sql, [TRIGGERS]: _triggers, [VIEWS]: _views, ...rest } = table.attributes ?? {};
  const attributes = { ...rest, ...writeStoredText(text) };
  const { attributes: _attributes, ...bare } = table;
  return Object.keys(attributes).length === 0 ? bare : { ...bare, attributes };
}

export function isStrict({ attributes }: Pick<Table, "attributes">): boolean {
  return attributes?.[STRICT_ATTRIBUTE] === true;
}

export function isWithoutRowid({ attributes }: Pick<Table, "attributes">): boolean {
  return attributes?.[WITHOUT_ROWID_ATTRIBUTE] === true;
}
