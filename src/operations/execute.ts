import { OrmError } from "../errors/orm-error";
import { SqlFragment } from "../schema/sql-fragment";
import { defineOperation } from "./definition";

/** Runs SQL as it stands. The model cannot see what it does, so it has no reverse. */
export const execute = defineOperation({
  kind: "execute",
  create: (statement: string | SqlFragment) => {
    if (SqlFragment.is(statement)) return { kind: "execute", strings: statement.strings, values: statement.values };
    if (typeof statement !== "string" || statement.trim() === "") {
      throw new OrmError("OPERATION.INVALID", "execute needs SQL", {
        hint: 'Write execute("...") or execute(sql`...`).',
      });
    }
    return { kind: "execute", strings: [statement], values: [] };
  },
  toArguments: ({ strings, values }): [string | SqlFragment] => [
    values.length === 0 ? strings.join("") : new SqlFragment(strings, values),
  ],
  reverse: () => undefined,
  summarize: ({ strings }) => `execute ${strings.join("?").replace(/\s+/g, " ").trim().slice(0, 60)}`,
  hazards: () => [],
  apply: (schema) => schema,
  isApplied: () => undefined,
});
