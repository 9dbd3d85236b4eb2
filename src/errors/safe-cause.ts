/** A driver's error as far as it may be shown: its message without the values of rows, and the facts that are safe. */
export function safeCause(message: string, facts: Readonly<Record<string, unknown>> = {}): Error {
  return Object.assign(new Error(message), facts);
}
