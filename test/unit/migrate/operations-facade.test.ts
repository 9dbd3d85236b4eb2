import { createCollectSink } from "../../../src/migrate/collect-sink";
import { createOperationsFacade, type Operations, type OperationsFacade } from "../../../src/migrate/operations-facade";
import { summarizeOperation } from "../../../src/operations/definitions";
import { emptySchema } from "../../../src/schema/model";
import type { OperationSink } from "../../../src/migrate/operation-sink";

const dialect = { name: "test", capabilities: {} } as Operations["dialect"];

function collect(): { readonly facade: OperationsFacade; readonly summaries: () => string[] } {
  const sink = createCollectSink(emptySchema);
  return {
    facade: createOperationsFacade({ sink, dialect }),
    summaries: () => sink.operations.map(summarizeOperation),
  };
}

/** A sink that takes its time, and refuses the operations of one table. */
function slowSink(log: string[], refused?: string): OperationSink {
  return {
    async accept(operation) {
      await new Promise((resolve) => setTimeout(resolve, 2));
      const summary = summarizeOperation(operation);
      if (refused !== undefined && summary.includes(refused)) throw new Error(`refused ${refused}`);
      log.push(summary);
    },
    async flush() {},
  };
}

describe("op", () => {
  it("runs calls in the order in which they are written, awaited or not", async () => {
    const { facade, summaries } = collect();
    void facade.op.createTable("users", { columns: [{ name: "id", type: "integer" }] });
    await facade.op.addColumn("users", { name: "email", type: "text" });
    void facade.op.dropColumn("users", "email");
    await facade.drain();
    expect(summaries()).toEqual([
      'create table "users"',
      'add column "email" to table "users"',
      'drop column "email" of table "users"',
    ]);
  });

  it("waits in drain for calls that nobody awaited", async () => {
    const log: string[] = [];
    const facade = createOperationsFacade({ sink: slowSink(log), dialect });
    void facade.op.dropTable("a");
    void facade.op.dropTable("b");
    await facade.drain();
    expect(log).toEqual(['drop table "a"', 'drop table "b"']);
  });

  it("runs nothing after the end, also what waited, and refuses later calls", async () => {
    const log: string[] = [];
    const facade = createOperationsFacade({ sink: slowSink(log), dialect });
    void facade.op.dropTable("a");
    await new Promise((resolve) => setImmediate(resolve));
    void facade.op.dropTable("b");
    await facade.end();
    await expect(facade.op.dropTable("c")).rejects.toMatchObject({ code: "REVISION.ENDED" });
    expect(log).toEqual(['drop table "a"']);
  });

  it("reports in drain the failure of a call that nobody awaited, and runs nothing after it", async () => {
    const log: string[] = [];
    const facade = createOperationsFacade({ sink: slowSink(log, '"b"'), dialect });
    void facade.op.dropTable("a");
    void facade.op.dropTable("b");
    void facade.op.dropTable("c");
    await expect(facade.drain()).rejects.toThrow('refused "b"');
    expect(log).toEqual(['drop table "a"']);
  });

  it("goes on after a failure that the revision caught itself", async () => {
    const log: string[] = [];
    const facade = createOperationsFacade({ sink: slowSink(log, '"b"'), dialect });
    await facade.op.dropTable("b").catch(() => undefined);
    await facade.op.dropTable("c");
    await facade.drain();
    expect(log).toEqual(['drop table "c"']);
  });

  it("does what is called while the last operations are being done", async () => {
    const log: string[] = [];
    const held: string[] = [];
    const facade = createOperationsFacade({
      dialect,
      sink: {
        async accept(operation) {
          held.push(summarizeOperation(operation));
        },
        async flush() {
          const batch = held.splice(0);
          if (batch.includes('drop table "first"')) void facade.op.dropTable("late");
          await new Promise((resolve) => setTimeout(resolve, 2));
          log.push(...batch);
        },
      },
    });
    void facade.op.dropTable("first");
    await facade.drain();
    expect(log).toEqual(['drop table "first"', 'drop table "late"']);
    await expect(facade.op.dropTable("later")).rejects.toMatchObject({ code: "REVISION.ENDED" });
  });

  it("runs an operation that was built elsewhere", async () => {
    const { facade, summaries } = collect();
    await facade.op.invoke({ kind: "createSchema", name: "billing" });
    expect(summaries()).toEqual(['create schema "billing"']);
  });

  it("refuses to read rows where there is no database", async () => {
    const { facade } = collect();
    await expect(facade.op.query("select 1")).rejects.toMatchObject({ code: "OPERATION.UNSUPPORTED" });
  });
});

describe("op.autocommit", () => {
  /** A sink that writes down where each operation runs. */
  function blockSink(log: string[]): OperationSink {
    let place = "";
    return {
      async accept(operation) {
        await new Promise((resolve) => setTimeout(resolve, 1));
        log.push(`${place}${summarizeOperation(operation)}`);
      },
      async flush() {},
      async autocommit(work) {
        log.push("leave");
        place = "outside: ";
        await work();
        place = "";
        log.push("enter");
      },
    };
  }

  it("runs its calls in their place among the others, also those on the outer op and those that nobody awaits", async () => {
    const log: string[] = [];
    const { op, drain } = createOperationsFacade({ sink: blockSink(log), dialect });
    void op.dropTable("a");
    void op.autocommit(async (inner) => {
      await op.dropTable("b");
      void inner.dropTable("c");
    });
    void op.dropTable("d");
    await drain();
    expect(log).toEqual([
      'drop table "a"',
      "leave",
      'outside: drop table "b"',
      'outside: drop table "c"',
      "enter",
      'drop table "d"',
    ]);
  });

  it("fails with what fails inside, awaited or not", async () => {
    const { op, drain } = createOperationsFacade({ sink: slowSink([], "b"), dialect });
    void op.autocommit(async (inner) => {
      void inner.dropTable("b");
    });
    await expect(drain()).rejects.toThrow("refused b");
  });

  it("takes no call after its end", async () => {
    const { op, drain } = createOperationsFacade({ sink: slowSink([]), dialect });
    let late: Promise<void> | undefined;
    await op.autocommit(async (inner) => {
      setTimeout(() => {
        late = inner.dropTable("b");
        late.catch(() => undefined);
      }, 1);
    });
    await new Promise((resolve) => setTimeout(resolve, 10));
    await expect(late).rejects.toMatchObject({ code: "REVISION.ENDED" });
    await drain();
  });

  it("is one operation for who only collects", async () => {
    const { facade, summaries } = collect();
    await facade.op.createTable("users", { columns: [{ name: "id", type: "integer" }] });
    await facade.op.autocommit((op) => op.createIndex("users", { name: "IDX", columns: ["id"], concurrently: true }));
    expect(summaries()).toEqual([
      'create table "users"',
      'outside of a transaction: create index "IDX" on table "users"',
    ]);
  });
});
