import type { ObjectName } from "./model";

/** Objects that somebody else looks after: no comparison creates, changes or drops them. */
export interface IgnoredObjects {
  readonly tables: readonly ObjectName[];
  readonly indexes: readonly IgnoredIndex[];
}

export interface IgnoredIndex {
  readonly table: ObjectName;
  readonly index: string;
}
