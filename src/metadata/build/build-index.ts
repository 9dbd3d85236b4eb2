import { withoutUndefined } from "../../util/without-undefined";
import type { ColumnMetadata, IndexMetadata, IndexPartMetadata } from "../entity-metadata";
import type { IndexDefinition } from "../metadata-storage";
import type { IndexOptions, IndexPart, IndexPartOptions } from "../options/constraint-options";
import type { Placed } from "./entity-definition";
import { columnNames, findColumns, optionError, readFields } from "./constraint-columns";
import type { BuildContext, EntityDraft } from "./draft";

const DECORATOR = "@Index()";

/** Builds an index. Throws `ENTITY.OPTION_INVALID` for a part that is no column and no expression. */
export function buildIndex(
  { naming }: BuildContext,
  draft: EntityDraft,
  index: Placed<IndexDefinition>,
): IndexMetadata {
  const { name, options } = index.definition;
  const fields = isMadeByHand(index) ? [] : readFields(draft, index, DECORATOR);
  const parts = fields.flatMap((field) => readPart(draft, index, field, options));
  const columns = parts.flatMap(({ column }) => column ?? []);
  const named = parts.map(({ column, expression }) => column?.columnName ?? expression ?? "");
  return {
    name: name ?? naming.indexName(draft.metadata.tableName, named, options.where),
    columns,
    ...(parts.every(isPlain) ? {} : { parts }),
    isUnique: options.unique === true,
    isSpatial: options.spatial === true,
    isFulltext: options.fulltext === true,
    isConcurrent: options.concurrent === true,
    synchronize: options.synchronize !== false,
    ...withoutUndefined({ where: options.where, parser: options.parser, type: options.type }),
    ...withoutUndefined({ comment: options.comment, storage: options.with, attributes: options.attributes }),
    ...withoutUndefined({ dialects: options.dialects, include: findIncluded(draft, index, options) }),
    ...(options.nullsNotDistinct === true ? { isNullsNotDistinct: true } : {}),
  };
}

/** An index that is only named, so that a comparison leaves it alone. */
function isMadeByHand({ definition: { name, fields, place, options } }: Placed<IndexDefinition>): boolean {
  return options.synchronize === false && name !== undefined && fields === undefined && place === undefined;
}

/** The columns that the index of a constraint carries along. */
export function findIncluded(
  draft: EntityDraft,
  placed: Placed<unknown>,
  { include }: Pick<IndexOptions, "include">,
  decorator: string = DECORATOR,
): readonly ColumnMetadata[] | undefined {
  return include === undefined || include.length === 0 ? undefined : findColumns(draft, placed, include, decorator);
}

/** One part of an index, or as many as its relation has join columns. `usual` is what the index says of all its parts. */
export function readPart(
  draft: EntityDraft,
  placed: Placed<unknown>,
  part: IndexPart,
  usual: IndexPartOptions = {},
  decorator: string = DECORATOR,
): readonly IndexPartMetadata[] {
  const own: IndexPartOptions = typeof part === "string" ? {} : part;
  const facts = readFacts({ ...usual, ...withoutUndefined({ ...own }) });
  const isProperty = typeof part === "string" || "property" in part;
  if (isProperty) {
    const property = typeof part === "string" ? part : part.property;
    return findColumns(draft, placed, [property], decorator).map((column) => ({ column, ...facts }));
  }
  const { expression } = part;
  if (typeof expression === "string" && expression.trim() !== "") return [{ expression, ...facts }];
  throw optionError(
    draft,
    `${decorator} has a part without a property and without an expression`,
    'Write the name of a property, { property: "name" } or { expression: "lower(name)" }.',
  );
}

function readFacts(options: IndexPartOptions): Omit<IndexPartMetadata, "column" | "expression"> {
  const { order, nulls, collation, opclass, opclassOptions, length } = options;
  return {
    ...(order === "DESC" ? { order: "desc" } : {}),
    ...(nulls === undefined ? {} : { nulls: nulls === "FIRST" ? "first" : "last" }),
    ...withoutUndefined({ collation, opclass, opclassOptions, length }),
  };
}

function isPlain(part: IndexPartMetadata): boolean {
  return part.column !== undefined && Object.keys(part).length === 1;
}

/** Parts without their columns, for a comparison: a column leads to its entity, and on to all others. */
export function comparablePart({ column, ...rest }: IndexPartMetadata): unknown {
  return { ...rest, ...(column === undefined ? {} : { column: columnNames([column])[0] }) };
}
