import type { Operation } from "../operations/operation";
import { tableOf } from "../operations/table-of";
import { nameKey } from "../schema/object-name";

/**
 * Tells of operations, asked one after the other, whether each is about a table that one of them creates: nobody else
 * knows such a table yet, so nobody waits for it.
 */
export function trackNewTables(): (operation: Operation) => boolean {
  const created = new Set<string>();
  return (operation) => {
    const table = tableOf(operation);
    if (operation.kind === "createTable") created.add(nameKey(operation.table));
    if (table === undefined || !created.has(nameKey(table))) return false;
    if (operation.kind === "renameTable") created.add(nameKey({ ...table, name: operation.newName }));
    return true;
  };
}
