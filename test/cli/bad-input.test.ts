import { existsSync } from "node:fs";
import path from "node:path";
import { createUserProject, type CommandResult, type UserProject } from "../support/user-project";

jest.setTimeout(30_000);

const USER = `import { Column, Entity, PrimaryGeneratedColumn } from "ormolu";

@Entity()
export class User {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column()
  name!: string;
}
`;

function config(dataSource = `type: "sqlite", driver: "libsql", database: "app.db"`): string {
  return `import { defineConfig } from "ormolu";
export default defineConfig({ dataSource: { ${dataSource}, entities: ["entities/*.ts"] } });
`;
}

function revision(id: string, downRevision: string | null, body = ""): string {
  return `import type { Operations } from "ormolu/migrate";
export const revision = "${id}";
export const downRevision = ${JSON.stringify(downRevision)};
export const branchLabels: string[] = [];
export const dependsOn: string[] = [];
export async function upgrade(op: Operations): Promise<void> {
  ${body}
}
export async function downgrade(op: Operations): Promise<void> {}
`;
}

describe("bad input", () => {
  const projects: UserProject[] = [];

  function project(files: Readonly<Record<string, string>>): UserProject {
    const created = createUserProject(files);
    projects.push(created);
    return created;
  }

  afterAll(() => {
    for (const created of projects) created.remove();
  });

  /** Exit 1, the code, the names, a next action; no stack, no secret. */
  function expectRefusal(result: CommandResult, code: string, ...names: readonly string[]): void {
    expect({ status: result.status, stderr: result.stderr }).toMatchObject({
      status: 1,
      stderr: expect.stringContaining(code),
    });
    for (const name of names) expect(result.stderr).toContain(name);
    expect(result.stderr).toContain("→ ");
    expect(result.stderr).not.toMatch(/^\s+at /m);
    expect(result.stdout + result.stderr).not.toContain("s3cr3t");
  }

  it("names the missing configuration and orm init", async () => {
    expectRefusal(await project({}).orm("upgrade"), "CONFIG.NOT_FOUND", "orm.config.ts", "orm init");
  });

  it.each([
    ["postgres", "postgres://ada:s3cr3t@127.0.0.1:1/app"],
    ["mysql", "mysql://ada:s3cr3t@127.0.0.1:1/app"],
  ])("names the address of a %s server that does not answer, without the password", async (_type, url) => {
    const { orm } = project({ "orm.config.ts": config(`url: "${url}"`), "migrations/versions/.gitkeep": "" });
    expectRefusal(await orm("upgrade"), "CONNECTION.REFUSED", "127.0.0.1:1");
  });

  it("names an unknown database type and the nearest one", async () => {
    const { orm } = project({ "orm.config.ts": config(`type: "postgress" as never`) });
    expectRefusal(await orm("upgrade"), "DIALECT.UNKNOWN", '"postgress"', "postgres");
  });

  it("names a file that cannot be opened as a database", async () => {
    const { orm } = project({
      "orm.config.ts": config(`type: "sqlite", driver: "libsql", database: "missing/folder/app.db"`),
    });
    expectRefusal(await orm("current"), "CONNECTION.", "missing/folder");
  });

  it("names an entity without a primary key", async () => {
    const { root, orm } = project({
      "orm.config.ts": config(),
      "entities/user.ts": USER.replace("@PrimaryGeneratedColumn()", "@Column()"),
      "migrations/versions/.gitkeep": "",
    });
    expectRefusal(
      await orm("revision", "--autogenerate", "-m", "first"),
      "ENTITY.NO_PRIMARY_KEY",
      "User",
      "@PrimaryGeneratedColumn",
    );
    expect(existsSync(path.join(root, "app.db"))).toBe(false);
  });

  it("names a column type that the database lacks, with the nearest one", async () => {
    const { orm } = project({
      "orm.config.ts": config(),
      "entities/user.ts": USER.replace("@Column()", '@Column({ type: "varchra" as never })'),
      "migrations/versions/.gitkeep": "",
    });
    expectRefusal(
      await orm("revision", "--autogenerate", "-m", "first"),
      "ENTITY.TYPE_UNSUPPORTED",
      "User",
      "name",
      "varchra",
      "varchar",
    );
  });

  it("names two entities on one table", async () => {
    const { orm } = project({
      "orm.config.ts": config(),
      "entities/user.ts": USER,
      "entities/member.ts": USER.replace("class User", "class Member").replace("@Entity()", '@Entity("user")'),
      "migrations/versions/.gitkeep": "",
    });
    expectRefusal(
      await orm("revision", "--autogenerate", "-m", "first"),
      "ENTITY.DUPLICATE_TABLE",
      "User",
      "Member",
      '"user"',
    );
  });

  it("names the file and the line of a syntax error in a revision, and changes nothing", async () => {
    const { orm } = project({
      "orm.config.ts": config(),
      "migrations/versions/a_first.ts": revision(
        "a1",
        null,
        `await op.createTable("kept", { columns: [{ name: "id", type: "integer" }] });`,
      ),
      "migrations/versions/b_second.ts": revision("b2", "a1", "await op.dropTable(;"),
    });
    expectRefusal(await orm("upgrade"), "REVISION.", "b_second.ts", ":7");
    const { stdout } = await orm("current");
    expect(stdout).toContain("base");
  });

  it("names a missing down revision and the file that wants it", async () => {
    const { orm } = project({ "orm.config.ts": config(), "migrations/versions/b_second.ts": revision("b2", "a1") });
    expectRefusal(await orm("upgrade"), "REVISION.BROKEN_MAP", "a1", "b_second.ts");
  });

  it("names the heads where there are two, and what to do", async () => {
    const { orm } = project({
      "orm.config.ts": config(),
      "migrations/versions/a_first.ts": revision("a1", null),
      "migrations/versions/b_second.ts": revision("b2", "a1"),
      "migrations/versions/c_third.ts": revision("c3", "a1"),
    });
    expectRefusal(await orm("upgrade", "head"), "REVISION.MULTIPLE_HEADS", "b2", "c3");
    const { stdout } = await orm("current");
    expect(stdout).toContain("base");
  });

  it("keeps nothing of a revision that fails, and names it, the reason and the statement", async () => {
    const { orm } = project({
      "orm.config.ts": config(),
      "migrations/versions/a_first.ts": revision(
        "a1",
        null,
        `await op.createTable("kept", { columns: [{ name: "id", type: "integer" }] });\n  await op.execute("insert into nowhere values (1)");`,
      ),
    });
    expectRefusal(await orm("upgrade"), "REVISION.FAILED", "a1", "    at: insert into nowhere values (1)");
    const { stdout } = await orm("current");
    expect(stdout).toContain("base");
  });

  it("ends with 2 for a command line that is wrong, with the nearest command", async () => {
    const result = await project({}).orm("upgrad");
    expect({ status: result.status, stderr: result.stderr }).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("upgrade"),
    });
  });

  it.each([
    [["diff", "--from", "me:s3cr3t@host", "--to", "sqlite:app.db"], "--from is not the URL of a database"],
    [["diff", "--from", "sqlite:app.db"], "--from is given without the other"],
    [
      ["revision", "-m", "x", "--lock-safe", "--no-prove"],
      "--lock-safe, --no-prove say nothing without --autogenerate",
    ],
    [["revision", "-m", "x", "--rename", "a:b"], "--rename says nothing without --autogenerate"],
  ])("ends with 2 and says why for %j", async (line, reason) => {
    const result = await project({ "orm.config.ts": config() }).orm(...line);
    expect([result.status, result.stdout]).toEqual([2, ""]);
    expect(result.stderr).toContain(reason);
    expect(result.stderr).not.toContain("s3cr3t");
  });

  it("says why a view would fail after a revision on SQLite, and keeps the revision's start", async () => {
    const upgrade = `await op.createTable("pets", { columns: [{ name: "id", type: "integer" }] });`;
    const { orm, write } = project({
      "orm.config.ts": config(),
      "entities/user.ts": USER,
      "migrations/versions/a1_first.ts": revision(
        "a1",
        null,
        `${upgrade} await op.createView("all_pets", { query: "select id from pets" });`,
      ),
    });
    expect((await orm("upgrade")).status).toBe(0);
    write("migrations/versions/b2_second.ts", revision("b2", "a1", `await op.dropTable("pets");`));
    expectRefusal(await orm("upgrade"), "REVISION.FAILED", 'view "all_pets" would fail: no such table: main.pets');
  });

  it("ends with 4 and prints the question where a column may have been renamed", async () => {
    const { orm, write } = project({
      "orm.config.ts": config(),
      "entities/user.ts": USER,
      "migrations/versions/.gitkeep": "",
    });
    expect((await orm("revision", "--autogenerate", "-m", "first")).status).toBe(0);
    expect((await orm("upgrade")).status).toBe(0);
    write("entities/user.ts", USER.replace("name!: string", "fullName!: string"));
    const question = await orm("revision", "--autogenerate", "-m", "second");
    expect({ status: question.status, stderr: question.stderr }).toMatchObject({
      status: 4,
      stderr: expect.stringContaining("--rename user.name:user.fullName"),
    });
    const answered = await orm("revision", "--autogenerate", "-m", "second", "--rename", "user.name:user.fullName");
    expect(answered.stdout).toContain('rename column "name" of table "user" to "fullName"');
  });

  it("prints an error as JSON with --json", async () => {
    const { stdout } = await project({}).orm("upgrade", "--json");
    expect(JSON.parse(stdout)).toMatchObject({
      error: { code: "CONFIG.NOT_FOUND", hint: expect.any(String) as string },
    });
  });
});
