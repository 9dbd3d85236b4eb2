import { readFileSync, rmSync } from "node:fs";
import type { DataSource } from "../../src/data-source/data-source";
import type { Schema, Table } from "../../src/schema/model";
import { introspect } from "../../src/migrate/schemas-of";
import { Runner } from "../../src/migrate/runner";
import { describeEachDatabase } from "../support/databases";
import { useMigrationProject } from "../support/migration-project";
import * as first from "./migration-road/first";
import * as second from "./migration-road/second";

/** A blog in two versions: every kind of object that entities can declare today. */
describeEachDatabase("the migration road", (database) => {
  const project = useMigrationProject(database);

  async function connect(entities: object): Promise<{ readonly dataSource: DataSource; readonly runner: Runner }> {
    const classes = Object.values(entities).filter((value) => typeof value === "function");
    await project.close();
    const dataSource = await project.connect(classes as readonly object[]);
    return { dataSource, runner: new Runner(dataSource) };
  }

  async function writeAndUpgrade(runner: Runner, message: string): Promise<void> {
    await runner.revision({ message, autogenerate: true });
    await runner.upgrade();
  }

  it("goes from entities to tables, through a change, and back to an empty database", async () => {
    const one = await connect(first);
    await writeAndUpgrade(one.runner, "first");
    expect((await one.runner.check()).summaries).toEqual([]);

    const two = await connect(second);
    expect((await two.runner.check()).isUpToDate).toBe(false);
    await writeAndUpgrade(two.runner, "second");
    expect((await two.runner.check()).summaries).toEqual([]);

    await two.runner.downgrade("-1");
    const back = await connect(first);
    const { runner } = back;
    expect((await runner.current()).map(({ message }) => message)).toEqual(["first"]);
    await runner.downgrade("base");
    const { tables, enums } = await introspect(back.dataSource);
    expect({ tables, enums }).toEqual({ tables: [], enums: [] });
  });

  it("comes back to exactly the first schema after the second revision is taken down", async () => {
    const one = await connect(first);
    await writeAndUpgrade(one.runner, "first");
    const before = comparable(await introspect(one.dataSource));
    const two = await connect(second);
    await writeAndUpgrade(two.runner, "second");
    await two.runner.downgrade("-1");
    expect(comparable(await introspect((await connect(first)).dataSource))).toEqual(before);
  });

  it("keeps rows when columns change, and children when their parent's table changes", async () => {
    const one = await connect(first);
    await writeAndUpgrade(one.runner, "first");
    const users = one.dataSource.getRepository(first.User);
    const posts = one.dataSource.getRepository(first.Post);
    const ada = await users.save(users.create({ email: "ada@example.org", name: "Ada" }));
    await posts.save(posts.create({ title: "Notes", body: "On the engine", author: ada }));
    const two = await connect(second);
    await writeAndUpgrade(two.runner, "second");
    const [post] = await two.dataSource.getRepository(second.Post).find({ relations: { author: true } });
    expect({ title: post?.title, author: post?.author.fullName, email: post?.author.email }).toEqual({
      title: "Notes",
      author: "Ada",
      email: "ada@example.org",
    });
  });

  it("writes the same bytes for the same entities and schema", async () => {
    const { runner } = await connect(first);
    const clock = { now: () => new Date("2026-01-02T03:04:05.678Z") };
    const written = await runner.revision({ message: "first", autogenerate: true, revisionId: "aaaaaaaaaaaa", clock });
    const text = readFileSync(written!.path, "utf8");
    rmSync(written!.path);
    const again = await runner.revision({ message: "first", autogenerate: true, revisionId: "aaaaaaaaaaaa", clock });
    expect(readFileSync(again!.path, "utf8")).toBe(text);
  });

  it("writes no file when nothing differs", async () => {
    const { runner } = await connect(first);
    await writeAndUpgrade(runner, "first");
    expect(await runner.revision({ message: "nothing", autogenerate: true })).toBeUndefined();
    expect(project.revisionFiles()).toHaveLength(1);
  });

  it("lets ten processes upgrade at once: one works, the others find nothing to do", async () => {
    const { runner } = await connect(first);
    await runner.revision({ message: "first", autogenerate: true });
    const sources = await Promise.all(
      Array.from({ length: database.capabilities.advisoryLocks ? 10 : 1 }, () => project.connect([])),
    );
    const results = await Promise.all(sources.map((source) => new Runner(source).upgrade()));
    expect(results.reduce((sum, { steps }) => sum + steps.length, 0)).toBe(1);
  });

  it("stamps without running anything", async () => {
    const { dataSource, runner } = await connect(first);
    const written = await runner.revision({ message: "first", autogenerate: true });
    await runner.stamp("head");
    expect((await runner.current()).map(({ revision }) => revision)).toEqual([written!.revision]);
    expect((await introspect(dataSource)).tables).toEqual([]);
  });

  it("forgets a version that no file has with stamp and purge, also for base", async () => {
    const { dataSource, runner } = await connect(first);
    const written = await runner.revision({ message: "first", autogenerate: true });
    await runner.stamp("head");
    await dataSource.query("update orm_version set version_num = 'gone'");
    await expect(runner.upgrade()).rejects.toMatchObject({ code: "REVISION.NO_SUCH_REVISION" });
    expect((await runner.stamp("base", { purge: true })).current).toEqual([]);
    await runner.stamp("head");
    await dataSource.query("update orm_version set version_num = 'gone'");
    expect((await runner.stamp("head", { purge: true })).current).toEqual([written!.revision]);
  });

  it("makes the database equal to the entities with synchronize, and empty with dropDatabase", async () => {
    const { dataSource, runner } = await connect(second);
    await dataSource.synchronize();
    expect((await runner.check()).summaries).toEqual([]);
    await dataSource.dropDatabase();
    const { tables, enums } = await introspect(dataSource);
    expect({ tables, enums }).toEqual({ tables: [], enums: [] });
  });
});

/** A schema without the order of its tables and checks, and without the texts that a dialect keeps for itself. */
function comparable({ tables, enums }: Schema): unknown {
  const byName = (left: { name?: string }, right: { name?: string }): number =>
    String(left.name) < String(right.name) ? -1 : 1;
  const own = tables.map(({ attributes, checks, ...table }) => ({
    ...table,
    checks: [...checks].sort(byName),
    ...ownAttributes(attributes),
  }));
  return { enums, tables: own.sort(byName) };
}

function ownAttributes(attributes: Table["attributes"]): object {
  const own = Object.entries(attributes ?? {}).filter(([key]) => !key.includes(".stored."));
  return own.length === 0 ? {} : { attributes: Object.fromEntries(own) };
}
