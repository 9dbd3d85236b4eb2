import type { SqlPieces } from "../../dialect/object-writer";
import type { Partitioning, PartitionBounds, PartitionValue, TableTraits } from "../../dialect/table-traits";
import { OrmError } from "../../errors/orm-error";
import { nameKey } from "../../schema/object-name";
import { PARTITION_BY, PARTITIONS } from "./extensions/partitions";
import { ENGINE } from "./extensions/table-options";
import type { MysqlServer } from "./server";

/** Parts of a table have names, but are no tables. Each part of a range begins where the one before it ends. */
export function createTableTraits(server: MysqlServer, sql: Pick<SqlPieces, "quote" | "text">): TableTraits {
  return {
    prefix: "mysql.",
    engine: ENGINE,
    partition: (table, partitioning) => {
      const { by, parts } = partitioning;
      if (by !== "hash" && parts.length === 0) {
        throw unsupported(server, `table "${nameKey(table)}"`, "needs the parts that a table is split into");
      }
      return {
        attributes: {
          [PARTITION_BY]: methodText(partitioning, sql),
          ...(by === "hash" ? {} : { [PARTITIONS]: parts.map((part) => partText(partitioning, part, server, sql)) }),
        },
        parts: [],
      };
    },
  };
}

function methodText({ by, key, count }: Partitioning, { quote }: Pick<SqlPieces, "quote">): string {
  const parts = by === "hash" ? ` PARTITIONS ${count ?? 1}` : "";
  if ("expression" in key) return `${by.toUpperCase()} (${key.expression})${parts}`;
  const columns = key.columns.map((column) => quote(column)).join(",");
  return by === "hash" ? `KEY (${columns})${parts}` : `${by.toUpperCase()} COLUMNS(${columns})`;
}

function partText(
  { by, key }: Partitioning,
  { name, to, values = [], isRest }: PartitionBounds,
  server: MysqlServer,
  sql: Pick<SqlPieces, "quote" | "text">,
): string {
  const list = (items: readonly PartitionValue[]): string => items.map((item) => literal(item, sql)).join(",");
  const quoted = sql.quote(name);
  if (by === "list") {
    if (isRest && server.flavour === "mysql") {
      throw unsupported(server, `partition "${name}"`, "has no part for the rest of a list");
    }
    if (isRest) return `${quoted} DEFAULT`;
    const rows = values.map((value) =>
      Array.isArray(value) ? `(${list(value)})` : literal(value as PartitionValue, sql),
    );
    return `${quoted} VALUES IN (${rows.join(",")})`;
  }
  if (to !== undefined) return `${quoted} VALUES LESS THAN (${list(to)})`;
  const open = "columns" in key ? `(${key.columns.map(() => "MAXVALUE").join(",")})` : "MAXVALUE";
  return `${quoted} VALUES LESS THAN ${open}`;
}

function literal(value: PartitionValue, { text }: Pick<SqlPieces, "text">): string {
  return typeof value === "string" ? text(value) : String(value).toUpperCase();
}

function unsupported({ displayName }: MysqlServer, what: string, why: string): OrmError {
  return new OrmError("DIALECT.UNSUPPORTED", `${what}: ${displayName} ${why}`, {
    hint: 'Say it in "partitions" of the entity\'s "partition".',
  });
}
