import type { QueryCompiler } from "../dialect/query-compiler";
import { OrmError } from "../errors/orm-error";
import { nameKey } from "../schema/object-name";
import { readBatch, type RunBatch } from "./batch";
import { BatchSql } from "./batch-sql";

/** Prints a batch as the one statement that does the same; for a function there is none, which a dry run says and offline SQL refuses. */
export function createPrintBatch(queries: QueryCompiler, comment: (text: string) => void, isDry = false): RunBatch {
  return async (sink, _key, call) => {
    const batch = readBatch(call);
    if (batch.action.kind === "read") {
      if (isDry) {
        comment(
          `A function of the revision is given the rows of table "${nameKey(batch.table)}" in steps of ${batch.size}.`,
        );
        return 0;
      }
      throw new OrmError(
        "OPERATION.UNSUPPORTED",
        `batch on table "${nameKey(batch.table)}": a function needs the rows, and this run only prints SQL`,
        { hint: "Say the change in SQL with `set`, branch by op.isOffline, or run the revision online." },
      );
    }
    const { strings, values } = new BatchSql(queries, batch, []).change({});
    comment(`Online this runs in steps of ${batch.size} rows.`);
    await sink.accept({ kind: "execute", strings, values });
    return 0;
  };
}
