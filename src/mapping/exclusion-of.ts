import type { ResolvedDialect } from "../dialect/dialect";
import { plainIndexes } from "../dialect/index-facts";
import type { EntityMetadata, ExclusionMetadata } from "../metadata/entity-metadata";
import type { ExclusionConstraint } from "../schema/model";
import { attributesOf, indexPartOf, storageOf, unsupported } from "./index-part-of";
import { limitedName } from "./shorten-name";
import { deferrableOf } from "./unique-of";

/**
 * An exclusion constraint of the wanted schema.
 * @throws OrmError `DIALECT.UNSUPPORTED` where the database has none: without it, rows would be allowed that must not be.
 */
export function exclusionOf(
  exclusion: ExclusionMetadata,
  entity: EntityMetadata,
  dialect: ResolvedDialect,
): ExclusionConstraint {
  const owner = `entity "${entity.name}", exclusion constraint "${exclusion.name}"`;
  if (!dialect.capabilities.exclusionConstraints) {
    throw unsupported(owner, `${dialect.displayName} has no exclusion constraints`);
  }
  const { indexFacts: facts = plainIndexes } = dialect;
  const { method, where, comment } = exclusion;
  const include = exclusion.include?.map((column) => column.columnName);
  return {
    name: limitedName(exclusion.name, dialect),
    ...(method === undefined ? {} : { method }),
    elements: exclusion.elements.map(({ operator, ...part }) => ({
      ...indexPartOf(part, { owner, isUnique: true }, dialect),
      operator,
    })),
    ...(where === undefined ? {} : { where }),
    ...deferrableOf(exclusion.deferrable, dialect),
    ...(comment === undefined || comment === "" ? {} : { comment }),
    ...attributesOf([
      [facts.include, include],
      [facts.storage, storageOf(exclusion.storage)],
    ]),
  };
}
