import type { Statement } from "../dialect/statement";
import { OrmError } from "../errors/orm-error";
import { summarizeOperation } from "../operations/definitions";
import type { ExtensionOperation, Operation } from "../operations/operation";

/** The refusal of a statement that the database runs only outside of a transaction, where one is open. */
export function needsBlock({ source, sql }: Statement): OrmError {
  const what = isCore(source) ? summarizeOperation(source) : sql;
  return new OrmError("OPERATION.INVALID", `"${what}" cannot run inside a transaction`, {
    hint: "Put it into a block: await op.autocommit(async (op) => { ... }).",
    details: { sql },
  });
}

function isCore(source: Operation | ExtensionOperation): source is Operation {
  return !source.kind.includes(".");
}
