import type { ResolvedDialect } from "../../dialect/dialect";
import { printLiteral } from "../../revisions/render/print-literal";
import type { Column, EnumType, Schema, Table } from "../../schema/model";
import { isSameName, nameKey } from "../../schema/object-name";
import { readTypeName } from "../../schema/type-name";
import type { NameRegistry } from "./name-registry";
import { camelName, kebabName, pascalName } from "./name-words";
import type { PullContext, PulledEnum } from "./pulled-entity";

/** Where the names of enums come from. */
export interface EnumNames {
  /** Of everything that files export. */
  readonly exports: NameRegistry;
  readonly files: NameRegistry;
  /** The file of a table's entity. */
  fileOf(table: Table): string;
}

/**
 * The enums of some tables, each with a name. One that is an object of the database and that several tables use has a file of
 * its own; all others stand in the file of their table.
 */
export function pullEnums(
  tables: readonly Table[],
  schema: Schema,
  dialect: ResolvedDialect,
  names: EnumNames,
): ReadonlyMap<string, PulledEnum> {
  const users = new Map<string, { readonly source: EnumSource; readonly tables: Set<Table> }>();
  for (const table of tables) {
    for (const column of table.columns) {
      const source = enumSourceOf(table, column, schema, dialect);
      if (source === undefined) continue;
      const known = users.get(source.key) ?? { source, tables: new Set<Table>() };
      known.tables.add(table);
      users.set(source.key, known);
    }
  }
  return new Map([...users].map(([key, { source, tables: owners }]) => [key, nameEnum(source, [...owners], names)]));
}

/** The enum of a column; `undefined` for a column that has none, or one that decorators cannot reach. */
export function enumOfColumn(table: Table, column: Column, context: PullContext): PulledEnum | undefined {
  const source = enumSourceOf(table, column, context.schema, context.dialect);
  return source === undefined ? undefined : context.enums.get(source.key);
}

/** The declaration of an enum: a TypeScript enum where its values make names, else a list. */
export function enumDeclaration({ typeName, valueName, members, values }: PulledEnum): string {
  if (members !== undefined) {
    const lines = [...members].map(([value, member]) => `${member} = ${printLiteral(value).source},`);
    return `export enum ${typeName} {\n${lines.join("\n")}\n}`;
  }
  return [
    `export const ${valueName} = ${printLiteral(values).source} as const;`,
    `export type ${typeName} = (typeof ${valueName})[number];`,
  ].join("\n");
}

interface EnumSource {
  readonly key: string;
  /** What the name is made of. */
  readonly name: string;
  readonly values: readonly string[];
  readonly type?: EnumType;
}

function enumSourceOf(table: Table, column: Column, schema: Schema, dialect: ResolvedDialect): EnumSource | undefined {
  const listed = dialect.types.listed?.(column.type);
  if (listed !== undefined) {
    const name = `${table.name}_${column.name}`;
    return { key: `column ${nameKey(table)}.${column.name}`, name, values: listed.values };
  }
  if (!dialect.capabilities.namedEnums) return undefined;
  const wanted = readTypeName(column.type);
  const type = schema.enums.find((candidate) => isSameName(candidate, wanted));
  // A decorator looks for the type in the schema of its table.
  if (type === undefined || type.schema !== table.schema || type.values.length === 0) return undefined;
  return { key: `type ${nameKey(type)}`, name: type.name, values: type.values, type };
}

function nameEnum({ name, values, type }: EnumSource, owners: readonly Table[], names: EnumNames): PulledEnum {
  const typeName = names.exports.take(pascalName(name, "Enum"), `${pascalName(name, "Enum")}Enum`);
  const members = membersOf(values);
  const isShared = owners.length > 1;
  return {
    typeName,
    valueName: members === undefined ? names.exports.take(`${camelName(typeName, "enum")}Values`) : typeName,
    ...(members === undefined ? {} : { members }),
    values,
    file: isShared ? names.files.take(kebabName(typeName)) : names.fileOf(owners[0]!),
    ...(type === undefined ? {} : { type }),
  };
}

/** A member for each value; none where one has no letter to begin with, or where two would be called the same. */
function membersOf(values: readonly string[]): ReadonlyMap<string, string> | undefined {
  const members = new Map(values.map((value) => [value, /^[^\p{L}]/u.test(value) ? "" : pascalName(value, "")]));
  const names = new Set(members.values());
  return names.has("") || names.size < values.length ? undefined : members;
}
