import type { DriverConnection } from "../../dialect/driver";
import type { Introspector, SchemaScope } from "../../dialect/introspector";
import type { TypeSystem } from "../../dialect/type-system";
import type { ForeignKey, Schema, Table, UnmanagedObject } from "../../schema/model";
import { hasTable, readCatalog, type Catalog, type CatalogObject } from "./catalog";
import { parseCreateIndex } from "./create-index-parser";
import { readTableSql } from "./read-table";
import { withStoredText } from "./table-attributes";
import { isIdentifier, tokenize } from "./tokenizer";

const UNMANAGED: Readonly<Record<string, string>> = {
  view: "view",
  virtual: "virtual table",
  shadow: "shadow table",
};

/** Reads the schema of a database file: the SQL that it keeps of every object says more than its pragmas. */
export function createSqliteIntrospector(types: TypeSystem): Introspector {
  return {
    async read(connection: DriverConnection, scope: SchemaScope): Promise<Schema> {
      const catalog = await readCatalog(connection);
      const isIgnored = scope.isIgnored ?? (() => false);
      const tables = catalog.objects
        .filter(({ type, name }) => type === "table" && catalog.kinds.get(name) === "table" && !isIgnored(name))
        .map((object) => readTable(object, catalog, types));
      return { tables: resolveTargets(tables), enums: [], unmanaged: readUnmanaged(catalog) };
    },
    hasTable,
  };
}

function readTable({ name, sql = "" }: CatalogObject, catalog: Catalog, types: TypeSystem): Table {
  const triggers = catalog.objects
    .filter((object) => object.type === "trigger" && object.table.toLowerCase() === name.toLowerCase())
    .flatMap((object) => (object.sql === undefined ? [] : [object.sql]));
  const indexes = catalog.objects
    .filter((object) => object.type === "index" && object.table === name && object.sql !== undefined)
    .map((object) => parseCreateIndex(object.name, object.sql!));
  return withStoredText(
    { ...readTableSql(name, sql, types), indexes },
    { sql, triggers, views: readingViews(name, catalog) },
  );
}

/** Views whose text names the table, or names such a view. */
function readingViews(table: string, { objects }: Catalog): readonly string[] {
  const views = objects
    .filter(({ type }) => type === "view")
    .map(({ name, sql = "" }) => ({ name, tokens: tokenize(sql) }));
  const found: string[] = [];
  for (const target of [table, ...views.map(({ name }) => name)]) {
    if (target !== table && !found.includes(target)) continue;
    for (const { name, tokens } of views) {
      const reads = name !== target && tokens.some((token) => isIdentifier(token, target));
      if (reads && !found.includes(name)) found.push(name);
    }
  }
  return found;
}

/** A reference without columns means the primary key of its target. */
function resolveTargets(tables: readonly Table[]): readonly Table[] {
  const keys = new Map(tables.map((table) => [table.name.toLowerCase(), table]));
  const resolve = (key: ForeignKey): ForeignKey => {
    const target = keys.get(key.references.table.toLowerCase());
    const columns = key.references.columns.length === 0 ? (target?.primaryKey?.columns ?? []) : key.references.columns;
    return { ...key, references: { table: target?.name ?? key.references.table, columns } };
  };
  return tables.map((table) => ({ ...table, foreignKeys: table.foreignKeys.map(resolve) }));
}

function readUnmanaged({ objects, kinds }: Catalog): readonly UnmanagedObject[] {
  return objects.flatMap(({ type, name }) => {
    if (type === "trigger") return [{ name, type: "trigger" }];
    const word = type === "index" ? undefined : UNMANAGED[kinds.get(name) ?? type];
    return word === undefined ? [] : [{ name, type: word }];
  });
}
