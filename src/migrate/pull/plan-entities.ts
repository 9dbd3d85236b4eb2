import type { Column, ForeignKey, Index, Schema, Table } from "../../schema/model";
import { nameKey } from "../../schema/object-name";
import { parentsOf } from "../../schema/attribute-names";
import { isSameData } from "../../util/stable-json";
import { createNameRegistry, type NameRegistry } from "./name-registry";
import { camelName, kebabName, pascalName } from "./name-words";
import type { PulledEntity } from "./pulled-entity";

/** Names that a class must not take: built-in ones that entities speak of, and those of the decorators. */
const TAKEN_CLASSES: readonly string[] = (
  "Array BigInt Boolean Buffer Check Column Date Entity Error Exclusion ForeignKey Function Generated Index JoinColumn JoinTable " +
  "ManyToMany ManyToOne Map Number Object OneToMany OneToOne PrimaryColumn PrimaryGeneratedColumn Promise Relation Set String " +
  "Symbol Uint8Array Unique ViewColumn ViewEntity"
).split(" ");

/** Names that mean something on every object, or to `await`. */
const TAKEN_PROPERTIES: readonly string[] = [
  "constructor",
  "then",
  "toString",
  "toLocaleString",
  "valueOf",
  "toJSON",
  "hasOwnProperty",
  "isPrototypeOf",
  "propertyIsEnumerable",
];

/** The names of a project, as they are handed out. */
export interface ProjectNames {
  /** Of everything that files export. */
  readonly exports: NameRegistry;
  readonly files: NameRegistry;
}

/** No name is taken yet. */
export function createProjectNames(): ProjectNames {
  return { exports: createNameRegistry(TAKEN_CLASSES), files: createNameRegistry([], "file") };
}

/** A table without columns has none that could be its key: this one stands for it, and is never compared or created. */
const NO_COLUMN: Column = { name: "none", type: "integer", nullable: false };

/** Why a table cannot take part in a comparison with its entity; `undefined` for one that can. */
function whyNotCompared(table: Table): string | undefined {
  if (table.columns.length === 0) return "it has no columns";
  const parents = parentsOf(table);
  if (parents.length > 0) return `it inherits from ${parents.map((name) => `"${nameKey(name)}"`).join(", ")}`;
  return table.primaryKey === undefined ? "it has no primary key" : undefined;
}

/** A class for each table, with its own columns and no relations yet. `hidden` are columns that a relation holds. */
export function planEntity(given: Table, names: ProjectNames, isHidden: (column: Column) => boolean): PulledEntity {
  const table = given.columns.length === 0 ? { ...given, columns: [NO_COLUMN] } : given;
  const className = classNameOf(table, names);
  const properties = createNameRegistry(TAKEN_PROPERTIES);
  const primary = keyOf(table);
  const own = [
    ...primary.flatMap((name) => table.columns.find((column) => column.name === name) ?? []),
    ...table.columns.filter(({ name }) => !primary.includes(name)),
  ].filter((column) => !isHidden(column));
  const reason = whyNotCompared(given);
  return {
    table,
    className,
    file: names.files.take(kebabName(className)),
    names: properties,
    columns: own.map((column) => ({ column, property: propertyNameOf(column.name, properties) })),
    relations: [],
    primary,
    ...(reason === undefined ? {} : { whyNotCompared: reason }),
    losses: [],
  };
}

/** The name of a class: the table's in capitals, its schema before it where the table's alone is taken. */
function classNameOf(table: Table, { exports }: ProjectNames): string {
  const name = pascalName(table.name, "Table");
  const inSchema = table.schema === undefined ? [] : [pascalName(`${table.schema}_${table.name}`, "Table")];
  return exports.take(name, ...inSchema, `${name}Entity`);
}

function propertyNameOf(name: string, names: NameRegistry): string {
  const property = camelName(name, "column");
  return names.take(property, `${property}Column`);
}

/** The primary columns; of a table without a key, those of its first unique key without NULL, else all that are never NULL, else all. */
export function keyOf(table: Table): readonly string[] {
  if (table.primaryKey !== undefined) {
    return [...new Set(table.primaryKey.columns.map((name) => spelledName(table, name)))];
  }
  const isRequired = (name: string): boolean =>
    table.columns.some((column) => column.name === name && !column.nullable);
  const keys = [...table.uniques.map(({ columns }) => columns), ...table.indexes.filter(isPlainKey).map(columnsOf)];
  const key = keys.find((columns) => columns.every(isRequired));
  const required = table.columns.filter(({ nullable }) => !nullable).map(({ name }) => name);
  if (key !== undefined) return key;
  return required.length > 0 ? required : table.columns.map(({ name }) => name);
}

/** A column's own spelling: some databases take names in any case. */
function spelledName({ columns }: Table, name: string): string {
  const isExact = columns.some((column) => column.name === name);
  const other = columns.find((column) => column.name.toLowerCase() === name.toLowerCase());
  return isExact || other === undefined ? name : other.name;
}

function isPlainKey({ unique, where, parts }: Index): boolean {
  return unique === true && where === undefined && parts.every(({ column }) => column !== undefined);
}

function columnsOf({ parts }: Index): readonly string[] {
  return parts.map(({ column }) => column!);
}

/** The table that a foreign key leads to. */
export function targetKeyOf({ references }: ForeignKey): string {
  const { table, schema } = references;
  return nameKey(schema === undefined ? { name: table } : { name: table, schema });
}

/** Columns that a key of any table leads to, as `table column`. */
export function referencedColumns({ tables }: Schema): ReadonlySet<string> {
  return new Set(
    tables.flatMap((table) =>
      table.foreignKeys.flatMap((key) => key.references.columns.map((column) => `${targetKeyOf(key)} ${column}`)),
    ),
  );
}

/** Whether the columns of a key have exactly the types of those that it leads to, as those of a relation have. */
export function hasTypesOfTarget(table: Table, target: Table, key: ForeignKey): boolean {
  return key.columns.every((name, position) => {
    const own = table.columns.find((column) => column.name === name);
    const other = target.columns.find((column) => column.name === key.references.columns[position]);
    return own !== undefined && other !== undefined && isSameData(inherited(own), inherited(other));
  });
}

function inherited({ type, collation }: Column): object {
  return { type, collation: collation ?? null };
}
