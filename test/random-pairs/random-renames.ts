import type { Column, EnumType, Schema, SchemaObject, Table } from "../../src/schema/model";
import type { Random } from "./random";
import { SHARED_VALUE } from "./vocabulary";

/** Gives some tables and columns that both sides have, and enum values, a new name on the second, with the hints that say so. */
export function withRenames(random: Random, before: Schema, after: Schema): Schema {
  const renamed = after.tables.flatMap((table) => {
    const old = before.tables.find(({ name }) => name === table.name);
    return table.columns
      .filter(({ name }) => name !== "id" && old?.columns.some((column) => column.name === name) && random.chance(0.1))
      .map(({ name }) => [table.name, name] as const);
  });
  const columns = renamed.reduce((schema, [table, name]) => renameColumn(schema, table, name), after);
  const tables = columns.tables
    .map(({ name }) => name)
    .filter((name) => before.tables.some((table) => table.name === name) && random.chance(0.1));
  return renameEnumValues(random, before, tables.reduce(renameTable, columns));
}

/** The model as it is when the renames are behind it. */
export function withoutHints(schema: Schema): Schema {
  return {
    ...schema,
    enums: schema.enums.map(({ renamedValues: _hint, ...type }) => type),
    tables: schema.tables.map(({ renamedFrom: _hint, ...table }) => ({
      ...table,
      columns: table.columns.map(({ renamedFrom: _name, renamedValues: _values, ...column }) => column),
    })),
  };
}

function renameColumn(schema: Schema, owner: string, name: string): Schema {
  const newName = `${name}_new`;
  const inName = (column: string): string => (column === name ? newName : column);
  const inText = (text: string): string => text.replaceAll(new RegExp(`\\b${name}\\b(?!\\()`, "g"), newName);
  const inTable = (table: Table): Table => ({
    ...mapTexts(table, inText),
    columns: mapTexts(table, inText).columns.map((column) =>
      column.name === name ? { ...column, name: newName, renamedFrom: name } : column,
    ),
    uniques: table.uniques.map((unique) => ({ ...unique, columns: unique.columns.map(inName) })),
    foreignKeys: table.foreignKeys.map((key) => ({ ...key, columns: key.columns.map(inName) })),
  });
  const inQualified = (text: string): string =>
    text.replaceAll(new RegExp(`\\b(${owner}\\.)${name}\\b`, "g"), `$1${newName}`);
  return {
    ...schema,
    tables: schema.tables.map((table) => (table.name === owner ? inTable(table) : table)),
    objects: schema.objects.map((object) =>
      mapObject(object, "table" in object && object.table.name === owner ? inText : inQualified),
    ),
  };
}

function mapTexts(table: Table, change: (text: string) => string): Table {
  return {
    ...table,
    columns: table.columns.map((column) =>
      column.generated === undefined
        ? column
        : { ...column, generated: { ...column.generated, expression: change(column.generated.expression) } },
    ),
    ...(table.exclusions === undefined
      ? {}
      : {
          exclusions: table.exclusions.map((exclusion) => ({
            ...exclusion,
            elements: exclusion.elements.map((element) => ({ ...element, column: change(element.column!) })),
          })),
        }),
    checks: table.checks.map((check) => ({ ...check, expression: change(check.expression) })),
    indexes: table.indexes.map((index) => ({
      ...index,
      parts: index.parts.map((part) => ({
        ...part,
        ...(part.column === undefined ? {} : { column: change(part.column) }),
        ...(part.expression === undefined ? {} : { expression: change(part.expression) }),
      })),
      ...(index.where === undefined ? {} : { where: change(index.where) }),
    })),
  };
}

function mapObject(object: SchemaObject, change: (text: string) => string): SchemaObject {
  if (object.kind === "view" || object.kind === "materializedView") return { ...object, query: change(object.query) };
  if (object.kind === "function") return { ...object, definition: change(object.definition) };
  if (object.kind === "trigger") return { ...object, event: change(object.event), action: change(object.action) };
  if (object.kind === "policy" && object.using !== undefined) return { ...object, using: change(object.using) };
  return object;
}

function renameTable(schema: Schema, name: string): Schema {
  const newName = `${name}_new`;
  const inName = (table: string): string => (table === name ? newName : table);
  const inText = (text: string): string => text.replaceAll(new RegExp(`\\b${name}\\b`, "g"), newName);
  return {
    ...schema,
    tables: schema.tables.map((table) => ({
      ...table,
      ...(table.name === name ? { name: newName, renamedFrom: name } : {}),
      foreignKeys: table.foreignKeys.map((key) => ({
        ...key,
        references: { ...key.references, table: inName(key.references.table) },
      })),
    })),
    objects: schema.objects.map((object) => {
      const changed = mapObject(object, inText);
      return "table" in changed ? { ...changed, table: { name: inName(changed.table.name) } } : changed;
    }),
  };
}

/** Values as the type of a column lists them. */
const SPELLINGS = ["'b'", "'c'", "'d e'"];

/** A value that both sides have has another spelling on the second. */
function renameEnumValues(random: Random, before: Schema, after: Schema): Schema {
  const inType = (type: EnumType): EnumType => {
    const shared = before.enums
      .find(({ name }) => name === type.name)
      ?.values.filter((value) => value !== SHARED_VALUE);
    const old = shared?.find((value) => type.values.includes(value));
    if (old === undefined || !random.chance(0.3)) return type;
    return {
      ...type,
      values: type.values.map((value) => (value === old ? `${old} new` : value)),
      renamedValues: { [`${old} new`]: old },
    };
  };
  const inColumn = (column: Column, old: Column | undefined): Column => {
    const value = SPELLINGS.find((one) => old?.type.includes(one) === true && column.type.includes(one));
    if (value === undefined || !random.chance(0.3)) return column;
    const name = value.slice(1, -1);
    return {
      ...column,
      type: column.type.replace(value, `'${name} new'`),
      renamedValues: { [`${name} new`]: name },
    };
  };
  const tables = after.tables.map((table) => {
    const old = before.tables.find(({ name }) => name === (table.renamedFrom ?? table.name));
    const columns = table.columns.map((column) =>
      inColumn(
        column,
        old?.columns.find(({ name }) => name === (column.renamedFrom ?? column.name)),
      ),
    );
    return { ...table, columns };
  });
  return { ...after, tables, enums: after.enums.map(inType) };
}
