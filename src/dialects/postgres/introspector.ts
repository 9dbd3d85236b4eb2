import type { DriverConnection } from "../../dialect/driver";
import type { Introspector, SchemaScope } from "../../dialect/introspector";
import type {
  CheckConstraint,
  Column,
  Deferrable,
  EnumType,
  ForeignKey,
  ObjectName,
  PrimaryKey,
  ReferentialAction,
  Schema,
  Table,
  UniqueConstraint,
  UnmanagedObject,
} from "../../schema/model";
import { readCatalog, type Catalog, type CatalogFeatures, type ColumnRow, type ConstraintRow } from "./catalog";
import { readDefaultText } from "./default-text";
import { withoutParentheses } from "./expression-text";
import { readIndex } from "./index-reader";
import { formatType, isKnownName, parseTypeName, spellTypeName } from "./type-name";

const ACTIONS: Readonly<Record<string, ReferentialAction>> = {
  r: "RESTRICT",
  c: "CASCADE",
  n: "SET NULL",
  d: "SET DEFAULT",
};

const UNMANAGED_KINDS: Readonly<Record<string, string>> = {
  v: "view",
  m: "materialized view",
  f: "foreign table",
  S: "sequence",
  c: "composite type",
};

/** The bounds that a sequence of a type has unless others are given. */
const SEQUENCE_BOUNDS: Readonly<Record<string, readonly [string, string]>> = {
  smallint: ["-32768", "32767"],
  integer: ["-2147483648", "2147483647"],
  bigint: ["-9223372036854775808", "9223372036854775807"],
};

const HAS_TABLE = `select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = $1 and c.relname = $2 and c.relkind in ('r', 'p')`;

