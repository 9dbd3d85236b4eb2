import type { Attributes, Table } from "../schema/model";

/** What entities may ask of tables beside the members of the model: in which attributes one dialect keeps it. */
export interface TableTraits {
  /** What the keys of the dialect's attributes begin with, with the dot. Those of other dialects are left out. */
  readonly prefix: string;
  /** The attribute that names the storage engine. Absent where there is only one. */
  readonly engine?: string;
  /** The attribute that says that rows have no number beside their primary key. Absent where that is no choice. */
  readonly withoutRowid?: string;
  /** The attribute of a column that says that it may be NULL although it is in the primary key. Absent where keys are never NULL. */
  readonly nullableKey?: string;
  /** Splits a table into parts. Absent where tables cannot be split; it says how rows are stored, so it is left out there. */
  partition?(table: Table, partitioning: Partitioning): PartitionedTable;
}

/** A table that is split, and those of its parts that are tables themselves. */
export interface PartitionedTable {
  readonly attributes: Attributes;
  readonly parts: readonly Table[];
}

/** How the rows of a table are split. */
export interface Partitioning {
  readonly by: "range" | "list" | "hash";
  /** The columns that decide, or an expression that does. */
  readonly key: { readonly columns: readonly string[] } | { readonly expression: string };
  /** Into how many parts a hash splits. */
  readonly count?: number;
  readonly parts: readonly PartitionBounds[];
}

/** One part, and which rows it holds. */
export interface PartitionBounds {
  readonly name: string;
  /** A range: the first values that are in it, one for each column. Absent: from the lowest on. */
  readonly from?: readonly PartitionValue[];
  /** A range: the first values that are beyond it. Absent: without an end. */
  readonly to?: readonly PartitionValue[];
  /** A list: the values that are in it; of several columns, one list for each row. */
  readonly values?: readonly (PartitionValue | readonly PartitionValue[])[];
  /** The part takes the rows that no other one takes. */
  readonly isRest: boolean;
}

export type PartitionValue = string | number | bigint | boolean | null;
