import { readFileSync } from "node:fs";
import path from "node:path";
import { defineCustomOperation } from "../../../src/migrate/custom-operations";
import { planSquash, type SquashPlan, type SquashRequest } from "../../../src/migrate/squash";
import { isSquashOfApplied, requireNotSquashed } from "../../../src/migrate/squashed-rows";
import { simulateRevision, withBlocks } from "../../../src/migrate/simulate-revision";
import { summarizeOperation } from "../../../src/operations/definitions";
import { listRevisionFiles } from "../../../src/revisions/revision-directory";
import { emptySchema } from "../../../src/schema/model";
import { createRevisionFiles, removeRevisionFiles, type RevisionFiles } from "./lint/revision-files";

const clock = { now: () => new Date("2026-11-21T00:00:00.000Z") };
const USERS = `await op.createTable("users", {
  columns: [{ name: "id", type: "integer" }],
  primaryKey: { name: "PK_users", columns: ["id"] },
});`;
const addColumn = (name: string): string =>
  `await op.addColumn("users", { name: "${name}", type: "text", nullable: true });`;
const dropColumn = (name: string): string => `await op.dropColumn("users", "${name}");`;

describe("orm squash", () => {
  let files: RevisionFiles;

  beforeEach(() => {
    files = createRevisionFiles();
    files.write("a1", { upgrade: USERS, downgrade: `await op.dropTable("users");` });
    files.write("b2", { upgrade: addColumn("name"), downgrade: dropColumn("name") });
  });

  afterEach(removeRevisionFiles);

  async function plan(request: Partial<SquashRequest> = {}): Promise<SquashPlan> {
    return planSquash(files, await files.graph(), { range: "base:head", clock, ...request }, undefined);
  }

  /** What the two halves of the written squash do. */
  async function operationsOf({ revision }: SquashPlan) {
    const written = (await files.graph()).get(revision);
    const up = await simulateRevision(files, written, "upgrade", emptySchema);
    const down = await simulateRevision(files, written, "downgrade", up.after);
    return {
      upgrade: withBlocks(up.operations).map(summarizeOperation),
      downgrade: withBlocks(down.operations).map(summarizeOperation),
      failure: down.failure?.error,
    };
  }

  it("writes one revision with the id of the last and the parent of the first", async () => {
    files.write("c3", { upgrade: addColumn("age"), downgrade: dropColumn("age"), branchLabels: ["main"] });
    const squash = await plan({ message: "the beginning" });
    await squash.write();
    const graph = await files.graph();
    expect(graph.revisions).toMatchObject([
      {
        revision: "c3",
        downRevision: null,
        branchLabels: ["main"],
        message: "the beginning",
        squashes: ["a1", "b2", "c3"],
        path: path.join(files.folder, "c3_the_beginning.js"),
      },
    ]);
  });

  it("creates a table as the revisions left it", async () => {
    const squash = await plan();
    await squash.write();
    expect(await operationsOf(squash)).toEqual({
      upgrade: ['create table "users"'],
      downgrade: ['drop table "users"'],
      failure: undefined,
    });
    expect(squash.source).toContain('name: "name"');
  });

  it("moves the old files where no command reads them, and deletes them where that is asked for", async () => {
    await (await plan()).write();
    expect(listRevisionFiles(files.folder, { recursive: true }).map((file) => path.basename(file))).toEqual([
      "b2_squash_of_2_revisions_message_of_a1.js",
    ]);
    expect(readFileSync(path.join(files.folder, ".squashed", "a1.js"), "utf8")).toContain('exports.revision = "a1"');
    files.write("c3", { down: "b2", upgrade: addColumn("age"), downgrade: dropColumn("age") });
    const again = await plan({ delete: true });
    await again.write();
    expect(again.squashes).toEqual(["a1", "b2", "c3"]);
    expect(listRevisionFiles(files.folder)).toHaveLength(1);
  });

  it("keeps raw SQL and rows in their place", async () => {
    files.write("c3", {
      upgrade: `await op.bulkInsert("users", [{ id: 1, name: "x" }]);\nawait op.execute("UPDATE users SET name = 'y'");`,
      downgrade: `await op.execute("DELETE FROM users");`,
    });
    files.write("d4", { upgrade: addColumn("age"), downgrade: dropColumn("age") });
    const squash = await plan();
    await squash.write();
    expect(await operationsOf(squash)).toMatchObject({
      upgrade: [
        'create table "users"',
        'insert 1 row into table "users"',
        "execute UPDATE users SET name = 'y'",
        'add column "age" to table "users"',
      ],
      downgrade: ['drop column "age" of table "users"', "execute DELETE FROM users", 'drop table "users"'],
    });
  });

  it.each([
    [
      "a rename",
      `await op.renameColumn("users", "name", "title");`,
      `await op.renameColumn("users", "title", "name");`,
    ],
    [
      "another type",
      `await op.alterColumn("users", "name", { type: "integer", using: "1" });`,
      `await op.alterColumn("users", "name", { type: "text" });`,
    ],
    [
      "a column made anew",
      `${dropColumn("name")}\n${addColumn("name")}`,
      `${dropColumn("name")}\n${addColumn("name")}`,
    ],
    [
      "a block",
      `await op.autocommit((op) => op.createIndex("users", { name: "I", columns: ["name"], concurrently: true }));`,
      `await op.dropIndex("users", "I");`,
    ],
  ])("does not forget the rows of a table that is there: %s", async (_what, upgrade, downgrade) => {
    files.write("c3", { upgrade, downgrade });
    files.write("d4", { upgrade: addColumn("age"), downgrade: dropColumn("age") });
    const graph = await files.graph();
    const before = await simulateRevision(files, graph.get("c3"), "upgrade", emptySchema);
    const squash = await plan({ range: "c3:d4" });
    await squash.write();
    const after = await operationsOf(squash);
    expect(after.upgrade).toEqual([
      ...withBlocks(before.operations).map(summarizeOperation),
      'add column "age" to table "users"',
    ]);
  });

  it("keeps that the code declares an object", async () => {
    const createView = (query: string, options: string): string =>
      `await op.createView("ones", { query: "${query}" }${options});`;
    files.write("c3", {
      upgrade: createView("SELECT 1", ", { declared: true }"),
      downgrade: `await op.dropView("ones");`,
    });
    files.write("d4", {
      upgrade: `await op.replaceView("ones", { query: "SELECT 2" });`,
      downgrade: `await op.replaceView("ones", { query: "SELECT 1" });`,
    });
    const squash = await plan();
    await squash.write();
    const written = (await files.graph()).get(squash.revision);
    const { operations } = await simulateRevision(files, written, "upgrade", emptySchema);
    expect(withBlocks(operations).slice(1)).toMatchObject([
      { kind: "createView", object: { name: "ones", query: "SELECT 2" }, declared: true },
    ]);
  });

  it("leaves out what comes and goes again", async () => {
    files.write("c3", { upgrade: addColumn("tmp"), downgrade: dropColumn("tmp") });
    files.write("d4", { upgrade: dropColumn("tmp"), downgrade: addColumn("tmp") });
    files.write("e5", { upgrade: addColumn("age"), downgrade: dropColumn("age") });
    const squash = await plan({ range: "c3:e5" });
    await squash.write();
    expect((await operationsOf(squash)).upgrade).toEqual(['add column "age" to table "users"']);
  });

  it("ends the way down where one of the downgrades ends", async () => {
    files.write("c3", { upgrade: addColumn("age"), downgrade: `throw new Error("there is no way back");` });
    const squash = await plan();
    await squash.write();
    const { downgrade, failure } = await operationsOf(squash);
    expect(downgrade).toEqual([]);
    expect(failure).toMatchObject({ message: "c3: there is no way back" });
  });

  it.each([
    ["reads rows", `await op.query("SELECT 1");`, "rows"],
    ["asks which database it runs on", `if (op.dialect.name !== "x") { ${addColumn("age")} }`, "the database"],
    ["changes rows in batches", `await op.batch("users", async () => {});`, "batches of rows"],
  ])("refuses a revision that %s, and names it", async (_what, upgrade, what) => {
    files.write("c3", { upgrade });
    await expect(plan()).rejects.toMatchObject({
      code: "REVISION.CANNOT_SQUASH",
      message: expect.stringContaining(`the upgrade of revision c3 depends on ${what}`),
      hint: expect.stringContaining("--keep-bodies"),
    });
  });

  it("keeps the code of the revisions where that is asked for", async () => {
    files.write("c3", {
      upgrade: `const rows = await op.query("SELECT 1");\n${addColumn("age")}`,
      downgrade: dropColumn("age"),
    });
    const squash = await plan({ keepBodies: true });
    await squash.write();
    expect(squash.source).toContain("SELECT 1");
    expect(await operationsOf(squash)).toEqual({
      upgrade: ['create table "users"', 'add column "name" to table "users"', 'add column "age" to table "users"'],
      downgrade: ['drop column "age" of table "users"', 'drop column "name" of table "users"', 'drop table "users"'],
      failure: undefined,
    });
    expect((await files.graph()).get("c3").squashes).toEqual(["a1", "b2", "c3"]);
  });

  it("refuses a branch, a merge and a dependency in the middle", async () => {
    files.write("c3", { down: "a1", branchLabels: ["side"] });
    await expect(plan({ range: "a1:b2" })).rejects.toMatchObject({
      code: "REVISION.CANNOT_SQUASH",
      message: "revision a1 is in the middle of the range, and c3 follows it too",
    });
    files.write("d4", { down: ["b2", "c3"] });
    files.write("e5", { down: "d4" });
    await expect(plan({ range: "b2:e5" })).rejects.toMatchObject({ message: expect.stringContaining("is a merge") });
    const other = createRevisionFiles();
    other.write("a1");
    other.write("b2");
    other.write("x9", { down: null, dependsOn: ["a1"] });
    await expect(planSquash(other, await other.graph(), { range: "a1:b2", clock }, undefined)).rejects.toMatchObject({
      message: "revision x9 depends on a1, which is in the middle of the range",
    });
  });

  it("writes what the project's own operations and its names stand for", async () => {
    const addNote = defineCustomOperation({
      name: "addNote",
      expand: (op, table: string) => op.addColumn(table, { name: "note", type: "text", nullable: true }),
    });
    files.write("c3", {
      upgrade: `await op.addNote("users");\nawait op.createUniqueConstraint("users", { columns: ["note"] });`,
    });
    const migrations = { ...files.migrations, operations: [addNote], namingConvention: { uq: "uq_%(table_name)s" } };
    const request = { range: "base:head", clock };
    const { source } = await planSquash({ ...files, migrations }, await files.graph(), request, undefined);
    expect(source).toContain('{ name: "note", type: "text", nullable: true }');
    expect(source).toContain('"uq_users"');
  });

  it("knows what the line depends on elsewhere", async () => {
    files.write("x9", {
      down: null,
      upgrade: `await op.createTable("notes", { columns: [{ name: "id", type: "integer" }] });`,
    });
    files.write("c3", { down: "b2", dependsOn: ["x9"], upgrade: `await op.dropTable("notes");` });
    files.write("d4", { upgrade: addColumn("age") });
    const squash = await plan({ range: "c3:d4" });
    await squash.write();
    expect((await files.graph()).get("d4")).toMatchObject({ downRevision: "b2", dependsOn: ["x9"] });
    expect(squash.source).toContain('op.dropTable("notes")');
  });

  it("refuses one revision alone", async () => {
    await expect(plan({ range: "b2" })).rejects.toMatchObject({ code: "REVISION.CANNOT_SQUASH" });
  });

  it("leaves a database in the middle with an error that names the squash", async () => {
    await (await plan()).write();
    const graph = await files.graph();
    expect(() => requireNotSquashed(graph, ["a1"], "app.db")).toThrow(
      "the database is at revision a1, which is a part of the squash b2 now",
    );
    expect(() => requireNotSquashed(graph, ["b2"], "app.db")).not.toThrow();
  });

  it("is no edit where others that it stands for were applied", () => {
    const squash = { revision: "b2", squashes: ["a1", "b2"] };
    expect(isSquashOfApplied(squash, new Set(["a1", "b2"]))).toBe(true);
    expect(isSquashOfApplied(squash, new Set(["b2"]))).toBe(false);
    expect(isSquashOfApplied({ revision: "b2" }, new Set(["b2"]))).toBe(false);
  });
});
