import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { DataSource } from "../../src/data-source/data-source";
import type { DataSourceOptions } from "../../src/data-source/data-source-options";
import { Check } from "../../src/metadata/decorators/check";
import { Column } from "../../src/metadata/decorators/column";
import { Entity } from "../../src/metadata/decorators/entity";
import { Index } from "../../src/metadata/decorators/index-decorator";
import { ManyToOne } from "../../src/metadata/decorators/many-to-one";
import { PrimaryGeneratedColumn } from "../../src/metadata/decorators/primary-column";
import { Unique } from "../../src/metadata/decorators/unique";
import type { MigrationOptions } from "../../src/migrate/migration-options";
import { compareMetadata, produceRevision } from "../../src/migrate/produce-revision";
import { RevisionDirective } from "../../src/migrate/revision-directive";
import { Rewriter } from "../../src/migrate/rewriter";
import { Runner } from "../../src/migrate/runner";
import { introspect } from "../../src/migrate/schemas-of";
import { summarizeOperation } from "../../src/operations/definitions";
import type { NamingConvention } from "../../src/schema/naming-convention";
import { describeEachDatabase } from "../support/databases";
import { writeRevisionFile } from "../support/write-revision-file";

@Entity("teams")
class Team {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ length: 50 })
  name!: string;
}

@Entity("members")
@Unique(["email", "name"])
@Check("age > 0")
class Member {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ length: 50 })
  @Index()
  email!: string;

  @Column({ length: 50 })
  name!: string;

  @Column()
  age!: number;

  @ManyToOne(() => Team)
  team!: Team;
}

const convention: NamingConvention = {
  ix: "ix_%(table_name)s_%(column_0_N_name)s",
  uq: "uq_%(table_name)s_%(column_0_N_name)s",
  ck: "ck_%(table_name)s_%(constraint_name)s",
  fk: "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
  pk: "pk_%(table_name)s",
};

