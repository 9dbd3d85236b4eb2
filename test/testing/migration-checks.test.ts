import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { DataSource } from "../../src/data-source/data-source";
import type { DataSourceOptions } from "../../src/data-source/data-source-options";
import { Column, Entity, Index, PrimaryColumn } from "../../src/entry/index";
import {
  allModelsRegistered,
  describeMigrations,
  MigrationTester,
  modelsMatch,
  singleHead,
  upDownUp,
  upgradeFromBase,
  type MigrationTestOptions,
} from "../../src/entry/testing";
import { describeEachDatabase } from "../support/databases";
import { writeRevisionFile } from "../support/write-revision-file";

@Entity("users")
class User {
  @PrimaryColumn({ type: "integer", primaryKeyConstraintName: "PK_users" })
  id!: number;
  @Column({ type: "varchar", length: 50 })
  name!: string;
  @Index("IDX_users_email")
  @Column({ type: "varchar", length: 100, nullable: true })
  email!: string | null;
}

@Entity("teams")
class Team {
  @PrimaryColumn({ type: "integer" })
  id!: number;
}

const CREATE_USERS = `await op.createTable("users", { columns: [{ name: "id", type: "integer" }, { name: "name", type: "varchar(50)" }], primaryKey: { name: "PK_users", columns: ["id"] } });`;
const ADD_EMAIL = `await op.addColumn("users", { name: "email", type: "varchar(100)", nullable: true });
  await op.createIndex("users", { name: "IDX_users_email", columns: ["email"] });`;
const DROP_EMAIL = `await op.dropIndex("users", "IDX_users_email"); await op.dropColumn("users", "email");`;
const ADA = "insert into users (id, name) values (1, 'Ada')";

function writeProject(root: string): void {
  writeRevisionFile(root, {
    id: "a1",
    downRevision: null,
    upgrade: CREATE_USERS,
    downgrade: `await op.dropTable("users");`,
  });
  writeRevisionFile(root, { id: "b2", downRevision: "a1", upgrade: ADD_EMAIL, downgrade: DROP_EMAIL });
}

function createProject(): string {
  const root = mkdtempSync(path.join(os.tmpdir(), "ormolu-testing-"));
  writeProject(root);
  return root;
}

