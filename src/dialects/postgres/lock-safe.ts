import { createHash } from "node:crypto";
import { followSchema } from "../../dialect/follow-schema";
import { trackNewTables } from "../../dialect/new-tables";
import type { QueryCompiler } from "../../dialect/query-compiler";
import type {
  AlterColumn,
  AlterEnum,
  ColumnChange,
  CreatePrimaryKey,
  CreateUniqueConstraint,
  Operation,
} from "../../operations/operation";
import { tableOf } from "../../operations/table-of";
import { findColumn, findTable } from "../../schema/lookup";
import type { CheckConstraint, Index, ObjectName, Schema, Table, UniqueConstraint } from "../../schema/model";
import { hasNotNullCheck } from "./hazards";
import { PARTITION_BY } from "./extensions/partitions";

/** An operation of a lock-safe form, and whether it stands outside of the transaction. */
interface Form {
  readonly operation: Operation;
  readonly isOutside?: boolean;
}

const MAX_NAME_BYTES = 63;

/**
 * The same changes so that nobody waits for long: indexes are built concurrently, constraints come unchecked and are validated
 * while reads and writes go on, NOT NULL stands on a validated check. What is outside of the transaction is an `autocommit`
 * block. Tables that are new, and partitioned ones (whose indexes cannot be built so), keep the usual forms.
 */
export function toLockSafe(
  operations: readonly Operation[],
  before: Schema,
  queries: QueryCompiler,
  isWanted: (operation: Operation) => boolean = () => true,
): readonly Operation[] {
  const plan = new Plan();
  const isNew = trackNewTables();
  let schema = before;
  for (const operation of operations) {
    const isPlain = isNew(operation) || !isWanted(operation);
    const forms = isPlain ? [{ operation }] : formsOf(operation, schema, queries);
    for (const form of forms) plan.add(form);
    schema = followSchema(schema, operation);
  }
  return plan.finish();
}

/** Gathers what stands outside of a transaction into as few blocks as the order allows. */
class Plan {
  readonly #result: Operation[] = [];
  #outside: Operation[] = [];

  add({ operation, isOutside }: Form): void {
    if (isOutside === true) {
      this.#outside.push(operation);
      return;
    }
    const canPass = isUnchecked(operation) && this.#outside.every((other) => isIndifferent(other, operation));
    if (!canPass) this.#close();
    this.#result.push(operation);
  }

  finish(): readonly Operation[] {
    this.#close();
    return this.#result;
  }

  #close(): void {
    if (this.#outside.length > 0) this.#result.push({ kind: "autocommit", operations: this.#outside });
    this.#outside = [];
  }
}

function isUnchecked(operation: Operation): boolean {
  if (operation.kind === "createForeignKey") return operation.foreignKey.notValid === true;
  return operation.kind === "createCheckConstraint" && operation.check.notValid === true;
}

/** Whether an operation of a block may as well come behind a constraint that nothing is held to yet: a key needs the index that it refers to. */
function isIndifferent(other: Operation, constraint: Operation): boolean {
  if (other.kind === "validateConstraint") return true;
  if (other.kind !== "createIndex" && other.kind !== "dropIndex") return false;
  return constraint.kind !== "createForeignKey" || constraint.foreignKey.references.table !== other.table.name;
}

function formsOf(operation: Operation, schema: Schema, queries: QueryCompiler): readonly Form[] {
  if (operation.kind === "alterEnum") return [enumForm(operation)];
  const name = tableOf(operation);
  const owner = name === undefined ? undefined : findTable(schema, name);
  if (owner === undefined || owner.attributes?.[PARTITION_BY] !== undefined) return [{ operation }];
  switch (operation.kind) {
    case "createIndex":
    case "dropIndex":
      return [{ operation: { ...operation, concurrently: true }, isOutside: true }];
    case "createForeignKey": {
      const { table, foreignKey } = operation;
      const { name: key, notValid } = foreignKey;
      if (key === undefined || notValid === true) return [{ operation }];
      return [
        { operation: { ...operation, foreignKey: { ...foreignKey, notValid: true } } },
        { operation: { kind: "validateConstraint", table, type: "foreignKey", constraint: key }, isOutside: true },
      ];
    }
    case "createCheckConstraint":
      return checkForms(operation.table, operation.check) ?? [{ operation }];
    case "createUniqueConstraint":
    case "createPrimaryKey":
      return keyForms(operation, owner) ?? [{ operation }];
    case "alterColumn":
      return notNullForms(operation, owner, queries) ?? [{ operation }];
    default:
      return [{ operation }];
  }
}

/** A new value that is committed can be used: the type need not be made anew for it, nor the columns that have it. */
function enumForm({ usedAtOnce, ...operation }: AlterEnum): Form {
  const isMadeAnew = Object.keys(operation.remove).length > 0;
  if (usedAtOnce !== true || isMadeAnew)
    return { operation: { ...operation, ...(usedAtOnce === true && { usedAtOnce }) } };
  return { operation, isOutside: true };
}

