import { OrmError } from "../errors/orm-error";
import type { ResolvedDialect } from "../dialect/dialect";
import type { ColumnMetadata, EntityMetadata } from "../metadata/entity-metadata";
import { nearestName } from "../util/nearest-name";
import { spelledTypeOf } from "./column-type-of";
import { describeColumn, isEnumColumn } from "./enum-of";
import { withJunctions } from "./schema-of";

const NO_ENUMS: ReadonlySet<string> = new Set();

/**
 * Checks that the database has the type of every column, before anything is asked of it.
 * @throws OrmError `ENTITY.TYPE_UNSUPPORTED` with the class, the property, the type and the nearest one that there is.
 */
export function checkTypes(metadatas: readonly EntityMetadata[], dialect: ResolvedDialect): void {
  for (const entity of withJunctions(metadatas)) {
    for (const column of entity.columns) if (!isEnumColumn(column)) checkType(column, dialect);
  }
}

function checkType(column: ColumnMetadata, dialect: ResolvedDialect): void {
  const type = spelledTypeOf(column, dialect);
  if (dialect.types.has(type, NO_ENUMS)) return;
  const near = nearestName(type.replace(/\s*\(.*$|\[\]$/, ""), dialect.types.names);
  throw new OrmError(
    "ENTITY.TYPE_UNSUPPORTED",
    `${describeColumn(column)}: ${dialect.displayName} has no column type "${type}"`,
    {
      hint:
        near === undefined || near === type
          ? "Choose a type that this database has, or leave the type out: the TypeScript type decides then."
          : `Did you mean "${near}"?`,
      details: { entity: column.entity.name, property: column.propertyName, type, nearest: near },
    },
  );
}
