import { randomUUID } from "node:crypto";
import { OrmError } from "../../errors/orm-error";
import type { Session } from "../../session/session";
import type { Expression, InsertQuery } from "../../sql/ast";
import type { MappedColumn, MappedEntity } from "../hydrate/mapped-entity";
import { PREPARED } from "../query/read-plan";
import { keyOf } from "../query/row-key";
import { parameterFor } from "../query/select-scope";
import { Assignments } from "./assignments";
import { columnValue, ownValue, refuseUnsaved, type EntityObject, type GivenRelations } from "./column-value";
import { ordinals, readRowsByKey } from "./key-rows";
import type { WriteContext, WritePlan } from "./write-context";

/** An entity to insert. */
export interface InsertRow {
  readonly entity: EntityObject;
  readonly given?: GivenRelations;
}

/** A row with the values that are known before it is inserted. */
interface PreparedRow {
  readonly entity: EntityObject;
  readonly columns: readonly MappedColumn[];
  readonly values: readonly unknown[];
  /** What the database decides, to be read back. */
  readonly open: readonly MappedColumn[];
}

/** The most rows in one statement. */
const MAX_ROWS = 1000;
/** Statements of up to as many rows are kept; longer ones only when they are full. */
const KEPT_ROWS = 16;

/**
 * Inserts entities of one class in as few statements as the database allows, and sets on them what the database decided:
 * generated keys, defaults, dates. Entities that say something about the same columns share a statement.
 */
export async function insertRows(
  context: WriteContext,
  session: Session,
  mapped: MappedEntity,
  rows: readonly InsertRow[],
  assignments: Assignments,
): Promise<void> {
  if (mapped.parts !== undefined) {
    for (const part of mapped.parts) await insertRows(context, session, part, rows, assignments);
    return;
  }
  const groups = new Map<string, PreparedRow[]>();
  for (const row of rows) {
    const prepared = prepareRow(context, mapped, row, assignments);
    const key = ordinals(prepared.columns);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [prepared]);
    else group.push(prepared);
  }
  for (const group of groups.values()) await insertGroup(context, session, mapped, group, assignments);
}

/** Inserts rows that have a value for every column, in the order of the columns. */
export async function insertValues(
  context: WriteContext,
  session: Session,
  mapped: MappedEntity,
  rows: readonly (readonly unknown[])[],
): Promise<void> {
  const { columns } = mapped;
  const prepared = rows.map((values) => ({ entity: {}, columns, values, open: [] }));
  await insertGroup(context, session, mapped, prepared, new Assignments());
}

async function insertGroup(
  context: WriteContext,
  session: Session,
  mapped: MappedEntity,
  rows: readonly PreparedRow[],
  assignments: Assignments,
): Promise<void> {
  const { columns } = rows[0]!;
  // A row of nothing but defaults has no form for several rows.
  const most = columns.length === 0 ? 1 : Math.floor(context.dialect.capabilities.maxParameters / columns.length);
  const chunkSize = Math.max(1, Math.min(MAX_ROWS, most));
  for (let start = 0; start < rows.length; start += chunkSize) {
    const chunk = rows.slice(start, start + chunkSize);
    await insertChunk(context, session, mapped, chunk, chunk.length === chunkSize, assignments);
  }
}

async function insertChunk(
  context: WriteContext,
  session: Session,
  mapped: MappedEntity,
  rows: readonly PreparedRow[],
  isFull: boolean,
  assignments: Assignments,
): Promise<void> {
  const { columns, open } = rows[0]!;
  const returning = context.dialect.capabilities.insertReturning ? open : [];
  const isKept = isFull || rows.length <= KEPT_ROWS;
  const build = (): InsertQuery => buildInsert(mapped, columns, rows.length, returning);
  const plan: WritePlan = isKept
    ? context.plan(`i:${mapped.id}:${ordinals(columns)}:${rows.length}`, build)
    : context.compile(build());
  const values = rows.length === 1 ? rows[0]!.values : rows.flatMap((row) => row.values);
  const result = await session.execute(plan.sql, plan.bind(values), isKept ? PREPARED : undefined);
  if (returning.length > 0)
    rows.forEach((row, index) => assignRow(row.entity, returning, result.rows[index]!, assignments));
  else if (open.length > 0) await readBack(context, session, mapped, rows, result.insertId, assignments);
}

function buildInsert(
  mapped: MappedEntity,
  columns: readonly MappedColumn[],
  count: number,
  returning: readonly MappedColumn[],
): InsertQuery {
  let slot = 0;
  const rows = Array.from({ length: count }, () => columns.map((column): Expression => parameterFor(column, slot++)));
  return {
    kind: "insert",
    into: mapped.table,
    columns: columns.map(({ name }) => name),
    rows,
    returning: returning.map(({ name }) => name),
  };
}

