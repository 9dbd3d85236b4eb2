import { readFileSync } from "node:fs";
import path from "node:path";
import { createUserProject, type UserProject } from "../support/user-project";

const revision = (id: string, down: string | null, upgrade: string): string => `/**
 * message of ${id}
 *
 * Revision ID: ${id}
 * Revises: ${down ?? "base"}
 * Create Date: 2026-11-21T00:00:00.000Z
 */
import type { Operations } from "ormolu/migrate";

export const revision = "${id}";
export const downRevision = ${JSON.stringify(down)};
export const branchLabels: string[] = [];
export const dependsOn: string[] = [];

export async function upgrade(op: Operations): Promise<void> {
  ${upgrade}
}

export async function downgrade(op: Operations): Promise<void> {}
`;

const add = (name: string): string => `await op.addColumn("users", { name: "${name}", type: "text", nullable: true });`;
const files = {
  "orm.config.ts": `import { defineConfig } from "ormolu";
export default defineConfig({ dataSource: { type: "sqlite", driver: "libsql", database: "app.db", entities: [] } });
`,
  "migrations/versions/a1.ts": revision(
    "a1",
    null,
    `await op.createTable("users", { columns: [{ name: "id", type: "integer" }] });`,
  ),
  "migrations/versions/m2.ts": revision("m2", "a1", add("email")),
  "migrations/versions/x1.ts": revision("x1", "a1", add("age")),
};

describe("orm rebase", () => {
  let project: UserProject;
  const textOf = (name: string): string =>
    readFileSync(path.join(project.root, "migrations", "versions", name), "utf8");
  beforeEach(() => {
    project = createUserProject(files);
  });
  afterEach(() => project.remove());

  const REPORT = `migrations/versions/x1.ts
  -  * Revises: a1
  +  * Revises: m2
  - export const downRevision = "a1";
  + export const downRevision = "m2";
Note: both lines change table "users".
Both orders lead to the same schema.
`;

  it("puts a revision behind the other head, and shows what changed", async () => {
    expect(await project.orm("rebase", "x1")).toEqual({
      status: 0,
      stderr: "",
      stdout: `Put revision x1 behind m2, instead of a1.\n${REPORT}`,
    });
    expect(textOf("x1.ts")).toBe(revision("x1", "m2", add("age")));
    expect(await project.orm("upgrade")).toMatchObject({ status: 0 });
  });

  it("changes nothing with --dry-run", async () => {
    expect(await project.orm("rebase", "x1", "--dry-run")).toMatchObject({
      status: 0,
      stdout: `Would put revision x1 behind m2, instead of a1.\n${REPORT}`,
    });
    expect(textOf("x1.ts")).toBe(files["migrations/versions/x1.ts"]);
  });

  it("gives what it did as data", async () => {
    const { stdout } = await project.orm("rebase", "x1", "--onto", "m2", "--json");
    expect(JSON.parse(stdout)).toMatchObject({
      isDryRun: false,
      moved: ["x1"],
      from: "a1",
      onto: "m2",
      changes: [
        { before: " * Revises: a1", after: " * Revises: m2" },
        { before: 'export const downRevision = "a1";', after: 'export const downRevision = "m2";' },
      ],
      conflicts: [{ kind: "note" }],
    });
  });

  it("has nothing to do where there is one head", async () => {
    await project.orm("rebase", "x1");
    expect(await project.orm("rebase")).toEqual({
      status: 0,
      stderr: "",
      stdout: "Nothing to do: x1 is the one head.\n",
    });
    expect(JSON.parse((await project.orm("rebase", "--json")).stdout)).toMatchObject({ moved: [] });
  });

  it("ends with 4 where nobody says which line is meant", async () => {
    expect(await project.orm("rebase")).toMatchObject({
      status: 4,
      stderr: expect.stringContaining("there are 2 heads, m2, x1, and git does not tell which of them is new"),
    });
  });

  it("refuses a revision that the database has, unless it is forced", async () => {
    await project.orm("upgrade", "x1");
    const { status, stderr } = await project.orm("rebase", "x1");
    expect(status).toBe(1);
    expect(stderr).toContain("revision x1 is applied to");
    expect(stderr).toContain("orm downgrade a1");
    expect((await project.orm("downgrade", "a1")).status).toBe(0);
    expect((await project.orm("rebase", "x1")).status).toBe(0);
  });

  it("names the way back of one line alone, where the database has both", async () => {
    await project.orm("upgrade", "heads");
    const { stderr } = await project.orm("rebase", "x1");
    expect(stderr).toContain("orm downgrade x1@-1");
    expect((await project.orm("downgrade", "x1@-1")).status).toBe(0);
    expect((await project.orm("current")).stdout).toContain("m2");
    expect((await project.orm("rebase", "x1")).status).toBe(0);
  });

  it("moves the files of an applied revision with --force", async () => {
    await project.orm("upgrade", "x1");
    expect((await project.orm("rebase", "x1", "--force")).status).toBe(0);
    expect(textOf("x1.ts")).toContain('downRevision = "m2"');
  });

  it("leaves it to `orm merge` to join the lines, which says whether the order matters", async () => {
    const { status, stderr } = await project.orm("merge", "heads", "-m", "join");
    expect([status, stderr]).toEqual([0, "m2 and x1 lead to the same schema in both orders.\n"]);
  });

  it("names what cannot run behind the other line, in a rebase and in a merge", async () => {
    project.write("migrations/versions/x1.ts", revision("x1", "a1", add("email")));
    const conflict = 'revision x1 cannot run behind the other line: table "users" already has a column "email"';
    expect((await project.orm("rebase", "x1", "--dry-run")).stdout).toContain(`Conflict: ${conflict}.`);
    const { stderr } = await project.orm("merge", "x1", "m2", "-m", "join");
    expect(stderr).toBe(`Conflict: ${conflict}.\n`);
  });
});