function checkForms(table: ObjectName, check: CheckConstraint): readonly Form[] | undefined {
  const { name, notValid, notEnforced } = check;
  if (name === undefined || notValid === true || notEnforced === true) return undefined;
  return [
    { operation: { kind: "createCheckConstraint", table, check: { ...check, notValid: true } } },
    { operation: { kind: "validateConstraint", table, type: "check", constraint: name }, isOutside: true },
  ];
}

/** The index under the name of the key, then the key out of it. A primary key over columns that may be NULL looks at every row anyway. */
function keyForms(operation: CreateUniqueConstraint | CreatePrimaryKey, owner: Table): readonly Form[] | undefined {
  const key = operation.kind === "createPrimaryKey" ? operation.primaryKey : operation.unique;
  const name = key.name ?? (operation.kind === "createPrimaryKey" ? `${owner.name}_pkey` : undefined);
  const isNullable = (column: string): boolean => findColumn(owner, column)?.nullable !== false;
  const looksAtRows = operation.kind === "createPrimaryKey" && key.columns.some(isNullable);
  if (name === undefined || looksAtRows || key.withoutOverlaps === true || operation.usingIndex !== undefined) {
    return undefined;
  }
  const index = indexOf(name, key);
  return [
    { operation: { kind: "createIndex", table: operation.table, index, concurrently: true }, isOutside: true },
    { operation: { ...operation, usingIndex: name, previousIndex: index } },
  ];
}

function indexOf(name: string, { columns, include, nullsNotDistinct }: UniqueConstraint): Index {
  const attributes = {
    ...(include === undefined ? {} : { "postgres.include": include }),
    ...(nullsNotDistinct === true ? { "postgres.nullsNotDistinct": true } : {}),
  };
  return {
    name,
    parts: columns.map((column) => ({ column })),
    unique: true,
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
  };
}

/** A check that holds new rows at once and is validated for the old ones tells the server that none is NULL. */
function notNullForms(operation: AlterColumn, owner: Table, queries: QueryCompiler): readonly Form[] | undefined {
  const { table, column, change, backfill } = operation;
  if (change.nullable !== false || hasNotNullCheck(owner, column)) return undefined;
  const identifier = queries.quoteIdentifier(column);
  const name = freeName(owner, `${owner.name}_${column}_filled_check`);
  const check: CheckConstraint = { name, expression: `${identifier} IS NOT NULL` };
  const value = backfill?.kind === "literal" ? queries.literal(backfill.value) : backfill?.sql;
  const fill = `UPDATE ${queries.quoteName(table)} SET ${identifier} = ${value} WHERE ${identifier} IS NULL`;
  const reference = { type: "check", name } as const;
  return [
    ...otherChanges(operation),
    { operation: { kind: "createCheckConstraint", table, check: { ...check, notValid: true } } },
    ...(value === undefined
      ? []
      : [{ operation: { kind: "execute", strings: [fill], values: [] } as const, isOutside: true }]),
    { operation: { kind: "validateConstraint", table, type: "check", constraint: name }, isOutside: true },
    { operation: onlyNotNull(operation) },
    {
      operation: {
        kind: "dropConstraint",
        table,
        constraint: reference,
        dropped: { type: "check", definition: check },
      },
    },
  ];
}

/** What an alteration changes beside NOT NULL. */
function otherChanges({ backfill: _backfill, ...operation }: AlterColumn): readonly Form[] {
  const without = ({ nullable: _nullable, attributes: _attributes, ...rest }: ColumnChange): ColumnChange => rest;
  const change = without(operation.change);
  if (Object.keys(change).length === 0) return [];
  const previous = operation.previous === undefined ? {} : { previous: without(operation.previous) };
  return [{ operation: { ...operation, change, ...previous } }];
}

/** NOT NULL alone, with the attributes: some of them are about it. */
function onlyNotNull({ kind, table, column, change, previous = { nullable: true } }: AlterColumn): AlterColumn {
  const only = ({ nullable, attributes }: ColumnChange): ColumnChange => ({
    ...(nullable === undefined ? {} : { nullable }),
    ...(attributes === undefined ? {} : { attributes }),
  });
  return { kind, table, column, change: only(change), previous: only(previous) };
}

/** A name that no constraint of the table has, cut to what the server keeps. */
function freeName(owner: Table, wanted: string): string {
  const taken = new Set(owner.checks.map(({ name }) => name));
  const isLong = Buffer.byteLength(wanted) > MAX_NAME_BYTES - 3;
  const base = isLong ? `filled_${createHash("sha256").update(wanted).digest("hex").slice(0, 24)}` : wanted;
  let name = base;
  for (let number = 2; taken.has(name); number += 1) name = `${base}_${number}`;
  return name;
}
