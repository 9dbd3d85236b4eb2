import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { createUserProject, type UserProject } from "../support/user-project";

const revision = (id: string, down: string | null, upgrade: string, downgrade: string): string => `/**
 * message of ${id}
 *
 * Revision ID: ${id}
 * Revises: ${down ?? "base"}
 * Create Date: 2026-11-21T00:00:00.000Z
 */
import { sql, type Operations } from "ormolu/migrate";
import { initial } from "../initial";

export const revision = "${id}";
export const downRevision = ${JSON.stringify(down)};
export const branchLabels: string[] = [];
export const dependsOn: string[] = [];

const state = initial;

export async function upgrade(op: Operations): Promise<void> {
  ${upgrade}
}

export async function downgrade(op: Operations): Promise<void> {
  ${downgrade}
}
`;

const files = {
  "orm.config.ts": `import { defineConfig } from "ormolu";
export default defineConfig({ dataSource: { type: "sqlite", driver: "libsql", database: "app.db", entities: [] } });
`,
  "migrations/initial.ts": `export const initial = "new";\n`,
  "migrations/versions/a1_users.ts": revision(
    "a1",
    null,
    `await op.createTable("users", { columns: [{ name: "id", type: "integer" }], primaryKey: { columns: ["id"] } });`,
    `await op.dropTable("users");`,
  ),
  "migrations/versions/b2_state.ts": revision(
    "b2",
    "a1",
    `await op.addColumn("users", { name: "state", type: "varchar", default: state });
  await op.execute(sql\`INSERT INTO users (id) VALUES (\${1})\`);`,
    `await op.dropColumn("users", "state");`,
  ),
};

const OLD = ["a1_users.ts", "b2_state.ts"];
const NEW = "b2_the_beginning.ts";

describe("orm squash", () => {
  let project: UserProject;
  const at = (...parts: readonly string[]): string => path.join(project.root, "migrations", "versions", ...parts);
  beforeEach(() => {
    project = createUserProject(files);
  });
  afterEach(() => project.remove());

  it("writes one file, moves the others away, and says that it is proved", async () => {
    const { status, stdout } = await project.orm("squash", "base:head", "-m", "the beginning");
    expect(status).toBe(0);
    expect(stdout.split("\n").slice(1)).toEqual([
      "Wrote migrations/versions/b2_the_beginning.ts, instead of 2 revisions (a1 to b2).",
      "Their files are in migrations/versions/.squashed now, which no command reads.",
      "",
    ]);
    expect(stdout).toMatch(/^Squash proved on a scratch database in \d/);
    expect(OLD.map((name) => [existsSync(at(name)), existsSync(at(".squashed", name))])).toEqual([
      [false, true],
      [false, true],
    ]);
    const text = readFileSync(at(NEW), "utf8");
    expect(text).toContain(" * Squashes: a1, b2\n */");
    expect(text).toContain('{ name: "state", type: "varchar", default: "new" }');
    expect(await project.orm("upgrade")).toMatchObject({ status: 0 });
    expect((await project.orm("history")).stdout).toBe("<base> -> b2 (head), the beginning\n");
  });

  it("leaves an upgraded database at the head, without calling the file edited", async () => {
    await project.orm("upgrade");
    expect((await project.orm("squash", "base:head", "-m", "the beginning")).status).toBe(0);
    expect(await project.orm("upgrade")).toMatchObject({ status: 0, stdout: expect.stringContaining("Nothing to do") });
    expect((await project.orm("downgrade", "base")).status).toBe(0);
    expect((await project.orm("upgrade")).status).toBe(0);
  });

  it("prints the file with --dry-run, and changes nothing", async () => {
    const { status, stdout, stderr } = await project.orm("squash", "base:head", "-m", "the beginning", "--dry-run");
    expect([status, existsSync(at(NEW)), existsSync(at("a1_users.ts"))]).toEqual([0, false, true]);
    expect(stdout).toContain('export const revision = "b2";\nexport const downRevision = null;');
    expect(stderr).toContain("Nothing was changed.");
  });

  it("keeps the code with --keep-bodies, and deletes with --delete", async () => {
    const { status } = await project.orm("squash", ":b2", "-m", "the beginning", "--keep-bodies", "--delete");
    expect([status, existsSync(at(".squashed")), existsSync(at("a1_users.ts"))]).toEqual([0, false, false]);
    const text = readFileSync(at(NEW), "utf8");
    expect(text.match(/^import .*$/gm)).toEqual([
      'import { sql, type Operations } from "ormolu/migrate";',
      'import { initial } from "../initial";',
    ]);
    expect(await project.orm("upgrade")).toMatchObject({ status: 0 });
    expect(await project.orm("downgrade", "base")).toMatchObject({ status: 0 });
  });

  it("says so where nothing was proved", async () => {
    expect((await project.orm("squash", "base:head", "--no-prove", "--dry-run")).stderr).toContain(
      "Squash not proved: the proof is switched off.",
    );
    expect((await project.orm("squash", "base:head", "--offline", "--dry-run")).stderr).toContain(
      "Squash not proved: there is no database to try it on.",
    );
  });

  it("gives the plan as data", async () => {
    const { stdout } = await project.orm("squash", "base:head", "--dry-run", "--json");
    expect(JSON.parse(stdout)).toMatchObject({
      isDryRun: true,
      revision: "b2",
      members: ["a1", "b2"],
      squashes: ["a1", "b2"],
      proof: { outcome: "proved" },
    });
  });

  it("stops a database in the middle, and names the squash", async () => {
    await project.orm("upgrade", "a1");
    expect(await project.orm("squash", "base:head")).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("is at revision a1, in the middle of the range"),
    });
    expect((await project.orm("squash", "base:head", "--offline")).status).toBe(0);
    expect(await project.orm("upgrade")).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("the database is at revision a1, which is a part of the squash b2 now"),
    });
  });

  it("needs a range", async () => {
    expect((await project.orm("squash")).status).toBe(2);
  });
});
