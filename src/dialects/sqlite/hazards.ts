import type { HazardAnalysis } from "../../dialect/hazards";
import type { Hazard, Operation } from "../../operations/operation";
import { tableOf } from "../../operations/table-of";
import { findTable } from "../../schema/lookup";
import { nameKey } from "../../schema/object-name";
import { needsRebuild } from "./native-alter";

/** The hazards that only SQLite knows: a table that is rebuilt. A write makes every other one wait, however long it takes. */
export const sqliteHazards: HazardAnalysis = {
  hazardsOf(operation, schema) {
    const table = tableOf(operation);
    if (table === undefined) return [];
    if (operation.kind === "createIndex")
      return [lock(`other writes wait while index "${operation.index.name}" is built`)];
    if (!isWrittenAnew(operation, findTable(schema, table))) return [];
    return [{ kind: "rewrite", message: `all of table "${nameKey(table)}", row by row, while other writes wait` }];
  },
};

/** Dropping a column writes every row anew, also where it needs no new table. */
function isWrittenAnew(operation: Operation, table: Parameters<typeof needsRebuild>[1]): boolean {
  return operation.kind === "dropColumn" || needsRebuild(operation, table);
}

function lock(message: string): Hazard {
  return { kind: "lock", message };
}
