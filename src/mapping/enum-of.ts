import { OrmError } from "../errors/orm-error";
import type { ResolvedDialect } from "../dialect/dialect";
import type { ColumnMetadata } from "../metadata/entity-metadata";
import type { EnumType } from "../schema/model";
import { isSameName, nameKey } from "../schema/object-name";
import { isSameData } from "../util/stable-json";
import { shortenName } from "./shorten-name";
import { tableNameOf } from "./table-name-of";

/** Whether a column takes one of a list of values: `enum` and `simple-enum`, but not `set`, which takes several. */
export function isEnumColumn(column: ColumnMetadata): boolean {
  return column.type === "enum" || column.type === "simple-enum" || (hasValues(column) && column.type !== "set");
}

/** The values of an enum column as the database stores them. @throws OrmError `ENTITY.OPTION_INVALID` where there are none. */
export function enumValuesOf(column: ColumnMetadata): readonly string[] {
  if (hasValues(column)) return column.enumValues!.map(String);
  throw new OrmError("ENTITY.OPTION_INVALID", `${describeColumn(column)}: an enum column needs its values`, {
    hint: 'Write @Column({ type: "enum", enum: Status }).',
  });
}

/**
 * The enum type of a column, on databases where it is an object of its own: `<table>_<column>_enum` unless `enumName`
 * says otherwise. A column that refers to another has the other's type: a foreign key asks for that.
 */
export function enumTypeOf(column: ColumnMetadata, dialect: ResolvedDialect): EnumType {
  if (column.referencedColumn !== undefined && column.referencedColumn !== column) {
    return enumTypeOf(column.referencedColumn, dialect);
  }
  const table = tableNameOf(column.entity, dialect);
  const name = column.enumName ?? `${table.name}_${column.columnName.toLowerCase()}_enum`;
  return {
    ...table,
    name: shortenName(name, dialect.capabilities.maxIdentifierBytes),
    values: enumValuesOf(column),
    ...(column.options.renamedValues === undefined ? {} : { renamedValues: renamedValuesOf(column) }),
  };
}

/** The hints for renamed values, new value to old value. @throws OrmError `ENTITY.OPTION_INVALID` for a value that the column does not have. */
export function renamedValuesOf(column: ColumnMetadata): Readonly<Record<string, string>> {
  const { renamedValues = {} } = column.options;
  const values = (column.enumValues ?? []).map(String);
  const unknown = Object.keys(renamedValues).find((value) => !values.includes(value));
  if (unknown === undefined) return renamedValues;
  throw new OrmError("ENTITY.OPTION_INVALID", `${describeColumn(column)}: renamedValues names "${unknown}"`, {
    hint: `Write { newValue: "old value" }; the new value is one of: ${values.join(", ")}.`,
  });
}

/** Every enum type of some columns, once each. @throws OrmError `ENTITY.OPTION_INVALID` where two columns disagree about one. */
export function enumTypesOf(columns: readonly ColumnMetadata[], dialect: ResolvedDialect): readonly EnumType[] {
  const found: { readonly type: EnumType; readonly column: ColumnMetadata }[] = [];
  for (const column of columns.filter(isEnumColumn)) {
    const type = enumTypeOf(column, dialect);
    const known = found.find((other) => isSameName(other.type, type));
    if (known === undefined) found.push({ type, column });
    else if (!isSameData(known.type.values, type.values)) {
      throw new OrmError(
        "ENTITY.OPTION_INVALID",
        `${describeColumn(column)}: enum type "${nameKey(type)}" has other values in ${describeColumn(known.column)}`,
        { hint: "Give both columns the same enum, or one of them another enumName." },
      );
    }
  }
  return found.map(({ type }) => {
    const hints = columns.filter((column) => isEnumColumn(column) && isSameName(enumTypeOf(column, dialect), type));
    const renamedValues = Object.assign({}, ...hints.map(renamedValuesOf)) as Readonly<Record<string, string>>;
    return Object.keys(renamedValues).length === 0 ? type : { ...type, renamedValues };
  });
}

/** A column in an error: `entity "User", property "role"`. */
export function describeColumn(column: ColumnMetadata): string {
  return `entity "${column.entity.name}", property "${column.propertyName}"`;
}

function hasValues(column: ColumnMetadata): boolean {
  return column.enumValues !== undefined && column.enumValues.length > 0;
}