describeEachDatabase(
  "tests of migrations",
  (database) => {
    let options: Omit<MigrationTestOptions, "dataSource"> & { readonly dataSource: DataSourceOptions };
    let root: string;

    beforeEach(async () => {
      root = createProject();
      const place = await database.createEmpty();
      options = {
        dataSource: { ...place, root, entities: [User] } as unknown as DataSourceOptions,
        onNote: () => undefined,
      };
    });
    afterEach(async () => {
      await database.cleanUp();
      rmSync(root, { recursive: true, force: true });
    });

    const writeThird = (upgrade: string, downgrade: string): void =>
      writeRevisionFile(root, { id: "c3", downRevision: "b2", upgrade, downgrade });

    it("pass for a project that is right, and leave no database behind", async () => {
      await singleHead(options);
      await upgradeFromBase(options);
      await modelsMatch(options);
      const dataAt = { a1: (query: MigrationTester["query"]) => query(ADA) };
      expect(await upDownUp({ ...options, dataAt })).toEqual({ tested: ["a1", "b2"], leftOut: [] });
      const tester = await MigrationTester.create(options);
      const scratch = { ...tester.dataSource.options, fileMustExist: true } as DataSourceOptions;
      const isInMemory = tester.dataSource.address.endsWith("memory");
      await tester.close();
      const again = new DataSource(scratch).initialize();
      if (isInMemory) await (await again).destroy();
      else await expect(again).rejects.toMatchObject({ code: "CONNECTION.DATABASE_MISSING" });
    });

    it("leave the database of the options alone", async () => {
      await upDownUp(options);
      const dataSource = await new DataSource({ ...options.dataSource, entities: [] }).initialize();
      await expect(dataSource.query("select * from users")).rejects.toMatchObject({ code: "QUERY.FAILED" });
      await dataSource.destroy();
    });

    it("tell which changes no revision has", async () => {
      const entities = [User, Team];
      const check = modelsMatch({ ...options, dataSource: { ...options.dataSource, entities } });
      await expect(check).rejects.toMatchObject({
        code: "TESTING.MODELS_DIFFER",
        details: { changes: ['create table "teams"'] },
      });
    });

    it("tell what a downgrade leaves behind", async () => {
      writeThird(`await op.createTable("left", { columns: [{ name: "id", type: "integer" }] });`, "");
      await expect(upDownUp(options)).rejects.toMatchObject({
        code: "TESTING.TRACE_LEFT",
        message: 'revision c3: after its downgrade the schema is not what it was: to drop table "left"',
      });
    });

    it("tell which rows are lost", async () => {
      writeThird(`await op.execute("delete from users");`, "");
      const dataAt = { b2: (query: MigrationTester["query"]) => query(ADA) };
      await expect(upDownUp({ ...options, dataAt })).rejects.toMatchObject({
        code: "TESTING.ROWS_LOST",
        details: { revision: "c3", table: "users", rows: ["id: 1, name: Ada, email: null"] },
      });
    });

    it("tell which values changed, unless the revision is meant to change them", async () => {
      writeThird(`await op.execute("update users set name = 'Eve'");`, "");
      const data = { ...options, dataAt: { b2: (query: MigrationTester["query"]) => query(ADA) } };
      await expect(upDownUp(data)).rejects.toMatchObject({ code: "TESTING.ROWS_LOST" });
      expect((await upDownUp({ ...data, changesRows: ["c3"] })).tested).toEqual(["a1", "b2", "c3"]);
    });

    it("find a revision that works on an empty table only", async () => {
      writeThird(
        `await op.execute("insert into users (id, name) values (1, 'Grace')");`,
        `await op.execute("delete from users where id = 1");`,
      );
      const dataAt = { b2: (query: MigrationTester["query"]) => query(ADA) };
      await expect(upDownUp({ ...options, dataAt })).rejects.toMatchObject({ code: "REVISION.FAILED" });
      expect((await upDownUp(options)).tested).toHaveLength(3);
    });

    it("test later revisions with the rows of earlier ones, also those that went with their table", async () => {
      writeThird(
        `await op.createIndex("users", { name: "UQ_name", columns: ["name"], unique: true });`,
        `await op.dropIndex("users", "UQ_name");`,
      );
      const twice = "insert into users (id, name) values (1, 'Ada'), (2, 'Ada')";
      const dataAt = { a1: (query: MigrationTester["query"]) => query(twice) };
      await expect(upDownUp({ ...options, dataAt })).rejects.toMatchObject({ code: "REVISION.FAILED" });
      expect((await upDownUp(options)).tested).toEqual(["a1", "b2", "c3"]);
    });

    it("leave a revision out that says that it cannot go down, and say so", async () => {
      writeThird(`await op.execute("delete from users");`, `throw new Error("the rows are gone");`);
      const notes: string[] = [];
      const report = await upDownUp({ ...options, onNote: (note) => notes.push(note) });
      expect(report).toEqual({ tested: ["a1", "b2"], leftOut: [{ revision: "c3", reason: "the rows are gone" }] });
      expect(notes).toEqual(["revision c3 is not taken down: the rows are gone"]);
    });

    it("hold a mistake in a downgrade against the revision", async () => {
      writeThird("", `await op.dropTable(undefined.name);`);
      await expect(upDownUp(options)).rejects.toMatchObject({ code: "REVISION.FAILED" });
    });

    it("go down no further than they may, and stamp what is skipped", async () => {
      const low = await upDownUp({ ...options, minimumDowngradeRevision: "a1" });
      expect(low.leftOut.map(({ revision }) => revision)).toEqual(["a1"]);
      writeThird(`throw new Error("never in a test");`, "");
      const skipped = await upDownUp({ ...options, skipRevisions: ["c3"] });
      expect(skipped).toMatchObject({ tested: ["a1", "b2"], leftOut: [{ revision: "c3" }] });
    });

    it("go to where a revision begins, with rows, and on from there", async () => {
      const tester = await MigrationTester.create(options);
      try {
        await tester.migrateUpBefore("b2");
        expect(await tester.current()).toEqual(["a1"]);
        await tester.insertInto("users", [{ id: 1, name: "Ada" }]);
        await tester.insertInto("users", { id: 2, name: "Grace" });
        await tester.roundtripNext();
        expect(await tester.query("select id, email from users order by id")).toEqual([
          { id: 1, email: null },
          { id: 2, email: null },
        ]);
        await tester.migrateDownTo("a1");
        await tester.migrateUpOne();
        await expect(tester.migrateUpOne()).rejects.toMatchObject({ code: "REVISION.RELATIVE_OUT_OF_RANGE" });
        await tester.migrateDownBefore("b2");
        expect(await tester.current()).toEqual(["a1"]);
        await tester.migrateDownOne();
        expect(await tester.current()).toEqual([]);
        await tester.migrateUpTo("head");
        expect(tester.order).toEqual(["a1", "b2"]);
      } finally {
        await tester.close();
      }
    });

    it("refuse data for a revision that no file has", async () => {
      const dataAt = { b3: async () => undefined };
      await expect(upgradeFromBase({ ...options, dataAt })).rejects.toMatchObject({
        code: "REVISION.NO_SUCH_REVISION",
      });
    });
  },
  { makesManyDatabases: true },
);