/** Reads the schema model out of the system catalogs. Objects of the default schema carry no `schema`. */
export function createIntrospector(defaultSchema: string, features: CatalogFeatures): Introspector {
  return {
    read: async (connection: DriverConnection, scope: SchemaScope) => {
      const catalog = await readCatalog(connection, scope.schemas ?? [defaultSchema], features);
      return createReader(defaultSchema, catalog).schema(scope.isIgnored ?? (() => false));
    },
    hasTable: async (connection, { name, schema = defaultSchema }) =>
      (await connection.execute(HAS_TABLE, [schema, name])).rows.length > 0,
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

  const readTable = (relation: Catalog["relations"][number]): Table => {
    const own = constraints.get(relation.id) ?? [];
    const primaryKey = own.find(({ kind }) => kind === "p");
    return {
      ...nameIn(relation.schema, relation.name),
      columns: (columns.get(relation.id) ?? []).map((row) => readColumn(row, nameIn)),
      ...(primaryKey === undefined ? {} : { primaryKey: readPrimaryKey(primaryKey) }),
      uniques: own.filter(({ kind }) => kind === "u").map(readUnique),
      foreignKeys: own.filter(({ kind }) => kind === "f").map((row) => readForeignKey(row, nameIn)),
      checks: own.filter(({ kind }) => kind === "c").map(readCheck),
      indexes: (indexes.get(relation.id) ?? []).map(readIndex),
      ...(relation.comment === null ? {} : { comment: relation.comment }),
    };
  };

  const readUnmanaged = (): readonly UnmanagedObject[] => [
    ...catalog.relations
      .filter(({ kind, isPartition }) => isPartition || !isTable(kind))
      .map(({ schema, name, kind, isPartition }) => ({
        ...nameIn(schema, name),
        type: isPartition ? "partition" : (UNMANAGED_KINDS[kind] ?? "object"),
      })),
    ...catalog.relations.flatMap(({ id, schema }) =>
      (constraints.get(id) ?? [])
        .filter(({ kind }) => kind === "x")
        .map(({ name }) => ({ ...nameIn(schema, name), type: "exclusion constraint" })),
    ),
    ...catalog.types
      .filter(({ values }) => values === null)
      .map(({ schema, name }) => ({ ...nameIn(schema, name), type: "domain" })),
  ];

  const others = catalog.schemas.filter((schema) => schema !== defaultSchema);

  return {
    schema: (isIgnored) => ({
      tables: catalog.relations
        .filter(({ kind, isPartition, name }) => isTable(kind) && !isPartition && !isIgnored(name))
        .map(readTable),
      enums: catalog.types.flatMap(({ schema, name, values }): readonly EnumType[] =>
        values === null ? [] : [{ ...nameIn(schema, name), values }],
      ),
      ...(others.length === 0 ? {} : { schemas: others }),
      unmanaged: readUnmanaged().filter(({ name }) => !isIgnored(name)),
    }),
  };
}

type NameIn = (schema: string, name: string) => ObjectName;

function readColumn(row: ColumnRow, nameIn: NameIn): Column {
  const type = readType(row, nameIn);
  const isSerial = row.sequenceStart !== null && row.identity === "" && (row.default ?? "").startsWith("nextval(");
  const value =
    row.default === null || isSerial || row.generated !== ""
      ? undefined
      : readDefaultText(row.default, parseTypeName(type));
  return {
    name: row.name,
    type,
    nullable: !row.isNotNull,
    ...(value === undefined ? {} : { default: value }),
    ...(isSerial ? { autoIncrement: true } : {}),
    ...(row.identity === "" ? {} : { identity: readIdentity(row) }),
    ...(row.generated === "" || row.default === null
      ? {}
      : { generated: { expression: withoutParentheses(row.default), stored: row.generated === "s" } }),
    ...(row.collation === null ? {} : { collation: row.collation }),
    ...(row.comment === null ? {} : { comment: row.comment }),
  };
}

/** The type in our spelling. A type of an extension goes without its schema, wherever the extension was installed. */
function readType(row: ColumnRow, nameIn: NameIn): string {
  if (row.enumName !== null && row.enumSchema !== null) {
    return spellTypeName(nameIn(row.enumSchema, row.enumName)) + (row.isArray ? "[]" : "");
  }
  const type = parseTypeName(row.type);
  const bare = parseTypeName(row.type.replace(/^(?:"[^"]*"|\w+)\./, ""));
  return formatType(isKnownName(bare.name) && !row.type.startsWith('"') ? bare : type);
}

/** What is the server's own choice goes without saying: it depends on the type and on the direction. */
function readIdentity(row: ColumnRow): NonNullable<Column["identity"]> {
  const step = Number(row.sequenceStep ?? 1);
  const [least, most] = SEQUENCE_BOUNDS[row.type] ?? [];
  const usual = step < 0 ? { min: least, max: "-1", start: "-1" } : { min: "1", max: most, start: "1" };
  const member = (name: string, value: string | null, isUsual: string | undefined): Record<string, number> =>
    value === null || value === isUsual ? {} : { [name]: Number(value) };
  return {
    always: row.identity === "a",
    ...member("start", row.sequenceStart, usual.start),
    ...member("increment", row.sequenceStep, "1"),
    ...member("minValue", row.sequenceMin, usual.min),
    ...member("maxValue", row.sequenceMax, usual.max),
    ...member("cache", row.sequenceCache, "1"),
    ...(row.sequenceCycle === true ? { cycle: true } : {}),
  };
}

function readPrimaryKey(row: ConstraintRow): PrimaryKey {
  const { name, columns, isTemporal } = row;
  return {
    name,
    columns,
    ...readIncluded(row),
    ...readDeferrable(row),
    ...(isTemporal ? { withoutOverlaps: true } : {}),
  };
}

function readUnique(row: ConstraintRow): UniqueConstraint {
  return {
    name: row.name,
    columns: row.columns,
    ...readIncluded(row),
    ...readDeferrable(row),
    ...(row.nullsNotDistinct ? { nullsNotDistinct: true } : {}),
    ...(row.isTemporal ? { withoutOverlaps: true } : {}),
  };
}

function readIncluded({ include }: ConstraintRow): { include?: readonly string[] } {
  return include.length === 0 ? {} : { include };
}

function readCheck({ name, expression, isValid, isInherited }: ConstraintRow): CheckConstraint {
  return {
    name,
    expression: withoutParentheses(expression ?? ""),
    ...(isInherited ? {} : { noInherit: true }),
    ...(isValid ? {} : { notValid: true }),
  };
}

function readForeignKey(row: ConstraintRow, nameIn: NameIn): ForeignKey {
  const { name: table, schema } = nameIn(row.targetSchema ?? "", row.target ?? "");
  const onDelete = ACTIONS[row.onDelete];
  const onUpdate = ACTIONS[row.onUpdate];
  return {
    name: row.name,
    columns: row.columns,
    references: { table, ...(schema === undefined ? {} : { schema }), columns: row.targetColumns },
    ...(onDelete === undefined ? {} : { onDelete }),
    ...(row.onDeleteColumns.length === 0 ? {} : { onDeleteColumns: row.onDeleteColumns }),
    ...(row.match === "f" ? { match: "full" } : {}),
    ...(row.isTemporal ? { period: true } : {}),
    ...(onUpdate === undefined ? {} : { onUpdate }),
    ...readDeferrable(row),
    ...(row.isValid ? {} : { notValid: true }),
  };
}

function readDeferrable({ isDeferrable, isDeferred }: ConstraintRow): { deferrable?: Deferrable } {
  if (!isDeferrable) return {};
  return { deferrable: isDeferred ? "initially deferred" : "initially immediate" };
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
