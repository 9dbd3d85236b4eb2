/**
 * How a table keeps a tree. `adjacency-list`: each row knows its parent. `closure-table`: another table has every
 * pair of ancestor and descendant. `nested-set`: each row has the bounds of its subtree. `materialized-path`: each row
 * has the path from the root.
 */
export type TreeType = "adjacency-list" | "closure-table" | "nested-set" | "materialized-path";
