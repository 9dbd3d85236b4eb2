import type { SqlPieces } from "../../dialect/object-writer";
import type { AttributeChange } from "../../operations/operation";
import type { Attributes, ObjectName } from "../../schema/model";
import type { RelationRow } from "./catalog";
import { changeDescent, readDescent } from "./extensions/partitions";
import { readRowSecurity, writeRowSecurity } from "./extensions/row-security";
import { changeStorage, readStorage } from "./extensions/storage-parameters";
import type { NameIn } from "./name-in";

type AttributeReader = (relation: RelationRow, nameIn: NameIn) => Attributes;
type AttributeWriter = (
  sql: SqlPieces,
  table: ObjectName,
  change: AttributeChange,
  previous: AttributeChange | undefined,
) => readonly string[];

/** What gives the attributes of a table, and what writes them as statements behind CREATE TABLE. */
const READERS: readonly AttributeReader[] = [
  readDescent,
  (relation, nameIn) => readStorage(relation.storage, nameIn),
  readRowSecurity,
];
const WRITERS: readonly AttributeWriter[] = [changeDescent, changeStorage, writeRowSecurity];

/** The attributes of a table out of the catalog. */
export function readTableAttributes(
  relation: RelationRow,
  nameIn: NameIn,
  inherited: Attributes,
): { readonly attributes?: Attributes } {
  const parts = [...READERS.map((read) => read(relation, nameIn)), inherited];
  const attributes: Attributes = Object.fromEntries(parts.flatMap((part) => Object.entries(part)));
  return Object.keys(attributes).length === 0 ? {} : { attributes };
}

/**
 * The statements that bring attributes of a table to what they are to be; `null` takes one away. Without `previous` nothing is
 * known of what they were; an empty one is that of a new table.
 */
export function changeTableAttributes(
  sql: SqlPieces,
  table: ObjectName,
  change: AttributeChange,
  previous: AttributeChange | undefined,
): readonly string[] {
  return WRITERS.flatMap((write) => write(sql, table, change, previous));
}
