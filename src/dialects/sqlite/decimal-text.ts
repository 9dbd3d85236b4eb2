import type { ColumnType, ValueKind } from "../../dialect/type-system";

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

/**
 * A decimal as SQLite can hold it. Columns of decimal types turn text into 64-bit integers or floats, so only values
 * that come back digit by digit are taken; the others are refused instead of being rounded silently.
 */
export function encodeDecimal(value: unknown, refuse: () => never): unknown {
  if (value === null || value === undefined || typeof value === "bigint") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : refuse();
  if (typeof value !== "string") return refuse();
  const plain = plainDecimal(value.trim());
  if (plain === undefined) return refuse();
  if (!plain.includes(".")) {
    const integer = BigInt(plain);
    return BigInt.asIntN(64, integer) === integer ? integer : refuse();
  }
  const float = Number(plain);
  return plainDecimal(String(float)) === plain ? float : refuse();
}

/** A number where the property is one; else text, with as many digits as the scale of the column asks for. */
export function decodeDecimal(raw: unknown, type: ColumnType, kind: ValueKind): unknown {
  if (typeof raw !== "number" && typeof raw !== "bigint" && typeof raw !== "string") return raw;
  if (kind === "number") return Number(raw);
  if (kind === "bigint") return BigInt(raw);
  const plain = plainDecimal(String(raw));
  if (plain === undefined) return raw;
  const scale = Number(type.arguments[1] ?? 0);
  const [whole = "", fraction = ""] = plain.split(".");
  const padded = fraction.padEnd(scale, "0");
  return padded === "" ? whole : `${whole}.${padded}`;
}

/** Digits without exponent and without zeros that mean nothing: `-1.50e1` is `-15`. */
function plainDecimal(text: string): string | undefined {
  const match = DECIMAL.exec(text);
  const digits = (match?.[2] ?? "") + (match?.[3] ?? "");
  if (match === null || digits === "") return undefined;
  const exponent = Number(match[4] ?? 0);
  if (Math.abs(exponent) > 400) return undefined;
  const point = (match[2] ?? "").length + exponent;
  const whole = point <= 0 ? "" : digits.slice(0, point).padEnd(point, "0");
  const fraction = point >= digits.length ? "" : "0".repeat(Math.max(0, -point)) + digits.slice(Math.max(0, point));
  const left = whole.replace(/^0+(?=\d)/, "") || "0";
  const right = fraction.replace(/0+$/, "");
  const body = right === "" ? left : `${left}.${right}`;
  return match[1] === "-" && /[1-9]/.test(body) ? `-${body}` : body;
}
