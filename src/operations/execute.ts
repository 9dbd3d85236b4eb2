import { OrmError } from "../errors/orm-error";
import { SqlFragment } from "../schema/sql-fragment";
import { defineOperation } from "./definition";
import type { Execute } from "./operation";

/** What a run that goes on after a break needs to know of SQL that commits by itself, and that nothing in the catalog shows. */
export interface ExecuteOptions {
  /** A query whose first value says whether the statement took effect: `SELECT EXISTS (...)`. */
  readonly isApplied?: string;
  /** Running it twice does the same as running it once. */
  readonly idempotent?: boolean;
}

/** Runs SQL as it stands. The model cannot see what it does, so it has no reverse. */
export const execute = defineOperation({
  kind: "execute",
  create: (statement: string | SqlFragment, options?: ExecuteOptions): Execute => {
    const settlement = readOptions(options ?? {});
    if (SqlFragment.is(statement)) {
      return { kind: "execute", strings: statement.strings, values: statement.values, ...settlement };
    }
    if (typeof statement !== "string" || statement.trim() === "") {
      throw new OrmError("OPERATION.INVALID", "execute needs SQL", {
        hint: 'Write execute("...") or execute(sql`...`).',
      });
    }
    return { kind: "execute", strings: [statement], values: [], ...settlement };
  },
  toArguments: ({ strings, values, isApplied, idempotent }): [string | SqlFragment, ExecuteOptions?] => {
    const settlement = {
      ...(isApplied === undefined ? {} : { isApplied }),
      ...(idempotent === undefined ? {} : { idempotent }),
    };
    const statement = values.length === 0 ? strings.join("") : new SqlFragment(strings, values);
    return Object.keys(settlement).length === 0 ? [statement] : [statement, settlement];
  },
  reverse: () => undefined,
  summarize: ({ strings }) => `execute ${strings.join("?").replace(/\s+/g, " ").trim().slice(0, 60)}`,
  hazards: () => [],
  apply: (schema) => schema,
  isApplied: () => undefined,
});

function readOptions({ isApplied, idempotent }: ExecuteOptions): ExecuteOptions {
  if (isApplied !== undefined && (typeof isApplied !== "string" || isApplied.trim() === "")) {
    throw new OrmError("OPERATION.INVALID", "execute: isApplied is not a query", {
      hint: 'Give the text of a query whose first value says whether the statement took effect: { isApplied: "SELECT ..." }.',
    });
  }
  if (idempotent !== undefined && typeof idempotent !== "boolean") {
    throw new OrmError("OPERATION.INVALID", "execute: idempotent is neither true nor false", {
      hint: "Write { idempotent: true } where running the statement twice does the same as running it once.",
    });
  }
  return {
    ...(isApplied === undefined ? {} : { isApplied }),
    ...(idempotent === true ? { idempotent } : {}),
  };
}
