import { createOf, dropOf } from "../operations/constraints";
import {
  changeOf,
  createOf as createObject,
  dropOf as dropObject,
} from "../operations/objects/define-object-operations";
import type { AddColumn, AlterColumn, ColumnChange, Constraint, DropColumn, Operation } from "../operations/operation";
import type { Column, ObjectName, SchemaObject, Sequence, Table } from "../schema/model";
import { nameOf } from "../schema/object-name";
import { dependenciesOfTable, type Dependencies } from "./operation-facts";
import type { PlannedOperation, Stage } from "./planned-operation";
import { table as tableOfParts } from "../schema/edit";

/** What is taken out of operations that wait for each other: first what costs least. */
export const SPLIT_ROUNDS = ["ownership", "parts", "references"] as const;

export type SplitRound = (typeof SPLIT_ROUNDS)[number];

/**
 * The operation without the parts that close a cycle, and operations that create these parts when everything is there, or
 * drop them before anything goes. An operation without such parts stays as it is.
 * @param closes whether something depends on what the cycle is made of.
 */
export function splitOperation(
  planned: PlannedOperation,
  round: SplitRound,
  closes: (dependencies: Dependencies) => boolean,
): readonly PlannedOperation[] {
  const { operation } = planned;
  if (round === "ownership") return splitOwnership(planned);
  if (operation.kind === "createTable") {
    const { rest, parts } = takeParts(operation.table, round, closes);
    return [
      { ...planned, operation: { ...operation, table: rest } },
      ...parts.map(({ create }): PlannedOperation => ({ stage: "complete tables", operation: create })),
    ];
  }
  if (operation.kind === "dropTable" && operation.dropped !== undefined) {
    const { rest, parts } = takeParts(operation.dropped, round, closes);
    return [
      { ...planned, operation: { ...operation, dropped: rest } },
      ...parts.map(({ drop }): PlannedOperation => ({ stage: "release tables", operation: drop })),
    ];
  }
  if (operation.kind === "alterColumn" && round === "parts") return splitChange(planned, operation, closes);
  const isOfColumn = operation.kind === "addColumn" || operation.kind === "dropColumn";
  return isOfColumn && round === "parts" ? splitColumn(planned, operation, closes) : [planned];
}

/** A change of a default beside others: the old one goes earlier, the new one comes later. */
function splitChange(
  planned: PlannedOperation,
  operation: AlterColumn,
  closes: (dependencies: Dependencies) => boolean,
): readonly PlannedOperation[] {
  const { default: after, ...change } = operation.change;
  const { default: before, ...previous } = operation.previous ?? {};
  if (after === undefined || before === undefined || Object.keys(change).length === 0) return [planned];
  const { kind, table, column } = operation;
  const isEarly = before !== null && closes(dependenciesOfDefault({ default: before }));
  const isLate = after !== null && closes(dependenciesOfDefault({ default: after }));
  if (!isEarly && !isLate) return [planned];
  const [from, to] = [isEarly ? null : before, isLate ? null : after];
  const inPlace = from === to ? {} : { default: to };
  const previously = from === to ? {} : { default: from };
  const step = (stage: Stage, next: typeof after, last: typeof before): readonly PlannedOperation[] => [
    { stage, operation: { kind, table, column, change: { default: next }, previous: { default: last } } },
  ];
  return [
    ...(isEarly ? step("release tables", null, before) : []),
    {
      ...planned,
      operation: { ...operation, change: { ...change, ...inPlace }, previous: { ...previous, ...previously } },
    },
    ...(isLate ? step("complete tables", after, null) : []),
  ];
}

