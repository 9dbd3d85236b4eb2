import type { ObjectName, Table } from "../schema/model";
import type { DiffOptions } from "./diff-options";
import type { PlannedOperation } from "./planned-operation";

/** A table as it is and as it should be, under one name: renames are behind us. */
export interface TablePair {
  readonly name: ObjectName;
  /** Its position among the changed tables. */
  readonly position: number;
  readonly actual: Table;
  readonly wanted: Table;
}

/** Compares one kind of thing in a table. */
export type TableRule = (pair: TablePair, options: DiffOptions) => readonly PlannedOperation[];
