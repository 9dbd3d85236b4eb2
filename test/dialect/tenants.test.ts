import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { DataSource } from "../../src/data-source/data-source";
import type { DataSourceOptions } from "../../src/data-source/data-source-options";
import { openTenant } from "../../src/data-source/open-tenant";
import { listTenants, runTenants } from "../../src/data-source/run-tenants";
import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from "../../src/entry/index";
import { withLock } from "../../src/migrate/lock";
import type { Runner } from "../../src/migrate/runner";
import type { TenantOptions } from "../../src/migrate/tenant-options";
import type { TenantEvent, TenantOutcome } from "../../src/migrate/tenants";
import { describeEachDatabase, type TestDatabase } from "../support/databases";
import { createDatabaseName } from "../support/database-name";
import { writeRevisionFile } from "../support/write-revision-file";

const CREATE = `await op.createTable("users", { columns: [{ name: "id", type: "integer" }], primaryKey: { name: "PK_a3ffb1c0c8416b9fc6f907b7433", columns: ["id"] } });`;

/** A folder with revisions, and options of a data source with tenants in it. */
interface TenantProject {
  root: string;
  options(tenants: TenantOptions, more?: object): DataSourceOptions;
  open(options: DataSourceOptions): Promise<DataSource>;
}

function useTenantProject(database: TestDatabase): TenantProject {
  const open: DataSource[] = [];
  let place: object;
  const project: TenantProject = {
    root: "",
    options: (tenants, more) =>
      ({ ...place, ...more, root: project.root, migrations: { tenants } }) as unknown as DataSourceOptions,
    async open(options) {
      const dataSource = await new DataSource(options).initialize();
      open.push(dataSource);
      return dataSource;
    },
  };
  beforeEach(async () => {
    place = await database.createEmpty();
    project.root = mkdtempSync(path.join(os.tmpdir(), "ormolu-tenants-"));
    writeRevisionFile(project.root, {
      id: "a1",
      downRevision: null,
      upgrade: CREATE,
      downgrade: `await op.dropTable("users");`,
    });
  });
  afterEach(async () => {
    for (const dataSource of open.splice(0)) if (dataSource.isInitialized) await dataSource.destroy();
    await database.cleanUp();
    rmSync(project.root, { recursive: true, force: true });
  });
  return project;
}

function statuses(outcomes: readonly TenantOutcome<unknown>[]): readonly string[] {
  return outcomes.map(({ tenant, status }) => `${tenant} ${status}`);
}

function stepCounts(outcomes: readonly TenantOutcome<{ readonly steps: readonly unknown[] }>[]): readonly number[] {
  return outcomes.map((outcome) => (outcome.status === "done" ? outcome.result.steps.length : -1));
}

function names(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `t${String(index).padStart(3, "0")}`);
}

@Entity({ name: "countries", schema: "public" })
class Country {
  @PrimaryColumn({ type: "varchar", length: 2 })
  code!: string;
}

@Entity("users")
class User {
  @PrimaryColumn({ type: "integer" })
  id!: number;
  @Column({ type: "varchar", length: 2, nullable: true })
  countryCode!: string | null;
  @ManyToOne(() => Country)
  @JoinColumn({ name: "countryCode" })
  country!: Country | null;
}

