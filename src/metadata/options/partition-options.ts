/** A value at the edge of a part, as it is written in the database: `"2026-01-01"`, `100`. */
export type PartBound = string | number | bigint | boolean | null;

/** How the rows of a table are split, on databases that can do that; elsewhere it is left out. */
export interface PartitionOptions {
  readonly by: "range" | "list" | "hash";
  /** The properties that decide. */
  readonly columns?: readonly string[];
  /** SQL that decides, in place of `columns`. */
  readonly expression?: string;
  /** With `hash`: into how many parts. */
  readonly count?: number;
  /** With `range` and `list`: the parts. Those of a database that keeps them as tables may be left out, and come and go without a revision. */
  readonly partitions?: readonly PartOptions[];
}

/** One part of a table. */
export interface PartOptions {
  readonly name: string;
  /** A range: the first value that is in it; of several columns, one of each. Absent: from the lowest on. */
  readonly from?: PartBound | readonly PartBound[];
  /** A range: the first value that is beyond it. Absent: without an end. */
  readonly to?: PartBound | readonly PartBound[];
  /** A list: what is in it. */
  readonly values?: readonly (PartBound | readonly PartBound[])[];
  /** The part takes what no other one takes. */
  readonly default?: boolean;
}
