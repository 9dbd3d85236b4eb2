import type { Partitioning, PartitionBounds, PartitionValue, TableTraits } from "../../dialect/table-traits";
import type { SqlPieces } from "../../dialect/object-writer";
import { writeAttributeName } from "../../schema/attribute-names";
import type { Table } from "../../schema/model";
import { nameOf } from "../../schema/object-name";
import { PARTITION_BOUNDS, PARTITION_BY, PARTITION_OF } from "./extensions/partitions";

/** Tables are split into tables: each part is one of its own, without columns that it would have beside those of the whole. */
export function createTableTraits(sql: Pick<SqlPieces, "quote" | "text">): TableTraits {
  return {
    prefix: "postgres.",
    partition: (table, partitioning) => ({
      attributes: { [PARTITION_BY]: `${partitioning.by.toUpperCase()} (${keyOf(partitioning, sql)})` },
      parts: boundsOf(table, partitioning, sql).map(([name, bounds]) => partOf(table, name, bounds)),
    }),
  };
}

function keyOf({ key }: Partitioning, sql: Pick<SqlPieces, "quote">): string {
  return "columns" in key ? key.columns.map((column) => sql.quote(column)).join(", ") : `(${key.expression})`;
}

function boundsOf(
  { name }: Table,
  { by, key, count = 0, parts }: Partitioning,
  sql: Pick<SqlPieces, "text">,
): readonly (readonly [name: string, bounds: string])[] {
  if (by === "hash") {
    return Array.from({ length: count }, (_, remainder) => [
      `${name}_p${remainder}`,
      `FOR VALUES WITH (modulus ${count}, remainder ${remainder})`,
    ]);
  }
  const width = "columns" in key ? key.columns.length : 1;
  return parts.map((part) => [part.name, part.isRest ? "DEFAULT" : boundsText(by, part, width, sql)]);
}

function boundsText(
  by: "range" | "list",
  { from, to, values = [] }: PartitionBounds,
  width: number,
  sql: Pick<SqlPieces, "text">,
): string {
  const list = (items: readonly PartitionValue[]): string => items.map((item) => literal(item, sql)).join(", ");
  if (by === "list") return `FOR VALUES IN (${list(values.flat())})`;
  const edge = (items: readonly PartitionValue[] | undefined, open: string): string =>
    items === undefined ? Array.from({ length: width }, () => open).join(", ") : list(items);
  return `FOR VALUES FROM (${edge(from, "MINVALUE")}) TO (${edge(to, "MAXVALUE")})`;
}

function literal(value: PartitionValue, sql: Pick<SqlPieces, "text">): string {
  return typeof value === "string" ? sql.text(value) : String(value).toUpperCase();
}

function partOf(table: Table, name: string, bounds: string): Table {
  return {
    ...nameOf(table),
    name,
    columns: [],
    uniques: [],
    foreignKeys: [],
    checks: [],
    indexes: [],
    attributes: { [PARTITION_OF]: writeAttributeName(nameOf(table)), [PARTITION_BOUNDS]: bounds },
  };
}
