/** A value that a row of `bulkInsert` may hold; objects and arrays are written as JSON. */
export type RowValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | Date
  | Uint8Array
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** What JSON can hold. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };
