import type {
  Attributes,
  ForeignKey,
  Index,
  IndexPart,
  PrimaryKey,
  ReferentialAction,
  UniqueConstraint,
} from "../../schema/model";
import { COMMENT, INVISIBLE, PREFIX_LENGTH } from "./extensions/column-attributes";

export type Row = readonly unknown[];

/** The methods of indexes that are not what an index is by itself. */
const METHODS: Readonly<Record<string, string>> = { FULLTEXT: "fulltext", SPATIAL: "spatial", BTREE: "btree" };

/** The keys of one table. */
export interface TableKeys {
  readonly primaryKey?: PrimaryKey;
  readonly uniques: readonly UniqueConstraint[];
  readonly indexes: readonly Index[];
}

export function toText(value: unknown): string {
  return value === null || value === undefined ? "" : String(value);
}

/**
 * The primary key, the uniques and the indexes from the rows of one table, a row for each key part. Where indexes are hashed
 * by themselves (`isHashed`), a tree is worth a word.
 */
export function readIndexes(
  rows: readonly Row[],
  readExpression: (text: string) => string,
  isHashed: boolean,
): TableKeys {
  const groups = groupBy(rows, ([, name]) => toText(name));
  const indexes = [...groups].map(([name, parts]) => readIndex(name, parts, readExpression, isHashed));
  const primary = indexes.find(({ name }) => name === "PRIMARY");
  const secondary = sortByName(indexes.filter((index) => index !== primary));
  return {
    ...(primary === undefined ? {} : { primaryKey: { columns: columnsOf(primary) } }),
    uniques: secondary.filter(isPlainUnique).map((index) => ({ name: index.name, columns: columnsOf(index) })),
    indexes: secondary.filter((index) => !isPlainUnique(index)),
  };
}

/** Whether a unique index is what a unique constraint would be: plain columns, whole, ascending. */
export function isPlainUnique(index: Index): boolean {
  return (
    index.unique === true &&
    index.method === undefined &&
    index.where === undefined &&
    index.attributes === undefined &&
    index.parts.every(isPlainPart)
  );
}

export function isPlainPart(part: IndexPart): boolean {
  return part.column !== undefined && part.order === undefined && part.attributes === undefined;
}

export function columnsOf(index: Index): readonly string[] {
  return index.parts.map(({ column }) => column ?? "");
}

export function readForeignKeys(rows: readonly Row[]): readonly ForeignKey[] {
  return [...groupBy(rows, ([, name]) => toText(name))].map(([name, parts]) => {
    const [, , , schema, table, , onDelete, onUpdate, database] = parts[0]!;
    const deletion = readAction(onDelete);
    const update = readAction(onUpdate);
    return {
      name,
      columns: parts.map(([, , column]) => toText(column)),
      references: {
        table: toText(table),
        ...(schema === database ? {} : { schema: toText(schema) }),
        columns: parts.map(([, , , , , column]) => toText(column)),
      },
      ...(deletion === undefined ? {} : { onDelete: deletion }),
      ...(update === undefined ? {} : { onUpdate: update }),
    };
  });
}

/** NO ACTION and RESTRICT are the same here: both refuse at once. */
export function readAction(action: unknown): ReferentialAction | undefined {
  const word = toText(action).toUpperCase();
  return word === "CASCADE" || word === "SET NULL" || word === "SET DEFAULT" ? word : undefined;
}

function readIndex(
  name: string,
  rows: readonly Row[],
  readExpression: (text: string) => string,
  isHashed: boolean,
): Index {
  const [, , nonUnique, type, , , , , comment, isVisible] = rows[0]!;
  const attributes: Attributes = {
    ...(toText(comment) === "" ? {} : { [COMMENT]: toText(comment) }),
    ...(toText(isVisible) === "NO" ? { [INVISIBLE]: true } : {}),
  };
  const method = toText(type) === "BTREE" && !isHashed ? undefined : METHODS[toText(type)];
  return {
    name,
    parts: rows.map((row) => readPart(row, method, readExpression)),
    ...(Number(nonUnique) === 0 ? { unique: true } : {}),
    ...(method === undefined ? {} : { method }),
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
  };
}

/** A spatial index always has a prefix length; it says nothing. */
function readPart(row: Row, method: string | undefined, readExpression: (text: string) => string): IndexPart {
  const [, , , , column, expression, order, length] = row;
  const hasLength = length !== null && length !== undefined && method === undefined;
  return {
    ...(column === null ? { expression: readExpression(toText(expression)) } : { column: toText(column) }),
    ...(toText(order) === "D" ? { order: "desc" } : {}),
    ...(hasLength ? { attributes: { [PREFIX_LENGTH]: Number(length) } } : {}),
  };
}

function groupBy(rows: readonly Row[], keyOf: (row: Row) => string): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}

function sortByName<T extends { readonly name: string }>(objects: readonly T[]): readonly T[] {
  return [...objects].sort((left, right) => (left.name < right.name ? -1 : left.name > right.name ? 1 : 0));
}
