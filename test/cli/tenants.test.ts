import { existsSync } from "node:fs";
import path from "node:path";
import { DataSource } from "../../src/data-source/data-source";
import { createUserProject, type UserProject } from "../support/user-project";

jest.setTimeout(60_000);

function revision(id: string, down: string | null, up: string, back = ""): string {
  return `exports.revision = "${id}";
exports.downRevision = ${JSON.stringify(down)};
exports.branchLabels = [];
exports.dependsOn = [];
exports.upgrade = async (op) => { ${up} };
exports.downgrade = async (op) => { ${back} };
`;
}

const CREATE = `await op.createTable("users", { columns: [{ name: "id", type: "integer" }], primaryKey: { columns: ["id"] } });`;
const config = (tenants: string): string => `module.exports = {
  dataSource: { type: "sqlite", driver: "libsql", database: "data/main.db", entities: [] },
  migrations: { tenants: { kind: "database", ${tenants} } },
};
`;
const LIST = `list: ["acme", "globex", "initech"], create: true`;

interface JsonReport {
  readonly tenants: readonly {
    readonly tenant: string;
    readonly status: string;
    readonly error?: { readonly code: string };
    readonly result?: { readonly steps: readonly unknown[]; readonly current: readonly string[] };
  }[];
  readonly done: number;
  readonly failed: number;
  readonly skipped: number;
}

