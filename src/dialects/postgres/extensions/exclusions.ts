import type { SqlPieces } from "../../../dialect/object-writer";
import type { ExclusionConstraint, IndexPart } from "../../../schema/model";
import type { IndexPartRow } from "../index-catalog";
import { readPart } from "../index-reader";
import { withoutParentheses } from "../expression-text";
import { INDEX_PARTS } from "../index-catalog";
import { storageParameters } from "../storage-parameters";

/** What the catalog says of an exclusion constraint beside its name. */
export interface ExclusionRow {
  readonly method: string;
  readonly predicate: string | null;
  readonly options: readonly string[] | null;
  readonly operators: readonly string[];
  readonly parts: readonly IndexPartRow[];
}

/** The {@link ExclusionRow} of constraint `k`, whose index is `i` and `ic`: an SQL expression. */
export const EXCLUSION = `case when k.contype = 'x' then json_build_object('method', (select am.amname from pg_am am where am.oid = ic.relam),
    'predicate', pg_get_expr(i.indpred, i.indrelid, true), 'options', ic.reloptions, 'operators', (select json_agg(
        case when pg_operator_is_visible(o.oid) then o.oprname else format('OPERATOR(%I.%s)', os.nspname, o.oprname) end order by u.place)
      from unnest(k.conexclop) with ordinality u (number, place) join pg_operator o on o.oid = u.number
        join pg_namespace os on os.oid = o.oprnamespace), 'parts', ${INDEX_PARTS}) end`;

/** The parts of an exclusion constraint that only its row in the catalog tells. */
export function readExclusion({ method, predicate, options, operators, parts }: ExclusionRow): ExclusionConstraint {
  const included = parts.filter(({ isIncluded }) => isIncluded).map(({ column }) => column ?? "");
  const attributes = {
    ...(included.length === 0 ? {} : { "postgres.include": included }),
    ...(options === null ? {} : { "postgres.with": options }),
  };
  return {
    ...(method === "btree" ? {} : { method }),
    elements: parts
      .filter(({ isIncluded }) => !isIncluded)
      .map((part, place) => ({ ...readPart(part, method), operator: operators[place] ?? "=" })),
    ...(predicate === null ? {} : { where: withoutParentheses(predicate) }),
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
  };
}

/** What follows the name of an exclusion constraint, up to its place in transactions. `part` writes a part of an index. */
export function exclusionText(
  { method, elements, where, attributes }: ExclusionConstraint,
  sql: SqlPieces,
  part: (part: IndexPart) => string,
): string {
  const include = attributes?.["postgres.include"];
  const parameters = attributes?.["postgres.with"];
  return [
    `EXCLUDE${method === undefined ? "" : ` USING ${sql.quote(method)}`}`,
    `(${elements.map((element) => `${part(element)} WITH ${element.operator}`).join(", ")})`,
    ...(Array.isArray(include)
      ? [`INCLUDE (${(include as readonly string[]).map((name) => sql.quote(name)).join(", ")})`]
      : []),
    ...(Array.isArray(parameters) ? [`WITH ${storageParameters(sql, parameters as readonly string[])}`] : []),
    ...(where === undefined ? [] : [`WHERE (${where})`]),
  ].join(" ");
}
