import type { ColumnType } from "../../dialect/type-system";
import { parseTypeName, userTypeName } from "./type-name";

const TEXTS = new Set(["varchar", "text", "char", "citext", "name"]);
const NUMBERS = new Set(["smallint", "integer", "bigint", "numeric", "real", "double precision"]);

/** From a type to those that it becomes by an explicit cast only. */
const EXPLICIT: Readonly<Record<string, readonly string[]>> = {
  jsonb: ["boolean", ...NUMBERS],
  bit: ["integer", "bigint"],
  integer: ["bit"],
  bigint: ["bit"],
  lseg: ["point"],
  box: ["point", "lseg", "circle"],
  polygon: ["point", "box", "circle"],
  circle: ["point", "box", "polygon"],
};

/**
 * The USING expression for a type change that the server knows only as an explicit cast; `undefined` where it casts by itself.
 * `column` and `target` are SQL.
 */
export function castFor(from: string, to: string, column: string, target: string): string | undefined {
  const left = parseTypeName(from);
  const right = parseTypeName(to);
  if (isText(right) && right.dimensions === 0) return undefined;
  if (left.dimensions > right.dimensions) return onlyElement(column, target);
  if (left.dimensions < right.dimensions && !isText(left)) return listOf(column, target);
  if (left.dimensions !== right.dimensions) return `${column}::${target}`;
  const isUserType = userTypeName(right) !== undefined;
  if (isUserType && left.name !== right.name) {
    return isText(left) ? `${column}::${target}` : `${column}::text${left.dimensions > 0 ? "[]" : ""}::${target}`;
  }
  if (isText(left) && !isText(right)) return `${column}::${target}`;
  return isExplicit(left, right) ? `${column}::${target}` : undefined;
}

/**
 * A query that tells whether the server turns values of one type into those of another; `undefined` where that is known
 * to be so, or an explicit cast does it. Between lists it is asked for their elements.
 */
export function castQuery(from: string, to: string): string | undefined {
  const [left, right] = [parseTypeName(from), parseTypeName(to)];
  const becomesText = isText(right) && (right.dimensions === 0 || right.dimensions === left.dimensions);
  const isCast = castFor(from, to, "x", "x") !== undefined || becomesText;
  if (isCast || left.name === right.name || (isNumber(left) && isNumber(right))) return undefined;
  const [source, target] = [left, right].map(({ name }) => `'${name.replaceAll("'", "''")}'`);
  return [
    `SELECT EXISTS (SELECT FROM pg_type AS left_type, pg_type AS right_type`,
    `WHERE left_type.oid = to_regtype(${source}) AND right_type.oid = to_regtype(${target})`,
    `AND (left_type.typbasetype = right_type.oid OR EXISTS (SELECT FROM pg_cast`,
    `WHERE castsource IN (left_type.oid, left_type.typbasetype) AND casttarget = right_type.oid AND castcontext IN ('a', 'i'))))`,
  ].join(" ");
}

/** The casts that the server has, but does not take by itself (pg_cast, castcontext 'e'). */
function isExplicit(left: ColumnType, right: ColumnType): boolean {
  const isBoolean = left.name === "boolean" || right.name === "boolean";
  if (isBoolean && left.name !== right.name && (isNumber(left) || isNumber(right))) return true;
  return EXPLICIT[left.name]?.includes(right.name) === true;
}

/** The one element of a list, out of the list's text: a list of several is refused by the server, not cut. */
function onlyElement(column: string, target: string): string {
  return `nullif(trim(both '{}' from ${column}::text), '')::${target}`;
}

function listOf(column: string, target: string): string {
  return `CASE WHEN ${column} IS NULL THEN NULL ELSE array[${column}]::${target} END`;
}

function isText({ name }: ColumnType): boolean {
  return TEXTS.has(name);
}

function isNumber({ name }: ColumnType): boolean {
  return NUMBERS.has(name);
}
