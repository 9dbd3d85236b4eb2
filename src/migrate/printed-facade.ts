import { summarizeOperation } from "../operations/definitions";
import type { Operation } from "../operations/operation";
import { isDone } from "./conditional";
import type { KnownSchema } from "./known-schema";
import type { MigrationHost } from "./migration-host";
import { OperationNaming } from "./name-operation";
import { createOperationsFacade, type FacadeParts, type OperationsFacade } from "./operations-facade";
import { createPrintBatch } from "./print-batch";
import { createPrintSink } from "./print-sink";
import type { ScriptPart } from "./script-text";

/** How a revision is printed. */
export interface PrintedRun extends Pick<FacadeParts, "query" | "execute" | "isOffline" | "x"> {
  readonly known: KnownSchema;
  readonly revision: string;
  readonly add: (part: ScriptPart) => void;
  /** A dry run says where it cannot know enough, instead of stopping. Default: false. */
  readonly isDry?: boolean;
  /** Takes every operation as it is printed. */
  readonly onOperation?: (operation: Operation) => void;
}

/** `op` for a revision whose SQL is printed. */
export function createPrintedFacade(
  { dialect, migrations }: Pick<MigrationHost, "dialect" | "migrations">,
  { known, revision, add, isDry = false, onOperation, ...parts }: PrintedRun,
): OperationsFacade {
  const comment = (text: string): void => add({ comment: text });
  const sink = createPrintSink(dialect, {
    known,
    revision,
    write: (sql) => add({ sql }),
    comment,
    frame: (statements) => statements.forEach((sql) => add({ sql })),
    ...(isDry ? { onUnknown: (operation, reason) => comment(cannotForesee(operation, reason)) } : {}),
    ...(onOperation === undefined ? {} : { onOperation }),
  });
  // A dry run knows the database, so that it can tell what a condition leaves out.
  const isApplied = async (operation: Operation): Promise<boolean> => {
    await sink.flush();
    return isDone(known.schema, operation);
  };
  return createOperationsFacade({
    sink: isDry ? { ...sink, isApplied } : sink,
    dialect: { name: dialect.name, capabilities: dialect.capabilities },
    batch: createPrintBatch(dialect.queries, comment, isDry),
    naming: new OperationNaming(dialect, migrations.namingConvention),
    operations: migrations.operations ?? [],
    ...parts,
  });
}

function cannotForesee(operation: Operation, reason: string): string {
  return `${summarizeOperation(operation)}: its SQL depends on what the table is then (${reason})`;
}
