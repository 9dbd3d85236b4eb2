import type { DriverResult } from "../../../dialect/driver";
import type { StatementShape } from "../statement-shape";

/**
 * The result of a statement without rows. The packages report the last change of the connection, so that other
 * statements would repeat it; and the row id of the last row, which is an answer only where one row was inserted.
 */
export function describeChange(
  { verb }: StatementShape,
  changes: number,
  readInsertId: () => number | bigint,
): DriverResult {
  const isInsert = verb === "INSERT" || verb === "REPLACE";
  const affected = isInsert || verb === "UPDATE" || verb === "DELETE" ? changes : 0;
  return { fields: [], rows: [], affected, ...(isInsert && affected === 1 ? { insertId: readInsertId() } : {}) };
}
