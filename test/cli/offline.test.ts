import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { createUserProject, type UserProject } from "../support/user-project";

function revision(id: string, downRevision: string | null, upgrade: string, downgrade = ""): string {
  return `/** ${id} does it */
exports.revision = "${id}";
exports.downRevision = ${JSON.stringify(downRevision)};
exports.branchLabels = [];
exports.dependsOn = [];
exports.upgrade = async (op) => { ${upgrade} };
exports.downgrade = async (op) => { ${downgrade} };
`;
}

const CREATE = `await op.createTable("users", { columns: [{ name: "id", type: "integer" }, { name: "email", type: "text", nullable: true }] });`;
const CHANGE = `await op.alterColumn("users", "email", { nullable: false });`;
const UNREACHABLE = "postgres://nobody:secret@127.0.0.1:1/none";

/** SQL instead of a run, as a user sees it: a script on stdout and nothing else, and no database asked. */
describe("orm with --sql", () => {
  let project: UserProject;
  beforeEach(() => {
    project = createUserProject({
      "orm.config.json": JSON.stringify({ dataSource: { url: UNREACHABLE } }),
      "migrations/versions/a1.js": revision("a1", null, CREATE, `await op.dropTable("users");`),
      "migrations/versions/b2.js": revision(
        "b2",
        "a1",
        CHANGE,
        `await op.alterColumn("users", "email", { nullable: true });`,
      ),
    });
  });
  afterEach(() => project.remove());

  it("prints an upgrade from base, which a client runs as it is", async () => {
    expect(await project.orm("upgrade", "--sql")).toEqual({
      status: 0,
      stderr: "",
      stdout: `-- For PostgreSQL 18.0. Run it with: psql -X -v ON_ERROR_STOP=1 -f SCRIPT
SET client_encoding TO 'UTF8';
CREATE TABLE IF NOT EXISTS "orm_version" ("version_num" varchar(32) NOT NULL PRIMARY KEY);

-- Running upgrade  -> a1: a1 does it
BEGIN;
CREATE TABLE "users" (
  "id" integer NOT NULL,
  "email" text
);
INSERT INTO "orm_version" ("version_num") VALUES ('a1');
COMMIT;

-- Running upgrade a1 -> b2: b2 does it
BEGIN;
ALTER TABLE "users" ALTER COLUMN "email" SET NOT NULL;
UPDATE "orm_version" SET "version_num" = 'b2' WHERE "version_num" = 'a1';
COMMIT;
`,
    });
  });

  it("prints a part of the way up, down, and a stamp", async () => {
    const move = `UPDATE "orm_version" SET "version_num" = `;
    const bodyOf = async (...args: readonly string[]): Promise<readonly string[]> =>
      (await project.orm(...args, "--sql")).stdout
        .split("\n")
        .filter((line) => /^(ALTER|DROP|UPDATE|DELETE|INSERT|CREATE)/.test(line));
    expect(await bodyOf("upgrade", "a1:+1")).toEqual([
      `ALTER TABLE "users" ALTER COLUMN "email" SET NOT NULL;`,
      `${move}'b2' WHERE "version_num" = 'a1';`,
    ]);
    expect(await bodyOf("downgrade", "head:base")).toEqual([
      `ALTER TABLE "users" ALTER COLUMN "email" DROP NOT NULL;`,
      `${move}'a1' WHERE "version_num" = 'b2';`,
      `DROP TABLE "users";`,
      `DELETE FROM "orm_version" WHERE "version_num" = 'a1';`,
    ]);
    expect(await bodyOf("stamp", "a1:b2")).toEqual([`${move}'b2' WHERE "version_num" = 'a1';`]);
    expect(await bodyOf("ensure-version")).toEqual([
      `CREATE TABLE IF NOT EXISTS "orm_version" ("version_num" varchar(32) NOT NULL PRIMARY KEY);`,
    ]);
  });

  it.each([
    [["downgrade", "base"], "downgrade with --sql requires <from>:<to>"],
    [["stamp", "a1", "--purge"], "--purge and --sql exclude one another"],
    [["stamp", "base:a1", "a1:b2"], "takes one start, not base and a1"],
    [["upgrade", "a1:b2:c3"], '"a1:b2:c3" is no range'],
    [["upgrade", "--dry-run"], "--sql and --dry-run exclude one another"],
    [["upgrade", "--server-version", "new"], "--server-version is no version: new"],
    [["revision", "--autogenerate"], "--sql"],
  ])("refuses %j as wrong usage, with nothing on stdout", async (args, message) => {
    const { status, stdout, stderr } = await project.orm(...args, "--sql");
    expect({ status, stdout, stderr }).toEqual({
      status: 2,
      stdout: "",
      stderr: expect.stringContaining(message) as string,
    });
  });

  it.each([
    [["upgrade", "a1:b2"], 'the range "a1:b2" is not allowed without --sql'],
    [["upgrade", "--output", "x.sql"], "--output says nothing without --sql"],
    [["upgrade", "--server-version", "15"], "--server-version says nothing without --sql"],
  ])("refuses %j, which is about scripts", async (args, message) => {
    const { status, stderr } = await project.orm(...args);
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining(message) as string });
  });

  it("writes a file with --output, and data with --json", async () => {
    const { stdout, stderr } = await project.orm("upgrade", "--sql", "--output", "up.sql");
    expect({ stdout, stderr }).toEqual({ stdout: "", stderr: "Wrote up.sql for PostgreSQL 18.0.\n" });
    const text = readFileSync(path.join(project.root, "up.sql"), "utf8");
    const data = JSON.parse((await project.orm("upgrade", "--sql", "--json")).stdout) as Record<string, unknown>;
    expect(data).toMatchObject({
      server: "PostgreSQL 18.0",
      sql: text,
      steps: [{ revision: "a1" }, { revision: "b2" }],
    });
  });

  it("prints nothing where the whole script cannot be written", async () => {
    project.write("migrations/versions/c3.js", revision("c3", "b2", `await op.query("select 1");`));
    const { status, stdout, stderr } = await project.orm("upgrade", "--sql");
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(/OPERATION\.UNSUPPORTED.*op\.query needs a database.*\n.*op\.isOffline/);
  });

  it("lets a revision branch by op.isOffline and op.x", async () => {
    const body = `if (!op.isOffline) await op.query("select 1"); await op.execute("-- " + op.x.who + "\\nSELECT 1");`;
    project.write("migrations/versions/c3.js", revision("c3", "b2", body));
    const { status, stdout } = await project.orm("upgrade", "b2:c3", "--sql", "-x", "who=me");
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining("-- me\nSELECT 1;\n") as string });
  });

  it("is written for the version that is said", async () => {
    project.write("orm.config.json", JSON.stringify({ dataSource: { type: "mariadb", url: "mariadb://h/d" } }));
    const { stdout } = await project.orm("upgrade", "--sql", "--server-version", "10.11");
    expect(stdout).toMatch(/^-- For MariaDB 10\.11\./);
    const { status, stderr } = await project.orm("upgrade", "--sql", "--server-version", "5.5");
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringContaining("MariaDB 5.5 is too old") as string,
    });
  });

  it("goes around the script with environment.runOffline", async () => {
    project.write(
      "orm.config.js",
      `module.exports = {
        dataSource: { url: "${UNREACHABLE}" },
        migrations: { environment: { runOffline: async ({ write, tag, purpose }, run) => {
          write("SET ROLE " + tag); await run(); write("RESET ROLE; -- " + purpose);
        } } },
      };`,
    );
    const { stdout } = await project.orm("upgrade", "-c", "orm.config.js", "--sql", "--tag", "deployer");
    expect(stdout).toMatch(/\nSET ROLE deployer;\nCREATE TABLE IF NOT EXISTS[\s\S]*COMMIT;\nRESET ROLE; -- upgrade/);
  });
});

