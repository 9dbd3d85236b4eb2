import type { ObjectName } from "./model";

/** Objects that somebody else looks after: no comparison creates, changes or drops them. */
export interface IgnoredObjects {
  readonly tables: readonly ObjectName[];
  readonly indexes: readonly IndexName[];
}

/** An index, by its table and its name. */
export interface IndexName {
  readonly table: ObjectName;
  readonly index: string;
}
