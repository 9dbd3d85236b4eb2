import { AsyncLocalStorage } from "node:async_hooks";
import path from "node:path";
import { followSchema } from "../dialect/follow-schema";
import { OrmError } from "../errors/orm-error";
import { applyOperation } from "../operations/definitions";
import type { Operation } from "../operations/operation";
import type { Revision } from "../revisions/revision";
import type { Schema } from "../schema/model";
import type { MigrationHost } from "./migration-host";
import type { OperationSink } from "./operation-sink";
import { OperationNaming } from "./name-operation";
import { createOperationsFacade, type Operations } from "./operations-facade";
import { loadRevisionModule } from "./revision-module";
import { withPrevious } from "./with-previous";

/** What a simulation needs: a dialect, and the files. No connection is made. */
export type SimulationHost = Pick<MigrationHost, "dialect" | "loadModule" | "migrations">;

/** What a revision may ask of its surroundings, so that its operations are not the same everywhere. */
export type Asked = "rows" | "the database" | "the connection" | "arguments of the run" | "batches of rows";

/** One operation as a revision called it, between the schema before it and the one after it. */
export interface RecordedOperation {
  /**
   * With what was there before it, as far as the schema tells. Never an `autocommit`: what stands in such a block is recorded one by
   * one, see `block`.
   */
  readonly operation: Operation;
  /** The line of the file that called it, from 1; absent where the call came from elsewhere. */
  readonly line?: number;
  /** Operations of the same `op.autocommit` block share a number; absent outside of one. */
  readonly block?: number;
  readonly before: Schema;
  readonly after: Schema;
  /** Why the model cannot follow it: it is about something that no operation made (raw SQL may have). */
  readonly problem?: OrmError;
}

/** What one half of a revision did without a database. */
export interface SimulatedRun {
  readonly operations: readonly RecordedOperation[];
  readonly before: Schema;
  readonly after: Schema;
  readonly asked: ReadonlySet<Asked>;
  /** What it stopped with, if it did; operations before that are recorded. */
  readonly failure?: { readonly error: unknown };
}

const QUESTIONS: Readonly<Record<string, Asked>> = {
  query: "rows",
  dialect: "the database",
  connection: "the connection",
  x: "arguments of the run",
  batch: "batches of rows",
};

/**
 * Runs one half of a revision without a database: operations are recorded and applied to a schema in memory, and what reads rows
 * is given none. It never rejects for what the revision itself does wrong; that is its `failure`.
 * @throws OrmError `REVISION.LOAD_FAILED`, `REVISION.FILE_INVALID`.
 */
export async function simulateRevision(
  host: SimulationHost,
  revision: Revision,
  direction: "upgrade" | "downgrade",
  before: Schema,
): Promise<SimulatedRun> {
  const module = await loadRevisionModule(host, revision);
  const asked = new Set<Asked>();
  const lines = new AsyncLocalStorage<number | undefined>();
  const sink = createRecordingSink(before, () => lines.getStore());
  const { name, capabilities } = host.dialect;
  const naming = new OperationNaming(host.dialect, host.migrations.namingConvention);
  const facade = createOperationsFacade({
    sink,
    dialect: { name, capabilities },
    naming,
    ...(host.migrations.operations === undefined ? {} : { operations: host.migrations.operations }),
    query: async () => [],
    execute: async () => ({ rows: [], affected: 0 }),
  });
  const findLine = lineFinder(revision.path);
  const op = watch(facade.op, {
    onAsk: (what) => asked.add(what),
    onCall: (call) => lines.run(findLine(), call),
  });
  let failure: { readonly error: unknown } | undefined;
  try {
    await module[direction](op);
    await facade.drain();
  } catch (error) {
    failure = { error };
  }
  await facade.end();
  // Each storage that is on costs time at every promise of the process.
  lines.disable();
  const { operations, schema } = sink;
  return { operations, before, after: schema, asked, ...(failure === undefined ? {} : { failure }) };
}

