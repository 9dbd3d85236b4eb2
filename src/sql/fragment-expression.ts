import type { SqlFragment } from "../schema/sql-fragment";
import type { Expression, RawExpression } from "./ast";

/**
 * A fragment as an expression: its text as it stands, its values as what `toExpression` makes of each, in their order.
 *
 * The caller decides what a value is. An object must never be taken for an expression by its shape, because JSON from
 * outside could have that shape.
 *
 * @example
 * fragmentExpression(sql`price * ${factor}`, () => ({ kind: "parameter", slot: scope.nextSlot() }));
 */
export function fragmentExpression(
  { strings, values }: SqlFragment,
  toExpression: (value: unknown) => Expression,
): RawExpression {
  return { kind: "raw", strings, expressions: values.map(toExpression) };
}