/** What would be done to the database as it is. */
describe("orm with --dry-run", () => {
  let project: UserProject;
  beforeEach(() => {
    project = createUserProject({
      "orm.config.json": '{ "dataSource": { "type": "sqlite", "driver": "libsql", "database": "app.db" } }',
      "migrations/versions/a1.js": revision("a1", null, CREATE, `await op.dropTable("users");`),
      "migrations/versions/b2.js": revision("b2", "a1", CHANGE),
    });
  });
  afterEach(() => project.remove());

  it("shows the plan and the SQL, and does not even make the file of the database", async () => {
    const { status, stdout } = await project.orm("upgrade", "--dry-run");
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^Dry run: upgrade of SQLite [\d.]+, app\.db \(nothing is changed\)\n {2}↑ a1 {2}a1 does it\n {2}↑ b2 {2}b2 does it\n\n-- upgrade a1/,
    );
    expect(stdout).toContain('CREATE TABLE "users"');
    expect(existsSync(path.join(project.root, "app.db"))).toBe(false);
  });

  it("goes from where the database is, and names what is lost", async () => {
    await project.orm("upgrade", "a1");
    const { stdout } = await project.orm("downgrade", "base", "--dry-run");
    expect(stdout).toContain('-- data loss: drops table "users" and every row in it\n');
    const { plan, steps } = JSON.parse((await project.orm("upgrade", "--dry-run", "--json")).stdout) as {
      plan: { revision: string }[];
      steps: { hazards: { kind: string }[]; statements: string[] }[];
    };
    expect(plan.map(({ revision: id }) => id)).toEqual(["b2"]);
    expect(steps[0]!.hazards.map(({ kind }) => kind)).toContain("rewrite");
    expect(steps[0]!.statements.at(-1)).toBe(
      `UPDATE "orm_version" SET "version_num" = 'b2' WHERE "version_num" = 'a1'`,
    );
    expect((await project.orm("current", "--json")).stdout).toContain('"a1"');
  });

  it("says that there is nothing to do, and what a stamp would set", async () => {
    expect((await project.orm("stamp", "head", "--dry-run")).stdout).toContain(
      `INSERT INTO "orm_version" ("version_num") VALUES ('b2');`,
    );
    await project.orm("upgrade");
    expect((await project.orm("upgrade", "--dry-run")).stdout).toBe("Nothing to do: the database is at b2.\n");
  });

  it("really reads what a revision reads, and stops where that is still to be made", async () => {
    project.write(
      "migrations/versions/b2.js",
      revision(
        "b2",
        "a1",
        `const rows = await op.query("select id from users"); await op.execute("-- " + rows.length + "\\nSELECT 2");`,
      ),
    );
    const early = await project.orm("upgrade", "--dry-run");
    expect(early).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("a dry run reads the database as it is now") as string,
    });
    expect(early.stdout).toContain("-- upgrade a1");
    await project.orm("upgrade", "a1");
    const { status, stdout } = await project.orm("upgrade", "--dry-run");
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: expect.stringMatching(/-- it has read: select id from users\n-- 0\nSELECT 2;/) as string,
    });
  });
});

describe("orm ensure-version", () => {
  it("creates the version table once, and nothing else", async () => {
    const project = createUserProject({
      "orm.config.json": '{ "dataSource": { "type": "sqlite", "driver": "libsql", "database": "app.db" } }',
    });
    try {
      expect(await project.orm("ensure-version")).toMatchObject({
        status: 0,
        stdout: 'Created table "orm_version".\n',
      });
      expect(await project.orm("ensure-version", "--json")).toMatchObject({
        status: 0,
        stdout: expect.stringContaining('"isNew": false') as string,
      });
    } finally {
      project.remove();
    }
  });
});
