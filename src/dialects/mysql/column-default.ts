import type { ColumnDefault } from "../../schema/model";
import { canonicalExpression, literalOf } from "./expression-text";
import { clockText } from "./extensions/on-update";
import { BINARY_TYPES, FRACTION_TYPES, INTEGER_WIDTHS, parseType } from "./type-name";

/**
 * A default in one form: numbers of number columns as numbers, the clock in one spelling, an expression that is nothing
 * but a literal as that literal. Absent for NULL, which is no default at all.
 */
export function canonicalDefault(value: ColumnDefault | undefined, type: string): ColumnDefault | undefined {
  if (value === undefined) return undefined;
  if (value.kind === "literal") return canonicalLiteral(value.value, type);
  const sql = canonicalExpression(value.sql);
  if (/^null$/i.test(sql)) return undefined;
  const clock = clockText(sql);
  if (clock !== undefined) return { kind: "expression", sql: clock };
  const literal = literalOf(sql);
  return literal === undefined ? { kind: "expression", sql } : canonicalLiteral(literal.value, type);
}

function canonicalLiteral(value: string | number | boolean | null, type: string): ColumnDefault | undefined {
  if (value === null) return undefined;
  const { name } = parseType(type);
  if (INTEGER_WIDTHS[name] !== undefined || FRACTION_TYPES.has(name) || name === "year") {
    return { kind: "literal", value: canonicalNumber(value) };
  }
  if (name === "bit") return { kind: "expression", sql: bitText(value) };
  if (BINARY_TYPES.has(name) && typeof value === "string") {
    const hex = Buffer.from(value.replace(/\0+$/, "")).toString("hex");
    return hex === "" ? { kind: "literal", value: "" } : { kind: "expression", sql: `0x${hex}` };
  }
  if (typeof value === "string") return { kind: "literal", value: canonicalText(value, type) };
  return { kind: "literal", value: String(Number(value)) };
}

/** Digits that a number cannot hold stay text. */
function canonicalNumber(value: string | number | boolean): string | number {
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "number") return value;
  if (/^(?:true|false)$/i.test(value)) return value.toLowerCase() === "true" ? 1 : 0;
  const number = Number(value);
  const digits = value.replace(/^[+-]/, "").replace(".", "").replace(/^0+/, "");
  return value.trim() === "" || !Number.isFinite(number) || digits.length > 15 ? value : number;
}

function bitText(value: string | number | boolean): string {
  const number = Number(value);
  return Number.isSafeInteger(number) && number >= 0 ? `b'${number.toString(2)}'` : String(value);
}

/** Dates and times with all the parts that their type has. */
function canonicalText(value: string, type: string): string {
  const { name, arguments: values } = parseType(type);
  const digits = Number(values[0] ?? 0);
  if (name === "datetime" || name === "timestamp") {
    const match = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d)(?::(\d\d)(?:\.(\d+))?)?)?$/.exec(value);
    if (match !== null) return `${match[1]} ${match[2] ?? "00:00"}:${match[3] ?? "00"}${fraction(match[4], digits)}`;
  }
  if (name === "time") {
    const match = /^(-?\d{1,3}):(\d\d)(?::(\d\d)(?:\.(\d+))?)?$/.exec(value);
    if (match !== null)
      return `${match[1]!.padStart(2, "0")}:${match[2]}:${match[3] ?? "00"}${fraction(match[4], digits)}`;
  }
  return value;
}

function fraction(given: string | undefined, digits: number): string {
  return digits === 0 ? "" : `.${(given ?? "").padEnd(digits, "0").slice(0, digits)}`;
}
