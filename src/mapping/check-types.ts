import { OrmError } from "../errors/orm-error";
import type { ResolvedDialect } from "../dialect/dialect";
import type { ColumnMetadata, EntityMetadata } from "../metadata/entity-metadata";
import type { SchemaObjectDefinition } from "../metadata/schema-objects/schema-object-definition";
import { nameKey } from "../schema/object-name";
import { nearestName } from "../util/nearest-name";
import { spelledTypeOf } from "./column-type-of";
import { describeColumn, isEnumColumn } from "./enum-of";
import { withJunctions } from "./schema-of";
import { variantOf } from "./variant-of";

/**
 * Checks that the database has the type of every column, before anything is asked of it.
 * @param definitions objects that the code declares: domains and composite types are types of columns too.
 * @throws OrmError `ENTITY.TYPE_UNSUPPORTED` with the class, the property, the type and the nearest one that there is.
 */
export function checkTypes(
  metadatas: readonly EntityMetadata[],
  dialect: ResolvedDialect,
  definitions: readonly SchemaObjectDefinition[] = [],
): void {
  const types = definitions.filter(({ kind }) => kind === "domain" || kind === "compositeType");
  const declaredTypes = new Set(types.flatMap((type) => [type.name, nameKey(type)]));
  for (const entity of withJunctions(metadatas)) {
    for (const declared of entity.columns) {
      const column = variantOf(declared, dialect);
      if (!isEnumColumn(column)) checkType(column, dialect, declaredTypes);
    }
  }
}

function checkType(column: ColumnMetadata, dialect: ResolvedDialect, declared: ReadonlySet<string>): void {
  const type = spelledTypeOf(column, dialect);
  if (dialect.types.has(type, declared)) return;
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
