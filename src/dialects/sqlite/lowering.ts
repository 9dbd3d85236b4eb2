import type { DdlContext, Lowering } from "../../dialect/ddl-compiler";
import { OrmError } from "../../errors/orm-error";
import { applyOperation } from "../../operations/definitions";
import { createOf } from "../../operations/objects/define-object-operations";
import type { ExtensionOperation, Operation } from "../../operations/operation";
import { tableOf } from "../../operations/table-of";
import { findTable, getTable } from "../../schema/lookup";
import type { ObjectName, Schema, Table, Trigger } from "../../schema/model";
import { isSameName, nameKey } from "../../schema/object-name";
import { findObject } from "../../schema/object-reference";
import { mentionsColumn, mentionsName } from "./expression-text";
import { addFill, type ColumnFill } from "./extensions/column-fill";
import { REBUILD_TABLE, type RebuildTable } from "./extensions/rebuild-table";
import { guardedTables } from "./extensions/row-guard";
import { needsRebuild, needsSchemaAlways } from "./native-alter";

/** A table that is being created or rebuilt: the operations on it are gathered until something needs its result. */
interface PendingTable {
  /** The place of the result among the operations. */
  readonly slot: number;
  /** Absent for a table that this batch creates. */
  readonly before: Table | undefined;
  readonly sources: Operation[];
  readonly fills: Record<string, ColumnFill>;
}

type Lowered = Operation | ExtensionOperation;

/**
 * Turns what ALTER TABLE cannot do into table rebuilds. All operations on one table become one rebuild, as long as nothing
 * between them looks at the table; those on a table that is created in the same batch become part of its CREATE TABLE.
 */
export function createSqliteLowering(): Lowering {
  return {
    needsSchema: (operation) => needsSchemaAlways(operation) || needsRebuild(operation, undefined),
    gathers: (operation) => needsRebuild(operation, undefined),
    lower: (operations, context) => new Batch(context).lower(operations),
  };
}

class Batch {
  readonly #result: (Lowered | undefined)[] = [];
  readonly #pending = new Map<string, PendingTable>();
  /** Tables whose triggers SQLite has rewritten in this batch, so that their stored text is old. */
  readonly #staleTriggers = new Set<string>();
  #schema: Schema;

  constructor({ schema }: DdlContext) {
    this.#schema = schema;
  }

  lower(operations: readonly Operation[]): readonly Lowered[] {
    for (const operation of operations) this.#accept(operation);
    this.#flushAll();
    return this.#result.filter((operation) => operation !== undefined);
  }

  #accept(operation: Operation): void {
    const name = tableOf(operation);
    if (name === undefined) {
      this.#flushAll();
      this.#result.push(...lowerReplacedView(operation, this.#schema));
      this.#applyToObjects(operation);
      return;
    }
    switch (operation.kind) {
      case "createTable":
        this.#open(name, undefined, operation);
        this.#apply(operation);
        return;
      case "renameTable":
      case "renameColumn":
        this.#flushAll();
        this.#result.push(operation);
        this.#markTriggers(operation);
        this.#apply(operation);
        return;
      case "dropTable":
      case "bulkInsert":
        this.#flush(nameKey(name));
        this.#result.push(operation);
        this.#apply(operation);
        return;
      default:
        this.#change(operation, name);
    }
  }

  #change(operation: Operation, name: ObjectName): void {
    const held = this.#pending.get(nameKey(name));
    if (held !== undefined && (comesAgain(held, operation) || readsResult(held, operation))) this.#flush(nameKey(name));
    const pending = this.#pending.get(nameKey(name));
    const before = findTable(this.#schema, name);
    if (pending !== undefined) this.#gather(pending, operation);
    else if (needsRebuild(operation, before)) this.#open(name, getTable(this.#schema, name), operation);
    else this.#result.push(...lowerNative(operation, before));
    this.#apply(operation);
  }

  #open(name: ObjectName, before: Table | undefined, operation: Operation): void {
    const pending: PendingTable = { slot: this.#result.push(undefined) - 1, before, sources: [], fills: {} };
    this.#pending.set(nameKey(name), pending);
    this.#gather(pending, operation);
  }

  #gather({ sources, fills }: PendingTable, operation: Operation): void {
    sources.push(operation);
    if (operation.kind === "addColumn") addFill(fills, operation.column.name, operation);
    if (operation.kind === "alterColumn") addFill(fills, operation.column, operation);
  }

  /** A batch that needs no schema gets none, and then there is nothing to keep up to date. */
  #apply(operation: Operation): void {
    const name = tableOf(operation);
    const isKnown = name !== undefined && findTable(this.#schema, name) !== undefined;
    if (operation.kind !== "createTable" && !isKnown) return;
    this.#schema = applyOperation(this.#schema, operation);
  }

  /** The same for views and triggers, which only a known schema has. */
  #applyToObjects(operation: Operation): void {
    if (!("object" in operation)) return;
    const isThere = findObject(this.#schema, operation.object) !== undefined;
    const isNew = operation.kind.startsWith("create");
    if (isThere !== isNew) this.#schema = applyOperation(this.#schema, operation);
  }

  #flushAll(): void {
    for (const key of this.#pending.keys()) this.#flush(key);
  }

  #flush(key: string): void {
    const pending = this.#pending.get(key);
    if (pending === undefined) return;
    this.#pending.delete(key);
    const after = this.#schema.tables.find((table) => nameKey(table) === key)!;
    this.#result[pending.slot] =
      pending.before === undefined
        ? { kind: "createTable", table: after }
        : this.#rebuild(pending, pending.before, after);
  }

  #rebuild({ sources, fills }: PendingTable, before: Table, after: Table): RebuildTable {
    if (this.#staleTriggers.has(nameKey(after))) {
      throw new OrmError(
        "OPERATION.UNSUPPORTED",
        `table "${nameKey(after)}": a change of names that its triggers follow and a rebuild cannot be in one batch`,
        { hint: "Run the rename first, by itself." },
      );
    }
    return {
      kind: REBUILD_TABLE,
      before,
      after: withoutBrokenChecks(after, sources),
      temporaryName: temporaryName(after, this.#schema),
      triggers: triggersOf(after, this.#schema),
      guarded: guardedTables(after, this.#schema),
      fills,
      sources,
    };
  }

  #markTriggers(operation: Operation & { kind: "renameTable" | "renameColumn" }): void {
    const old = operation.kind === "renameTable" ? operation.table.name : operation.column;
    for (const object of this.#schema.objects) {
      if (object.kind !== "trigger") continue;
      const isRenamed = operation.kind === "renameTable" && isSameName(object.table, operation.table);
      if (!isRenamed && !mentionsName(`${object.event} ON ${object.action}`, old)) continue;
      this.#staleTriggers.add(
        isRenamed ? nameKey({ ...operation.table, name: operation.newName }) : nameKey(object.table),
      );
    }
  }
}

