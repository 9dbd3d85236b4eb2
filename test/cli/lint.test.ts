import { execFileSync } from "node:child_process";
import { createUserProject, type UserProject } from "../support/user-project";

const revision = (id: string, down: string | null, upgrade: string, downgrade: string): string => `/**
 * message of ${id}
 *
 * Revision ID: ${id}
 * Revises: ${down ?? "base"}
 * Create Date: 2026-11-21T00:00:00.000Z
 */
import type { Operations } from "ormolu/migrate";

interface Wide {
  readonly unused: string;
}

export const revision = "${id}";
export const downRevision = ${JSON.stringify(down)};
export const branchLabels: string[] = [];
export const dependsOn: string[] = [];

export async function upgrade(op: Operations): Promise<void> {
  ${upgrade}
}

export async function downgrade(op: Operations): Promise<void> {
  ${downgrade}
}
`;

const files = {
  "orm.config.ts": `import { defineConfig } from "ormolu";
export default defineConfig({
  dataSource: { type: "sqlite", driver: "libsql", database: "app.db", entities: ["entities/*.ts"] },
});
`,
  "entities/user.ts": `import { Column, Entity, PrimaryColumn } from "ormolu";
@Entity("users")
export class User {
  @PrimaryColumn() id!: number;
  @Column() name!: string;
}
`,
  "migrations/versions/a1_users.ts": revision(
    "a1",
    null,
    `await op.createTable("users", { columns: [{ name: "id", type: "integer" }, { name: "name", type: "varchar" }], primaryKey: { columns: ["id"] } });`,
    `await op.dropTable("users");`,
  ),
  "migrations/versions/b2_drop.ts": revision(
    "b2",
    "a1",
    `await op.dropColumn("users", "name");`,
    `await op.addColumn("users", { name: "name", type: "varchar" }, { backfill: "" });`,
  ),
};

describe("orm lint", () => {
  let project: UserProject;
  beforeEach(() => {
    project = createUserProject(files);
  });
  afterEach(() => project.remove());

  it("prints findings by file, with the lines of the TypeScript, and ends with 1 for an error", async () => {
    expect(await project.orm("lint", "b2")).toEqual({
      status: 1,
      stderr: "",
      stdout: `migrations/versions/b2_drop.ts
  20  error    loses data: drops column "name" of table "users" and what it holds  data-loss
  20  warning  rewrites: all of table "users", row by row, while other writes wait  rewrite
  20  error    column "name" of table "users" goes, and an entity still has it  entity-still-uses
               → Take it out of the entity first, and deploy that.

2 errors, 1 warning in 1 revision (b2).
`,
    });
  });

  it("takes what the database does not have, and all with --all", async () => {
    expect((await project.orm("upgrade", "a1")).status).toBe(0);
    const read = async (...args: readonly string[]): Promise<unknown> => {
      const { stdout } = await project.orm("lint", "--json", ...args);
      return (JSON.parse(stdout) as { readonly revisions: unknown }).revisions;
    };
    expect(await read()).toEqual(["b2"]);
    expect(await read("--all")).toEqual(["a1", "b2"]);
    expect(await read("--offline")).toEqual(["a1", "b2"]);
    expect(await read("a1:b2")).toEqual(["a1", "b2"]);
    expect((await project.orm("upgrade")).status).toBe(0);
    expect(await project.orm("lint")).toMatchObject({
      status: 0,
      stdout: "Nothing to lint (revisions that the database does not have).\n",
    });
  });

  it("makes no database where there is none", async () => {
    await project.orm("lint", "--all");
    expect(execFileSync("ls", { cwd: project.root, encoding: "utf8" })).not.toContain("app.db");
  });

  it("gives findings as data", async () => {
    const { stdout } = await project.orm("lint", "b2", "--json");
    expect(JSON.parse(stdout)).toMatchObject({
      revisions: ["b2"],
      errors: 2,
      warnings: 1,
      findings: [{ code: "data-loss", severity: "error", line: 20, revision: "b2" }, {}, {}],
    });
  });

  it("gives annotations for GitHub", async () => {
    const { stdout } = await project.orm("lint", "b2", "--format", "github");
    expect(stdout.split("\n")[2]).toBe(
      '::error file=migrations/versions/b2_drop.ts,line=20,title=entity-still-uses::column "name" of table "users" goes, and an entity still has it%0ATake it out of the entity first, and deploy that.',
    );
  });

  it("ends with 1 for a warning only where --fail-on says so", async () => {
    const config = files["orm.config.ts"].replace(
      "});",
      `  migrations: { lint: { rules: { "data-loss": "warn", "entity-still-uses": "off" } } },\n});`,
    );
    project.write("orm.config.ts", config);
    expect((await project.orm("lint", "b2")).status).toBe(0);
    expect((await project.orm("lint", "b2", "--fail-on", "warn")).status).toBe(1);
  });

  it("takes the revisions that a git ref does not have, and those that were edited since", async () => {
    const git = (...args: readonly string[]): void => {
      const who = ["-c", "user.name=t", "-c", "user.email=t@t"];
      execFileSync("git", [...who, ...args], { cwd: project.root, stdio: "ignore" });
    };
    git("init", "-b", "main");
    git("add", "migrations/versions/a1_users.ts");
    git("commit", "-m", "published");
    expect(await project.orm("lint", "--git-base", "main")).toMatchObject({
      stdout: expect.stringContaining("in 1 revision (revisions that main does not have)"),
    });
    project.write("migrations/versions/a1_users.ts", `${files["migrations/versions/a1_users.ts"]}// edited\n`);
    const { stdout } = await project.orm("lint", "--git-base", "main");
    expect(stdout).toContain("the file was edited after it was published");
  });

  it("does without entities that cannot be loaded, and says so", async () => {
    project.write("entities/user.ts", `throw new Error("broken");\nexport {};\n`);
    const { stdout, stderr } = await project.orm("lint", "b2");
    expect(stderr).toContain("Without the entities:");
    expect(stdout).toContain("data-loss");
    expect(stdout).not.toContain("entity-still-uses");
  });
});