/** A column whose default comes later: until then its rows have no value. */
function splitColumn(
  planned: PlannedOperation,
  operation: AddColumn | DropColumn,
  closes: (dependencies: Dependencies) => boolean,
): readonly PlannedOperation[] {
  const column = operation.kind === "addColumn" ? operation.column : operation.dropped;
  if (column?.default === undefined || !closes(dependenciesOfDefault(column))) return [planned];
  const { default: value, ...plain } = column;
  const bare: Column = { ...plain, nullable: true };
  const isRequired = !column.nullable;
  const [none, some]: readonly ColumnChange[] = [
    { default: null, ...(isRequired ? { nullable: true } : {}) },
    { default: value, ...(isRequired ? { nullable: false } : {}) },
  ];
  const change = { kind: "alterColumn", table: operation.table, column: column.name } as const;
  if (operation.kind === "dropColumn") {
    return [
      { stage: "release tables", operation: { ...change, change: none!, previous: some! } },
      { ...planned, operation: { ...operation, dropped: bare } },
    ];
  }
  const backfill = isRequired ? { backfill: value } : {};
  return [
    { ...planned, operation: { ...operation, column: bare } },
    { stage: "complete tables", operation: { ...change, change: some!, previous: none!, ...backfill } },
  ];
}

/** A sequence that numbers the column to which it belongs: created before, owned after. */
function splitOwnership(planned: PlannedOperation): readonly PlannedOperation[] {
  const { operation } = planned;
  if (operation.kind === "createSequence" && operation.object.ownedBy !== undefined) {
    const free = withoutOwner(operation.object);
    return [
      { ...planned, operation: createObject(free) },
      { stage: "complete tables", operation: changeOf(free, operation.object) },
    ];
  }
  if (operation.kind === "dropSequence" && operation.dropped?.ownedBy !== undefined) {
    const free = withoutOwner(operation.dropped);
    return [
      { stage: "release tables", operation: changeOf(operation.dropped, free) },
      { ...planned, operation: dropObject(free) },
    ];
  }
  return [planned];
}

function withoutOwner({ ownedBy: _owner, ...sequence }: Sequence): SchemaObject {
  return sequence;
}

/** A part of a table that can come later and go earlier than the table. */
interface LatePart {
  readonly create: Operation;
  readonly drop: Operation;
}

function takeParts(
  table: Table,
  round: SplitRound,
  closes: (dependencies: Dependencies) => boolean,
): { readonly rest: Table; readonly parts: readonly LatePart[] } {
  const name = nameOf(table);
  const parts: LatePart[] = [];
  const closesWith = (part: Partial<Table>): boolean =>
    closes(dependenciesOfTable(tableOfParts({ name: "", columns: [], ...part })));
  const keep = <T>(
    list: readonly T[],
    asPart: (item: T) => Partial<Table>,
    late: (item: T) => LatePart,
  ): readonly T[] =>
    list.filter((item) => {
      if (!closesWith(asPart(item))) return true;
      parts.push(late(item));
      return false;
    });
  if (round === "references") {
    const foreignKeys = keep(
      table.foreignKeys,
      (key) => ({ foreignKeys: [key] }),
      (definition) => lateConstraint(name, { type: "foreignKey", definition }),
    );
    return { rest: { ...table, foreignKeys }, parts };
  }
  const columns = table.columns.map((column) => {
    const { default: value, ...plain } = column;
    if (value === undefined || !closes(dependenciesOfDefault(column))) return column;
    parts.push(lateDefault(name, column));
    return plain;
  });
  const checks = keep(
    table.checks,
    (check) => ({ checks: [check] }),
    (definition) => lateConstraint(name, { type: "check", definition }),
  );
  const indexes = keep(
    table.indexes,
    (index) => ({ indexes: [index] }),
    (index) => ({
      create: { kind: "createIndex", table: name, index },
      drop: { kind: "dropIndex", table: name, index: index.name, dropped: index },
    }),
  );
  return { rest: { ...table, columns, checks, indexes }, parts };
}

function dependenciesOfDefault({ default: value }: Pick<Column, "default">): Dependencies {
  return { keys: [], texts: value?.kind === "expression" ? [value.sql] : [], isOfTable: true };
}

function lateConstraint(table: ObjectName, constraint: Constraint): LatePart {
  return { create: createOf(table, constraint), drop: dropOf(table, constraint) };
}

function lateDefault(table: ObjectName, { name, default: value }: Column): LatePart {
  const [none, some] = [{ default: null }, { default: value ?? null }];
  return {
    create: { kind: "alterColumn", table, column: name, change: some, previous: none },
    drop: { kind: "alterColumn", table, column: name, change: none, previous: some },
  };
}
