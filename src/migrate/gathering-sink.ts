import type { Lowering } from "../dialect/ddl-compiler";
import type { CoreKind, Operation } from "../operations/operation";
import { isSameName } from "../schema/object-name";
import { tableOf } from "../operations/table-of";
import type { OperationSink } from "./operation-sink";

/** What changes more than its table's definition: texts that the catalog keeps, rows. */
const STANDING_ALONE: ReadonlySet<CoreKind> = new Set(["renameTable", "renameColumn", "dropTable", "bulkInsert"]);

/** How the work of an autocommit block is put outside of the transaction. */
export type Outside = (work: () => Promise<void>) => Promise<void>;

/**
 * A sink that hands operations on as they come, except where the dialect gains from seeing the next ones first:
 * several changes of one table become one rebuild. What is held back goes on at the next operation on something else,
 * at a query, and at the end of the revision and of an autocommit block.
 */
export function createGatheringSink(
  lowering: Lowering,
  run: (operations: readonly Operation[]) => Promise<void>,
  outside: Outside = (work) => work(),
): Required<OperationSink> {
  let held: Operation[] = [];

  return { accept, flush, autocommit };

  async function accept(operation: Operation): Promise<void> {
    if (operation.kind === "autocommit") {
      return autocommit(async () => {
        for (const part of operation.operations) await accept(part);
      });
    }
    const previous = held.at(-1);
    const standsAlone = STANDING_ALONE.has(operation.kind);
    if (previous !== undefined && (standsAlone || !isSameTable(previous, operation))) await flush();
    held.push(operation);
    if (standsAlone || (held.length === 1 && lowering.gathers?.(operation) !== true)) await flush();
  }

  async function flush(): Promise<void> {
    const operations = held;
    held = [];
    if (operations.length > 0) await run(operations);
  }

  async function autocommit(work: () => Promise<void>): Promise<void> {
    await flush();
    await outside(async () => {
      await work();
      await flush();
    });
  }
}

function isSameTable(left: Operation, right: Operation): boolean {
  const [one, other] = [tableOf(left), tableOf(right)];
  return one !== undefined && other !== undefined && isSameName(one, other);
}
