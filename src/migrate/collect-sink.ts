import { applyOperation } from "../operations/definitions";
import type { Operation } from "../operations/operation";
import type { Schema } from "../schema/model";
import type { OperationSink } from "./operation-sink";

/** A sink that only remembers: the operations, and the schema that they lead to. */
export interface CollectSink extends OperationSink {
  readonly operations: readonly Operation[];
  readonly schema: Schema;
}

/** Collects operations and applies them to a schema in memory; no database is needed. */
export function createCollectSink(start: Schema): CollectSink {
  const operations: Operation[] = [];
  let list = operations;
  let schema = start;
  return {
    operations,
    get schema() {
      return schema;
    },
    async accept(operation) {
      schema = applyOperation(schema, operation);
      list.push(operation);
    },
    async flush() {},
    async autocommit(work) {
      const outer = list;
      const block: Operation[] = [];
      list = block;
      try {
        await work();
      } finally {
        list = outer;
      }
      if (block.length > 0) list.push({ kind: "autocommit", operations: block });
    },
  };
}
