import type { ResolvedDialect } from "../dialect/dialect";
import type { QueryText } from "../metadata/schema-objects/schema-object-definition";
import { SqlFragment } from "../schema/sql-fragment";

/** The text of a query: a view takes no parameters, so the values of a fragment become literals. A semicolon at its end goes. */
export function writeQuery(query: QueryText, { queries }: Pick<ResolvedDialect, "queries">): string {
  const text = SqlFragment.is(query)
    ? query.strings.reduce((start, next, place) => start + queries.literal(query.values[place - 1]) + next)
    : query;
  return text.trim().replace(/;\s*$/, "").trimEnd();
}
