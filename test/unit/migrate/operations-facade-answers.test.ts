import { createCollectSink } from "../../../src/migrate/collect-sink";
import type { OperationSink } from "../../../src/migrate/operation-sink";
import { createOperationsFacade, type FacadeParts, type Operations } from "../../../src/migrate/operations-facade";
import { summarizeOperation } from "../../../src/operations/definitions";
import { emptySchema } from "../../../src/schema/model";
import { sql } from "../../../src/sql/sql-tag";

const dialect = { name: "test", capabilities: {} } as Operations["dialect"];

/** A sink that remembers answers, as the journal does: what has one is not done again. */
function remembering(answers = new Map<string, unknown>()) {
  const inner = createCollectSink(emptySchema);
  const separate: string[] = [];
  const sink: OperationSink = {
    accept: (operation) => inner.accept(operation),
    flush: () => inner.flush(),
    async once<T>(key: string, isSeparate: boolean, work: () => Promise<T>): Promise<T> {
      if (isSeparate) separate.push(key);
      if (!answers.has(key)) answers.set(key, await work());
      return answers.get(key) as T;
    },
  };
  return { sink, answers, separate, operations: inner.operations };
}

function facadeOn(sink: OperationSink, parts: Partial<FacadeParts> = {}) {
  return createOperationsFacade({ sink, dialect, ...parts });
}

describe("what op answers", () => {
  const work = async ({ op, drain }: ReturnType<typeof facadeOn>): Promise<readonly unknown[]> => {
    const found = [
      await op.query("select 1"),
      await op.query("select 1"),
      await op.connection.execute(sql`update t set a = ${1}`),
      await op.query(sql`select ${2}`),
    ];
    await drain();
    return found;
  };
  let asked = 0;
  const parts: Partial<FacadeParts> = {
    query: async () => [{ n: (asked += 1) }],
    execute: async () => ({ rows: [], affected: (asked += 1) }),
  };

  it("has the same keys in every run, so that a run that goes on is given the same answers", async () => {
    const first = remembering();
    const answers = await work(facadeOn(first.sink, parts));
    const before = asked;
    const second = remembering(first.answers);
    expect(await work(facadeOn(second.sink, parts))).toEqual(answers);
    expect(asked).toBe(before);
    expect([...first.answers.keys()]).toEqual([
      expect.stringMatching(/^query:\w{8}:1$/),
      expect.stringMatching(/^query:\w{8}:2$/),
      expect.stringMatching(/^execute:\w{8}:3$/),
      expect.stringMatching(/^query:\w{8}:4$/),
    ]);
  });

  it("is refused where only SQL is printed, with the way out", async () => {
    const { op, drain } = facadeOn(createCollectSink(emptySchema), { isOffline: true });
    await expect(op.query("select 1")).rejects.toMatchObject({
      code: "OPERATION.UNSUPPORTED",
      hint: expect.stringContaining("op.isOffline") as string,
    });
    await expect(op.connection.execute("select 1")).rejects.toMatchObject({ code: "OPERATION.UNSUPPORTED" });
    expect(op.isOffline).toBe(true);
    await drain();
  });

  it("is refused to a function of a batch that takes the op around it, which would wait for ever", async () => {
    const { op, drain } = facadeOn(createCollectSink(emptySchema), {
      batch: async (_sink, _key, [, , work]) => {
        await work!([], undefined as never);
        return 1;
      },
    });
    const batch = op.batch("t", {}, async () => {
      await op.query("select 1");
    });
    await expect(batch).rejects.toMatchObject({
      code: "OPERATION.INVALID",
      hint: expect.stringContaining("the op that the function is given") as string,
    });
    await drain();
  });

  it("knows the arguments of the run", () => {
    expect(facadeOn(createCollectSink(emptySchema), { x: { tenant: "a" } }).op.x).toEqual({ tenant: "a" });
    expect(facadeOn(createCollectSink(emptySchema)).op.x).toEqual({});
  });
});

describe("conditions", () => {
  it("are asked once, and leave the operation out or free of them", async () => {
    const { sink, answers, operations } = remembering();
    const asking: OperationSink = { ...sink, isApplied: async ({ kind }) => kind === "dropTable" };
    const { op, drain } = facadeOn(asking);
    await op.dropTable("gone", { ifExists: true });
    await op.createTable("fresh", { columns: [{ name: "id", type: "integer" }] }, { ifNotExists: true });
    await drain();
    expect(operations.map(summarizeOperation)).toEqual(['create table "fresh"']);
    expect(operations[0]).not.toHaveProperty("ifNotExists");
    expect([...answers]).toEqual([
      ['exists:drop table "gone":1', true],
      ['exists:create table "fresh":2', false],
    ]);
  });

  it("stay with the operation where nobody can tell", async () => {
    const sink = createCollectSink(emptySchema);
    const { op, drain } = facadeOn(sink);
    await op.createIndex("t", { name: "i", columns: ["a"], ifNotExists: true }).catch(() => undefined);
    await op.createEnum("e", ["a"], { ifNotExists: true });
    await drain();
    expect(sink.operations).toEqual([{ kind: "createEnum", enum: { name: "e", values: ["a"] }, ifNotExists: true }]);
  });
});

describe("op.alterTable", () => {
  const change = (op: Operations): Promise<void> =>
    op.alterTable("t", (t) => {
      t.addColumn({ name: "a", type: "integer" });
      t.dropColumn("b");
    });

  it("hands the changes over together where the sink takes them so, else one by one", async () => {
    const sink = createCollectSink({ ...emptySchema });
    const groups: number[] = [];
    const together: OperationSink = { ...sink, together: async (operations) => void groups.push(operations.length) };
    const one = facadeOn(together);
    await change(one.op);
    await one.drain();
    expect(groups).toEqual([2]);
    const accepted: string[] = [];
    const other = facadeOn({
      accept: async (each) => void accepted.push(summarizeOperation(each)),
      flush: async () => {},
    });
    await change(other.op);
    await other.drain();
    expect(accepted).toEqual(['add column "a" to table "t"', 'drop column "b" of table "t"']);
  });

  it("is refused where it changes nothing, or would have to be waited for", async () => {
    const { op } = facadeOn(createCollectSink(emptySchema));
    expect(() => op.alterTable("t", () => undefined)).toThrow("changes nothing");
    const waits: () => unknown = () => Promise.resolve();
    expect(() => op.alterTable("t", waits)).toThrow("asynchronous");
  });
});

describe("op.batch", () => {
  const { op } = facadeOn(createCollectSink(emptySchema));

  it("does nothing for those that only look on", async () => {
    expect(await op.batch("t", { delete: true })).toBe(0);
  });
});

/** Every method that revisions are promised, beside the objects' own verbs. */
const METHODS =
  "createTable dropTable renameTable addColumn alterColumn dropColumn renameColumn createIndex dropIndex renameIndex createPrimaryKey createForeignKey createUniqueConstraint createCheckConstraint createExclusionConstraint dropConstraint renameConstraint validateConstraint createEnum alterEnum dropEnum createSequence alterSequence dropSequence createView replaceView dropView createMaterializedView createFunction dropFunction createTrigger dropTrigger createExtension createSchema dropSchema createPolicy dropPolicy commentOn execute bulkInsert batch alterTable query autocommit invoke";

it.each(METHODS.split(" "))("op.%s exists", (name) => {
  const { op } = facadeOn(createCollectSink(emptySchema));
  expect(typeof (op as unknown as Record<string, unknown>)[name]).toBe("function");
});
