/** The attribute of a column that says what every UPDATE writes into it: `ON UPDATE CURRENT_TIMESTAMP(6)`. */
export const ON_UPDATE = "mysql.onUpdate";

export const CURRENT_TIMESTAMP = "CURRENT_TIMESTAMP";

const CLOCK = /^\s*(?:current_timestamp|now|localtime|localtimestamp)\s*(?:\(\s*(\d*)\s*\))?\s*$/i;

/** The one spelling of the clock, or `undefined` for any other expression: `now(6)` is `CURRENT_TIMESTAMP(6)`. */
export function clockText(expression: string): string | undefined {
  const match = CLOCK.exec(expression);
  if (match === null) return undefined;
  const digits = match[1] ?? "";
  return digits === "" || Number(digits) === 0 ? CURRENT_TIMESTAMP : `${CURRENT_TIMESTAMP}(${digits})`;
}

/** What follows the default in a column's definition. */
export function onUpdateClause(expression: string): string {
  return `ON UPDATE ${clockText(expression) ?? expression}`;
}
