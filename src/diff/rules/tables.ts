import { createOf, dropOf } from "../../operations/constraints";
import type { ForeignKey, Table } from "../../schema/model";
import { nameKey, nameOf } from "../../schema/object-name";
import { sortGraph } from "../../util/graph-sort";
import type { PlannedOperation } from "../planned-operation";
import { withoutHints } from "../without-hints";
import { targetTableOf } from "./foreign-keys";

/** New tables, each after those that it refers to. Foreign keys that close a cycle are created when all tables are there. */
export function planNewTables(tables: readonly Table[]): readonly PlannedOperation[] {
  const { order, late } = orderByReference(tables);
  return [
    ...order.map((table): PlannedOperation => ({
      stage: "create tables",
      operation: { kind: "createTable", table: without(withoutHints(table), late.get(table)) },
    })),
    ...order.flatMap((table) =>
      (late.get(table) ?? []).map((definition): PlannedOperation => ({
        stage: "create foreign keys",
        operation: createOf(nameOf(table), { type: "foreignKey", definition }),
      })),
    ),
  ];
}

/** Tables that go, each before those that it refers to. Foreign keys that close a cycle go first. */
export function planDroppedTables(tables: readonly Table[]): readonly PlannedOperation[] {
  const { order, late } = orderByReference(tables);
  return [
    ...order.flatMap((table) =>
      (late.get(table) ?? []).map((definition): PlannedOperation => ({
        stage: "drop foreign keys",
        operation: dropOf(nameOf(table), { type: "foreignKey", definition }),
      })),
    ),
    ...[...order].reverse().map((table): PlannedOperation => ({
      stage: "drop tables",
      operation: { kind: "dropTable", table: nameOf(table), dropped: without(withoutHints(table), late.get(table)) },
    })),
  ];
}

/** Tables after those that they refer to, and the foreign keys that cannot be in that order. */
function orderByReference(tables: readonly Table[]) {
  const byName = new Map(tables.map((table) => [nameKey(table), table]));
  const targetsOf = (table: Table): readonly Table[] =>
    table.foreignKeys.map((key) => byName.get(targetTableOf(key))).filter((target) => target !== undefined);
  const { order, cut } = sortGraph(tables, targetsOf);
  const late = new Map<Table, readonly ForeignKey[]>();
  for (const [table, target] of cut) {
    const closing = table.foreignKeys.filter((key) => targetTableOf(key) === nameKey(target));
    late.set(table, [...new Set([...(late.get(table) ?? []), ...closing])]);
  }
  return { order, late };
}

function without(table: Table, foreignKeys: readonly ForeignKey[] = []): Table {
  return { ...table, foreignKeys: table.foreignKeys.filter((key) => !foreignKeys.includes(key)) };
}
