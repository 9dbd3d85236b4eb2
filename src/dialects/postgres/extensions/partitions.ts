import type { SqlPieces } from "../../../dialect/object-writer";
import { OrmError } from "../../../errors/orm-error";
import type { AttributeChange } from "../../../operations/operation";
import { readAttributeName, writeAttributeName } from "../../../schema/attribute-names";
import type { Attributes, ObjectName } from "../../../schema/model";
import { nameKey } from "../../../schema/object-name";
import { isSameData } from "../../../util/stable-json";
import type { NameIn } from "../name-in";

/** How a table is split into partitions: `RANGE (day)`. A table is born with it or without it. */
export const PARTITION_BY = "postgres.partitionBy";
/** The partitioned table that a table is a part of. */
export const PARTITION_OF = "postgres.partitionOf";
/** Which rows a partition holds: `FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')`, `DEFAULT`. */
export const PARTITION_BOUNDS = "postgres.partitionBounds";
/** The tables that a table inherits from. */
export const INHERITS = "postgres.inherits";

/** What the catalog says of where a table comes from. */
export interface DescentRow {
  /** The tables that it descends from, in their order. */
  readonly parents: readonly { readonly id: string; readonly schema: string; readonly name: string }[] | null;
  readonly partitionBy: string | null;
  readonly partitionBounds: string | null;
}

/** The members of {@link DescentRow} for relation `c`: SQL. */
export const DESCENT = `'parents', (select json_agg(json_build_object('id', p.oid::text, 'schema', pn.nspname, 'name', p.relname)
      order by h.inhseqno) from pg_inherits h join pg_class p on p.oid = h.inhparent join pg_namespace pn on pn.oid = p.relnamespace
      where h.inhrelid = c.oid), 'partitionBy', case when c.relkind = 'p' then pg_get_partkeydef(c.oid) end,
    'partitionBounds', pg_get_expr(c.relpartbound, c.oid)`;

/** The attributes out of the catalog. */
export function readDescent({ parents, partitionBy, partitionBounds }: DescentRow, nameIn: NameIn): Attributes {
  const names = (parents ?? []).map(({ schema, name }) => writeAttributeName(nameIn(schema, name)));
  const [parent] = names;
  return {
    ...(partitionBounds === null || parent === undefined
      ? {}
      : { [PARTITION_OF]: parent, [PARTITION_BOUNDS]: partitionBounds }),
    ...(partitionBounds === null && names.length > 0 ? { [INHERITS]: names } : {}),
    ...(partitionBy === null ? {} : { [PARTITION_BY]: partitionBy }),
  };
}

/** What CREATE TABLE says between the name and the columns, and behind them. */
export function descentText(sql: SqlPieces, attributes: Attributes | undefined) {
  const parent = nameIn(attributes?.[PARTITION_OF]);
  const bounds = attributes?.[PARTITION_BOUNDS];
  const by = attributes?.[PARTITION_BY];
  const parents = namesIn(attributes?.[INHERITS]);
  return {
    before: parent === undefined ? "" : ` PARTITION OF ${sql.name(parent)}`,
    after: [
      ...(parent === undefined ? [] : [` ${String(bounds ?? "DEFAULT")}`]),
      ...(parents.length === 0 ? [] : [` INHERITS (${parents.map((name) => sql.name(name)).join(", ")})`]),
      ...(by === undefined ? [] : [` PARTITION BY ${String(by)}`]),
    ].join(""),
    /** A partition may name no columns at all, without parentheses. */
    mayBeBare: parent !== undefined,
  };
}

/** @throws OrmError `OPERATION.UNSUPPORTED` for a table that would have to be made anew. */
export function requirePartitioningKept(table: ObjectName, before: AttributeChange, change: AttributeChange): void {
  const wanted = change[PARTITION_BY];
  if (wanted === undefined || isSameData(wanted, before[PARTITION_BY] ?? null)) return;
  const how =
    wanted === null
      ? "cannot become a table without partitions"
      : before[PARTITION_BY] === undefined || before[PARTITION_BY] === null
        ? `cannot be partitioned by ${String(wanted)}`
        : `cannot be partitioned by ${String(wanted)} instead of ${String(before[PARTITION_BY])}`;
  throw new OrmError("OPERATION.UNSUPPORTED", `table "${nameKey(table)}" ${how}: it would have to be made anew`, {
    hint: "Create a new table, copy the rows, and rename it: op.createTable, op.execute, op.renameTable.",
  });
}

/** The statements by which a table leaves its parents and joins others. */
export function changeDescent(
  sql: SqlPieces,
  table: ObjectName,
  change: AttributeChange,
  previous: AttributeChange | undefined,
): readonly string[] {
  const before = previous ?? {};
  requirePartitioningKept(table, before, change);
  const after: AttributeChange = { ...before, ...change };
  return [...changePartition(sql, table, before, after), ...changeInheritance(sql, table, before, after)];
}

function changePartition(
  sql: SqlPieces,
  table: ObjectName,
  before: AttributeChange,
  after: AttributeChange,
): readonly string[] {
  const isSame = [PARTITION_OF, PARTITION_BOUNDS].every((key) => isSameData(before[key] ?? null, after[key] ?? null));
  if (isSame) return [];
  const [old, parent] = [nameIn(before[PARTITION_OF]), nameIn(after[PARTITION_OF])];
  const bounds = after[PARTITION_BOUNDS];
  if (parent !== undefined && typeof bounds !== "string") throw withoutBounds(table, parent);
  return [
    ...(old === undefined ? [] : [`ALTER TABLE ${sql.name(old)} DETACH PARTITION ${sql.name(table)}`]),
    ...(parent === undefined
      ? []
      : [`ALTER TABLE ${sql.name(parent)} ATTACH PARTITION ${sql.name(table)} ${String(bounds)}`]),
  ];
}

function changeInheritance(
  sql: SqlPieces,
  table: ObjectName,
  before: AttributeChange,
  after: AttributeChange,
): readonly string[] {
  const [old, wanted] = [namesIn(before[INHERITS]), namesIn(after[INHERITS])];
  const lacks = (list: readonly ObjectName[], name: ObjectName): boolean =>
    !list.some((other) => nameKey(other) === nameKey(name));
  return [
    ...old.filter((name) => lacks(wanted, name)).map((name) => `NO INHERIT ${sql.name(name)}`),
    ...wanted.filter((name) => lacks(old, name)).map((name) => `INHERIT ${sql.name(name)}`),
  ].map((action) => `ALTER TABLE ${sql.name(table)} ${action}`);
}

function nameIn(value: AttributeChange[string] | undefined): ObjectName | undefined {
  return typeof value === "string" ? readAttributeName(value) : undefined;
}

function namesIn(value: AttributeChange[string] | undefined): readonly ObjectName[] {
  return Array.isArray(value) ? (value as readonly string[]).map(readAttributeName) : [];
}

function withoutBounds(table: ObjectName, parent: ObjectName): OrmError {
  return new OrmError(
    "OPERATION.INVALID",
    `table "${nameKey(table)}" cannot become a partition of "${nameKey(parent)}" without bounds`,
    { hint: `Set "${PARTITION_BOUNDS}" as well: "FOR VALUES ..." or "DEFAULT".` },
  );
}

/** The attributes that CREATE TABLE says of where a new table comes from. */
export function isSaidOfDescent(key: string): boolean {
  return [PARTITION_BY, PARTITION_OF, PARTITION_BOUNDS, INHERITS].includes(key);
}
