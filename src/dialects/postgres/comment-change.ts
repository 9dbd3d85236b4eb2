import type { SqlPieces } from "../../dialect/object-writer";

interface Commented {
  readonly comment?: string;
}

/**
 * COMMENT ON, where a comment comes, changes or goes. `target` is what is commented, in SQL. Where nothing is known of what
 * was before, it is said that there is none.
 */
export function commentChange(
  sql: SqlPieces,
  target: string,
  { comment }: Commented,
  previous?: Commented,
): readonly string[] {
  if (previous !== undefined && previous.comment === comment) return [];
  return [`COMMENT ON ${target} IS ${comment === undefined ? "NULL" : sql.text(comment)}`];
}

/** COMMENT ON for an object that is new. */
export function newComment(sql: SqlPieces, target: string, { comment }: Commented): readonly string[] {
  return commentChange(sql, target, comment === undefined ? {} : { comment }, {});
}