describe("tenants on the command line", () => {
  let project: UserProject;
  beforeEach(() => {
    project = createUserProject({
      "orm.config.js": config(LIST),
      "data/.keep": "",
      "migrations/versions/a1.js": revision("a1", null, CREATE, `await op.dropTable("users");`),
    });
  });
  afterEach(() => project.remove());

  /** Makes the second revision fail for one tenant. */
  async function placeRow(tenant: string): Promise<void> {
    const database = path.join(project.root, "data", `${tenant}.db`);
    const dataSource = await new DataSource({ type: "sqlite", driver: "libsql", database }).initialize();
    await dataSource.query("insert into users values (7)");
    await dataSource.destroy();
    const insert = `await op.execute("insert into users values (7)");`;
    project.write("migrations/versions/b2.js", revision("b2", "a1", insert));
  }

  async function json(
    ...args: readonly string[]
  ): Promise<{ readonly status: number | null; readonly report: JsonReport }> {
    const { status, stdout } = await project.orm(...args, "--json");
    return { status, report: JSON.parse(stdout) as JsonReport };
  }

  it("upgrade --all-tenants prints a line for each, and the next time there is nothing to do", async () => {
    const first = await project.orm("upgrade", "--all-tenants");
    expect({
      ...first,
      stdout: first.stdout
        .replaceAll(/\d+(\.\d+)? m?s/g, "<time>")
        .split("\n")
        .sort(),
    }).toEqual({
      status: 0,
      stderr: "",
      stdout: [
        "",
        "  ✓ acme  1 revision, at a1  <time>",
        "  ✓ globex  1 revision, at a1  <time>",
        "  ✓ initech  1 revision, at a1  <time>",
        "3 of 3 tenants done.",
        "Upgrading 3 tenants",
      ],
    });
    const { status, report } = await json("upgrade", "--all-tenants");
    expect(status).toBe(0);
    expect(report.tenants.map(({ tenant, result }) => [tenant, result?.steps.length])).toEqual([
      ["acme", 0],
      ["globex", 0],
      ["initech", 0],
    ]);
  });

  it("upgrade goes on where one tenant fails, exits with 3 and says how to go on", async () => {
    await project.orm("upgrade", "--all-tenants");
    await placeRow("globex");
    const { status, stdout, stderr } = await project.orm("upgrade", "--all-tenants");
    expect(status).toBe(3);
    expect(stdout).toContain("2 of 3 tenants done, 1 failed.");
    expect(stderr).toContain('error REVISION.FAILED: tenant "globex": upgrade of revision b2 failed');
    expect(stderr).toContain("or for these alone with --tenant globex.");
    const again = await json("upgrade", "--all-tenants");
    expect(again.status).toBe(3);
    expect(again.report).toMatchObject({ done: 2, failed: 1, skipped: 0 });
    expect(again.report.tenants[1]).toMatchObject({ tenant: "globex", error: { code: "REVISION.FAILED" } });
  });

  it("downgrade by a distance is not to be run again for the tenants that are done", async () => {
    await project.orm("upgrade", "--all-tenants");
    await project.orm("downgrade", "base", "--tenant", "globex");
    const { status, stderr } = await project.orm("downgrade", "-1", "--all-tenants");
    expect(status).toBe(3);
    expect(stderr).toContain("again for these alone, or the others move once more: --tenant globex.");
  });

  it("upgrade exits with 1 where no tenant is done", async () => {
    await project.orm("upgrade", "--all-tenants");
    await placeRow("globex");
    const { status, report } = await json("upgrade", "--tenant", "globex");
    expect([status, report.done, report.failed]).toEqual([1, 0, 1]);
  });

  it("upgrade --fail-fast begins no other tenant after the first that fails", async () => {
    project.write("orm.config.js", config(`${LIST}, concurrency: 1`));
    await project.orm("upgrade", "--all-tenants");
    await placeRow("acme");
    const { status, report } = await json("upgrade", "--all-tenants", "--fail-fast");
    expect([status, report.tenants.map((tenant) => tenant.status)]).toEqual([1, ["failed", "skipped", "skipped"]]);
  });

  it("upgrade, downgrade and stamp work on the tenants that are named", async () => {
    await project.orm("upgrade", "--tenant", "acme", "--tenant", "globex");
    expect(existsSync(path.join(project.root, "data", "initech.db"))).toBe(false);
    const down = await json("downgrade", "base", "--tenant", "acme");
    expect(down.report.tenants.map(({ result }) => result?.current)).toEqual([[]]);
    const stamp = await json("stamp", "head", "--tenant", "acme");
    expect(stamp.report.tenants.map(({ result }) => result?.current)).toEqual([["a1"]]);
    const current = await project.orm("current", "--tenant", "acme");
    expect(current.stdout).toBe("a1 (head)\n");
  });

  it("current --all-tenants --check-heads exits with 1 where a tenant is behind, and creates none", async () => {
    await project.orm("upgrade", "--tenant", "acme");
    const behind = await project.orm("current", "--all-tenants", "--check-heads");
    expect(behind.status).toBe(1);
    expect(behind.stdout).toMatch(/✓ acme {2}a1 \(head\)/);
    expect(behind.stdout).toMatch(/✗ globex {2}TENANT\.MISSING/);
    expect(existsSync(path.join(project.root, "data", "globex.db"))).toBe(false);
    await project.orm("upgrade", "--all-tenants");
    expect((await project.orm("current", "--all-tenants", "--check-heads")).status).toBe(0);
  });

  it("check --all-tenants exits with 1 where the entities differ", async () => {
    await project.orm("upgrade", "--all-tenants");
    const { status, stdout } = await project.orm("check", "--all-tenants");
    expect(status).toBe(1);
    expect(stdout).toMatch(/! acme {2}1 change: drop table "users"/);
  });

  it("revision --autogenerate compares with the tenant that is named", async () => {
    await project.orm("upgrade", "--tenant", "acme");
    const { status, stdout } = await project.orm("revision", "--autogenerate", "--tenant", "acme", "-m", "none");
    expect(status).toBe(0);
    expect(stdout).toContain('tenant "acme"');
    expect(stdout).toContain('drop table "users"');
  });

  it("--dry-run shows the plan of one tenant", async () => {
    await project.orm("upgrade", "--tenant", "acme");
    const { stdout } = await project.orm("downgrade", "base", "--dry-run", "--tenant", "acme");
    expect(stdout).toContain('tenant "acme"');
    expect(stdout).toContain("DROP TABLE");
  });

  it.each([
    [["upgrade", "--all-tenants", "--tenant", "acme"], "exclude one another"],
    [["upgrade", "--fail-fast"], "says nothing without tenants"],
    [["upgrade", "--sql", "--all-tenants"], "is the same for every tenant"],
    [["upgrade", "--dry-run", "--all-tenants"], "one tenant at a time"],
    [["upgrade", "--tenant", "acm"], 'Did you mean "acme"?'],
  ])("%j is refused as wrong usage", async (args, message) => {
    const { status, stderr } = await project.orm(...args);
    expect([status, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  it("tenants are refused where the configuration says nothing of them", async () => {
    project.write("orm.config.js", `module.exports = { dataSource: { type: "sqlite", database: "app.db" } };`);
    const { status, stderr } = await project.orm("upgrade", "--all-tenants");
    expect([status, stderr]).toEqual([1, expect.stringContaining("the configuration says nothing of tenants")]);
  });
});
