import type { ResolvedDialect } from "../dialect/dialect";
import type { PartitionBounds, Partitioning, PartitionValue } from "../dialect/table-traits";
import { OrmError } from "../errors/orm-error";
import type { EntityMetadata } from "../metadata/entity-metadata";
import type { EntityOptions } from "../metadata/options/entity-options";
import type { PartitionOptions, PartOptions } from "../metadata/options/partition-options";
import type { Attributes, Column, Table } from "../schema/model";
import { nearestName } from "../util/nearest-name";
import { ownAttributes } from "./own-attributes";

/**
 * The table with what its entity says for one database alone, and the tables that are its partitions. How rows are stored
 * (engine, partitions) is left out where the database has no choice.
 * @throws OrmError `ENTITY.OPTION_INVALID`.
 */
export function withTableAttributes(table: Table, entity: EntityMetadata, dialect: ResolvedDialect): readonly Table[] {
  const options: EntityOptions = entity.options;
  const { tableTraits: traits } = dialect;
  const { engine, withoutRowid, attributes, partition } = options;
  const own = ownAttributes(attributes, dialect, `entity "${entity.name}"`);
  const columns = table.columns.map((column) => withColumnAttributes(column, entity, dialect));
  const plain: Table = { ...table, columns };
  const partitioning = partition === undefined ? undefined : partitioningOf(entity, partition);
  const split = partitioning === undefined ? undefined : traits?.partition?.(plain, partitioning);
  const all: Attributes = {
    ...table.attributes,
    ...(engine === undefined || traits?.engine === undefined ? {} : { [traits.engine]: engine }),
    ...(withoutRowid !== true || traits?.withoutRowid === undefined ? {} : { [traits.withoutRowid]: true }),
    ...split?.attributes,
    ...own,
  };
  const isPlain = Object.keys(all).length === 0;
  return [isPlain ? plain : { ...plain, attributes: all }, ...(split?.parts ?? [])];
}

function withColumnAttributes(column: Column, entity: EntityMetadata, dialect: ResolvedDialect): Column {
  const given = entity.columnsByName.get(column.name)?.options.attributes;
  const own = ownAttributes(given, dialect, `entity "${entity.name}", column "${column.name}"`);
  return own === undefined ? column : { ...column, attributes: { ...column.attributes, ...own } };
}

function partitioningOf(entity: EntityMetadata, options: PartitionOptions): Partitioning {
  const { by, columns, expression, count, partitions = [] } = options;
  const fail = (problem: string, hint: string): OrmError =>
    new OrmError("ENTITY.OPTION_INVALID", `entity "${entity.name}": its partitions ${problem}`, { hint });
  if (!["range", "list", "hash"].includes(by)) throw fail(`are split by "${by}"`, 'Split "by" range, list or hash.');
  if ((columns === undefined) === (expression === undefined) || columns?.length === 0) {
    throw fail("need either columns or an expression", 'Write { columns: ["createdAt"] } or { expression: "..." }.');
  }
  if (by === "hash" ? partitions.length > 0 : count !== undefined) {
    throw fail(
      by === "hash" ? "have bounds, but are split by hash" : `have a count, but are split by ${by}`,
      'A hash takes { count: 4 }; a range and a list take "partitions" with their bounds.',
    );
  }
  if (by === "hash" && (count === undefined || !Number.isInteger(count) || count < 1)) {
    throw fail("are split by hash, but not into how many", "Add { count: 4 }.");
  }
  return {
    by,
    key:
      expression === undefined ? { columns: columns!.map((property) => columnFor(entity, property)) } : { expression },
    ...(count === undefined ? {} : { count }),
    parts: partitions.map((part) => boundsOf(by, part, fail)),
  };
}

function columnFor({ name, columnsByProperty, columnsByName }: EntityMetadata, property: string): string {
  const column = columnsByProperty.get(property) ?? columnsByName.get(property);
  if (column !== undefined) return column.columnName;
  const near = nearestName(property, columnsByProperty.keys());
  throw new OrmError(
    "ENTITY.OPTION_INVALID",
    `entity "${name}": its partitions name "${property}", which it does not have`,
    {
      hint: near === undefined ? "Name a property of the entity." : `Did you mean "${near}"?`,
    },
  );
}

type Fail = (problem: string, hint: string) => OrmError;

function boundsOf(by: "range" | "list" | "hash", part: PartOptions, fail: Fail): PartitionBounds {
  const { name, from, to, values, default: isRest = false } = part;
  if (typeof name !== "string" || name === "") throw fail("include one without a name", "Give each a name.");
  const isRange = from !== undefined || to !== undefined;
  const isList = values !== undefined;
  const isWrong = isRest ? isRange || isList : by === "range" ? isList : isRange || !isList;
  if (isWrong) {
    throw fail(
      `include "${name}" with bounds that do not fit`,
      'A part of a range takes "from" and "to", a part of a list "values", and the part for the rest "default: true" alone.',
    );
  }
  return {
    name,
    ...(from === undefined ? {} : { from: listOf(from) }),
    ...(to === undefined ? {} : { to: listOf(to) }),
    ...(values === undefined ? {} : { values }),
    isRest,
  };
}

function listOf(value: PartitionValue | readonly PartitionValue[]): readonly PartitionValue[] {
  return Array.isArray(value) ? (value as readonly PartitionValue[]) : [value as PartitionValue];
}
