import type { DriverConnection } from "../../dialect/driver";
import type { Introspector } from "../../dialect/introspector";
import { readAttributeName } from "../../schema/attribute-names";
import { findTable } from "../../schema/lookup";
import type { Attributes, Schema, Table } from "../../schema/model";
import { PARTITION_BOUNDS, PARTITION_BY, PARTITION_OF } from "./extensions/partitions";
import { guarded, type ScratchWriter } from "./scratch";
import { readTemporary } from "./scratch-transaction";

/** A part whose bounds are not those of the live one letter by letter, and what it is called in the scratch place. */
interface AskedPart {
  readonly table: Table;
  readonly whole: Table;
  readonly name: string;
}

/**
 * The wanted tables with the live words for how they are split, where both mean the same. What a value is in the server's
 * words depends on the type of its column, so the server is asked: the parts are made as temporary tables and rolled back.
 */
export async function normalizePartitions(
  connection: DriverConnection,
  wanted: Schema,
  actual: Schema,
  { introspector, writer }: { readonly introspector: Introspector; readonly writer: ScratchWriter },
): Promise<readonly Table[]> {
  const tables = wanted.tables.map((table) => withLiveKey(table, findTable(actual, table)));
  const asked = tables.flatMap((table, place): readonly AskedPart[] => {
    const whole = wholeOf(table, { ...wanted, tables });
    const isUnlike = boundsOf(table) !== boundsOf(findTable(actual, table));
    return whole === undefined || !isUnlike || findTable(actual, table) === undefined
      ? []
      : [{ table, whole, name: `orm_part_${place}` }];
  });
  if (asked.length === 0) return tables;
  const blocks = asked.map((part) => guarded(statementsFor(part, writer), writer));
  const sql = `DO ${writer.text(`BEGIN\n${blocks.join("\n")}\nEND`)}`;
  const read = await readTemporary(connection, sql, introspector);
  const answers = new Map(
    asked.map(({ table, name }) => [table, boundsOf(read.tables.find((one) => one.name === name))]),
  );
  return tables.map((table) => {
    const answer = answers.get(table);
    return answer === undefined ? table : { ...table, attributes: { ...table.attributes, [PARTITION_BOUNDS]: answer } };
  });
}

function statementsFor({ table, whole, name }: AskedPart, writer: ScratchWriter): readonly string[] {
  const columns = whole.columns.filter(({ generated }) => generated === undefined);
  const plain = columns.map(({ default: _default, identity: _identity, ...column }) => writer.column(column));
  const parent = writer.quote(`${name}_whole`);
  return [
    `CREATE TEMPORARY TABLE ${parent} (${plain.join(", ")}) PARTITION BY ${String(whole.attributes?.[PARTITION_BY])}`,
    `CREATE TEMPORARY TABLE ${writer.quote(name)} PARTITION OF ${parent} ${boundsOf(table)!}`,
  ];
}

function withLiveKey(table: Table, live: Table | undefined): Table {
  const [key, other] = [table.attributes?.[PARTITION_BY], live?.attributes?.[PARTITION_BY]];
  if (typeof key !== "string" || typeof other !== "string" || key === other) return table;
  if (comparable(key) !== comparable(other)) return table;
  const attributes: Attributes = { ...table.attributes, [PARTITION_BY]: other };
  return { ...table, attributes };
}

/** Blind to spaces, to parentheses, to upper and lower case and to the quotes of plain names. */
function comparable(key: string): string {
  return key
    .replaceAll(/"(\w+)"/g, "$1")
    .replaceAll(/[\s()]/g, "")
    .toLowerCase();
}

function wholeOf({ attributes }: Table, schema: Schema): Table | undefined {
  const name = attributes?.[PARTITION_OF];
  return typeof name === "string" ? findTable(schema, readAttributeName(name)) : undefined;
}

function boundsOf(table: Table | undefined): string | undefined {
  const bounds = table?.attributes?.[PARTITION_BOUNDS];
  return typeof bounds === "string" ? bounds : undefined;
}
