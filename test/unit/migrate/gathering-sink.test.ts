import { createGatheringSink } from "../../../src/migrate/gathering-sink";
import type { Lowering } from "../../../src/dialect/ddl-compiler";
import type { Operation } from "../../../src/operations/operation";

const lowering: Lowering = {
  needsSchema: () => false,
  gathers: ({ kind }) => kind === "alterColumn",
  lower: (operations) => operations,
};

const alter = (table: string, column: string): Operation => ({
  kind: "alterColumn",
  table: { name: table },
  column,
  change: { nullable: true },
});
const index = (table: string): Operation => ({ kind: "dropIndex", table: { name: table }, index: "i" });
const rename: Operation = { kind: "renameColumn", table: { name: "a" }, column: "x", newName: "y" };

async function batches(operations: readonly Operation[], given = lowering): Promise<readonly number[]> {
  const sizes: number[] = [];
  const sink = createGatheringSink(given, async (batch) => {
    sizes.push(batch.length);
  });
  for (const operation of operations) await sink.accept(operation);
  await sink.flush();
  return sizes;
}

describe("a gathering sink", () => {
  it("hands changes of one table on together, with what follows on the same table", async () => {
    expect(await batches([alter("a", "x"), alter("a", "y"), index("a")])).toEqual([3]);
  });

  it("begins anew at another table", async () => {
    expect(await batches([alter("a", "x"), alter("b", "y"), alter("a", "z")])).toEqual([1, 1, 1]);
  });

  it("does at once what gains nothing from waiting", async () => {
    expect(await batches([index("a"), index("a"), alter("a", "x")])).toEqual([1, 1, 1]);
  });

  it("keeps a rename apart from what stands around it", async () => {
    expect(await batches([alter("a", "x"), rename, alter("a", "y")])).toEqual([1, 1, 1]);
  });

  it("holds nothing back where the dialect does not gather", async () => {
    const { gathers: _none, ...plain } = lowering;
    expect(await batches([alter("a", "x"), alter("a", "y")], plain)).toEqual([1, 1]);
  });

  it("hands on before and at the end of an autocommit block", async () => {
    const log: string[] = [];
    const run = async (batch: readonly Operation[]): Promise<void> => void log.push(`run ${batch.length}`);
    const sink = createGatheringSink(lowering, run, async (work) => {
      log.push("leave");
      await work();
      log.push("enter");
    });
    await sink.accept(alter("a", "x"));
    await sink.accept({ kind: "autocommit", operations: [alter("a", "y"), alter("a", "z")] });
    await sink.accept(alter("a", "x"));
    await sink.flush();
    expect(log).toEqual(["run 1", "leave", "run 2", "enter", "run 1"]);
  });
});