describeEachDatabase(
  "tenants in schemas",
  (database) => {
    const project = useTenantProject(database);

    it("brings 200 schemas to the head, each with a version table of its own, and then has nothing to do", async () => {
      const tenants = names(database.capabilities.advisoryLocks ? 200 : 5);
      const options = project.options({ kind: "schema", list: tenants, create: true });
      const counts: number[] = [];
      const onEvent = (event: TenantEvent): void => {
        if (event.type !== "tenant:event") counts.push(event.counts.running);
      };
      const first = await runTenants(options, { onEvent });
      expect(stepCounts(first)).toEqual(tenants.map(() => 1));
      expect(Math.max(...counts)).toBeLessThanOrEqual(4);
      const base = await project.open(options);
      const rows = await base.query<{ count: number | string }>(
        `select count(*) as count from information_schema.tables where table_name = 'orm_version'`,
      );
      expect(Number(rows[0]!.count)).toBe(tenants.length);
      await base.destroy();
      expect(stepCounts(await runTenants(options, {}))).toEqual(tenants.map(() => 0));
    }, 120_000);

    it("works on the others where one fails, and goes on with that one alone", async () => {
      const options = project.options({ kind: "schema", list: ["t1", "t2", "t3"], create: true, concurrency: 2 });
      await runTenants(options);
      writeRevisionFile(project.root, {
        id: "b2",
        downRevision: "a1",
        upgrade: `await op.execute("insert into users values (7)");`,
      });
      const second = await openTenant(options, "t2");
      await second.dataSource.query("insert into users values (7)");
      await second.dataSource.destroy();
      const outcomes = await runTenants(options);
      expect(statuses(outcomes)).toEqual(["t1 done", "t2 failed", "t3 done"]);
      expect(outcomes[1]).toMatchObject({ error: { code: "REVISION.FAILED" } });
      const mended = await openTenant(options, "t2");
      await mended.dataSource.query("delete from users");
      await mended.dataSource.destroy();
      expect(stepCounts(await runTenants(options))).toEqual([0, 1, 0]);
    });

    it("compares entities in the tenant's schema, and leaves what is shared alone", async () => {
      const options = project.options(
        { kind: "schema", list: ["t1", "t2"], create: true },
        { entities: [Country, User] },
      );
      const base = await project.open({ ...options, entities: [] });
      await base.query("create table public.countries (code varchar(2) primary key, extra integer)");
      await base.query("create table public.audit (id integer)");
      await base.destroy();
      await runTenants(options);
      const before = await runTenants(options, { run: (runner) => runner.check() });
      const fk = `await op.addColumn("users", { name: "countryCode", type: "varchar(2)", nullable: true });
        await op.createForeignKey("users", { name: "FK_a0ed47f0ee7de871cdbcf9d1f93", columns: ["countryCode"], references: { schema: "public", table: "countries", columns: ["code"] } });`;
      expect(before.map((outcome) => outcome.status === "done" && outcome.result.summaries)).toEqual(
        ["t1", "t2"].map(() => [
          'add column "countryCode" to table "users"',
          'create foreign key "FK_a0ed47f0ee7de871cdbcf9d1f93" on table "users"',
        ]),
      );
      writeRevisionFile(project.root, { id: "b2", downRevision: "a1", upgrade: fk });
      expect(stepCounts(await runTenants(options))).toEqual([1, 1]);
      const after = await runTenants(options, { run: (runner) => runner.check() });
      expect(after.map((outcome) => outcome.status === "done" && outcome.result.summaries)).toEqual([[], []]);
    });

    it("proves a new revision that refers to what tenants share, and writes nothing else of it", async () => {
      const options = project.options({ kind: "schema", list: ["t1"], create: true }, { entities: [Country, User] });
      const base = await project.open({ ...options, entities: [] });
      await base.query("create table public.countries (code varchar(2) primary key, extra integer)");
      await base.destroy();
      await runTenants(options);
      const run = (runner: Runner) => runner.revision({ message: "countries", autogenerate: true });
      const [outcome] = await runTenants(options, { run });
      expect(outcome).toMatchObject({
        status: "done",
        result: {
          operations: [{ kind: "addColumn" }, { kind: "createForeignKey" }],
          ...(database.capabilities.advisoryLocks ? { proof: { outcome: "proved" } } : {}),
        },
      });
      expect(stepCounts(await runTenants(options))).toEqual([1]);
    });

    it("refuses an operation on what tenants share, and changes nothing", async () => {
      const options = project.options({ kind: "schema", list: ["t1"], create: true });
      const base = await project.open(options);
      await base.query("create table public.countries (code varchar(2) primary key)");
      await base.destroy();
      const shared = `{ schema: "public", name: "countries" }`;
      writeRevisionFile(project.root, { id: "b2", downRevision: "a1", upgrade: `await op.dropTable(${shared});` });
      const [outcome] = await runTenants(options);
      expect(outcome).toMatchObject({
        status: "failed",
        error: { code: "REVISION.FAILED", details: { reason: { code: "TENANT.SHARED_OBJECT" } } },
      });
      const again = await project.open(options);
      expect(await again.query("select code from public.countries")).toEqual([]);
    });

    it("reaches no table of another schema by a name without one", async () => {
      const options = project.options({ kind: "schema", list: ["t1"], create: true });
      const base = await project.open(options);
      await base.query("create table public.countries (code varchar(2) primary key)");
      await base.destroy();
      writeRevisionFile(project.root, {
        id: "b2",
        downRevision: "a1",
        upgrade: `await op.execute("drop table countries");`,
      });
      expect(statuses(await runTenants(options))).toEqual(["t1 failed"]);
      const again = await project.open(options);
      expect(await again.query("select code from public.countries")).toEqual([]);
    });

    it("refuses a schema that is not there, where none is to be created", async () => {
      const options = project.options({ kind: "schema", list: ["t1"] });
      const [outcome] = await runTenants(options);
      expect(outcome).toMatchObject({ status: "failed", error: { code: "TENANT.MISSING" } });
    });

    it("asks the database which tenants there are", async () => {
      const list: TenantOptions["list"] = async (query) =>
        (await query("select name from public.tenants order by name")).map((row) => String(row["name"]));
      const options = project.options({ kind: "schema", list, template: (name) => `tenant_${name}`, create: true });
      const base = await project.open({ ...options, migrations: {} });
      await base.query("create table public.tenants (name varchar(20))");
      await base.query("insert into public.tenants values ('globex'), ('acme')");
      await base.destroy();
      expect(await listTenants(options)).toEqual(["acme", "globex"]);
      expect(statuses(await runTenants(options))).toEqual(["acme done", "globex done"]);
      const again = await project.open({ ...options, migrations: {} });
      expect(await again.query("select version_num from tenant_acme.orm_version")).toEqual([{ version_num: "a1" }]);
    });
  },
  { requires: { schemas: "tenants are schemas here" } },
);

