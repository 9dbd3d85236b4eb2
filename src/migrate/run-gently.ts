import type { ResolvedDialect } from "../dialect/dialect";
import type { DriverConnection } from "../dialect/driver";
import type { Statement } from "../dialect/statement";
import { OrmError } from "../errors/orm-error";
import type { LockPolicy } from "./lock-policy";
import type { RunEvent } from "./run-event";
import { runStatement } from "./run-statement";

interface GentleParts {
  readonly dialect: ResolvedDialect;
  readonly connection: DriverConnection;
  readonly policy: LockPolicy;
  readonly revision: string;
  readonly report: (event: RunEvent) => void;
}

/** Asks for the ways that let others go on, the cheapest first, and then runs the statement as it is, where that is allowed. @returns it as it ran. */
export async function runGently(
  { dialect, connection, policy, revision, report }: GentleParts,
  statement: Statement,
): Promise<Statement> {
  const ways = policy.lockSafe === false ? [] : (statement.gentle ?? []);
  let refusal: OrmError | undefined;
  for (const sql of ways) {
    try {
      await runStatement(dialect, connection, sql, statement.parameters);
      return { ...statement, sql };
    } catch (error) {
      if (!OrmError.is(error, "QUERY.LOCK_NEEDED")) throw error;
      refusal = error;
    }
  }
  if (refusal !== undefined) {
    if (policy.lockSafe === "require") throw refusal;
    report({ type: "locks", revision, sql: statement.sql, reason: refusal.message });
  }
  await runStatement(dialect, connection, statement.sql, statement.parameters);
  return statement;
}
