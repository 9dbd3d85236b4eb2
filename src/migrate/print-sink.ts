import { compileOperation } from "../dialect/ddl-compiler";
import type { ResolvedDialect } from "../dialect/dialect";
import { OrmError } from "../errors/orm-error";
import { applyOperations } from "../operations/definitions";
import type { Operation } from "../operations/operation";
import type { Schema } from "../schema/model";
import { createGatheringSink } from "./gathering-sink";
import type { OperationSink } from "./operation-sink";

/** A sink that writes SQL instead of running it; the state of the schema is simulated. */
export interface PrintSink extends OperationSink {
  readonly schema: Schema;
}

export function createPrintSink(dialect: ResolvedDialect, start: Schema, write: (sql: string) => void): PrintSink {
  let schema = start;
  const sink = createGatheringSink(
    dialect.lowering,
    print,
    dialect.capabilities.autocommitBlocks ? outside : undefined,
  );
  return {
    ...sink,
    get schema() {
      return schema;
    },
  };

  async function print(operations: readonly Operation[]): Promise<void> {
    const context = { schema };
    schema = applyOperations(schema, operations);
    for (const lowered of dialect.lowering.lower(operations, context)) {
      for (const statement of compileOperation(dialect.ddl, lowered, context)) {
        if (statement.parameters.length > 0) throw boundValues();
        write(`${statement.sql};`);
      }
    }
  }

  /** The script is in a transaction where the runner would be in one. */
  async function outside(work: () => Promise<void>): Promise<void> {
    write("COMMIT;");
    await work();
    for (const statement of dialect.queries.begin({})) write(`${statement};`);
  }
}

function boundValues(): OrmError {
  return new OrmError("OPERATION.UNSUPPORTED", "a statement with bound values cannot be printed as SQL", {
    hint: "Write the values into the text of op.execute, or use op.bulkInsert.",
  });
}