describeEachDatabase(
  "locks of tenants",
  (database) => {
    const project = useTenantProject(database);

    it("keep nobody waiting but those who want the same tenant", async () => {
      const options = project.options({ kind: "schema", list: ["t1", "t2"], create: true });
      const { dataSource, host } = await openTenant(options, "t1");
      const outcomes = await withLock(host, { timeout: 1000 }, () =>
        runTenants(options, { run: (runner, run) => runner.upgrade("head", { ...run, lockTimeout: 1 }) }),
      );
      await dataSource.destroy();
      expect(statuses(outcomes)).toEqual(["t1 failed", "t2 done"]);
      expect(outcomes[0]).toMatchObject({ error: { code: "RUNNER.LOCK_TIMEOUT" } });
    });
  },
  { requires: { schemas: "tenants are schemas here", advisoryLocks: "two sessions have to meet" } },
);

describeEachDatabase("tenants in databases", (database) => {
  const project = useTenantProject(database);
  const isFile = (options: DataSourceOptions): boolean => !("url" in options && options.url !== undefined);

  async function drop(options: DataSourceOptions, tenants: readonly string[]): Promise<void> {
    if (isFile(options)) return;
    const base = await project.open(options);
    for (const tenant of tenants) await base.query(`drop database ${base.dialect.queries.quoteIdentifier(tenant)}`);
  }

  it("are created where they are missing, brought to the head, and taken back", async () => {
    const prefix = createDatabaseName();
    const many = project.options({ kind: "database", list: [] });
    // A file costs nothing; a server with locks of its own needs a second for each database.
    const count = isFile(many) && !database.capabilities.schemas ? 50 : 2;
    const tenants = Array.from({ length: count }, (_, index) => `${prefix}_${index}`);
    const options = project.options({ kind: "database", list: tenants, create: true });
    try {
      expect(stepCounts(await runTenants(options))).toEqual(tenants.map(() => 1));
      expect(stepCounts(await runTenants(options))).toEqual(tenants.map(() => 0));
      const down = await runTenants(options, { run: (runner, run) => runner.downgrade("base", run) });
      expect(stepCounts(down)).toEqual(tenants.map(() => 1));
      const { dataSource, host } = await openTenant(options, tenants[1]!);
      const { tables } = await host.withConnection((connection) =>
        host.dialect.introspector.read(connection, { isIgnored: (table) => table.startsWith("orm_") }),
      );
      await dataSource.destroy();
      expect(tables).toEqual([]);
    } finally {
      await drop(options, tenants);
    }
  }, 120_000);

  it("are refused where they are missing and none is to be created", async () => {
    const missing = createDatabaseName();
    const options = project.options({ kind: "database", list: [missing] });
    expect(await runTenants(options)).toMatchObject([{ status: "failed", error: { code: "TENANT.MISSING" } }]);
    expect(await runTenants(options)).toMatchObject([{ status: "failed", error: { code: "TENANT.MISSING" } }]);
  });
});
