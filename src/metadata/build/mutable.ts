/** A value while its passes still fill it in. */
export type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };
