import type { ResolvedDialect } from "../dialect/dialect";
import { plainIndexes } from "../dialect/index-facts";
import { OrmError } from "../errors/orm-error";
import type { EntityMetadata, IndexMetadata } from "../metadata/entity-metadata";
import type { Index } from "../schema/model";
import { attributesOf, indexPartOf, storageOf, unsupported } from "./index-part-of";
import { ownAttributes } from "./own-attributes";
import { limitedName } from "./shorten-name";

/**
 * An index of the wanted schema.
 * @throws OrmError `DIALECT.UNSUPPORTED` where the database would allow or refuse other rows than the entity asks for.
 */
export function indexOf(index: IndexMetadata, entity: EntityMetadata, dialect: ResolvedDialect): Index {
  const { capabilities, indexFacts: facts = plainIndexes } = dialect;
  const owner = `entity "${entity.name}", index "${index.name}"`;
  checkRows(index, owner, dialect);
  const { where } = index;
  const parts = index.parts ?? index.columns.map((column) => ({ column }));
  const method = methodOf(index, dialect);
  const include = index.include?.map((column) => column.columnName);
  const comment = index.comment === "" || !capabilities.columnComments ? undefined : index.comment;
  return {
    name: limitedName(index.name, dialect),
    parts: parts.map((part) => indexPartOf(part, { owner, isUnique: index.isUnique }, dialect)),
    ...(index.isUnique ? { unique: true } : {}),
    ...(where === undefined || where === "" || !capabilities.partialIndexes ? {} : { where }),
    ...(method === undefined ? {} : { method }),
    ...(comment === undefined ? {} : { comment }),
    ...attributesOf(
      [
        [facts.include, include],
        [facts.storage, storageOf(index.storage)],
        [facts.parser, index.isFulltext ? index.parser : undefined],
        [facts.nullsNotDistinct, index.isUnique ? index.isNullsNotDistinct : undefined],
      ],
      ownAttributes(index.attributes, dialect, owner),
    ),
  };
}

/** What decides which rows are allowed cannot be left out. */
function checkRows(index: IndexMetadata, owner: string, dialect: ResolvedDialect): void {
  const { displayName, capabilities, indexFacts } = dialect;
  if (!index.isUnique) return;
  if (index.isNullsNotDistinct === true && indexFacts?.nullsNotDistinct === undefined) {
    throw unsupported(owner, `${displayName} always tells rows without a value apart`);
  }
  if (index.where === undefined || index.where === "" || capabilities.partialIndexes) return;
  throw new OrmError(
    "DIALECT.UNSUPPORTED",
    `${owner}: ${displayName} has no partial indexes, and without its condition the unique index would refuse rows that you allow`,
    { hint: "Drop the condition, or make the index not unique on this database." },
  );
}

function methodOf({ isSpatial, isFulltext, type }: IndexMetadata, { indexFacts }: ResolvedDialect): string | undefined {
  const { kinds, methods } = indexFacts ?? plainIndexes;
  const kind = isSpatial ? kinds.spatial : isFulltext ? kinds.fulltext : undefined;
  if (kind !== undefined || type === undefined) return kind;
  return methods === "any" || methods.includes(type.toLowerCase()) ? type : undefined;
}
