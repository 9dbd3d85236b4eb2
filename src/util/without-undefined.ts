/** The members that have a value. */
export type Defined<T extends object> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

/** An object without the members that are `undefined`. */
export function withoutUndefined<T extends object>(members: T): Defined<T> {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined);
  // The keys are those of T, with fewer values.
  return Object.fromEntries(entries) as Defined<T>;
}
