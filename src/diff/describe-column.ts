import type { Column, ColumnDefault } from "../schema/model";

/** A column's definition for people: `varchar(100), not null, default "x"`. */
export function describeColumn({ type, nullable, default: value, generated, autoIncrement, identity }: Column): string {
  return [
    type,
    nullable ? "nullable" : "not null",
    ...(value === undefined ? [] : [`default ${describeDefault(value)}`]),
    ...(autoIncrement === true || identity !== undefined ? ["numbered"] : []),
    ...(generated === undefined ? [] : [`computed as ${generated.expression}`]),
  ].join(", ");
}

function describeDefault(value: ColumnDefault): string {
  return value.kind === "expression" ? value.sql : JSON.stringify(value.value);
}
