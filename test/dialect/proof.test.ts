import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { DataSource } from "../../src/data-source/data-source";
import type { DataSourceOptions } from "../../src/data-source/data-source-options";
import { Column, Entity, Index, PrimaryColumn } from "../../src/entry/index";
import { OrmError } from "../../src/errors/orm-error";
import { compareWithDatabase } from "../../src/migrate/compare";
import type { Operations } from "../../src/migrate/operations-facade";
import type { Proof } from "../../src/migrate/proof";
import { proveRevision } from "../../src/migrate/prove";
import { Runner } from "../../src/migrate/runner";
import { introspect } from "../../src/migrate/schemas-of";
import { downgradeOf } from "../../src/diff/downgrade-of";
import { summarizeOperation } from "../../src/operations/definitions";
import type { Operation } from "../../src/operations/operation";
import { describeEachDatabase } from "../support/databases";
import * as first from "./migration-road/first";
import * as second from "./migration-road/second";

type Class = new () => object;
type Half = (op: Operations) => Promise<void>;

describeEachDatabase("the proof", (database) => {
  let root: string;
  let options: DataSourceOptions;
  const open: DataSource[] = [];

  beforeEach(async () => {
    root = mkdtempSync(path.join(os.tmpdir(), "ormolu-proof-"));
    options = { ...(await database.createEmpty()), root } as unknown as DataSourceOptions;
  });

  afterEach(async () => {
    for (const dataSource of open.splice(0)) await dataSource.destroy();
    rmSync(root, { recursive: true, force: true });
  });

  async function connect(
    entities: object,
    migrations: object = {},
  ): Promise<{ dataSource: DataSource; runner: Runner }> {
    const classes = Object.values(entities).filter((value) => typeof value === "function");
    for (const dataSource of open.splice(0)) await dataSource.destroy();
    const dataSource = await new DataSource({ ...options, migrations, entities: classes }).initialize();
    open.push(dataSource);
    return { dataSource, runner: new Runner(dataSource) };
  }

  /** The second version of the blog on a database of the first: what its revision would do, and a proof of other functions. */
  async function prepareSecond(): Promise<{
    readonly operations: readonly Operation[];
    prove(upgrade: Half, downgrade: Half): Promise<Proof>;
    state(): Promise<unknown>;
  }> {
    await (await connect(first)).dataSource.synchronize();
    const { dataSource } = await connect(second);
    const comparison = await dataSource.withConnection((connection) => compareWithDatabase(dataSource, connection));
    return {
      operations: comparison.operations,
      prove: (upgrade, downgrade) => proveRevision(dataSource, comparison, { upgrade, downgrade }),
      state: () => introspect(dataSource),
    };
  }

  const runAll =
    (operations: readonly Operation[]): Half =>
    async (op) => {
      for (const operation of operations) await op.invoke(operation);
    };

  it("tells of a first revision and of a change that they reach the models and return", async () => {
    const one = await connect(first);
    const proved = {
      outcome: "proved",
      place: expect.stringContaining("scratch") as string,
      milliseconds: expect.any(Number) as number,
    };
    expect((await one.runner.revision({ message: "first", autogenerate: true }))?.proof).toEqual(proved);
    await one.runner.upgrade();
    const two = await connect(second);
    expect((await two.runner.revision({ message: "second", autogenerate: true }))?.proof).toEqual(proved);
    expect(readdirSync(path.join(root, "migrations", "versions"))).toHaveLength(2);
  });

  it("proves the forms that let others go on, and what fills the rows of a new column", async () => {
    const one = await connect({ Before: thingWith() });
    await one.dataSource.synchronize();
    await one.dataSource.query("INSERT INTO thing (id) VALUES (1)");
    const { runner } = await connect({ After: thingWith({ code: true }) });
    const answers = { values: [{ target: "thing.code", value: "none" }] };
    const written = await runner.revision({ message: "code", autogenerate: true, lockSafe: true, answers });
    expect(written?.proof).toMatchObject({ outcome: "proved" });
    await runner.upgrade();
    expect((await runner.check()).summaries).toEqual([]);
  });

  it("proves a renamed column that a view reads, which goes on to give what it gave", async () => {
    const { dataSource } = await connect({ Before: thingWith({ note: "label", length: 40 }) });
    await dataSource.synchronize();
    await dataSource.query("INSERT INTO thing (id, label) VALUES (1, 'one')");
    await dataSource.query("CREATE VIEW things AS SELECT id, label AS shown, label FROM thing");
    const { runner, dataSource: after } = await connect({ After: thingWith({ note: "title", length: 60 }) });
    const answers = { renames: [{ from: "thing.label", to: "thing.title" }] };
    const written = await runner.revision({ message: "title", autogenerate: true, answers });
    expect(written?.proof).toMatchObject({ outcome: "proved" });
    await runner.upgrade();
    expect(await after.query("SELECT id, shown FROM things")).toEqual([{ id: 1, shown: "one" }]);
    await runner.downgrade("base");
    expect(await after.query("SELECT id, shown, label FROM things")).toEqual([{ id: 1, shown: "one", label: "one" }]);
  });

  it("refuses a revision that does not reach the models, names what it lacks, and changes nothing", async () => {
    const { operations, prove, state } = await prepareSecond();
    const before = await state();
    const error = await catchError(prove(runAll(operations.slice(0, -1)), async () => undefined));
    expect(error).toMatchObject({ code: "REVISION.NOT_PROVED", details: { direction: "upgrade" } });
    expect(error.details["differences"]).toEqual([summarizeOperation(operations.at(-1)!)]);
    expect(await state()).toEqual(before);
  });

  it("refuses a revision whose downgrade does not return, and names what is left", async () => {
    const { operations, prove, state } = await prepareSecond();
    const before = await state();
    const error = await catchError(prove(runAll(operations), async () => undefined));
    expect(error).toMatchObject({
      code: "REVISION.NOT_PROVED",
      message: expect.stringContaining("downgrade of the new revision does not return to the start") as string,
    });
    expect(await state()).toEqual(before);
  });

  it("refuses a revision that fails, with the statement", async () => {
    const { operations, prove, state } = await prepareSecond();
    const before = await state();
    const upgrade: Half = async (op) => {
      await runAll(operations)(op);
      await op.createTable("made_last", { columns: [{ name: "id", type: "no_such_type" }] });
      await op.execute("INSERT INTO made_last (nowhere) VALUES (1)");
    };
    const error = await catchError(prove(upgrade, runAll(downgradeOf(operations))));
    expect(error).toMatchObject({ code: "REVISION.NOT_PROVED", details: { direction: "upgrade" } });
    expect(error.message).toMatch(/^upgrade of the new revision fails on a scratch /);
    expect(error.details["statement"]).toContain("made_last");
    expect(await state()).toEqual(before);
  });

  it("can be left out, by the call and by the configuration", async () => {
    const off = { outcome: "not proved", reason: "the proof is switched off" };
    const { runner } = await connect(first);
    expect((await runner.revision({ message: "first", autogenerate: true, prove: false }))?.proof).toEqual(off);
    rmSync(path.join(root, "migrations"), { recursive: true });
    const configured = await connect(first, { prove: false });
    expect((await configured.runner.revision({ message: "first", autogenerate: true }))?.proof).toEqual(off);
  });

  it("leaves no file and no folder of a revision that it refuses", async () => {
    const { dataSource } = await connect(first);
    const broken = Object.create(dataSource, {
      // A module that is not what the file says stands in for a mistake of ours.
      loadModule: { value: async () => ({ upgrade: async () => undefined, downgrade: async () => undefined }) },
    }) as DataSource;
    const host = new Proxy(dataSource, {
      get: (target, name) => readMember(name === "loadModule" ? broken : target, name),
    });
    const error = await catchError(new Runner(host).revision({ message: "first", autogenerate: true }));
    expect(error.code).toBe("REVISION.NOT_PROVED");
    expect(existsSync(path.join(root, "migrations"))).toBe(false);
  });
});

/** An entity with a key, and with a note or with a column over which there is an index. */
function thingWith({ code = false, note = "", length = 40 } = {}): Class {
  class Thing {}
  const prototype = Thing.prototype as Record<string, unknown>;
  PrimaryColumn({ type: "integer" })(prototype, "id");
  if (note !== "") Column({ type: "varchar", length })(prototype, note);
  if (code) {
    Column({ type: "varchar", length: 20 })(prototype, "code");
    Index("IDX_code")(prototype, "code");
  }
  Entity("thing")(Thing);
  return Thing;
}

/** Private members of a class are only there on the object itself. */
function readMember(target: object, name: string | symbol): unknown {
  const value: unknown = Reflect.get(target, name);
  return typeof value === "function" ? value.bind(target) : value;
}

async function catchError(work: Promise<unknown>): Promise<OrmError> {
  try {
    await work;
  } catch (error) {
    if (OrmError.is(error)) return error;
    throw error;
  }
  throw new Error("nothing failed");
}
