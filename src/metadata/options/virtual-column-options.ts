import type { ColumnType, ValueTransformer } from "./column-options";

/** What `@VirtualColumn()` takes. */
export interface VirtualColumnOptions {
  /** The type of the value. Without it, the property's TypeScript type decides. */
  readonly type?: ColumnType;
  /** SQL of one value for a row; `alias` is the quoted name of the row's table in the query. */
  readonly query: (alias: string) => string;
  /** `false`: `find` leaves it out unless it is asked for. */
  readonly select?: boolean;
  readonly transformer?: ValueTransformer | readonly ValueTransformer[];
  readonly hstoreType?: "object" | "string";
}