/** For databases that return nothing: numbers follow from the first one, and the rest is one more query. */
async function readBack(
  context: WriteContext,
  session: Session,
  mapped: MappedEntity,
  rows: readonly PreparedRow[],
  insertId: number | bigint | undefined,
  assignments: Assignments,
): Promise<void> {
  const numbered = mapped.primary.find((column) => rows[0]!.open.includes(column) && isNumbered(column));
  if (numbered !== undefined && insertId !== undefined)
    rows.forEach(({ entity }, index) => {
      const raw = typeof insertId === "bigint" ? insertId + BigInt(index) : insertId + index;
      assign(entity, numbered, raw, assignments);
    });
  const rest = rows[0]!.open.filter((column) => column !== numbered);
  if (rest.length === 0) return;
  const keys = rows.map(({ entity }) => mapped.primary.map((column) => columnValue(entity, column)));
  const found = await assignByKey(context, session, mapped, rest, keys, rows, assignments);
  if (numbered !== undefined && found < rows.length) throw notReadBack(mapped);
}

/** Reads columns of rows by their keys and sets them on the entities; gives how many rows there were. */
export async function assignByKey(
  context: WriteContext,
  session: Session,
  mapped: MappedEntity,
  columns: readonly MappedColumn[],
  keys: readonly (readonly unknown[])[],
  rows: readonly { readonly entity: EntityObject }[],
  assignments: Assignments,
): Promise<number> {
  const { primary } = mapped;
  const found = await readRowsByKey(context, session, mapped, [...primary, ...columns], primary, keys);
  const byKey = new Map(found.map((row) => [keyOf(primary.map((column, index) => decoded(column, row[index]))), row]));
  rows.forEach(({ entity }, index) => {
    const row = byKey.get(keyOf(keys[index]!));
    if (row !== undefined) assignRow(entity, columns, row.slice(primary.length), assignments);
  });
  return byKey.size;
}

export function assignRow(
  entity: EntityObject,
  columns: readonly MappedColumn[],
  row: readonly unknown[],
  assignments: Assignments,
): void {
  columns.forEach((column, index) => assign(entity, column, row[index], assignments));
}

function assign(entity: EntityObject, column: MappedColumn, raw: unknown, assignments: Assignments): void {
  assignments.set(entity, column, decoded(column, raw));
}

export function decoded(column: MappedColumn, raw: unknown): unknown {
  return raw === null || raw === undefined || column.decode === undefined ? (raw ?? null) : column.decode(raw);
}

function prepareRow(
  context: WriteContext,
  mapped: MappedEntity,
  { entity, given }: InsertRow,
  assignments: Assignments,
): PreparedRow {
  const columns: MappedColumn[] = [];
  const values: unknown[] = [];
  const open: MappedColumn[] = [];
  for (const column of mapped.ownColumns) {
    const value = column.metadata.isDiscriminator
      ? markedValue(mapped, entity, column, assignments)
      : insertedValue(context, entity, column, given, assignments);
    if (value !== undefined) {
      columns.push(column);
      values.push(value);
    } else if (isDecidedByDatabase(column)) open.push(column);
  }
  return { entity, columns, values, open };
}

/** What says of which class the row is: the class's, whatever the entity says. */
function markedValue(
  { family }: MappedEntity,
  entity: EntityObject,
  column: MappedColumn,
  assignments: Assignments,
): unknown {
  if (ownValue(entity, column) !== family?.value) assignments.set(entity, column, family?.value);
  return family?.value;
}

/** `undefined`: the column is left to the database. */
function insertedValue(
  context: WriteContext,
  entity: EntityObject,
  column: MappedColumn,
  given: GivenRelations | undefined,
  assignments: Assignments,
): unknown {
  const { metadata, definition } = column;
  if (!metadata.isInsert || definition.generated !== undefined) return undefined;
  const value = columnValue(entity, column, given);
  refuseUnsaved(column, entity, value, given);
  if (value !== undefined && !(value === null && metadata.isGenerated)) return value;
  const made = madeByApplication(context, column);
  if (made !== undefined) {
    assignments.set(entity, column, made);
    return made;
  }
  if (isDecidedByDatabase(column) || !metadata.isNullable) return undefined;
  if (ownValue(entity, column) === undefined) assignments.set(entity, column, null);
  return null;
}

function madeByApplication(context: WriteContext, { metadata, definition }: MappedColumn): unknown {
  if (metadata.isVersion) return 1;
  if (definition.default !== undefined) return undefined;
  if (metadata.isGenerated && metadata.generationStrategy === "uuid") return randomUUID();
  return metadata.isCreateDate || metadata.isUpdateDate ? context.clock.now() : undefined;
}

function isDecidedByDatabase(column: MappedColumn): boolean {
  const { definition } = column;
  return definition.default !== undefined || definition.generated !== undefined || isNumbered(column);
}

function notReadBack(mapped: MappedEntity): OrmError {
  return new OrmError(
    "QUERY.NOT_FOUND",
    `entity "${mapped.name}": rows that were inserted together were not found again`,
    {
      hint: "Their numbers are taken to follow each other. Where the database counts in larger steps, insert rows one at a time.",
    },
  );
}

function isNumbered({ definition }: MappedColumn): boolean {
  return definition.autoIncrement === true || definition.identity !== undefined;
}
