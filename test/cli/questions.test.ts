import { spawn, spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { createUserProject, type UserProject } from "../support/user-project";

jest.setTimeout(60_000);

const BIN = path.resolve(__dirname, "../../dist/cli/bin.js");

const before = `import { Column, Entity, PrimaryColumn } from "ormolu";

@Entity("users")
export class User {
  @PrimaryColumn()
  id!: number;

  @Column({ length: 100 })
  name!: string;
}
`;

/** The name has another one, and there is a new column. */
const after = before
  .replace("name!: string;", "fullName!: string;")
  .replace(/}\n$/, "\n  @Column({ length: 255 })\n  email!: string;\n}\n");

const insert = `import type { Operations } from "ormolu/migrate";
export const revision = "b2";
export const downRevision = "a1";
export const branchLabels: string[] = [];
export const dependsOn: string[] = [];
export async function upgrade(op: Operations): Promise<void> {
  await op.bulkInsert("users", [{ id: 1, name: "Ann" }]);
}
export async function downgrade(op: Operations): Promise<void> {}
`;

/** A database with a row, and entities that ask two questions. */
describe("the questions of orm revision", () => {
  let project: UserProject;

  beforeEach(async () => {
    project = createUserProject({
      "orm.config.ts": `import { defineConfig } from "ormolu";
export default defineConfig({ dataSource: { type: "sqlite", driver: "libsql", database: "app.db", entities: ["entities/*.ts"] } });
`,
      "entities/user.ts": before,
      "migrations/versions/.gitkeep": "",
    });
    await project.orm("revision", "--autogenerate", "-m", "first", "--rev-id", "a1");
    project.write("migrations/versions/b2.ts", insert);
    expect((await project.orm("upgrade")).status).toBe(0);
    project.write("entities/user.ts", after);
  });
  afterEach(() => project.remove());

  const revise = ["revision", "--autogenerate", "-m", "second", "--rev-id", "c3"];

  function written(): string | undefined {
    const folder = path.join(project.root, "migrations", "versions");
    const file = readdirSync(folder).find((name) => name.startsWith("c3"));
    return file === undefined ? undefined : readFileSync(path.join(folder, file), "utf8");
  }

  it("go from --json through a file of answers back to --hints", async () => {
    const { status, stdout } = await project.orm(...revise, "--json");
    const printed = JSON.parse(stdout) as { error: { details: { questions: { kind: string; answer: unknown }[] } } };
    const { questions } = printed.error.details;
    for (const question of questions) question.answer = question.kind === "rename column" ? true : "none";
    project.write("answers.json", JSON.stringify(printed));
    const answered = await project.orm(...revise, "--hints", "answers.json");
    expect({ status, kinds: questions.map(({ kind }) => kind), answered: answered.status, written: written() }).toEqual(
      {
        status: 4,
        kinds: ["rename column", "fill new column"],
        answered: 0,
        written: expect.stringContaining('{ backfill: "none" }') as string,
      },
    );
    expect((await project.orm("upgrade")).status).toBe(0);
  });

  it("are printed with what they are about and the option for each, where nobody is there to ask", async () => {
    const { status, stderr } = await project.orm(...revise, "--no-renames");
    expect({ status, stderr }).toEqual({
      status: 4,
      stderr: expect.stringContaining(
        [
          '  ? Table "users" has rows: what do they hold in the new column "fullName", which may not be NULL?',
          "      + fullName  varchar(100), not null",
          "      --value users.fullName=...",
        ].join("\n"),
      ) as string,
    });
  });

  it("name the column where an answer does not fit or is not asked for", async () => {
    const { status, stderr } = await project.orm(...revise, "--no-renames", "--value", "users.nmae=x");
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringContaining("DIFF.ANSWER_INVALID: the value for users.nmae: nothing asks for it") as string,
    });
  });

  const hasTerminal = spawnSync("script", ["--version"]).status === 0;
  const atTerminal = hasTerminal ? it : it.skip;

  /** Runs the command at a terminal; what is typed goes in as the prompts appear. */
  async function type(
    ...typed: readonly string[]
  ): Promise<{ readonly status: number | null; readonly screen: string }> {
    const command = [process.execPath, BIN, ...revise].join(" ");
    const { CI: _ci, ...env } = process.env;
    const child = spawn("script", ["-qec", command, "/dev/null"], { cwd: project.root, env });
    const left = [...typed];
    let screen = "";
    child.stdout.on("data", (chunk: Buffer) => {
      screen += chunk.toString();
      if (chunk.toString().includes("›") && left.length > 0) child.stdin.write(left.shift()!);
    });
    const status = await new Promise<number | null>((resolve) => child.on("close", resolve));
    return { status, screen: stripVTControlCharacters(screen).replaceAll("\r", "") };
  }

  atTerminal("are asked at a terminal, the rename first, and then written", async () => {
    const { status, screen } = await type("1\n", "none\n");
    expect({ status, screen, written: written() }).toEqual({
      status: 0,
      screen: expect.stringContaining(
        "    - name      varchar(100), not null\n    + fullName  varchar(100), not null",
      ) as string,
      written: expect.stringContaining('await op.renameColumn("users", "name", "fullName")') as string,
    });
    expect(written()).toContain('{ backfill: "none" }');
  });

  atTerminal("leave nothing written when Ctrl-C is pressed", async () => {
    const { status, screen } = await type("\u0003");
    expect({ status, screen, written: written() }).toEqual({
      status: 130,
      screen: expect.stringContaining("CLI.INTERRUPTED") as string,
      written: undefined,
    });
  });
});
