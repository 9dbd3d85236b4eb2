import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";
import { DataSource } from "../../src/data-source/data-source";
import type { DataSourceOptions } from "../../src/data-source/data-source-options";
import { introspect } from "../../src/migrate/schemas-of";
import { describeEachDatabase } from "../support/databases";
import { createUserProject, type UserProject } from "../support/user-project";

const BIN = path.resolve(__dirname, "../../dist/cli/bin.js");

/** A template that stops in the middle: the table of the revision is made by then. */
const SLOW_TEMPLATE = `exports.revision = "$revision";
exports.downRevision = "$downRevision";
exports.branchLabels = ["$branchLabels"];
exports.dependsOn = ["$dependsOn"];
exports.upgrade = async (op) => {
  /* $upgrade */
  console.log("under way");
  await new Promise((resolve) => setTimeout(resolve, 60000));
};
exports.downgrade = async (op) => {
  /* $downgrade */
};
`;

const USER = `import { Column, Entity, PrimaryGeneratedColumn } from "ormolu";
@Entity()
export class User {
  @PrimaryGeneratedColumn()
  id!: number;
  @Column()
  name!: string;
}
`;

describeEachDatabase("a proof that is killed", (database) => {
  let project: UserProject;
  let options: DataSourceOptions;

  beforeEach(async () => {
    options = (await database.createEmpty()) as unknown as DataSourceOptions;
    project = createUserProject({
      "orm.config.json": JSON.stringify({ dataSource: { ...options, entities: ["src/*.ts"] } }),
      "src/user.ts": USER,
      "migrations/revision.template.cjs": SLOW_TEMPLATE,
    });
  });
  afterEach(() => project.remove());

  it("has written nothing, changed nothing, and stands in the way of no later run", async () => {
    const child = spawn(process.execPath, [BIN, "revision", "--autogenerate", "-m", "first"], { cwd: project.root });
    child.stderr.on("data", (chunk: Buffer) => {
      if (chunk.toString().includes("under way")) child.kill("SIGKILL");
    });
    const signal = await new Promise((resolve) => child.on("close", (_code, name) => resolve(name)));
    expect(signal).toBe("SIGKILL");
    expect(readdirSync(path.join(project.root, "migrations"))).toEqual(["revision.template.cjs"]);

    const dataSource = await new DataSource({ ...options, entities: [] }).initialize();
    const { tables, schemas } = await introspect(dataSource);
    await dataSource.destroy();
    expect({ tables, schemas }).toEqual({ tables: [], schemas: undefined });

    project.write("migrations/revision.template.cjs", SLOW_TEMPLATE.replace("60000", "0"));
    const again = await project.orm("revision", "--autogenerate", "-m", "first");
    expect(again.stdout).toMatch(
      /^Proved on a scratch [a-z ]+ in \d+\.\d s: upgrade reaches the models, downgrade returns\.$/m,
    );
  });
});