describe("tests of revision files and entities", () => {
  let root: string;
  beforeEach(() => {
    root = createProject();
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const optionsWith = (entities: readonly (new () => object)[]): MigrationTestOptions => ({
    dataSource: { type: "sqlite", database: "app.db", root, entities },
  });

  it("refuse two heads", async () => {
    writeRevisionFile(root, { id: "x9", downRevision: "a1", upgrade: "" });
    await expect(singleHead(optionsWith([]))).rejects.toMatchObject({
      code: "REVISION.MULTIPLE_HEADS",
      details: { heads: ["b2", "x9"] },
    });
  });

  it("find an entity that the data source was not told of", async () => {
    mkdirSync(path.join(root, "entities"));
    const index = path.resolve(__dirname, "../../src/entry/index.ts");
    const source = `const { Entity, PrimaryColumn } = require(${JSON.stringify(index)});
      class Team {} Entity("teams")(Team); PrimaryColumn({ type: "integer" })(Team.prototype, "id"); exports.Team = Team;`;
    writeFileSync(path.join(root, "entities", "team.js"), source);
    await expect(allModelsRegistered(["entities/*.js"], optionsWith([User]))).rejects.toMatchObject({
      code: "TESTING.NOT_REGISTERED",
      details: { entities: ["Team"] },
    });
  });

  it("read orm.config when they are told nothing else", async () => {
    const dataSource = `{ type: "sqlite", database: "app.db", entities: [] }`;
    const config = path.join(root, "orm.config.cjs");
    writeFileSync(config, `module.exports = { dataSource: ${dataSource}, migrations: { directory: "migrations" } };`);
    await singleHead({ config });
    await upgradeFromBase({ config });
  });
});

describe("describeMigrations", () => {
  const found: string[] = [];
  const runner = {
    describe(name: string, define: () => void): void {
      found.push(name);
      define();
    },
    it: (name: string): void => void found.push(`  ${name}`),
  };

  it("registers a test for each check, without those that are not wanted", () => {
    describeMigrations({ runner, title: "shop", modelFiles: ["src/*.ts"], without: ["modelsMatch"] });
    expect(found).toEqual([
      "shop",
      "  have a single head",
      "  bring an empty database to the head",
      "  go up, down and up again, and leave no trace",
      "  know every entity of the project",
    ]);
  });
});

const project = createProject();
afterAll(() => rmSync(project, { recursive: true, force: true }));
describeMigrations({
  title: "the migrations of a project, as its own tests run them,",
  dataSource: { url: "sqlite:app.db", root: project, entities: [User] },
  dataAt: { a1: (query) => query(ADA) },
});
