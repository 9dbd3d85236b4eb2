import type { ColumnType } from "../../dialect/type-system";
import type { Domain, Schema } from "../../schema/model";
import { isSameName } from "../../schema/object-name";
import { parseTypeName, userTypeName } from "./type-name";

/** What a new type of a column costs: nothing but a moment, its indexes built anew, or every row of the table written anew. */
export type TypeChangeCost = "none" | "indexes" | "rewrite";

/** Types whose only argument is a limit: a wider one, or none, needs no look at the rows. */
const LIMITED: ReadonlySet<string> = new Set([
  "varchar",
  "varbit",
  "timestamp",
  "timestamptz",
  "time",
  "timetz",
  "interval",
]);

/** Types that are kept in the same bytes, in this direction. Where they are sorted in another way, indexes are built anew. */
const SAME_BYTES: Readonly<Record<string, TypeChangeCost>> = {
  "varchar text": "none",
  "text varchar": "none",
  "text citext": "indexes",
  "varchar citext": "indexes",
  "citext text": "indexes",
  "citext varchar": "indexes",
  "cidr inet": "none",
  "oid integer": "indexes",
  "integer oid": "indexes",
  "xml text": "none",
};

/**
 * What the server does with the table when a column takes another type. `timestamp` and `timestamptz` are the same bytes
 * only in sessions whose time zone is UTC, so a change between them counts as one of every row.
 * @param using the expression for the new value; a plain cast to the new type is what the server does anyway.
 */
export function costOfTypeChange(from: string, to: string, schema: Schema, using?: string): TypeChangeCost {
  if (using !== undefined && !isPlainCast(using, to)) return "rewrite";
  const [left, right] = [parseTypeName(from), parseTypeName(to)];
  const target = domainOf(right, schema);
  if (target !== undefined && isSameName(target, domainOf(left, schema) ?? { name: "" })) return "none";
  if (target !== undefined && isConstrained(target, schema)) return "rewrite";
  return costOfPlainChange(baseOf(left, schema), baseOf(right, schema));
}

/** The domain that a type names. */
function domainOf(type: ColumnType, { objects }: Schema): Domain | undefined {
  const name = type.dimensions > 0 ? undefined : userTypeName(type);
  if (name === undefined) return undefined;
  return objects.find((object): object is Domain => object.kind === "domain" && isSameName(object, name));
}

/** Whether values must be looked at before they are taken for values of the domain. */
export function isConstrained(domain: Domain, schema: Schema): boolean {
  if (domain.notNull === true || (domain.checks ?? []).length > 0) return true;
  const base = domainOf(parseTypeName(domain.type), schema);
  return base !== undefined && isConstrained(base, schema);
}

/** Whether a type is a domain that looks at its values. */
export function isConstrainedDomain(type: string, schema: Schema): boolean {
  const domain = domainOf(parseTypeName(type), schema);
  return domain !== undefined && isConstrained(domain, schema);
}

function baseOf(type: ColumnType, schema: Schema): ColumnType {
  const domain = domainOf(type, schema);
  return domain === undefined ? type : baseOf(parseTypeName(domain.type), schema);
}

function costOfPlainChange(from: ColumnType, to: ColumnType): TypeChangeCost {
  if (isSameType(from, to)) return "none";
  if (from.dimensions > 0 || to.dimensions > 0) return "rewrite";
  if (from.name === to.name) return isWider(from, to) ? "none" : "rewrite";
  const cost = SAME_BYTES[`${from.name} ${to.name}`];
  return cost === undefined || to.arguments.length > 0 ? "rewrite" : cost;
}

function isSameType(left: ColumnType, right: ColumnType): boolean {
  const text = ({ name, arguments: given, dimensions, modifiers }: ColumnType): string =>
    [name, given.join(","), dimensions, modifiers.join(" ")].join("|");
  return text(left) === text(right);
}

function isWider(from: ColumnType, to: ColumnType): boolean {
  if (from.modifiers.join(" ") !== to.modifiers.join(" ")) return false;
  if (to.name === "numeric") return to.arguments.length === 0 || isWiderNumeric(from.arguments, to.arguments);
  if (!LIMITED.has(to.name)) return false;
  const [limit, newLimit] = [from.arguments[0], to.arguments[0]];
  return newLimit === undefined || (limit !== undefined && Number(newLimit) >= Number(limit));
}

function isWiderNumeric(from: readonly string[], to: readonly string[]): boolean {
  const [precision, scale] = from.map(Number);
  const [newPrecision, newScale] = to.map(Number);
  return precision !== undefined && newPrecision! >= precision && (newScale ?? 0) === (scale ?? 0);
}

/** `name::varchar(100)`, with or without quotes around the column. */
function isPlainCast(using: string, to: string): boolean {
  const cast = /^\s*(?:"(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*)\s*::([^:]*)$/u.exec(using);
  return cast !== null && isSameType(parseTypeName(cast[1]!), parseTypeName(to));
}
