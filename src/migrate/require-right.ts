import { OrmError } from "../errors/orm-error";
import type { ObjectName } from "../schema/model";
import { nameKey } from "../schema/object-name";
import type { MigrationHost } from "./migration-host";

/**
 * Does what the runner needs for itself: its tables. Without the right to, nothing is executed.
 * @throws OrmError `RUNNER.NO_RIGHT`, with the database's own words for what is missing.
 */
export async function requireRight<T>(
  host: MigrationHost,
  versionTable: ObjectName,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!OrmError.is(error, "QUERY.NO_RIGHT")) throw error;
    throw new OrmError(
      "RUNNER.NO_RIGHT",
      `the migrations cannot keep their records in ${host.address}: ${error.message}`,
      {
        hint: `Nothing was executed. Grant the user CREATE where "${nameKey(versionTable)}" lives, and SELECT, INSERT, UPDATE and DELETE on it and the tables orm_*; or connect as its owner, to a server that takes writes.`,
        details: { database: host.address, reason: error.toJSON() },
        cause: error,
      },
    );
  }
}
