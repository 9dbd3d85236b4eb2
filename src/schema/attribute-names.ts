import type { Attributes, ObjectName, Schema, Table } from "./model";
import { isSameName, nameKey } from "./object-name";
import { readTypeName } from "./type-name";

/** Attributes that name the tables which a table descends from: it comes after them and goes before them. */
const PARENTS = /\.(?:partitionOf|inherits)$/;
/** The one of them that makes a table a part of the other. */
const WHOLE = /\.partitionOf$/;
/** Attributes that say which rows of the other table a table holds. */
const BOUNDS = /\.partitionBounds$/;
/** Attributes that list columns. */
const COLUMNS = /\.include$/;
/** Attributes whose text mentions columns. */
const EXPRESSIONS = /\.(?:partitionBy|inheritedColumns|clauses)$/;

type Value = Attributes[string];

/** The name of a table as attributes hold it: `cities`, `geo.cities`, with double quotes where it could be misread. */
export function writeAttributeName({ name, schema }: ObjectName): string {
  const parts = schema === undefined ? [name] : [schema, name];
  return parts.map((part) => (isPlain(part) ? part : `"${part.replaceAll('"', '""')}"`)).join(".");
}

/** The inverse of {@link writeAttributeName}. */
export function readAttributeName(text: string): ObjectName {
  return readTypeName(text);
}

/** The tables that a table descends from, by the attributes that say so: its columns are theirs and its own. */
export function parentsOf({ attributes }: Pick<Table, "attributes">): readonly ObjectName[] {
  return Object.entries(attributes ?? {})
    .filter(([key]) => PARENTS.test(key))
    .flatMap(([, value]) => textsOf(value))
    .map(readAttributeName);
}

/** The table that a table is a part of: its rows are rows of that one. */
export function wholeOf({ attributes }: Pick<Table, "attributes">): ObjectName | undefined {
  const [text] = Object.entries(attributes ?? {}).flatMap(([key, value]) => (WHOLE.test(key) ? textsOf(value) : []));
  return text === undefined ? undefined : readAttributeName(text);
}

/** Whether an attribute says which tables a table descends from, or how. */
export function namesDescent(key: string): boolean {
  return PARENTS.test(key) || BOUNDS.test(key);
}

/** The tables that descend from one, directly or through others. */
export function descendantsOf(schema: Schema, ancestor: ObjectName): readonly Table[] {
  const found = new Map<string, Table>();
  const collect = (parent: ObjectName): void => {
    for (const table of schema.tables) {
      if (found.has(nameKey(table)) || !parentsOf(table).some((name) => isSameName(name, parent))) continue;
      found.set(nameKey(table), table);
      collect(table);
    }
  };
  collect(ancestor);
  return [...found.values()];
}

/** The table after one that it descends from took another name. */
export function withRenamedParent(table: Table, parent: ObjectName, newName: string): Table {
  if (!parentsOf(table).some((name) => isSameName(name, parent))) return table;
  const rename = (text: string): string =>
    isSameName(readAttributeName(text), parent) ? writeAttributeName({ ...parent, name: newName }) : text;
  return { ...table, attributes: mapTexts(table.attributes ?? {}, PARENTS, rename) };
}

/** Attributes after a column took another name: `rename` for names, `rewrite` for text that mentions it. */
export function renameInAttributes(
  attributes: Attributes,
  rename: (column: string) => string,
  rewrite: (text: string) => string,
): Attributes {
  return mapTexts(mapTexts(attributes, COLUMNS, rename), EXPRESSIONS, rewrite);
}

function mapTexts(attributes: Attributes, keys: RegExp, change: (text: string) => string): Attributes {
  const map = (value: Value): Value =>
    typeof value === "string"
      ? change(value)
      : Array.isArray(value)
        ? value.map((text: string) => change(text))
        : value;
  return Object.fromEntries(
    Object.entries(attributes).map(([key, value]) => [key, keys.test(key) ? map(value) : value]),
  );
}

function textsOf(value: Value): readonly string[] {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? (value as readonly string[]) : [];
}

function isPlain(part: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}_$-]*$/u.test(part);
}
