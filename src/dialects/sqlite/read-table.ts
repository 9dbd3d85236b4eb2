import type { TypeSystem } from "../../dialect/type-system";
import type { Constraint } from "../../operations/operation";
import type { CheckConstraint, Column, ForeignKey, Table, UniqueConstraint } from "../../schema/model";
import { parseCreateTable, type ParsedColumn, type ParsedTable } from "./create-table-parser";
import { canonicalDefault, readWrittenDefault } from "./default-text";
import { readClauses } from "./extensions/clauses";
import { STRICT_ATTRIBUTE, WITHOUT_ROWID_ATTRIBUTE } from "./table-attributes";

/** The table that a CREATE TABLE makes, without its indexes. References without columns have an empty list there. */
export function readTableSql(name: string, sql: string, types: TypeSystem): Table {
  const parsed = parseCreateTable(sql);
  const constraints = [
    ...parsed.columns.flatMap((column) => column.constraints),
    ...parsed.constraints.map(({ constraint }) => constraint),
  ];
  const key = constraints.find((constraint) => constraint.type === "primaryKey");
  const attributes = {
    ...(parsed.isStrict ? { [STRICT_ATTRIBUTE]: true } : {}),
    ...(parsed.isWithoutRowid ? { [WITHOUT_ROWID_ATTRIBUTE]: true } : {}),
    ...readClauses(parsed),
  };
  return {
    name,
    columns: parsed.columns.map((column) => readColumn(column, parsed, key, types)),
    ...(key === undefined ? {} : { primaryKey: key.definition }),
    uniques: pick<UniqueConstraint>(constraints, "unique"),
    foreignKeys: pick<ForeignKey>(constraints, "foreignKey"),
    checks: pick<CheckConstraint>(constraints, "check"),
    indexes: [],
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
  };
}

function readColumn(
  column: ParsedColumn,
  parsed: ParsedTable,
  key: Extract<Constraint, { type: "primaryKey" }> | undefined,
  types: TypeSystem,
): Column {
  const { name, generated, collation, defaultText } = column;
  const type = types.format(column.type);
  const written = defaultText === undefined ? undefined : readWrittenDefault(defaultText);
  const value = canonicalDefault({
    type,
    ...(written === undefined ? {} : { default: written }),
    autoIncrement: column.isAutoIncrement,
  });
  const isKey = key?.definition.columns.includes(name) === true;
  const isRowid = isKey && key.definition.columns.length === 1 && type === "integer";
  return {
    name,
    type,
    nullable: !column.isNotNull && !isRowid && !(isKey && parsed.isWithoutRowid),
    ...(value === undefined ? {} : { default: value }),
    ...(column.isAutoIncrement ? { autoIncrement: true } : {}),
    ...(generated === undefined ? {} : { generated }),
    ...(collation === undefined || collation.toUpperCase() === "BINARY" ? {} : { collation }),
  };
}

function pick<T>(constraints: readonly Constraint[], type: Constraint["type"]): readonly T[] {
  return constraints.filter((constraint) => constraint.type === type).map(({ definition }) => definition as T);
}
