import type { DriverConnection } from "../../dialect/driver";
import type { Introspector, SchemaScope } from "../../dialect/introspector";
import type { TypeSystem } from "../../dialect/type-system";
import type { ForeignKey, Schema, SchemaObject, Table, UnmanagedObject } from "../../schema/model";
import { hasTable, readCatalog, type Catalog, type CatalogObject } from "./catalog";
import { parseCreateIndex } from "./create-index-parser";
import { parseCreateTrigger } from "./extensions/trigger";
import { parseCreateView } from "./extensions/view";
import { readTableSql } from "./read-table";
import { withStoredSql } from "./table-attributes";

const UNMANAGED: Readonly<Record<string, string>> = {
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
      return {
        tables: resolveTargets(tables),
        enums: [],
        objects: readObjects(catalog, isIgnored),
        unmanaged: readUnmanaged(catalog),
      };
    },
    hasTable,
  };
}

function readTable({ name, sql = "" }: CatalogObject, catalog: Catalog, types: TypeSystem): Table {
  const indexes = catalog.objects
    .filter((object) => object.type === "index" && object.table === name && object.sql !== undefined)
    .map((object) => parseCreateIndex(object.name, object.sql!));
  return withStoredSql({ ...readTableSql(name, sql, types), indexes }, sql);
}

/** The views and triggers. A trigger names its table in whatever case its author liked. */
function readObjects({ objects }: Catalog, isIgnored: (table: string) => boolean): readonly SchemaObject[] {
  const owners = new Map(
    objects.filter(({ type }) => type === "table" || type === "view").map(({ name }) => [name.toLowerCase(), name]),
  );
  return objects.flatMap(({ type, name, table, sql }): readonly SchemaObject[] => {
    if (sql === undefined || type === "table" || type === "index") return [];
    if (type === "view") return [parseCreateView(name, sql)];
    const owner = owners.get(table.toLowerCase()) ?? table;
    return isIgnored(owner) ? [] : [parseCreateTrigger(name, owner, sql)];
  });
}

/** A reference without columns means the primary key of its target, where that has one which fits. */
function resolveTargets(tables: readonly Table[]): readonly Table[] {
  const keys = new Map(tables.map((table) => [table.name.toLowerCase(), table]));
  const resolve = (key: ForeignKey): ForeignKey => {
    const target = keys.get(key.references.table.toLowerCase());
    const own = target?.primaryKey?.columns ?? [];
    const isMeant = key.references.columns.length === 0 && own.length === key.columns.length;
    const columns = isMeant ? own : key.references.columns;
    return { ...key, references: { table: target?.name ?? key.references.table, columns } };
  };
  return tables.map((table) => ({ ...table, foreignKeys: table.foreignKeys.map(resolve) }));
}

function readUnmanaged({ objects, kinds }: Catalog): readonly UnmanagedObject[] {
  return objects.flatMap(({ type, name }) => {
    const word = type === "table" ? UNMANAGED[kinds.get(name) ?? type] : undefined;
    return word === undefined ? [] : [{ name, type: word }];
  });
}
