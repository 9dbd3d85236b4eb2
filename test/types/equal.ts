/** Whether two types are the same, not only assignable to each other. */
export type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Compiles for `true` alone. */
export type Expect<T extends true> = T;

/** Whether each of two types is assignable to the other: the same members, as optional in the one as in the other. */
export type Alike<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
