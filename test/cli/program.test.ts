import { createUserProject, type UserProject } from "../support/user-project";

const files = {
  "orm.config.mjs": `import { defineConfig } from "ormolu";
export default defineConfig({ dataSource: { type: "sqlite", driver: "libsql", database: "app.db", entities: [] } });
`,
  "migrations/versions/a1_users.mjs": `export const revision = "a1";
export const downRevision = null;
export const branchLabels = [];
export const dependsOn = [];
export async function upgrade(op) {
  await op.createTable("users", { columns: [{ name: "id", type: "integer" }] });
}
export async function downgrade(op) {
  await op.dropTable("users");
}
`,
};

/** What a program does with its own database, without the command line. */
describe("a program", () => {
  let project: UserProject;
  beforeEach(() => {
    project = createUserProject(files, "module");
  });
  afterEach(() => project.remove());

  it("migrates by the configuration file with Runner.fromConfig", async () => {
    project.write(
      "boot.mjs",
      `import { Runner } from "ormolu/migrate";
const runner = await Runner.fromConfig();
const { steps } = await runner.upgrade();
console.log(steps.length, (await runner.current())[0].revision);
await runner.close();
`,
    );
    expect(await project.node("boot.mjs")).toEqual({ status: 0, stdout: "1 a1\n", stderr: "" });
  });

  it("is at the head after initialize with upgradeOnInitialize", async () => {
    project.write(
      "boot.mjs",
      `import { DataSource } from "ormolu";
const dataSource = new DataSource({ type: "sqlite", driver: "libsql", database: "app.db", migrations: { upgradeOnInitialize: true } });
await dataSource.initialize();
console.log(JSON.stringify(await dataSource.query("select version_num from orm_version")));
await dataSource.destroy();
`,
    );
    expect(await project.node("boot.mjs")).toEqual({ status: 0, stdout: '[{"version_num":"a1"}]\n', stderr: "" });
  });

  it("has the same classes by import and by require", async () => {
    project.write(
      "boot.mjs",
      `import { createRequire } from "node:module";
import * as imported from "ormolu";
import * as migrate from "ormolu/migrate";
const require = createRequire(import.meta.url);
const same = (one, other) => Object.keys(other).every((name) => one[name] === other[name]);
console.log(same(imported, require("ormolu")), same(migrate, require("ormolu/migrate")));
`,
    );
    expect((await project.node("boot.mjs")).stdout).toBe("true true\n");
  });
});
