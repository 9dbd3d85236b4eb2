import type { ColumnOptions } from "./column-options";

/**
 * How classes that extend each other share tables. `STI`: all rows are in the table of the first class, and a column
 * says of which class each is. `JOINED`: each class has a table for its own columns, whose primary key refers to the
 * first class's. `TABLE_PER_CLASS`: each class has a table with all its columns.
 */
export type InheritancePattern = "STI" | "JOINED" | "TABLE_PER_CLASS";

/** What `@TableInheritance()` takes. */
export interface TableInheritanceOptions {
  /** Default: `"STI"`. */
  readonly pattern?: InheritancePattern;
  /** The column that says of which class a row is: its name, or its options. Default: `type`, a `varchar`. */
  readonly column?: string | ColumnOptions;
  /** What marks the rows of the class itself. Default: its name. */
  readonly value?: string | number | boolean;
}
