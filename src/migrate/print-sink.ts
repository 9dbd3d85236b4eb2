import { compileOperation } from "../dialect/ddl-compiler";
import type { ResolvedDialect } from "../dialect/dialect";
import { OrmError } from "../errors/orm-error";
import { applyOperations } from "../operations/definitions";
import type { Schema } from "../schema/model";
import { createGatheringSink } from "./gathering-sink";
import type { OperationSink } from "./operation-sink";

/** A sink that writes SQL instead of running it; the state of the schema is simulated. */
export interface PrintSink extends OperationSink {
  readonly schema: Schema;
}

export function createPrintSink(dialect: ResolvedDialect, start: Schema, write: (sql: string) => void): PrintSink {
  let schema = start;
  const sink = createGatheringSink(dialect.lowering, async (operations) => {
    const context = { schema };
    schema = applyOperations(schema, operations);
    for (const lowered of dialect.lowering.lower(operations, context)) {
      for (const statement of compileOperation(dialect.ddl, lowered, context)) {
        if (statement.parameters.length > 0) throw boundValues();
        write(`${statement.sql};`);
      }
    }
  });
  return {
    ...sink,
    get schema() {
      return schema;
    },
  };
}

function boundValues(): OrmError {
  return new OrmError("OPERATION.UNSUPPORTED", "a statement with bound values cannot be printed as SQL", {
    hint: "Write the values into the text of op.execute, or use op.bulkInsert.",
  });
}
