import { createOf, dropOf } from "../operations/constraints";
import type { Operation } from "../operations/operation";
import { table as tableOfParts } from "../schema/edit";
import type { Schema, SchemaObject, Table } from "../schema/model";
import { nameKey, nameOf } from "../schema/object-name";
import { isSameData } from "../util/stable-json";
import { dependenciesOfTable, dependencyKeys } from "./operation-facts";
import type { PlannedOperation } from "./planned-operation";
import { ThingIndex, thingOfObject } from "./thing-index";

/**
 * Lets go of functions that go and come again, where tables use them and stay as they are: defaults, checks and indexes
 * that mention one of them are taken away before and put back after.
 */
export function planFreedTables(
  actual: Schema,
  wanted: Schema,
  dropped: readonly SchemaObject[],
): readonly PlannedOperation[] {
  const functions = dropped.filter(({ kind }) => kind === "function");
  if (functions.length === 0) return [];
  const index = new ThingIndex(functions.map(thingOfObject));
  const after = new Map(wanted.tables.map((table) => [nameKey(table), table]));
  return actual.tables.flatMap((table) => {
    const next = after.get(nameKey(table));
    return next === undefined ? [] : freeTable(table, next, (part) => mentionsAny(part, index));
  });
}

function mentionsAny(part: Partial<Table>, index: ThingIndex): boolean {
  return dependencyKeys(dependenciesOfTable(tableOfParts({ name: "", columns: [], ...part })), index).size > 0;
}

function freeTable(
  before: Table,
  after: Table,
  isHeld: (part: Partial<Table>) => boolean,
): readonly PlannedOperation[] {
  const table = nameOf(before);
  const pair = (release: Operation, restore: Operation): readonly PlannedOperation[] => [
    { stage: "release tables", operation: release },
    { stage: "complete tables", operation: restore },
  ];
  const stays = <T>(part: T, others: readonly T[]): boolean => others.some((other) => isSameData(part, other));
  return [
    ...before.columns.flatMap(({ name, nullable, default: value }) => {
      const same = after.columns.find((column) => column.name === name);
      if (value?.kind !== "expression" || !isSameData(same?.default, value)) return [];
      if (!isHeld({ columns: [{ name, type: "", nullable, default: value }] })) return [];
      const [none, some] = [{ default: null }, { default: value }];
      return pair(
        { kind: "alterColumn", table, column: name, change: none, previous: some },
        { kind: "alterColumn", table, column: name, change: some, previous: none },
      );
    }),
    ...before.checks.flatMap((definition) =>
      stays(definition, after.checks) && isHeld({ checks: [definition] })
        ? pair(dropOf(table, { type: "check", definition }), createOf(table, { type: "check", definition }))
        : [],
    ),
    ...before.indexes.flatMap((index) =>
      stays(index, after.indexes) && isHeld({ indexes: [index] })
        ? pair({ kind: "dropIndex", table, index: index.name, dropped: index }, { kind: "createIndex", table, index })
        : [],
    ),
  ];
}
