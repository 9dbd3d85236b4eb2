import type { ResolvedDialect } from "../dialect/dialect";
import type { EntityMetadata } from "../metadata/entity-metadata";
import type { ObjectName } from "../schema/model";

/** The name of an entity's table: with its schema only where that is another one than the connection's own. */
export function tableNameOf(entity: EntityMetadata, { capabilities, defaultSchema }: ResolvedDialect): ObjectName {
  const { tableName: name, schema } = entity;
  return capabilities.schemas && schema !== undefined && schema !== defaultSchema ? { name, schema } : { name };
}
