import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { createUserProject, type UserProject } from "../support/user-project";

const USER = `import { Column, Entity, PrimaryGeneratedColumn } from "ormolu";
@Entity()
export class User {
  @PrimaryGeneratedColumn()
  id!: number;
  @Column()
  name!: string;
}
`;

/** What a project adds to every revision of its own, and forgets to take back. */
const TEMPLATE = `exports.revision = "$revision";
exports.downRevision = "$downRevision";
exports.branchLabels = ["$branchLabels"];
exports.dependsOn = ["$dependsOn"];
exports.upgrade = async (op) => {
  /* $upgrade */
  await op.createTable("extra", { columns: [{ name: "id", type: "integer" }] });
};
exports.downgrade = async (op) => {
  /* $downgrade */
};
`;

describe("orm revision --autogenerate", () => {
  let project: UserProject;
  beforeEach(() => {
    project = createUserProject({
      "orm.config.json": JSON.stringify({
        dataSource: { type: "sqlite", driver: "libsql", database: "app.db", entities: ["src/*.ts"] },
      }),
      "src/user.ts": USER,
    });
  });
  afterEach(() => project.remove());

  const versions = (): readonly string[] => readdirSync(path.join(project.root, "migrations", "versions"));

  it("says that the revision was proved, where, and in what time", async () => {
    const { status, stdout } = await project.orm("revision", "--autogenerate", "-m", "first");
    expect(status).toBe(0);
    expect(stdout.split("\n").slice(-3)).toEqual([
      expect.stringMatching(
        /^Proved on a scratch database in \d+\.\d s: upgrade reaches the models, downgrade returns\.$/,
      ),
      expect.stringMatching(/^Wrote /),
      "",
    ]);
    expect(versions()).toEqual([expect.stringMatching(/^[0-9a-f]{12}_first\.ts$/)]);
  });

  it("gives the proof with --json", async () => {
    const { stdout } = await project.orm("revision", "--autogenerate", "-m", "first", "--json");
    expect(JSON.parse(stdout)).toMatchObject({
      revision: { proof: { outcome: "proved", place: "scratch database" } },
    });
  });

  it("does without the proof with --no-prove, and says so", async () => {
    const { status, stdout } = await project.orm("revision", "--autogenerate", "-m", "first", "--no-prove");
    expect(status).toBe(0);
    expect(stdout).toContain("Not proved: the proof is switched off.\n");
  });

  it("refuses a revision that does not do what it should, says what differs, and writes no file", async () => {
    project.write("migrations/revision.template.cjs", TEMPLATE);
    const { status, stderr } = await project.orm("revision", "--autogenerate", "-m", "first");
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringMatching(
        /^error REVISION\.NOT_PROVED: upgrade of the new revision does not reach the models on a scratch database: it lacks "drop table "extra""\n {2}→ No file was written and nothing was changed\. .*--no-prove.*\n {4}drop table "extra"\n$/,
      ) as string,
    });
    expect(existsSync(path.join(project.root, "migrations", "versions"))).toBe(false);
    const { status: written } = await project.orm("revision", "--autogenerate", "-m", "first", "--no-prove");
    expect(written).toBe(0);
    expect(versions()).toHaveLength(1);
  });

  it("refuses a revision whose template does not load, without naming a file that nobody finds", async () => {
    project.write("migrations/revision.template.cjs", `require("./missing");\n${TEMPLATE}`);
    const { status, stderr } = await project.orm("revision", "--autogenerate", "-m", "first");
    expect(status).toBe(1);
    expect(stderr).toContain("REVISION.LOAD_FAILED: the new revision was not written: ");
    expect(stderr).not.toContain(".orm_proof");
    expect(existsSync(path.join(project.root, "migrations", "versions"))).toBe(false);
  });
});
