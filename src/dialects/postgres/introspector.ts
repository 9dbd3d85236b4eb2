import type { DriverConnection } from "../../dialect/driver";
import type { Introspector, SchemaScope } from "../../dialect/introspector";
import type { ObjectName, Schema, SchemaObject, Table, UnmanagedObject } from "../../schema/model";
import { readCatalog, type Catalog, type CatalogFeatures, type RelationRow } from "./catalog";
import { readColumn } from "./column-reader";
import { readConstraints } from "./constraint-reader";
import { readInheritedColumns } from "./extensions/inherited-columns";
import { readIndex } from "./index-reader";
import { readObjects } from "./read-objects";
import { readTableAttributes } from "./table-attributes";

const HAS_TABLE = `select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = $1 and c.relname = $2 and c.relkind in ('r', 'p')`;
/** Schemas that an extension brought are the extension's. */
const USER_SCHEMAS = `select nspname from pg_namespace n
  where nspname <> 'information_schema' and nspname !~ '^(pg_|orm_scratch_)'
    and not exists (select 1 from pg_depend x where x.classid = 'pg_namespace'::regclass and x.objid = n.oid and x.deptype = 'e')
  order by nspname collate "C"`;

/** Reads the schema model out of the system catalogs. Objects of the default schema carry no `schema`. */
export function createIntrospector(defaultSchema: string, features: CatalogFeatures): Introspector {
  return {
    read: async (connection: DriverConnection, scope: SchemaScope) => {
      const catalog = await readCatalog(connection, scope.schemas ?? [defaultSchema], features);
      return createReader(defaultSchema, catalog).schema(scope.isIgnored ?? (() => false));
    },
    hasTable: async (connection, { name, schema = defaultSchema }) =>
      (await connection.execute(HAS_TABLE, [schema, name])).rows.length > 0,
    listSchemas: async (connection) => (await connection.execute(USER_SCHEMAS, [])).rows.map(([name]) => String(name)),
  };
}

interface Reader {
  schema(isIgnored: (table: string) => boolean): Schema;
}

function createReader(defaultSchema: string, catalog: Catalog): Reader {
  const columns = groupByRelation(catalog.columns);
  const constraints = groupByRelation(catalog.constraints);
  const indexes = groupByRelation(catalog.indexes);
  const isTable = (kind: string): boolean => kind === "r" || kind === "p";

  const nameIn = (schema: string, name: string): ObjectName => (schema === defaultSchema ? { name } : { name, schema });

  const readTable = (relation: RelationRow): Table => {
    const rows = columns.get(relation.id) ?? [];
    const own = constraints.get(relation.id) ?? [];
    const parents = (relation.parents ?? []).map(({ id }) => columns.get(id) ?? []);
    const notNulls = new Map(own.filter(({ kind }) => kind === "n").map((row) => [row.columns[0], row]));
    return {
      ...nameIn(relation.schema, relation.name),
      columns: rows
        .filter(({ isLocal }) => isLocal || relation.parents === null)
        .map((row) =>
          readColumn(
            row,
            nameIn,
            { name: relation.name, isUnlogged: relation.storage?.isUnlogged === true },
            notNulls.get(row.name),
          ),
        ),
      ...readConstraints(own, nameIn),
      indexes: (indexes.get(relation.id) ?? []).map(readIndex),
      ...(relation.comment === null ? {} : { comment: relation.comment }),
      ...readTableAttributes(relation, nameIn, relation.parents === null ? {} : readInheritedColumns(rows, parents)),
    };
  };

  const readUnmanaged = (): readonly UnmanagedObject[] => [
    ...catalog.relations
      .filter(({ kind }) => !isTable(kind))
      .map(({ schema, name }) => ({ ...nameIn(schema, name), type: "foreign table" })),
    ...catalog.objects.others.map(({ schema, name, type }) => ({
      ...(schema === null ? { name } : nameIn(schema, name)),
      type,
    })),
  ];

  const schemas = catalog.schemas.filter(({ name }) => name !== defaultSchema);

  return {
    schema: (isIgnored) => ({
      tables: catalog.relations.filter(({ kind, name }) => isTable(kind) && !isIgnored(name)).map(readTable),
      enums: catalog.types.map(({ schema, name, values, comment }) => ({
        ...nameIn(schema, name),
        values,
        ...(comment === null ? {} : { comment }),
      })),
      ...(schemas.length === 0 ? {} : { schemas: schemas.map(({ name }) => name) }),
      ...readSchemaComments(catalog),
      objects: readObjects(catalog, nameIn).filter((object) => !isOfIgnored(object, isIgnored)),
      unmanaged: readUnmanaged().filter(({ name }) => !isIgnored(name)),
    }),
  };
}

/** The comment that the server gives the schema of every new database is nobody's. */
function readSchemaComments({ schemas }: Catalog): Pick<Schema, "schemaComments"> {
  const comments = schemas.flatMap(({ name, comment }) =>
    comment === null || (name === "public" && comment === "standard public schema") ? [] : [[name, comment] as const],
  );
  return { schemaComments: Object.fromEntries(comments) };
}

/** The triggers and policies of a table that is none of the user's are none either. */
function isOfIgnored(object: SchemaObject, isIgnored: (table: string) => boolean): boolean {
  return "table" in object && isIgnored(object.table.name);
}

function groupByRelation<T extends { readonly relation: string }>(
  rows: readonly T[],
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(row.relation);
    if (group === undefined) groups.set(row.relation, [row]);
    else group.push(row);
  }
  return groups;
}
