import type { ResolvedDialect } from "../../src/dialect/dialect";
import { createCollectSink } from "../../src/migrate/collect-sink";
import { createOperationsFacade, type Operations } from "../../src/migrate/operations-facade";
import type { Operation } from "../../src/operations/operation";
import { renderOperations } from "../../src/revisions/render/render-operations";
import type { Schema } from "../../src/schema/model";
import { sql } from "../../src/sql/sql-tag";

/** A revision's body as a function; what it names is given to it. */
type Body = new (...names: readonly string[]) => (op: Operations, tag: typeof sql) => Promise<void>;
const AsyncFunction = (async () => {}).constructor as unknown as Body;

/** What a revision file with the operations does when it is read again. */
export async function throughPrintedFile(
  operations: readonly Operation[],
  start: Schema,
  { name, capabilities }: ResolvedDialect,
): Promise<readonly Operation[]> {
  const source = renderOperations(operations).lines.join("\n");
  const sink = createCollectSink(start);
  const facade = createOperationsFacade({ sink, dialect: { name, capabilities } });
  await new AsyncFunction("op", "sql", source)(facade.op, sql);
  await facade.drain();
  return sink.operations;
}
