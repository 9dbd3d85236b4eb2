import type { ResolvedDialect } from "../dialect/dialect";
import type { DriverConnection } from "../dialect/driver";
import type { Settlement } from "../dialect/statement-probe";
import type { Operation } from "../operations/operation";
import { settlementUnknown, type JournalPlace } from "./journal-errors";
import type { JournalRow } from "./journal-table";
import { asOrmError, runStatement } from "./run-statement";
import { pollWork, type ClaimOptions } from "./work-claim";

/** Where an intent is settled. */
export interface SettleParts {
  readonly dialect: ResolvedDialect;
  readonly connection: DriverConnection;
  readonly wait: ClaimOptions;
}

/**
 * Whether the statement of an intent took effect. What the revision itself says of it comes first, then the catalog.
 * @param operation the operation that it belongs to, as the file has it now; absent where that is another one.
 * @throws OrmError `RUNNER.JOURNAL_UNKNOWN`, `RUNNER.LOCK_TIMEOUT`.
 */
export async function settleIntent(
  { dialect, connection, wait }: SettleParts,
  row: JournalRow,
  sql: string,
  operation: Operation | undefined,
): Promise<"applied" | "not applied"> {
  const { revision, direction, position } = row;
  const place: JournalPlace = { revision, direction, position };
  if (operation?.kind === "execute") {
    if (operation.isApplied !== undefined) {
      return (await isTrue(dialect, connection, operation.isApplied)) ? "applied" : "not applied";
    }
    if (operation.idempotent === true) return "not applied";
  }
  const { probe } = row;
  if (probe === undefined) throw settlementUnknown(place, row, sql);
  const settle = (): Promise<Settlement> => asOrmError(dialect, dialect.statementProbe.settle(connection, sql, probe));
  let settlement = await settle();
  if (settlement === "running") {
    await pollWork(wait, async () => (settlement = await settle()) !== "running");
  }
  if (settlement === "applied" || settlement === "not applied") return settlement;
  throw settlementUnknown(place, row, sql);
}

async function isTrue(dialect: ResolvedDialect, connection: DriverConnection, query: string): Promise<boolean> {
  const { rows } = await runStatement(dialect, connection, query);
  const value = rows[0]?.[0];
  return value !== null && value !== undefined && !["", "0", "f", "false"].includes(String(value).toLowerCase());
}