/** A view that goes takes its triggers with it, so they come again with the new one. */
function lowerReplacedView(operation: Operation, { objects }: Schema): readonly Operation[] {
  if (operation.kind !== "replaceView") return [operation];
  const triggers = objects.filter((object) => object.kind === "trigger" && isSameName(object.table, operation.object));
  return [operation, ...triggers.map(createOf)];
}

function triggersOf(table: Table, { objects }: Schema): readonly Trigger[] {
  return objects.filter((object) => object.kind === "trigger").filter((trigger) => isSameName(trigger.table, table));
}

/** An index cannot be renamed: it is dropped and made again. */
function lowerNative(operation: Operation, table: Table | undefined): readonly Operation[] {
  if (operation.kind !== "renameIndex") return [operation];
  const { table: name, index: old, newName } = operation;
  const index = table?.indexes.find((candidate) => candidate.name === old);
  if (index === undefined) {
    throw new OrmError("SCHEMA.NOT_FOUND", `table "${nameKey(name)}" has no index "${old}"`, {
      hint: "Check the name of the index.",
    });
  }
  return [
    { kind: "dropIndex", table: name, index: old, dropped: index },
    { kind: "createIndex", table: name, index: { ...index, name: newName } },
  ];
}

/** A check goes with the column that it reads. */
function withoutBrokenChecks(after: Table, sources: readonly Operation[]): Table {
  const dropped = sources.flatMap((source) => (source.kind === "dropColumn" ? [source.column] : []));
  const gone = dropped.filter((name) => after.columns.every((column) => column.name !== name));
  const isBroken = (expression: string): boolean => gone.some((column) => mentionsColumn(expression, column));
  return {
    ...after,
    checks: after.checks.filter(({ expression }) => !isBroken(expression)),
    indexes: after.indexes.filter(
      ({ parts, where }) =>
        !(where !== undefined && isBroken(where)) &&
        parts.every(({ expression }) => expression === undefined || !isBroken(expression)),
    ),
  };
}

function temporaryName({ name }: Table, { tables, objects, unmanaged }: Schema): string {
  const taken = new Set([...tables, ...objects, ...unmanaged].map((object) => object.name.toLowerCase()));
  const wanted = `_orm_rebuild_${name}`;
  let candidate = wanted;
  for (let number = 2; taken.has(candidate.toLowerCase()); number += 1) candidate = `${wanted}_${number}`;
  return candidate;
}

/** A column that was dropped does not come again with what it held: the rebuild that drops it is over before. */
function comesAgain({ before, sources }: PendingTable, operation: Operation): boolean {
  if (before === undefined || operation.kind !== "addColumn") return false;
  return sources.some((source) => source.kind === "dropColumn" && source.column === operation.column.name);
}

/** An expression sees the rows as the operations before it left them: what it reads must have been written. */
function readsResult({ before, fills, sources }: PendingTable, operation: Operation): boolean {
  if (before === undefined || (operation.kind !== "addColumn" && operation.kind !== "alterColumn")) return false;
  const { backfill } = operation;
  const using = operation.kind === "alterColumn" ? operation.using : undefined;
  const texts = [using, backfill?.kind === "expression" ? backfill.sql : undefined].filter(
    (text) => text !== undefined,
  );
  const added = sources.flatMap((source) => (source.kind === "addColumn" ? [source.column.name] : []));
  return [...Object.keys(fills), ...added].some((column) => texts.some((text) => mentionsColumn(text, column)));
}