/** The operations as a revision would write them: those of one block in an `autocommit` again. */
export function withBlocks(recorded: readonly RecordedOperation[]): readonly Operation[] {
  const operations: Operation[] = [];
  let open: number | undefined;
  for (const { operation, block } of recorded) {
    const last = operations.at(-1);
    if (block === undefined) operations.push(operation);
    else if (block === open && last?.kind === "autocommit") {
      operations[operations.length - 1] = { kind: "autocommit", operations: [...last.operations, operation] };
    } else operations.push({ kind: "autocommit", operations: [operation] });
    open = block;
  }
  return operations;
}

interface RecordingSink extends OperationSink {
  readonly operations: readonly RecordedOperation[];
  readonly schema: Schema;
}

function createRecordingSink(start: Schema, lineOf: () => number | undefined): RecordingSink {
  const operations: RecordedOperation[] = [];
  let schema = start;
  let block: number | undefined;
  let blocks = 0;
  return {
    operations,
    get schema() {
      return schema;
    },
    accept,
    async flush() {},
    autocommit,
  };

  async function accept(operation: Operation): Promise<void> {
    if (operation.kind === "autocommit") {
      return autocommit(async () => {
        for (const part of operation.operations) await accept(part);
      });
    }
    const line = lineOf();
    const before = schema;
    const problem = problemOf(before, operation);
    schema = followSchema(before, operation);
    operations.push({
      operation: withPrevious(operation, before),
      before,
      after: schema,
      ...(line === undefined ? {} : { line }),
      ...(block === undefined ? {} : { block }),
      ...(problem === undefined ? {} : { problem }),
    });
  }

  /** A block in a block is the same block. */
  async function autocommit(work: () => Promise<void>): Promise<void> {
    const outer = block;
    block ??= ++blocks;
    try {
      await work();
    } finally {
      block = outer;
    }
  }
}

function problemOf(schema: Schema, operation: Operation): OrmError | undefined {
  try {
    applyOperation(schema, operation);
    return undefined;
  } catch (error) {
    if (OrmError.is(error, "SCHEMA.NOT_FOUND") || OrmError.is(error, "SCHEMA.DUPLICATE")) return error;
    throw error;
  }
}

interface Watcher {
  onAsk(what: Asked): void;
  /** Makes the call; whatever it leads to, at once or later, belongs to it. */
  onCall(call: () => unknown): unknown;
}

/** `op` with somebody who watches what is asked of it. The target is frozen, which a proxy of it could not hide. */
function watch(op: Operations, { onAsk, onCall }: Watcher): Operations {
  const members = op as unknown as Readonly<Record<PropertyKey, unknown>>;
  const watched: Operations = new Proxy({} as Operations, {
    has: (_target, key) => key in op,
    get(_target, key) {
      if (typeof key === "string" && QUESTIONS[key] !== undefined) onAsk(QUESTIONS[key]);
      const member = members[key];
      if (typeof member !== "function") return member;
      return (...given: readonly unknown[]) =>
        onCall(() => (member as (...args: readonly unknown[]) => unknown).apply(op, given.map(withWatched)));
    },
  });
  return watched;

  /** A block is handed `op` again. */
  function withWatched(argument: unknown): unknown {
    if (typeof argument !== "function") return argument;
    return (...args: readonly unknown[]): unknown =>
      (argument as (...own: readonly unknown[]) => unknown)(...args.map((own) => (own === op ? watched : own)));
  }
}

/** Tells the line of a file from which it is called; the stack of a transpiled file is in the lines of its source. */
function lineFinder(file: string | undefined): () => number | undefined {
  if (file === undefined) return () => undefined;
  const name = path.basename(file);
  const spellings = [...new Set([name, encodeURI(name)])].map((text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const position = new RegExp(`[\\\\/](?:${spellings.join("|")})(?:\\?[^:\\s]*)?:(\\d+):\\d+`);
  return () => {
    const here: { stack?: string } = {};
    Error.captureStackTrace(here);
    const found = position.exec(here.stack ?? "")?.[1];
    return found === undefined ? undefined : Number(found);
  };
}