describeEachDatabase("hooks", (database) => {
  let root: string;
  let place: Readonly<Record<string, unknown>>;
  const open: DataSource[] = [];

  beforeEach(async () => {
    root = mkdtempSync(path.join(os.tmpdir(), "ormolu-hooks-"));
    place = { ...(await database.createEmpty()), root };
  });

  afterEach(async () => {
    for (const dataSource of open.splice(0)) await dataSource.destroy();
    await database.cleanUp();
    rmSync(root, { recursive: true, force: true });
  });

  async function connect(entities: readonly object[], migrations: MigrationOptions = {}): Promise<Runner & Connected> {
    for (const dataSource of open.splice(0)) await dataSource.destroy();
    const options = { ...place, entities, migrations } as unknown as DataSourceOptions;
    const dataSource = await new DataSource(options).initialize();
    open.push(dataSource);
    return Object.assign(new Runner(dataSource), { dataSource });
  }
  interface Connected {
    readonly dataSource: DataSource;
  }

  const files = (): readonly string[] => readdirSync(path.join(root, "migrations", "versions")).sort();
  const source = (file: string): string => readFileSync(file, "utf8");
  const differences = async (runner: Runner): Promise<readonly string[]> => (await runner.check()).summaries;

  /** A database that was made for the entities, and whatever SQL adds to it. */
  async function build(entities: readonly object[], ...statements: readonly string[]): Promise<void> {
    const runner = await connect(entities);
    await runner.revision({ autogenerate: true, message: "first", revisionId: "a1" });
    await runner.upgrade();
    for (const statement of statements) await runner.dataSource.query(statement);
  }

  describe("of a comparison", () => {
    it("leave a table out by its name, also one that others refer to", async () => {
      await build([Team, Member], "CREATE TABLE legacy (id integer)");
      const includeName: MigrationOptions["includeName"] = (name, type) =>
        type !== "table" || (name !== "legacy" && name !== "teams");
      const runner = await connect([Team, Member], { includeName });
      expect(await differences(runner)).toEqual([]);
      expect(await differences(await connect([Team, Member]))).toEqual(['drop table "legacy"']);
    });

    it("leave a column out, and prove a revision that changes the rest of its table", async () => {
      await build([Team], "ALTER TABLE teams ADD COLUMN legacy integer", "CREATE INDEX by_hand ON teams (legacy)");
      @Entity("teams")
      class Changed extends Team {
        @Column({ length: 20, nullable: true })
        nick!: string;
      }
      const includeObject: MigrationOptions["includeObject"] = (_object, name, type) =>
        type !== "column" || name !== "legacy";
      const runner = await connect([Changed], { includeObject });
      const written = await runner.revision({ autogenerate: true, message: "nick" });
      expect([written?.operations.map(summarizeOperation), written?.proof?.outcome]).toEqual([
        ['add column "nick" to table "teams"'],
        "proved",
      ]);
      await runner.upgrade();
      expect(await differences(runner)).toEqual([]);
      const { tables } = await introspect(runner.dataSource);
      expect(tables[0]?.columns.map(({ name }) => name)).toContain("legacy");
    });

    it("leave a table out that a new key refers to, and prove the revision with it", async () => {
      await build([Team]);
      const includeObject: MigrationOptions["includeObject"] = (_object, name, type) =>
        type !== "table" || name !== "teams";
      @Entity("teams")
      class Changed extends Team {
        @Column({ length: 20, nullable: true })
        nick!: string;
      }
      @Entity("players")
      class Player {
        @PrimaryGeneratedColumn()
        id!: number;
        @ManyToOne(() => Changed)
        team!: Changed;
      }
      const runner = await connect([Changed, Player], { includeObject });
      const written = await runner.revision({ autogenerate: true });
      expect([written?.operations.map(summarizeOperation), written?.proof?.outcome]).toEqual([
        ['create table "players"'],
        "proved",
      ]);
      await runner.upgrade();
      expect(await differences(runner)).toEqual([]);
      await runner.downgrade("-1");
      expect((await introspect(runner.dataSource)).tables.map(({ name }) => name)).toEqual(["teams"]);
    });

    it("switch the comparison of types and of defaults off", async () => {
      await build([Team]);
      @Entity("teams")
      class Changed extends Team {
        @Column({ length: 70, default: "x" })
        declare name: string;
      }
      const off = await connect([Changed], { compareType: false, compareServerDefault: false });
      expect(await differences(off)).toEqual([]);
      const asked: unknown[] = [];
      const own = await connect([Changed], {
        compareType: ({ table, column, actual, wanted, isDifferent }) => {
          asked.push([table.name, column, actual.type !== wanted.type, isDifferent]);
          return false;
        },
        compareServerDefault: () => false,
      });
      expect(await differences(own)).toEqual([]);
      expect(asked).toContainEqual(["teams", "name", true, true]);
    });
  });

  it("apply to comparisons of programs, which may write a revision themselves", async () => {
    const runner = await connect([Team, Member], {
      includeName: (name, type) => type !== "table" || name !== "members",
    });
    const { changes } = await compareMetadata(runner.dataSource);
    expect(changes.map(({ summary, sql }) => [summary, sql.length > 0])).toEqual([['create table "teams"', true]]);
    expect(await produceRevision(changes.map(({ operation }) => operation))).toContain('op.createTable("teams", {');
  });

  describe("of schemas", () => {
    it("compare those that no entity names, without those that includeName leaves out", async () => {
      await build([Team]);
      if (!database.capabilities.schemas) {
        expect(await differences(await connect([Team], { includeSchemas: true }))).toEqual([]);
        return;
      }
      const { dataSource } = await connect([Team]);
      for (const name of ["one", "two"]) {
        await dataSource.query(`CREATE SCHEMA ${name}`);
        await dataSource.query(`CREATE TABLE ${name}.t (id integer)`);
      }
      const includeName: MigrationOptions["includeName"] = (name, type) => type !== "schema" || name !== "two";
      expect(await differences(await connect([Team]))).toEqual([]);
      expect(await differences(await connect([Team], { includeSchemas: ["two"] }))).toEqual(['drop table "two.t"']);
      expect(await differences(await connect([Team], { includeSchemas: true, includeName }))).toEqual([
        'drop table "one.t"',
      ]);
    });
  });

  describe("of new revisions", () => {
    it("make several files of one, and prove them together", async () => {
      const processRevision: MigrationOptions["processRevision"] = (_context, directives) =>
        directives.flatMap(({ upgrade }) =>
          upgrade.map((operation) => new RevisionDirective({ message: operation.kind, upgrade: [operation] })),
        );
      const runner = await connect([Team, Member], { processRevision });
      const written = await runner.revision({ autogenerate: true });
      expect([written?.proof?.outcome, written?.following?.map(({ downRevision }) => downRevision)]).toEqual([
        "proved",
        [written?.revision],
      ]);
      expect(files()).toEqual([expect.stringContaining("createtable"), expect.stringContaining("createtable")]);
      await runner.upgrade();
      expect(await differences(runner)).toEqual([]);
      await runner.downgrade("base");
      expect((await introspect(runner.dataSource)).tables).toEqual([]);
    });

    it("write no file where no directive is left", async () => {
      const runner = await connect([Team], { processRevision: () => [] });
      expect(await runner.revision({ autogenerate: true })).toBeUndefined();
      expect(await runner.revision({ message: "by hand" })).toBeUndefined();
      expect(() => files()).toThrow("ENOENT");
    });

    it("rewrite operations, and are proved by what these lead to", async () => {
      await build([Team], "CREATE TABLE legacy (id integer)");
      @Entity("teams")
      class Changed extends Team {
        @Column({ length: 20, nullable: true })
        nick!: string;
      }
      const rewriter = new Rewriter().on("dropTable", () => []);
      const runner = await connect([Changed], { processRevision: rewriter.process });
      const written = await runner.revision({ autogenerate: true, answers: { noRenames: true } });
      expect([written?.operations.map(({ kind }) => kind), written?.proof]).toEqual([
        ["addColumn"],
        expect.objectContaining({ outcome: "proved", goal: "operations" }),
      ]);
      await runner.upgrade();
      expect(await differences(runner)).toEqual([]);
    });

    it("may ask for an index that is built while others write", async () => {
      const rewriter = new Rewriter().on("createIndex", (operation) => ({ ...operation, concurrently: true }));
      await build([Team]);
      @Entity("teams")
      class Changed extends Team {
        @Column({ length: 20, nullable: true })
        @Index()
        nick!: string;
      }
      const runner = await connect([Changed], { processRevision: rewriter.process });
      const written = await runner.revision({ autogenerate: true });
      expect(written?.proof?.outcome).toBe("proved");
      await runner.upgrade();
      expect(await differences(runner)).toEqual([]);
    });

    it("write types in their own way, with an import that the file needs", async () => {
      const runner = await connect([Team], {
        renderItem: ({ kind, item }, { imports }) => {
          if (kind !== "column" || item.name !== "name") return undefined;
          imports.add('import { inspect } from "node:util";');
          return `{ ...${JSON.stringify(item)}, name: inspect("name").slice(1, -1) }`;
        },
      });
      const written = await runner.revision({ autogenerate: true });
      expect([source(written!.path).match(/^import \{ inspect.*$/gm), written?.proof?.outcome]).toEqual([
        ['import { inspect } from "node:util";'],
        "proved",
      ]);
    });

    it("run on the file when it is written, and keep it where they fail", async () => {
      const seen: string[] = [];
      const runner = await connect([Team], { hooks: (file) => void seen.push(source(file)) });
      const written = await runner.revision({ autogenerate: true });
      expect(seen).toEqual([source(written!.path)]);
      const failing = await connect([Team], { hooks: () => Promise.reject(new Error("no")) });
      await expect(failing.revision({ message: "two" })).rejects.toMatchObject({ code: "REVISION.HOOK_FAILED" });
      expect(files()).toHaveLength(2);
    });
  });

  describe("of runs", () => {
    it("see every step inside of its transaction", async () => {
      writeRevisionFile(root, {
        id: "a1",
        downRevision: null,
        upgrade: `await op.execute("CREATE TABLE audit (line varchar(99))");`,
      });
      writeRevisionFile(root, { id: "b2", downRevision: "a1", upgrade: "" });
      const log: unknown[] = [];
      const runner = await connect([], {
        onVersionApply: async (version) => {
          const { isUpgrade, isStamp, isMigration, upRevisionId, downRevisionIds, destinationRevisionIds, x } = version;
          log.push([upRevisionId, isUpgrade, isStamp, isMigration, downRevisionIds, destinationRevisionIds, x]);
          await version.execute(`INSERT INTO audit VALUES ('${upRevisionId}')`);
        },
      });
      await runner.upgrade("head", { x: { by: "me" } });
      await runner.downgrade("-1");
      await runner.stamp("head");
      expect(log).toEqual([
        ["a1", true, false, true, [], ["a1"], { by: "me" }],
        ["b2", true, false, true, ["a1"], ["b2"], { by: "me" }],
        ["b2", false, false, true, ["a1"], ["a1"], {}],
        ["b2", true, true, false, ["a1"], ["b2"], {}],
      ]);
      expect(await runner.dataSource.query("SELECT count(*) AS n FROM audit")).toEqual([
        { n: expect.anything() as unknown },
      ]);
    });

    it("stop a step by throwing", async () => {
      writeRevisionFile(root, { id: "a1", downRevision: null, upgrade: "" });
      const runner = await connect([], { onVersionApply: () => Promise.reject(new Error("not today")) });
      await expect(runner.upgrade()).rejects.toThrow("not today");
      expect(await runner.current()).toEqual([]);
    });

    it("go around a run, on its connection, and give it arguments", async () => {
      writeRevisionFile(root, {
        id: "a1",
        downRevision: null,
        upgrade: `await op.execute("INSERT INTO made VALUES ('" + op.x.tenant + op.x.by + "')");`,
      });
      const runner = await connect([], {
        environment: {
          runOnline: async ({ purpose, execute, query, x }, run) => {
            await execute(`CREATE TABLE made (${purpose} varchar(20))`);
            await run({ x: { tenant: `${x["tenant"]}!` } });
            expect(await query("SELECT * FROM made")).toEqual([{ upgrade: "acme!me" }]);
          },
        },
      });
      await runner.upgrade("head", { x: { tenant: "acme", by: "me" } });
      expect(await runner.dataSource.query("SELECT * FROM made")).toEqual([{ upgrade: "acme!me" }]);
    });

    it("are refused where they do not run the run", async () => {
      writeRevisionFile(root, { id: "a1", downRevision: null, upgrade: "" });
      const runner = await connect([], { environment: { runOnline: () => undefined } });
      await expect(runner.upgrade()).rejects.toMatchObject({ code: "RUNNER.ENVIRONMENT" });
    });
  });

  describe("for names", () => {
    it("follow a new convention by renames alone", async () => {
      await build([Team, Member]);
      const runner = await connect([Team, Member], { namingConvention: convention });
      const written = await runner.revision({ autogenerate: true, message: "names" });
      const kinds = [...new Set(written?.operations.map(({ kind }) => kind))].sort();
      expect([kinds, written?.proof?.outcome]).toEqual([["renameConstraint", "renameIndex"], "proved"]);
      await runner.upgrade();
      expect(await differences(runner)).toEqual([]);
      const { tables } = await introspect(runner.dataSource);
      const members = tables.find(({ name }) => name === "members")!;
      expect({
        uniques: members.uniques.map(({ name }) => name),
        foreignKeys: members.foreignKeys.map(({ name }) => name),
        checks: members.checks.map(({ name }) => name),
      }).toEqual({
        uniques: ["uq_members_email_name"],
        foreignKeys: ["fk_members_teamId_teams"],
        checks: [expect.stringMatching(/^ck_members_[0-9a-f]{8}$/)],
      });
    });

    it("complete calls of op", async () => {
      writeRevisionFile(root, {
        id: "a1",
        downRevision: null,
        upgrade: `
          await op.createTable("t", { columns: [{ name: "id", type: "integer" }, { name: "a", type: "integer" }] });
          await op.createIndex("t", { columns: ["a"] });
          await op.createUniqueConstraint("t", { columns: ["id", "a"] });`,
      });
      const runner = await connect([], { namingConvention: convention });
      await runner.upgrade();
      const { tables } = await introspect(runner.dataSource);
      expect([tables[0]?.indexes.map(({ name }) => name), tables[0]?.uniques.map(({ name }) => name)]).toEqual([
        ["ix_t_a"],
        ["uq_t_id_a"],
      ]);
    });
  });
});
