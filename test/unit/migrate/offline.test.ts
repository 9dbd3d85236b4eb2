import type { Dialect } from "../../../src/dialect/dialect";
import { mariadbDialect, mysqlDialect } from "../../../src/dialects/mysql";
import { postgresDialect } from "../../../src/dialects/postgres";
import { sqliteDialect } from "../../../src/dialects/sqlite";
import { writeOfflineScript, type Script, type ScriptRequest } from "../../../src/migrate/offline";
import type { Operations } from "../../../src/migrate/operations-facade";
import { RevisionGraph } from "../../../src/revisions/revision-graph";

type Work = (op: Operations) => Promise<void>;

/** A revision of these tests: what it follows, and what it does. */
interface Given {
  readonly after: string | readonly string[] | null;
  readonly upgrade?: Work;
  readonly downgrade?: Work;
}

function write(
  dialect: Dialect,
  revisions: Readonly<Record<string, Given>>,
  kind: ScriptRequest["kind"],
  ...targets: readonly string[]
): Promise<Script> {
  const nothing: Work = async () => undefined;
  const graph = RevisionGraph.from(
    Object.entries(revisions).map(([revision, { after }]) => ({
      revision,
      downRevision: after,
      branchLabels: [],
      dependsOn: [],
      path: revision,
      message: `does ${revision}`,
    })),
  );
  const host = {
    dialect: dialect.resolve(dialect.offline),
    migrations: {},
    root: "/",
    loadModule: async (path: string) => ({ upgrade: nothing, downgrade: nothing, ...revisions[path] }),
  };
  return writeOfflineScript(host, graph, { kind, targets });
}

const create: Work = (op) =>
  op.createTable("t", {
    columns: [
      { name: "id", type: "integer" },
      { name: "note", type: "text", nullable: true },
    ],
  });
const rebuild: Work = (op) => op.alterColumn("t", "note", { nullable: false });
const titles = ({ text }: Script): readonly string[] => text.match(/^-- Running .*$/gm) ?? [];

describe("a revision that cannot be printed", () => {
  it.each<[string, Work, object]>([
    [
      "reads rows",
      (op) => op.query("SELECT 1").then(() => undefined),
      {
        code: "OPERATION.UNSUPPORTED",
        message: "upgrade of revision a1 (does a1): op.query needs a database, and this run only prints SQL",
        details: { revision: "a1" },
      },
    ],
    [
      "throws",
      () => Promise.reject(new TypeError("op.nothing is not a function")),
      {
        code: "REVISION.FAILED",
        message: "upgrade of revision a1 (does a1) failed: op.nothing is not a function",
        details: { revision: "a1", path: "a1" },
      },
    ],
  ])("is named where it %s", async (_what, upgrade, error) => {
    await expect(write(sqliteDialect, { a1: { after: null, upgrade } }, "upgrade", "head")).rejects.toMatchObject(
      error,
    );
  });
});

describe("the start of a range", () => {
  it("is simulated from the revisions before it", async () => {
    const addsMore: Work = (op) => op.addColumn("t", { name: "more", type: "integer", nullable: true });
    const revisions = {
      a1: { after: null, upgrade: create },
      b2: { after: "a1", upgrade: addsMore },
      c3: { after: "b2", upgrade: rebuild },
    };
    const { statements, steps } = await write(sqliteDialect, revisions, "upgrade", "b2:c3");
    expect(steps.map(({ step }) => step.revision)).toEqual(["c3"]);
    expect(statements.join("\n")).toContain('INSERT OR ABORT INTO "_orm_rebuild_t" (rowid, "id", "note", "more")');
  });

  it.each([
    ["reads rows", (op: Operations) => op.query("SELECT 1"), /revision b2 cannot be followed without a database/],
    [
      "changes the table in SQL",
      (op: Operations) => op.execute("ALTER TABLE t ADD x"),
      /SQL of revision b2 changes it/,
    ],
    [
      "renames another one to it",
      async (op: Operations) => {
        await op.execute("DROP TABLE t");
        await op.renameTable("elsewhere", "t");
      },
      /no revision before it creates the table/,
    ],
  ] as const)("is unknown for a rebuild where a revision %s, and nothing else minds", async (_what, hide, reason) => {
    const revisions = {
      a1: { after: null, upgrade: create },
      b2: { after: "a1", upgrade: async (op: Operations) => void (await hide(op)) },
      c3: { after: "b2", upgrade: rebuild },
    };
    await expect(write(sqliteDialect, revisions, "upgrade", "b2:c3")).rejects.toMatchObject({
      code: "OPERATION.UNSUPPORTED",
      message: expect.stringMatching(reason) as string,
      details: { revision: "c3", table: "t" },
    });
    const { statements } = await write(postgresDialect, revisions, "upgrade", "b2:c3");
    expect(statements).toContain('ALTER TABLE "t" ALTER COLUMN "note" SET NOT NULL');
  });

  it("knows a table again that was made anew, and the branch of a revision that asks for a database", async () => {
    const revisions = {
      a1: { after: null, upgrade: create },
      b2: {
        after: "a1",
        upgrade: async (op: Operations) => {
          if (!op.isOffline) await op.query("SELECT 1");
          await op.execute("ALTER TABLE t ADD x");
          await op.dropTable("t");
          await create(op);
        },
      },
      c3: { after: "b2", upgrade: rebuild },
    };
    expect((await write(sqliteDialect, revisions, "upgrade", "b2:c3")).statements.length).toBeGreaterThan(8);
  });

  it("keeps what a condition leaves as it is", async () => {
    const revisions = {
      a1: { after: null, upgrade: create },
      b2: {
        after: "a1",
        upgrade: async (op: Operations) => {
          await op.createTable("t", { columns: [{ name: "other", type: "integer" }] }, { ifNotExists: true });
          await op.dropTable("gone", { ifExists: true });
          await op.createIndex("t", { name: "IDX_t", columns: ["id"] });
          await op.createIndex("t", { name: "IDX_t", columns: ["id"], ifNotExists: true });
        },
      },
      c3: { after: "b2", upgrade: rebuild },
    };
    const { statements } = await write(sqliteDialect, revisions, "upgrade", "b2:c3");
    expect(statements.join("\n")).toContain('INSERT OR ABORT INTO "_orm_rebuild_t" (rowid, "id", "note")');
    const all = (await write(sqliteDialect, revisions, "upgrade", "b2")).statements.join("\n");
    expect(all).toContain('CREATE TABLE IF NOT EXISTS "t" (\n  "other"');
    expect(all).toContain('DROP TABLE IF EXISTS "gone"');
    expect(all).toContain('CREATE INDEX IF NOT EXISTS "IDX_t" ON "t" ("id")');
    const other = (await write(mariadbDialect, revisions, "upgrade", "b2")).statements.join("\n");
    expect(other).toContain("CREATE INDEX IF NOT EXISTS `IDX_t` ON `t` (`id`)");
  });

  it("may be several heads, and a merge", async () => {
    const revisions = {
      a1: { after: null },
      b2: { after: "a1" },
      c3: { after: "a1" },
      d4: { after: ["b2", "c3"] },
    };
    const script = await write(postgresDialect, revisions, "upgrade", "b2,c3:heads");
    expect(titles(script)).toEqual(["-- Running upgrade b2, c3 -> d4: does d4"]);
    expect(script.steps[0]!.statements).toHaveLength(4);
    expect(titles(await write(postgresDialect, revisions, "downgrade", "heads:base"))).toEqual([
      "-- Running downgrade d4 -> b2, c3: does d4",
      "-- Running downgrade b2 -> a1: does b2",
      "-- Running downgrade c3 -> a1: does c3",
      "-- Running downgrade a1 -> : does a1",
    ]);
  });

  it.each([
    ["downgrade", ["base"], /requires <from>:<to>/],
    ["downgrade", ["a1:"], /has no end/],
    ["stamp", ["base:a1", "a1:a1"], /takes one start, not base and a1/],
    ["upgrade", ["a:b:c"], /is no range/],
  ] as const)("is refused for %s %j", async (kind, targets, message) => {
    await expect(write(postgresDialect, { a1: { after: null } }, kind, ...targets)).rejects.toMatchObject({
      code: "CLI.USAGE",
      message: expect.stringMatching(message) as string,
    });
  });
});

