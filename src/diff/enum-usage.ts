import type { Column, EnumType, Schema } from "../schema/model";
import { nameKey } from "../schema/object-name";
import { readTypeName } from "../schema/type-name";

/** The enum types of a schema by the type of a column. */
export interface EnumCatalog {
  /** The enum type that a column's type names, also as an array; `undefined` for any other type. */
  find(type: string): EnumType | undefined;
}

export function createEnumCatalog({ enums }: Schema): EnumCatalog {
  const byName = new Map(enums.map((type) => [nameKey(type), type]));
  return { find: (type) => (byName.size === 0 ? undefined : byName.get(nameKey(readTypeName(type)))) };
}

/** The keys of the enum types that columns of a schema have. */
export function usedEnums(schema: Schema): ReadonlySet<string> {
  const catalog = createEnumCatalog(schema);
  const used = new Set<string>();
  for (const table of schema.tables) {
    for (const column of table.columns) {
      const type = catalog.find(column.type);
      if (type !== undefined) used.add(nameKey(type));
    }
  }
  return used;
}

/** Whether a default of a column of the type, or a check or a partial index of its table, has the value in it. */
export function usesValue(schema: Schema, type: EnumType, value: string): boolean {
  const catalog = createEnumCatalog(schema);
  const quoted = `'${value.replaceAll("'", "''")}'`;
  return schema.tables.some((table) => {
    const columns = table.columns.filter((column) => {
      const found = catalog.find(column.type);
      return found !== undefined && nameKey(found) === nameKey(type);
    });
    if (columns.length === 0) return false;
    const texts = [...table.checks.map(({ expression }) => expression), ...table.indexes.map(({ where }) => where)];
    return columns.some((column) => hasDefault(column, value, quoted)) || texts.some((text) => text?.includes(quoted));
  });
}

/** A default of an array type holds its values in a literal of its own: `{new,old}`. */
function hasDefault({ default: given }: Column, value: string, quoted: string): boolean {
  if (given === undefined) return false;
  if (given.kind === "expression") return given.sql.includes(quoted) || given.sql.includes(value);
  return given.value === value || (typeof given.value === "string" && given.value.includes(value));
}
