import type { Lowering } from "../../dialect/ddl-compiler";
import type { CoreKind } from "../../operations/operation";

/**
 * Operations whose ALTER depends on what the table already has: a column is written whole, and what would be in the way
 * (an index that a foreign key needs, a check that names the column) goes or comes in the same statement.
 */
const NEEDS_SCHEMA: ReadonlySet<CoreKind> = new Set<CoreKind>([
  "alterColumn",
  "dropColumn",
  "renameColumn",
  "createIndex",
  "dropIndex",
  "createUniqueConstraint",
  "createPrimaryKey",
  "dropConstraint",
  "renameConstraint",
  "setTableAttributes",
]);

/** Each operation is compiled by itself, into one ALTER: that is as atomic as a schema change gets here. */
export const mysqlLowering: Lowering = {
  needsSchema: ({ kind }) => NEEDS_SCHEMA.has(kind),
  lower: (operations) => operations,
};
