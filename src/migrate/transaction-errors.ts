import type { StatementEffect } from "../dialect/statement-probe";
import { OrmError } from "../errors/orm-error";
import type { Joined } from "./step-failure";

/** Whether somebody else held a lock for too long. */
export function isLockTimeout(error: unknown): boolean {
  return OrmError.is(error, "QUERY.LOCK_TIMEOUT");
}

/** The database took back the whole transaction, not only the statement. */
export function isDeadlock({ details }: OrmError): boolean {
  return details["sqlState"] === "40001";
}

/** A block needs transactions of its own. */
export function joinedBlock(joins: Joined): OrmError {
  const [what, hint] =
    joins === "caller"
      ? ["the transaction is the caller's", "Run this revision without inTransaction."]
      : ["the whole run is one transaction", "Run it with migrations.transactionPerMigration: true."];
  return new OrmError("RUNNER.JOINED", `op.autocommit has to commit what came before it, and ${what}`, { hint });
}

/** What the journal has would not be true any more. */
export function refuseRollback(): OrmError {
  return new OrmError("OPERATION.INVALID", "a revision cannot roll back its own transaction with SQL", {
    hint: "Throw an error: everything that can be taken back is.",
  });
}

/** Where a revision is one transaction, ending it would part what must be kept or lost together. @throws OrmError `OPERATION.INVALID`. */
export function refuseEnd(effect: StatementEffect): void {
  if (effect === "rollback") throw refuseRollback();
  if (effect !== "commit") return;
  throw new OrmError(
    "OPERATION.INVALID",
    "a revision cannot begin or commit a transaction with SQL: it is one itself",
    {
      hint: "Leave the statement out; what must be committed before the rest belongs into a revision of its own.",
    },
  );
}

/** Only `op.execute` can be taken up after a break. */
export function refuseBeside(sql: string): OrmError {
  return new OrmError(
    "OPERATION.INVALID",
    "op.query, op.connection and op.batch take statements that are part of a transaction, and this one commits by itself",
    { hint: "Run it with op.execute.", details: { sql } },
  );
}
