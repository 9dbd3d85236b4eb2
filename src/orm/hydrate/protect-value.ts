import { copyValue } from "./value-copy";

/**
 * Puts a copy into the remembered row where the entity got the driver's own object, so that a change made in place is
 * seen as a change.
 */
export function protectValue(row: readonly unknown[], position: number): void {
  (row as unknown[])[position] = copyValue(row[position]);
}
