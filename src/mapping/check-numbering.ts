import type { ResolvedDialect } from "../dialect/dialect";
import { OrmError } from "../errors/orm-error";
import type { ColumnMetadata, EntityMetadata } from "../metadata/entity-metadata";
import { ownsTable } from "../metadata/owns-table";
import { describeColumn } from "./enum-of";

/**
 * Refuses columns that the database cannot number: some number one column of a table only, and only one that is a key.
 * @throws OrmError `ENTITY.OPTION_INVALID`.
 */
export function checkNumbering(entities: readonly EntityMetadata[], dialect: ResolvedDialect): void {
  if (dialect.capabilities.numbering === "any") return;
  for (const entity of entities) {
    if (!ownsTable(entity)) continue;
    const [first, second] = entity.columns.filter(isNumbered);
    if (second !== undefined) throw refused(second, dialect, `numbers one column of a table, "${first!.propertyPath}"`);
    if (first !== undefined) checkKey(first, dialect);
  }
}

function isNumbered({ isGenerated, generationStrategy }: ColumnMetadata): boolean {
  return isGenerated && generationStrategy !== "uuid";
}

function checkKey(column: ColumnMetadata, dialect: ResolvedDialect): void {
  const { primaryColumns, uniques, indexes } = column.entity;
  const [key, ...others] = primaryColumns;
  if (dialect.capabilities.numbering === "primaryKey") {
    if (key === column && others.length === 0) return;
    throw refused(column, dialect, "numbers nothing but a primary key of one column");
  }
  const keys = [primaryColumns, ...uniques.map(({ columns }) => columns), ...indexes.map(({ columns }) => columns)];
  if (keys.some(([leading]) => leading === column)) return;
  throw refused(column, dialect, "numbers a column only if a key or an index begins with it");
}

function refused(column: ColumnMetadata, { displayName, capabilities }: ResolvedDialect, problem: string): OrmError {
  return new OrmError("ENTITY.OPTION_INVALID", `${describeColumn(column)}: ${displayName} ${problem}`, {
    hint:
      capabilities.numbering === "key"
        ? "Add @Unique() or @Index() to the property, or take @Generated() away and give the values yourself."
        : "Take @Generated() away and give the values yourself, or make the column the primary key.",
    details: { entity: column.entity.name, property: column.propertyPath },
  });
}
