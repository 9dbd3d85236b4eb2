import type { TypeSystem } from "../../dialect/type-system";
import type { AlterColumn } from "../../operations/operation";
import { changeColumn } from "../../operations/alter-column";
import { findColumn } from "../../schema/lookup";
import type { Column, Table } from "../../schema/model";
import { isSameData } from "../../util/stable-json";
import { COLLATION } from "./extensions/table-options";
import type { MysqlServer } from "./server";
import { listedValues } from "./type-name";

/**
 * What the server does with a table: nothing but a moment; write it anew while everybody goes on; write it anew while writers
 * wait. Measured with ALGORITHM=... on servers, see the test of the hazards.
 */
export type AlterCost = "none" | "rebuild" | "copy";

const ORDER: readonly AlterCost[] = ["none", "rebuild", "copy"];

/** Bytes of a character, at most; a character set that is not named here has four. */
const CHARACTER_BYTES: Readonly<Record<string, number>> = {
  ascii: 1,
  binary: 1,
  latin1: 1,
  latin2: 1,
  latin5: 1,
  latin7: 1,
  cp1250: 1,
  cp1251: 1,
  cp1256: 1,
  cp1257: 1,
  ucs2: 2,
  utf8: 3,
  utf8mb3: 3,
};

/** What the cost of a change depends on. */
export interface CostContext {
  readonly server: MysqlServer;
  readonly types: TypeSystem;
  /** The table before the change, where it is known. */
  readonly owner: Table | undefined;
}

/** The greatest of several costs: a statement does everything in the way of its most expensive part. */
export function greatest(...costs: readonly AlterCost[]): AlterCost {
  return costs.reduce((one, other) => (ORDER.indexOf(other) > ORDER.indexOf(one) ? other : one), "none");
}

/** The cost of a column that is written whole, after what changes in it. */
export function costOfColumnChange(operation: AlterColumn, context: CostContext): AlterCost {
  const { change, previous, replace, column } = operation;
  const found = context.owner === undefined ? undefined : findColumn(context.owner, column);
  const before = found ?? (previous === undefined ? undefined : ({ name: column, ...previous } as Column));
  if (before === undefined || replace !== undefined) return "copy";
  const after = changeColumn(before, change);
  const isRenumbered = (before.autoIncrement === true) !== (after.autoIncrement === true);
  return greatest(
    before.generated === undefined && after.generated === undefined ? "none" : costOfGenerated(before, after, context),
    costOfType(before, after, context),
    before.nullable === after.nullable ? "none" : costOfNullability(after, context),
    isRenumbered ? costOfNumbering(after, context) : "none",
  );
}

/** The rows are written anew; stored columns are in the way of making NULL impossible while others write, on some servers. */
function costOfNullability({ nullable }: Column, { server, owner }: CostContext): AlterCost {
  const hasStored = owner?.columns.some(({ generated }) => generated?.stored === true) === true;
  return !nullable && hasStored && server.copiesStoredColumns ? "copy" : "rebuild";
}

/** A computed column can leave its place in the rows, or its expression change where nothing is stored. */
function costOfGenerated(before: Column, after: Column, { server }: CostContext): AlterCost {
  const [old, next] = [before.generated, after.generated];
  if (old === undefined || next === undefined) return "copy";
  if (isSameData(old, next)) return "none";
  if (next.stored || old.stored) return "copy";
  return server.changesVirtualInPlace ? "none" : "copy";
}

function costOfNumbering({ autoIncrement }: Column, { server }: CostContext): AlterCost {
  return autoIncrement !== true && server.stopsNumberingInPlace ? "none" : "copy";
}

function costOfType(before: Column, after: Column, context: CostContext): AlterCost {
  const [old, next] = [context.types.format(before.type), context.types.format(after.type)];
  const text = costOfCharacters(before, after, context);
  if (old === next) return text;
  const [from, to] = [context.types.parse(old), context.types.parse(next)];
  if (from.name !== to.name || !isSameData(from.modifiers, to.modifiers)) return "copy";
  if (from.name === "enum" || from.name === "set") return greatest(text, costOfListed(from, to));
  const [length, newLength] = [Number(from.arguments[0]), Number(to.arguments[0])];
  if (/^(?:tiny|small|medium|big)?int$/.test(from.name)) return "none";
  if (from.name !== "varchar" && from.name !== "varbinary") return "copy";
  const bytes = from.name === "varbinary" ? 1 : bytesOf(before, context);
  return newLength < length ? "copy" : greatest(text, costOfLength(length * bytes, newLength * bytes, context));
}

/** Up to 255 bytes the length of a value takes one byte, then two; some servers leave room for the second from 128 on. */
function costOfLength(bytes: number, newBytes: number, { server }: CostContext): AlterCost {
  const isLonger = bytes <= 255 && newBytes > 255;
  return isLonger && !(server.widensShortText && bytes < 128) ? "copy" : "none";
}

type Listed = ReturnType<TypeSystem["parse"]>;

/** Values behind the last one are written down and no row is touched, as long as a value keeps its size in bytes. */
function costOfListed(from: Listed, to: Listed): AlterCost {
  const [values, newValues] = [listedValues(from), listedValues(to)];
  const sizeOf = (count: number): number => (from.name === "enum" ? (count > 255 ? 2 : 1) : Math.ceil(count / 8));
  const isAppended = values.every((value, index) => newValues[index] === value);
  return isAppended && sizeOf(values.length) === sizeOf(newValues.length) ? "none" : "copy";
}

/** Another collation sorts indexes in another way; another character set is written in other bytes. */
function costOfCharacters(before: Column, after: Column, context: CostContext): AlterCost {
  const [old, next] = [collationOf(before, context), collationOf(after, context)];
  if (old === next) return "none";
  const [set, newSet] = [characterSetOf(old), characterSetOf(next)];
  const isSameBytes = set === newSet || (/^utf8(?:mb3)?$/.test(set) && newSet === "utf8mb4");
  if (!isSameBytes) return "copy";
  return context.server.changesCollationInPlace || !isIndexed(context.owner, before.name) ? "none" : "copy";
}

function collationOf({ collation }: Column, { owner }: CostContext): string {
  const usual = owner?.attributes?.[COLLATION];
  return collation ?? (typeof usual === "string" ? usual : "utf8mb4");
}

function characterSetOf(collation: string): string {
  return collation.split("_")[0]!;
}

function bytesOf(column: Column, context: CostContext): number {
  return CHARACTER_BYTES[characterSetOf(collationOf(column, context))] ?? 4;
}

/** Whether a column is in a key or an index; of a table that is not known it may be. */
export function isIndexed(owner: Table | undefined, column: string): boolean {
  if (owner === undefined) return true;
  const keys = [owner.primaryKey, ...owner.uniques, ...owner.foreignKeys].map((key) => key?.columns ?? []);
  const parts = owner.indexes.map((index) => index.parts.map((part) => part.column));
  return [...keys, ...parts].some((columns: readonly (string | undefined)[]) => columns.includes(column));
}
