import { OrmError } from "../errors/orm-error";
import { reverseOperation, summarizeOperation } from "../operations/definitions";
import type { Operation } from "../operations/operation";

/**
 * The operations that undo others, the last one first.
 * @throws OrmError `OPERATION.IRREVERSIBLE` for an operation that nothing can undo, such as plain SQL.
 */
export function downgradeOf(operations: readonly Operation[]): readonly Operation[] {
  return [...operations].reverse().flatMap((operation) => {
    const reverse = reverseOperation(operation);
    if (reverse !== undefined) return reverse;
    throw new OrmError("OPERATION.IRREVERSIBLE", `"${summarizeOperation(operation)}" cannot be undone`, {
      hint: "Write the downgrade by hand.",
    });
  });
}
