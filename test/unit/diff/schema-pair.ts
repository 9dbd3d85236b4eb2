import fc from "fast-check";
import { withObjects } from "./schema-objects";
import type { Column, ColumnDefault, ForeignKey, Schema, Table } from "../../../src/schema/model";

const TABLES = ["author", "book", "genre", "shelf"];
const COLUMNS = ["id", "code", "title", "kind", "note", "parent"];
const TYPES = ["integer", "bigint", "text", "varchar(50)", "varchar(20)"];
const ENUMS: Readonly<Record<string, readonly string[]>> = {
  mood: ["calm", "glad", "sad", "wild"],
  size: ["small", "medium", "large"],
};

const literalFor = (type: string, enums: Schema["enums"]): fc.Arbitrary<ColumnDefault | undefined> => {
  const values = enums.find(({ name }) => name === type)?.values ?? ["1", "2"];
  return fc.option(
    fc.constantFrom(...values).map((value): ColumnDefault => ({ kind: "literal", value })),
    { nil: undefined },
  );
};

const columnArbitrary = (name: string, enums: Schema["enums"]): fc.Arbitrary<Column> =>
  fc.constantFrom(...TYPES, ...enums.map((type) => type.name)).chain((type) =>
    fc
      .record({
        nullable: fc.boolean(),
        default: literalFor(type, enums),
        comment: fc.constantFrom(undefined, "a remark"),
        collation: fc.constantFrom(undefined, "C"),
      })
      .map(({ nullable, default: value, comment, collation }) => ({
        name,
        type,
        nullable,
        ...(value === undefined ? {} : { default: value }),
        ...(comment === undefined ? {} : { comment }),
        ...(collation === undefined ? {} : { collation }),
      })),
  );

const enumsArbitrary = fc
  .record({
    mood: fc.shuffledSubarray([...ENUMS["mood"]!], { minLength: 1 }),
    size: fc.shuffledSubarray([...ENUMS["size"]!], { minLength: 1 }),
  })
  .map((values): Schema["enums"] => Object.entries(values).map(([name, list]) => ({ name, values: list })));

const columnListArbitrary = (names: readonly string[]): fc.Arbitrary<readonly string[]> =>
  fc.shuffledSubarray([...names], { minLength: 1, maxLength: 2 });

/** A table without foreign keys; constraint names are unique in the schema, as some databases ask. */
const tableArbitrary = (name: string, enums: Schema["enums"]): fc.Arbitrary<Table> =>
  fc.shuffledSubarray(COLUMNS, { minLength: 2 }).chain((names) =>
    fc
      .record({
        columns: fc.tuple(...names.map((column) => columnArbitrary(column, enums))),
        primaryKey: fc.option(columnListArbitrary(names), { nil: undefined }),
        uniques: fc.uniqueArray(columnListArbitrary(names), { maxLength: 2, selector: String }),
        checks: fc.uniqueArray(fc.constantFrom("1 = 1", "2 = 2", "3 = 3"), { maxLength: 2 }),
        indexes: fc.uniqueArray(columnListArbitrary(names), { maxLength: 2, selector: String }),
        salt: fc.constantFrom("a", "b"),
        comment: fc.constantFrom(undefined, "a table"),
      })
      .map(({ columns, primaryKey, uniques, checks, indexes, salt, comment }) => ({
        name,
        columns,
        ...(primaryKey === undefined ? {} : { primaryKey: { name: `pk_${name}_${salt}`, columns: primaryKey } }),
        uniques: uniques.map((list, at) => ({ name: `uq_${name}_${salt}_${at}`, columns: list })),
        checks: checks.map((expression, at) => ({ name: `ck_${name}_${salt}_${at}`, expression })),
        foreignKeys: [],
        indexes: indexes.map((list, at) => ({
          name: `ix_${name}_${salt}_${at}`,
          parts: list.map((column) => ({ column })),
          ...(at === 0 ? { unique: true } : {}),
        })),
        ...(comment === undefined ? {} : { comment }),
      })),
  );

