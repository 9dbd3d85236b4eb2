import { OrmError } from "../errors/orm-error";
import type { ResolvedDialect } from "../dialect/dialect";
import type { EntityMetadata } from "../metadata/entity-metadata";
import { describeColumn } from "./enum-of";

/**
 * Refuses names of tables and columns that the database would refuse or cut off: two of them could become one.
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

function check(what: string, name: string, { names, displayName }: ResolvedDialect): void {
  const reason = names.name(name);
  if (reason === undefined) return;
  throw new OrmError("ENTITY.NAME_FORBIDDEN", `${what}: ${displayName} cannot hold this name: ${reason}`, {
    hint: "Give it another name in its decorator.",
  });
}
