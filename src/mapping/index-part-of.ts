import type { ResolvedDialect } from "../dialect/dialect";
import { plainIndexes } from "../dialect/index-facts";
import { OrmError } from "../errors/orm-error";
import type { IndexPartMetadata } from "../metadata/entity-metadata";
import type { StorageParameters } from "../metadata/options/constraint-options";
import type { Attributes, IndexPart } from "../schema/model";

/** Where a part is, and whether the way in which its values compare decides which rows are allowed. */
export interface PartPlace {
  /** `entity "User", index "IDX_1"`. */
  readonly owner: string;
  readonly isUnique: boolean;
}

/**
 * A part of an index in the model. What is only about speed is left out where the database has no place for it.
 * @throws OrmError `DIALECT.UNSUPPORTED` for an expression, or for the collation of a unique index, where it has none.
 */
export function indexPartOf(part: IndexPartMetadata, place: PartPlace, dialect: ResolvedDialect): IndexPart {
  const { column, expression, order } = part;
  if (expression !== undefined && !dialect.capabilities.expressionIndexes) {
    throw unsupported(place.owner, `${dialect.displayName} has no indexes over expressions`);
  }
  const facts = (dialect.indexFacts ?? plainIndexes).part;
  if (part.collation !== undefined && place.isUnique && facts.collation === undefined) {
    throw unsupported(
      place.owner,
      `${dialect.displayName} has no collations of indexes, and without it other rows would be equal`,
    );
  }
  const attributes = attributesOf([
    [facts.nulls, part.nulls],
    [facts.collation, part.collation],
    [facts.opclass, part.opclass],
    [facts.opclassOptions, storageOf(part.opclassOptions)],
    [facts.length, part.length],
  ]);
  return {
    ...(column === undefined ? {} : { column: column.columnName }),
    ...(expression === undefined ? {} : { expression }),
    ...(order === undefined ? {} : { order }),
    ...attributes,
  };
}

/** The attributes that the database has a name for and the entity a value. */
export function attributesOf(
  entries: readonly (readonly [name: string | undefined, value: Attributes[string] | undefined])[],
  more: Attributes = {},
): { attributes?: Attributes } {
  const named = entries.filter(([name, value]) => name !== undefined && value !== undefined);
  const attributes = { ...more, ...(Object.fromEntries(named) as Attributes) };
  return Object.keys(attributes).length === 0 ? {} : { attributes };
}

/** Parameters as the model lists them: `fillfactor=70`. */
export function storageOf(parameters: StorageParameters | undefined): readonly string[] | undefined {
  return parameters === undefined ? undefined : Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
}

/** The error for a part of the schema that the database cannot hold and that cannot be left out. */
export function unsupported(owner: string, reason: string): OrmError {
  return new OrmError("DIALECT.UNSUPPORTED", `${owner}: ${reason}`, {
    hint: "Name the databases that have it: { dialects: [...] } in its options leaves it out of all others.",
  });
}