describe("the text of a script", () => {
  const trigger = "CREATE TRIGGER t BEFORE INSERT ON t FOR EACH ROW BEGIN SET NEW.a = '$$'; SET NEW.b = 1; END";

  it("parts statements of MySQL that hold semicolons by a delimiter that they do not hold", async () => {
    const upgrade: Work = (op) => op.execute(trigger);
    const { text } = await write(mysqlDialect, { a1: { after: null, upgrade } }, "upgrade", "head");
    expect(text).toContain(`\nDELIMITER $$$\n${trigger}\n$$$\nDELIMITER ;\n`);
    expect(text).not.toContain("COMMIT");
  });

  it("sets the session as ours is", async () => {
    const { statements } = await write(mariadbDialect, { a1: { after: null } }, "upgrade", "head");
    expect(statements[0]).toBe("SET NAMES utf8mb4");
    expect(statements[1]).toMatch(
      /^SET SESSION sql_mode = .*STRICT_TRANS_TABLES.*system_versioning_alter_history = KEEP$/,
    );
  });

  it("ends a statement once, also behind a comment", async () => {
    const upgrade: Work = async (op) => {
      await op.execute("SELECT 1; -- done");
      await op.execute(" SELECT 2 ;\n;");
    };
    const { text } = await write(postgresDialect, { a1: { after: null, upgrade } }, "upgrade", "head");
    expect(text).toContain("BEGIN;\nSELECT 1; -- done\n;\n SELECT 2;\nINSERT INTO");
  });

  it("switches foreign keys of SQLite off around all of it, and checks them before each COMMIT", async () => {
    const { statements } = await write(sqliteDialect, { a1: { after: null }, b2: { after: "a1" } }, "upgrade", "head");
    const kinds = statements.map((sql) => sql.split(" ").slice(0, 3).join(" "));
    expect(kinds).toEqual([
      "PRAGMA foreign_keys =",
      "CREATE TEMP TABLE",
      "CREATE TEMP TABLE",
      "CREATE TABLE IF",
      "BEGIN IMMEDIATE",
      'INSERT INTO "orm_version"',
      "INSERT OR ROLLBACK",
      "COMMIT",
      "BEGIN IMMEDIATE",
      'UPDATE "orm_version" SET',
      "INSERT OR ROLLBACK",
      "COMMIT",
      'DROP TABLE temp."_orm_check"',
      'DROP TABLE temp."_orm_before"',
      "PRAGMA foreign_keys =",
    ]);
  });

  it("is only the version where a database is stamped", async () => {
    const { statements } = await write(sqliteDialect, { a1: { after: null } }, "stamp", "a1");
    expect(statements).toEqual([
      'CREATE TABLE IF NOT EXISTS "orm_version" ("version_num" varchar(32) NOT NULL PRIMARY KEY)',
      "BEGIN IMMEDIATE",
      `INSERT INTO "orm_version" ("version_num") VALUES ('a1')`,
      "COMMIT",
    ]);
  });
});
