import { readdirSync } from "node:fs";
import path from "node:path";
import { createUserProject, type UserProject } from "../support/user-project";

jest.setTimeout(60_000);

const config = `import { defineConfig } from "ormolu";
import { RevisionDirective, Rewriter } from "ormolu/migrate";

const rewriter = new Rewriter().on("createIndex", () => []);

export default defineConfig({
  dataSource: { type: "sqlite", driver: "libsql", database: "app.db", entities: ["entities/*.ts"] },
  migrations: {
    processRevision: [
      rewriter.process,
      (context, directives) =>
        directives.flatMap(({ upgrade }) =>
          upgrade.map((operation, index) => new RevisionDirective({ message: context.x["title"] + (index + 1), upgrade: [operation] })),
        ),
    ],
    hooks: (file) => {
      if (file.includes("bad")) throw new Error("no such name, please");
    },
    environment: {
      runOnline: async ({ purpose, x }, run) => {
        if (x["stop"] !== undefined) throw new Error("stopped before " + purpose);
        await run({ x: { from: "hook" } });
      },
    },
    onVersionApply: ({ upRevisionId, x }) => console.error("applied", upRevisionId, x["from"]),
  },
});
`;

const entities = `import { Column, Entity, Index, PrimaryColumn } from "ormolu";

@Entity("users")
export class User {
  @PrimaryColumn()
  id!: number;

  @Column()
  @Index()
  name!: string;
}

@Entity("teams")
export class Team {
  @PrimaryColumn()
  id!: number;
}
`;

/** The hooks of a TypeScript configuration, in projects of both module kinds. */
describe.each(["commonjs", "module"] as const)("hooks of a %s project", (type) => {
  let project: UserProject;
  beforeEach(() => {
    project = createUserProject({ "orm.config.ts": config, "entities/all.ts": entities }, type);
  });
  afterEach(() => project.remove());

  const files = (): string[] =>
    readdirSync(path.join(project.root, "migrations", "versions")).map((file) => file.replace(/^[0-9a-f]+_/, ""));

  it("go around the whole road from a comparison to an applied revision", async () => {
    const revise = ["revision", "--autogenerate", "-x"] as const;
    const written = await project.orm(...revise, "title=part ");
    expect([written.status, written.stdout]).toEqual([
      0,
      expect.stringMatching(/^Proved .*Wrote .*part_1\.ts\nWrote .*part_2\.ts$/ms),
    ]);
    expect(files().sort()).toEqual(["part_1.ts", "part_2.ts"]);
    const upgraded = await project.orm("upgrade");
    expect([upgraded.status, upgraded.stderr.match(/^applied [0-9a-f]{12} hook$/gm)?.length]).toEqual([0, 2]);
    expect((await project.orm("check")).status).toBe(0);
    const stopped = await project.orm("-x", "stop", "downgrade", "base", "--yes");
    expect([stopped.status, stopped.stderr]).toEqual([1, expect.stringContaining("stopped before downgrade")]);
    const bad = await project.orm(...revise, "title=bad", "--allow-empty", "-m", "x");
    expect([bad.status, files().length]).toEqual([0, 2]);
  });

  it("keep the file of a revision whose hook fails, and say so", async () => {
    const { status, stderr } = await project.orm("revision", "--autogenerate", "-x", "title=bad");
    expect([status, stderr]).toEqual([
      1,
      expect.stringMatching(
        /REVISION\.HOOK_FAILED: migrations\/versions\/[0-9a-f]+_bad1\.ts was written, .*no such name, please/,
      ),
    ]);
    expect(files().sort()).toEqual(["bad1.ts", "bad2.ts"]);
  });
});
