import { SqlFragment } from "../../schema/sql-fragment";
import type { Session } from "../../session/session";
import { invalidValue } from "../query/query-errors";

/**
 * Runs SQL as it is and gives its rows as objects by column name, decoded by the types that the database reports.
 *
 * @param query a fragment, whose values are bound, or text with placeholders as the database writes them.
 */
export async function runRawQuery(
  session: Session,
  query: string | SqlFragment,
  parameters: readonly unknown[] = [],
): Promise<Record<string, unknown>[]> {
  if (SqlFragment.is(query) && parameters.length > 0)
    throw invalidValue(
      "a fragment was given with a list of parameters",
      "Write the values into the fragment: sql`... ${value}`.",
    );
  const statement = SqlFragment.is(query) ? session.dialect.queries.fragment(query) : { sql: query, parameters };
  const { fields, rows } = await session.execute(statement.sql, statement.parameters);
  const decoders = fields.map((field) => session.dialect.types.fieldCodec(field).decode);
  return rows.map((row) => {
    const object: Record<string, unknown> = {};
    fields.forEach(({ name }, index) => {
      const raw = row[index];
      const decode = decoders[index];
      object[name] = decode === undefined || raw === null ? raw : decode(raw);
    });
    return object;
  });
}
