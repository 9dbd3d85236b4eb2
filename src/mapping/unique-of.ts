import type { ResolvedDialect } from "../dialect/dialect";
import type { EntityMetadata, UniqueMetadata } from "../metadata/entity-metadata";
import type { Deferrable, UniqueConstraint } from "../schema/model";
import { unsupported } from "./index-part-of";
import { limitedName } from "./shorten-name";

/**
 * A unique constraint of the wanted schema.
 * @throws OrmError `DIALECT.UNSUPPORTED` where two rows without a value should be equal and the database cannot do that.
 */
export function uniqueOf(unique: UniqueMetadata, entity: EntityMetadata, dialect: ResolvedDialect): UniqueConstraint {
  const { capabilities, indexFacts } = dialect;
  if (unique.isNullsNotDistinct === true && indexFacts?.nullsNotDistinct === undefined) {
    const owner = `entity "${entity.name}", unique constraint "${unique.name}"`;
    throw unsupported(owner, `${dialect.displayName} always tells rows without a value apart`);
  }
  const include = indexFacts?.include === undefined ? undefined : unique.include;
  const comment = unique.comment === "" || !capabilities.columnComments ? undefined : unique.comment;
  return {
    name: limitedName(capabilities.uniqueConstraints ? unique.name : unique.indexName, dialect),
    columns: unique.columns.map((column) => column.columnName),
    ...(include === undefined ? {} : { include: include.map((column) => column.columnName) }),
    ...(unique.isNullsNotDistinct === true ? { nullsNotDistinct: true } : {}),
    ...deferrableOf(unique.deferrable, dialect),
    ...(comment === undefined ? {} : { comment }),
  };
}

/** Whether a constraint waits for the end of the transaction; nothing where the database always checks at once. */
export function deferrableOf(
  deferrable: Deferrable | undefined,
  { capabilities }: ResolvedDialect,
): { deferrable?: Deferrable } {
  return deferrable === undefined || !capabilities.deferrableConstraints ? {} : { deferrable };
}
