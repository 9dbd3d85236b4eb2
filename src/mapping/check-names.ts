import { OrmError } from "../errors/orm-error";
import type { ResolvedDialect } from "../dialect/dialect";
import type { EntityMetadata } from "../metadata/entity-metadata";
import { describeColumn } from "./enum-of";

/**
 * Refuses names of tables and columns that the database would cut off: two of them could become one.
 * @throws OrmError `ENTITY.NAME_FORBIDDEN`.
 */
export function checkNames(entities: readonly EntityMetadata[], dialect: ResolvedDialect): void {
  for (const entity of entities) {
    const what = entity.kind === "junction" ? "join table" : `entity "${entity.name}": table`;
    check(`${what} "${entity.tableName}"`, entity.tableName, dialect);
    for (const column of entity.columns) {
      check(`${describeColumn(column)}: column "${column.columnName}"`, column.columnName, dialect);
    }
  }
}

function check(what: string, name: string, { capabilities, displayName }: ResolvedDialect): void {
  const bytes = Buffer.byteLength(name);
  if (bytes <= capabilities.maxIdentifierBytes) return;
  throw new OrmError(
    "ENTITY.NAME_FORBIDDEN",
    `${what} has a name of ${bytes} bytes, and ${displayName} takes ${capabilities.maxIdentifierBytes}`,
    { hint: "Give it a shorter name in its decorator." },
  );
}
