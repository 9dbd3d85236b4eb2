import type { ColumnMetadata } from "../entity-metadata";
import type { CascadeAction, RelationAction } from "./relation-options";

/** What `@Tree("closure-table", ...)` takes. */
export interface ClosureTreeOptions {
  /** The name of the table of pairs, without `_closure`. Default: the entity's table. */
  readonly closureTableName?: string;
  readonly closureTableSchema?: string;
  /** The name of the column for a primary column of the ancestor. Default: its property and `_ancestor`. */
  readonly ancestorColumnName?: (column: ColumnMetadata) => string;
  /** The name of the column for a primary column of the descendant. Default: its property and `_descendant`. */
  readonly descendantColumnName?: (column: ColumnMetadata) => string;
}

/** What `@TreeParent()` and `@TreeChildren()` take. */
export interface TreePropertyOptions {
  /** Of the foreign key to the parent. */
  readonly onDelete?: RelationAction;
  /** What `save` and `remove` carry over to the children. */
  readonly cascade?: boolean | readonly CascadeAction[];
}
