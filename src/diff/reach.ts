import type { Operation } from "../operations/operation";
import type { ObjectName, Schema } from "../schema/model";
import { nameKey, nameOf } from "../schema/object-name";
import { createEnumCatalog } from "./enum-usage";
import { factsOf } from "./operation-facts";
import { thingOfTable, type Thing } from "./thing-index";

/** Something that an operation changes. */
export interface Reach {
  readonly thing: Thing;
  /** The columns that it changes, where it is the type of them. */
  readonly columns?: readonly string[];
}

/** The columns that have a type. */
export type FindColumns = (
  type: ObjectName,
) => readonly { readonly table: ObjectName; readonly columns: readonly string[] }[];

/** What an operation changes: its subject, and with an enum type all columns that have it. */
export function reachOf(operation: Operation, findColumns: FindColumns): readonly Reach[] {
  const { subject } = factsOf(operation);
  if (subject === undefined) return [];
  if (operation.kind !== "alterEnum") return [{ thing: subject }];
  const columns = findColumns(operation.enum);
  return [
    { thing: subject },
    ...columns.map(({ table, columns: names }) => ({ thing: thingOfTable(table), columns: names })),
  ];
}

/** Finds the columns of enum types in schemas, which are looked through when the first is asked for. */
export function columnFinder(...schemas: readonly Schema[]): FindColumns {
  let found: Map<string, Map<string, { table: ObjectName; columns: string[] }>> | undefined;
  return (type) => {
    found ??= collectColumns(schemas);
    return [...(found.get(nameKey(type))?.values() ?? [])];
  };
}

function collectColumns(schemas: readonly Schema[]) {
  const found = new Map<string, Map<string, { table: ObjectName; columns: string[] }>>();
  for (const schema of schemas) {
    const catalog = createEnumCatalog(schema);
    for (const table of schema.tables) {
      for (const column of table.columns) {
        const type = catalog.find(column.type);
        if (type === undefined) continue;
        const tables = found.get(nameKey(type)) ?? new Map<string, { table: ObjectName; columns: string[] }>();
        const entry = tables.get(nameKey(table)) ?? { table: nameOf(table), columns: [] };
        entry.columns.push(column.name);
        found.set(nameKey(type), tables.set(nameKey(table), entry));
      }
    }
  }
  return found;
}
