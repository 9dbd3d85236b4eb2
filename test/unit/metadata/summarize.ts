import type { ColumnMetadata, EntityMetadata } from "../../../src/metadata/entity-metadata";

/** The names of columns. */
export function namesOf(columns: readonly ColumnMetadata[]): string[] {
  return columns.map((column) => column.columnName);
}

/** Names, types and keys of a table in a few readable lines. */
export function summarize(entity: EntityMetadata): readonly string[] {
  const path = entity.schema === undefined ? entity.tableName : `${entity.schema}.${entity.tableName}`;
  return [
    `${entity.kind} ${path}`,
    ...entity.columns.map((column) => `  ${summarizeColumn(column)}`),
    `  ${entity.primaryKeyName} (${namesOf(entity.primaryColumns).join(", ")})`,
    ...entity.uniques.map((unique) => `  ${unique.name} unique (${namesOf(unique.columns).join(", ")})`),
    ...entity.indexes.map((index) => `  ${index.name} on (${namesOf(index.columns).join(", ")})`),
    ...entity.checks.map((check) => `  ${check.name} check (${check.expression})`),
    ...entity.foreignKeys.map(
      (key) =>
        `  ${key.name} (${namesOf(key.columns).join(", ")}) -> ${key.referencedEntity.tableName}` +
        ` (${namesOf(key.referencedColumns).join(", ")}) ${key.onDelete ?? "-"} ${key.onUpdate ?? "-"}`,
    ),
  ];
}

function summarizeColumn(column: ColumnMetadata): string {
  const type = typeof column.type === "string" ? column.type : `<${column.type.logical}>`;
  const flags = [
    column.isPrimary ? "primary" : "",
    column.generationStrategy ?? "",
    column.isNullable ? "null" : "",
    column.isVirtual ? "virtual" : "",
  ].filter((flag) => flag !== "");
  return [column.columnName, type, ...flags].join(" ");
}
