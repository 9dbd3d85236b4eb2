import type { SqlPieces } from "../../dialect/object-writer";

/** `fillfactor=70` of the catalog as `("fillfactor" = '70')`. */
export function storageParameters(sql: Pick<SqlPieces, "quote" | "text">, options: readonly string[]): string {
  const list = options.map((option) => {
    const [name = "", ...value] = option.split("=");
    return `${parameterName(sql, name)} = ${sql.text(value.join("="))}`;
  });
  return `(${list.join(", ")})`;
}

/** The names of the parameters, for RESET. */
function parameterNames(sql: Pick<SqlPieces, "quote" | "text">, options: readonly string[]): string {
  return `(${options.map((option) => parameterName(sql, option.split("=")[0]!)).join(", ")})`;
}

/** A parameter of the object itself, or of a part of it: `toast.autovacuum_enabled`. */
function parameterName(sql: Pick<SqlPieces, "quote" | "text">, name: string): string {
  return name
    .split(".")
    .map((part) => sql.quote(part))
    .join(".");
}

/** The actions of ALTER that turn one list of parameters into another. */
export function parameterChanges(
  sql: Pick<SqlPieces, "quote" | "text">,
  before: readonly string[],
  after: readonly string[],
): readonly string[] {
  const nameIn = (option: string): string => option.split("=")[0]!;
  const kept = new Set(after.map(nameIn));
  const gone = before.filter((option) => !kept.has(nameIn(option)));
  const set = after.filter((option) => !before.includes(option));
  return [
    ...(gone.length === 0 ? [] : [`RESET ${parameterNames(sql, gone)}`]),
    ...(set.length === 0 ? [] : [`SET ${storageParameters(sql, set)}`]),
  ];
}
