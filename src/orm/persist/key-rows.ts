import type { Session } from "../../session/session";
import type { MappedColumn, MappedEntity } from "../hydrate/mapped-entity";
import { PREPARED } from "../query/read-plan";
import { keyChunks, keyCondition } from "../query/row-key";
import { SelectScope } from "../query/select-scope";
import type { WriteContext } from "./write-context";

type Row = readonly unknown[];
type Columns = readonly MappedColumn[];

/** The raw rows that have one of the keys, in as few queries as the database allows. */
export async function readRowsByKey(
  context: WriteContext,
  session: Session,
  entity: MappedEntity,
  select: Columns,
  by: Columns,
  keys: readonly Row[],
): Promise<readonly Row[]> {
  const found: Row[] = [];
  for (const { size, values } of keyChunks(keys, by.length, context.dialect.capabilities)) {
    const plan = context.plan(`k:${entity.id}:${ordinals(select)}:${ordinals(by)}:${size}`, () => {
      const scope = new SelectScope(true);
      const from = scope.source(entity.table);
      const where = keyCondition(scope, by, from.alias, size);
      for (const column of select) scope.select(from.alias, column);
      return { kind: "select", columns: scope.columns, from: [from], joins: scope.joins, where, orderBy: [] };
    });
    const { rows } = await session.execute(plan.sql, plan.bind(values), PREPARED);
    for (const row of rows) found.push(row);
  }
  return found;
}

/** Deletes the rows that have one of the keys, in every table of the entity, and says how many there were. */
export async function deleteRowsByKey(
  context: WriteContext,
  session: Session,
  entity: MappedEntity,
  by: Columns,
  keys: readonly Row[],
): Promise<number> {
  let count = 0;
  if (entity.parts !== undefined) {
    for (const part of [...entity.parts].reverse())
      count = await deleteRowsByKey(context, session, part, part.primary, keys);
    return count;
  }
  for (const { size, values } of keyChunks(keys, by.length, context.dialect.capabilities)) {
    const plan = context.plan(`d:${entity.id}:${ordinals(by)}:${size}`, () => ({
      kind: "delete",
      from: entity.table,
      where: keyCondition(new SelectScope(true), by, undefined, size),
    }));
    count += (await session.execute(plan.sql, plan.bind(values), PREPARED)).affected;
  }
  return count;
}

/** Columns as a part of a plan's key. */
export function ordinals(columns: Columns): string {
  return columns.map(({ ordinal }) => ordinal).join(",");
}
