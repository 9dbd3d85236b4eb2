import { compileOperation } from "../dialect/ddl-compiler";
import type { ResolvedDialect } from "../dialect/dialect";
import type { Statement } from "../dialect/statement";
import { OrmError } from "../errors/orm-error";
import { summarizeOperation } from "../operations/definitions";
import type { ExtensionOperation, Operation } from "../operations/operation";
import { tableOf } from "../operations/table-of";
import { emptySchema } from "../schema/model";
import { nameKey } from "../schema/object-name";
import { isConditional, isDone } from "./conditional";
import { createGatheringSink } from "./gathering-sink";
import type { KnownSchema } from "./known-schema";
import { needsBlock } from "./needs-block";
import type { OperationSink } from "./operation-sink";

/** What a print sink writes to, and how it deals with what it cannot know. */
export interface PrintSinkOptions {
  readonly known: KnownSchema;
  /** The revision that is printed, for messages. */
  readonly revision: string;
  /** Takes a statement without its end. */
  readonly write: (sql: string, source: Statement["source"]) => void;
  /** Takes a line for people. */
  readonly comment: (text: string) => void;
  /** Takes the statements around an autocommit block; absent: they are not written. */
  readonly frame?: (statements: readonly string[]) => void;
  /** Takes every operation as it is printed. */
  readonly onOperation?: (operation: Operation) => void;
  /** What becomes of an operation for which too little is known. Default: it is refused. */
  readonly onUnknown?: (operation: Operation, reason: string) => void;
}

/** A sink that writes SQL instead of running it; the state of the schema is simulated. */
export function createPrintSink(dialect: ResolvedDialect, options: PrintSinkOptions): OperationSink {
  const { known, revision, write, frame } = options;
  const { begin, commit } = dialect.scriptStyle;
  let isOutside = false;
  return createGatheringSink(dialect.lowering, print, dialect.capabilities.autocommitBlocks ? outside : undefined);

  async function print(operations: readonly Operation[]): Promise<void> {
    for (const operation of operations) options.onOperation?.(operation);
    for (const operation of operations) {
      const reason = whyUnknown(operation);
      if (reason === undefined) continue;
      if (options.onUnknown === undefined) throw unknown(operation, reason, revision);
      options.onUnknown(operation, reason);
      for (const each of operations) known.apply(each, revision);
      return;
    }
    const context = { schema: isLeftOut(operations) ? emptySchema : known.schema };
    // A lowered operation may have lost the condition, which always stands alone.
    const conditioned = operations.find(isConditional);
    for (const lowered of dialect.lowering.lower(operations, context)) {
      for (const statement of compileOperation(dialect.ddl, lowered, context))
        writeStatement(statement, lowered, conditioned);
    }
    for (const operation of operations) known.apply(operation, revision);
  }

  /** A condition may keep the only operation from doing anything: then it must not be applied to the model, which has it. */
  function isLeftOut([first, second]: readonly Operation[]): boolean {
    return first !== undefined && second === undefined && isConditional(first) && isDone(known.schema, first);
  }

  function whyUnknown(operation: Operation): string | undefined {
    if (!dialect.lowering.needsSchema(operation)) return undefined;
    const table = tableOf(operation);
    return table === undefined ? known.whyIncomplete : known.whyUnknown(table);
  }

  function writeStatement(
    statement: Statement,
    lowered: Operation | ExtensionOperation,
    conditioned: Operation | undefined,
  ): void {
    if (!statement.transactional && !isOutside) throw needsBlock(statement);
    if (statement.comment !== undefined) options.comment(statement.comment);
    const sql = lowered.kind === "execute" && "strings" in lowered ? inline(lowered) : statement.sql;
    write(conditioned === undefined ? sql : conditional(sql, conditioned), statement.source);
  }

  /** Comments on what may be there already are left as they are. */
  function conditional(sql: string, operation: Operation): string {
    const text = dialect.scriptStyle.conditional(sql);
    if (text !== undefined || /^COMMENT /.test(sql)) return text ?? sql;
    throw new OrmError(
      "OPERATION.UNSUPPORTED",
      `revision ${revision}: "${summarizeOperation(operation)}" has a condition (ifExists or ifNotExists) that ${dialect.displayName} has no SQL for`,
      {
        hint: "Online the runner looks for itself; leave the condition out, or branch by op.isOffline.",
        details: { sql },
      },
    );
  }

  /** The values in their places, as literals of the database. */
  function inline({ strings, values }: Operation & { kind: "execute" }): string {
    return strings
      .map((text, index) => (index === 0 ? text : dialect.queries.literal(values[index - 1]) + text))
      .join("");
  }

  /** The script is in a transaction where the runner would be in one; a block in a block is outside already. */
  async function outside(work: () => Promise<void>): Promise<void> {
    if (isOutside) return work();
    frame?.(commit);
    isOutside = true;
    try {
      await work();
    } finally {
      isOutside = false;
    }
    frame?.(begin);
  }
}

function unknown(operation: Operation, reason: string, revision: string): OrmError {
  const table = tableOf(operation);
  const what = table === undefined ? "the schema" : `table "${nameKey(table)}"`;
  return new OrmError(
    "OPERATION.UNSUPPORTED",
    `revision ${revision}: "${summarizeOperation(operation)}" cannot be written as SQL without a database: ${what} must be known as it is, and ${reason}`,
    {
      hint: "Make the earlier change with the methods of op, so that it can be followed; or look at the SQL of a live database with --dry-run, and apply the revision online.",
      details: { revision, ...(table === undefined ? {} : { table: nameKey(table) }) },
    },
  );
}
