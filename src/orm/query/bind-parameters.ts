import type { CompiledQuery, ParameterBinding } from "../../dialect/query-compiler";

/** Turns the values of a query into the parameters of its statement. */
export type Binder = (values: readonly unknown[]) => readonly unknown[];

/** A binder for one compiled query; it costs nothing where the values are the parameters. */
export function createBinder({ bindings }: CompiledQuery): Binder {
  const isDirect = bindings.every(
    ({ slot, encode, element }, index) => slot === index && encode === undefined && element === undefined,
  );
  if (isDirect) return (values) => (values.length === bindings.length ? values : values.slice(0, bindings.length));
  return (values) => bindings.map((binding) => bind(binding, values));
}

function bind({ slot, encode, element }: ParameterBinding, values: readonly unknown[]): unknown {
  const value = values[slot];
  if (element === undefined) return encode === undefined ? value : encode(value);
  const list = value as readonly unknown[];
  if (element === "all") return encode === undefined ? list : list.map((item) => encode(item));
  const item = list[Math.min(element, list.length - 1)];
  return encode === undefined ? item : encode(item);
}
