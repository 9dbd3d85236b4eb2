import type { Lowering } from "../../dialect/ddl-compiler";
import type { CoreKind } from "../../operations/operation";
import { tableOf } from "../../operations/table-of";
import { ALTER_TABLE, type AlterTable } from "./extensions/alter-table";

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
  "replaceTrigger",
]);

/** Operations for which the server may write the whole table anew, so that it pays to do several of them at once. */
const MAY_REWRITE: ReadonlySet<CoreKind> = new Set<CoreKind>([
  "addColumn",
  "alterColumn",
  "createCheckConstraint",
  "createForeignKey",
  "createPrimaryKey",
  "dropConstraint",
  "setTableAttributes",
]);

/** An operation is compiled by itself, into one ALTER: that is as atomic as a schema change gets here. Several on one table are merged where that pays. */
export const mysqlLowering: Lowering = {
  needsSchema: (operation) =>
    NEEDS_SCHEMA.has(operation.kind) || (operation.kind === "addColumn" && operation.backfill !== undefined),
  gathers: ({ kind }) => MAY_REWRITE.has(kind),
  lower: (operations) => {
    const [first, second] = operations;
    const table = first === undefined ? undefined : tableOf(first);
    if (second === undefined || table === undefined) return operations;
    return [{ kind: ALTER_TABLE, table, sources: operations } satisfies AlterTable];
  },
};
