import type { Index, IndexPart } from "../../schema/model";
import type { IndexPartRow, IndexRow } from "./index-catalog";
import { withoutParentheses } from "./expression-text";

const DESCENDING = 1;
const NULLS_FIRST = 2;

/**
 * An index out of the catalog. What only this database has goes into attributes: `postgres.collation`, `postgres.opclass`, its
 * parameters `postgres.opclassOptions` and `postgres.nulls` of a part; `postgres.with` (storage parameters), `postgres.tablespace`, `postgres.include`, `postgres.nullsNotDistinct` and `postgres.invalid` (a concurrent build that failed) of the index.
 */
export function readIndex(row: IndexRow): Index {
  const included = row.parts.filter(({ isIncluded }) => isIncluded).map(({ column }) => column ?? "");
  const attributes = {
    ...(included.length === 0 ? {} : { "postgres.include": included }),
    ...(row.options === null ? {} : { "postgres.with": row.options }),
    ...(row.nullsNotDistinct ? { "postgres.nullsNotDistinct": true } : {}),
    ...(row.tablespace === null ? {} : { "postgres.tablespace": row.tablespace }),
    ...(row.isValid ? {} : { "postgres.invalid": true }),
  };
  return {
    name: row.name,
    parts: row.parts.filter(({ isIncluded }) => !isIncluded).map((part) => readPart(part, row.method)),
    ...(row.isUnique ? { unique: true } : {}),
    ...(row.predicate === null ? {} : { where: withoutParentheses(row.predicate) }),
    ...(row.method === "btree" ? {} : { method: row.method }),
    ...(row.comment === null ? {} : { comment: row.comment }),
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
  };
}

/** A part of an index out of the catalog. */
export function readPart(
  { column, expression, option, opclass, opclassOptions, collation, statistics }: IndexPartRow,
  method: string,
): IndexPart {
  const isDescending = method === "btree" && ((option ?? 0) & DESCENDING) !== 0;
  const nullsFirst = ((option ?? 0) & NULLS_FIRST) !== 0;
  const attributes = {
    ...(collation === null ? {} : { "postgres.collation": collation }),
    ...(statistics === null ? {} : { "postgres.statistics": statistics }),
    ...(opclass === null ? {} : { "postgres.opclass": opclass }),
    ...(opclassOptions === null ? {} : { "postgres.opclassOptions": opclassOptions }),
    ...(method === "btree" && nullsFirst !== isDescending ? { "postgres.nulls": nullsFirst ? "first" : "last" } : {}),
  };
  return {
    ...(column === null ? { expression: withoutParentheses(expression ?? "") } : { column }),
    ...(isDescending ? { order: "desc" } : {}),
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
  };
}