/** Foreign keys from random columns to random keys of random tables: cycles and self references are common. */
const withForeignKeys = (tables: readonly Table[]): fc.Arbitrary<readonly Table[]> => {
  const keys = tables.flatMap((table) =>
    [table.primaryKey, ...table.uniques].flatMap((key) =>
      key === undefined ? [] : [{ table: table.name, columns: key.columns }],
    ),
  );
  if (keys.length === 0) return fc.constant(tables);
  const foreignKeys = (table: Table): fc.Arbitrary<readonly ForeignKey[]> =>
    fc
      .uniqueArray(fc.constantFrom(...keys.filter((key) => key.columns.length <= table.columns.length)), {
        maxLength: 2,
      })
      .map((targets) =>
        targets.map((references, at) => ({
          name: `fk_${table.name}_${at}`,
          columns: table.columns.slice(0, references.columns.length).map((column) => column.name),
          references,
          ...(at === 0 ? { onDelete: "CASCADE" as const } : {}),
        })),
      );
  return fc
    .tuple(...tables.map(foreignKeys))
    .map((lists) => tables.map((table, at) => ({ ...table, foreignKeys: lists[at]! })));
};

/** A schema whose enum types are those that its columns have. */
const schemaArbitrary: fc.Arbitrary<Schema> = enumsArbitrary.chain((enums) =>
  fc
    .subarray(TABLES)
    .chain((names) => fc.tuple(...names.map((name) => tableArbitrary(name, enums))))
    .chain(withForeignKeys)
    .map((tables) => ({
      tables,
      enums: enums.filter(({ name }) => tables.some((table) => table.columns.some((column) => column.type === name))),
      objects: [],
      unmanaged: [],
    })),
);

const schemaWithObjects = schemaArbitrary.chain(withObjects);

/** Two schemas over the same few names, so that most of their objects meet. */
export const schemaPairArbitrary = fc.tuple(schemaWithObjects, schemaWithObjects);

/** A schema with objects, and one that says nothing of any. */
export const undeclaredPairArbitrary = fc.tuple(schemaWithObjects, schemaArbitrary);

/** A schema with everything in one order: what is equal has equal data. */
export function canonical(schema: Schema): unknown {
  const byName = <T>(list: readonly T[]): readonly T[] =>
    [...list].sort((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1));
  return {
    enums: byName(schema.enums.map(({ name, values }) => ({ name, values }))),
    tables: byName(
      schema.tables.map((table) => ({
        ...table,
        columns: byName(table.columns.map((column) => Object.fromEntries(Object.entries(column).sort()))),
        uniques: byName(table.uniques),
        foreignKeys: byName(table.foreignKeys),
        checks: byName(table.checks),
        indexes: byName(table.indexes),
      })),
    ).map((table) => Object.fromEntries(Object.entries(table).sort())),
    objects: byName(schema.objects.map((object) => Object.fromEntries(Object.entries(object).sort()))),
  };
}

/** What a database would refuse about a schema: a reference that leads nowhere, a default outside of its enum. */
export function brokenRules({ tables, enums }: Schema): readonly string[] {
  const hasKey = (target: Table | undefined, columns: readonly string[]): boolean => {
    const lists = [target?.primaryKey?.columns, ...(target?.uniques ?? []).map((unique) => unique.columns)];
    return lists.some((list) => list !== undefined && [...list].sort().join() === [...columns].sort().join());
  };
  return tables.flatMap((table) => [
    ...(table.columns.length === 0 ? [`${table.name} has no columns`] : []),
    ...table.foreignKeys
      .filter(
        ({ references }) =>
          !hasKey(
            tables.find(({ name }) => name === references.table),
            references.columns,
          ),
      )
      .map((key) => `${table.name}.${key.name} refers to nothing`),
    ...table.columns.flatMap((column) => {
      if (!Object.hasOwn(ENUMS, column.type)) return [];
      const values = enums.find(({ name }) => name === column.type)?.values;
      if (values === undefined) return [`${table.name}.${column.name} has a type that is not there`];
      const value = column.default?.kind === "literal" ? column.default.value : values[0];
      return values.includes(String(value)) ? [] : [`${table.name}.${column.name} has a default that is not there`];
    }),
  ]);
}
