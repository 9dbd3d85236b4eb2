import type { Lowering } from "../dialect/ddl-compiler";
import type { CoreKind, Operation } from "../operations/operation";
import { isSameName } from "../schema/object-name";
import { tableOf } from "../operations/table-of";
import { isConditional } from "./conditional";
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
): Required<Omit<OperationSink, "once" | "isApplied">> {
  let held: Operation[] = [];

  return { accept, flush, autocommit, together };

  async function accept(operation: Operation): Promise<void> {
    if (operation.kind === "autocommit") {
      return autocommit(async () => {
        for (const part of operation.operations) await accept(part);
      });
    }
    if (operation.kind === "custom") {
      for (const part of operation.operations) await accept(part);
      return;
    }
    const previous = held.at(-1);
    const standsAlone = STANDING_ALONE.has(operation.kind) || isConditional(operation);
    if (previous !== undefined && (standsAlone || !isSameTable(previous, operation))) await flush();
    held.push(operation);
    if (standsAlone || (held.length === 1 && lowering.gathers?.(operation) !== true)) await flush();
  }

  /** What stands alone parts the others. */
  async function together(operations: readonly Operation[]): Promise<void> {
    await flush();
    for (const operation of operations) {
      const standsAlone = STANDING_ALONE.has(operation.kind);
      if (standsAlone) await flush();
      held.push(operation);
      if (standsAlone) await flush();
    }
    await flush();
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
