import { rmSync } from "node:fs";
import path from "node:path";
import { createUserProject, type UserProject } from "../support/user-project";

const ENTITIES = `import { Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn } from "ormolu";
@Entity({ name: "users" })
export class User {
  @PrimaryGeneratedColumn()
  id!: number;
  @Column({ length: 80 })
  name!: string;
  @Column({ nullable: true })
  email?: string;
}
@Entity({ name: "posts" })
export class Post {
  @PrimaryGeneratedColumn()
  id!: number;
  @Index("IDX_title")
  @Column()
  title!: string;
  @ManyToOne(() => User)
  author!: User;
}
`;

const OLD = `const { DataSource } = require("ormolu");
void (async () => {
  const dataSource = await new DataSource({ type: "sqlite", driver: "libsql", database: process.argv[2] ?? "app.db" }).initialize();
  await dataSource.query("CREATE TABLE users (id integer PRIMARY KEY AUTOINCREMENT NOT NULL, name varchar(40) NOT NULL, old text)");
  await dataSource.query("CREATE TABLE gone (id integer)");
  await dataSource.destroy();
})();
`;

describe("orm diff", () => {
  let project: UserProject;
  beforeEach(async () => {
    project = createUserProject({
      "orm.config.json": JSON.stringify({
        dataSource: { type: "sqlite", driver: "libsql", database: "app.db", entities: ["src/*.ts"] },
      }),
      "src/entities.ts": ENTITIES,
      "old.js": OLD,
    });
    await project.node("old.js");
  });
  afterEach(() => project.remove());

  it("prints a tree: what happens to each object, aligned, with the risks", async () => {
    const { status, stdout, stderr } = await project.orm("diff", "--no-renames");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const [title, ...lines] = stdout.trimEnd().split("\n");
    expect(title).toMatch(/^What turns SQLite [\d.]+, app\.db into the entities$/);
    expect(lines).toEqual([
      "",
      'table "gone"',
      "  - drop",
      '      loses data: drops table "gone" and every row in it',
      "",
      'table "users"',
      '  + add column "email"    varchar, nullable',
      '  ~ change column "name"  type from varchar(40) to varchar(80)',
      '      rewrites: all of table "users", row by row, while other writes wait',
      '  - drop column "old"',
      '      loses data: drops column "old" of table "users" and what it holds',
      "",
      'table "posts"',
      "  + create",
      expect.stringMatching(/^ {6}id +integer, not null, numbered$/),
      expect.stringMatching(/^ {6}title +varchar, not null$/),
      expect.stringMatching(/^ {6}authorId +integer, nullable$/),
      expect.stringMatching(/^ {6}\w* +primary key \(id\)$/),
      expect.stringMatching(/^ {6}FK_\w+ +foreign key \(authorId\) to users \(id\)$/),
      expect.stringMatching(/^ {6}IDX_title +index \(title\)$/),
      "",
      "5 changes: 2 to create, 1 to change, 2 to drop.",
    ]);
  });

  it("exits with 1 for differences only where it is asked to, and with 0 where nothing differs", async () => {
    expect((await project.orm("diff", "--no-renames", "--exit-code")).status).toBe(1);
    await project.orm("revision", "--autogenerate", "--no-renames", "-m", "first");
    await project.orm("upgrade");
    const { status, stdout } = await project.orm("diff", "--exit-code");
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: expect.stringMatching(/^Nothing differs: SQLite [\d.]+, app\.db is equal to the entities\.\n$/) as string,
    });
  });

  it("prints the statements alone with --sql", async () => {
    const { status, stdout } = await project.orm("diff", "--no-renames", "--sql");
    expect(status).toBe(0);
    expect(stdout).toMatch(/^DROP TABLE "gone";\nALTER TABLE "users" ADD COLUMN "email" varchar;\n/);
    expect(stdout.trimEnd().endsWith('CREATE INDEX "IDX_title" ON "posts" ("title");')).toBe(true);
  });

  it("prints everything that is known with --json", async () => {
    const { stdout } = await project.orm("diff", "--no-renames", "--json");
    const { from, to, isEqual, operations, questions } = JSON.parse(stdout) as Record<string, unknown> & {
      operations: readonly object[];
    };
    expect({ from, to, isEqual, questions }).toEqual({
      from: expect.stringContaining("app.db") as string,
      to: "the entities",
      isEqual: false,
      questions: [],
    });
    expect(operations[0]).toEqual({
      kind: "dropTable",
      summary: 'drop table "gone"',
      hazards: expect.arrayContaining([
        { kind: "data loss", message: 'drops table "gone" and every row in it' },
      ]) as unknown,
      arguments: ["gone"],
      reverse: [
        { kind: "createTable", arguments: ["gone", { columns: [{ name: "id", type: "integer", nullable: true }] }] },
      ],
      sql: ['DROP TABLE "gone"'],
    });
  });

  it("compares two databases by their URLs, also without a configuration, and changes neither", async () => {
    rmSync(path.join(project.root, "orm.config.json"));
    const urls = ["--from", `sqlite:${project.root}/app.db`, "--to", "sqlite::memory:"];
    for (const _time of [1, 2]) {
      const { status, stdout } = await project.orm("diff", ...urls, "--sql");
      expect({ status, stdout }).toEqual({ status: 0, stdout: 'DROP TABLE "gone";\nDROP TABLE "users";\n' });
    }
  });

  it("refuses a configuration that is named and not there", async () => {
    const { status, stderr } = await project.orm(
      "diff",
      "-c",
      "none.json",
      "--from",
      "sqlite:app.db",
      "--to",
      "sqlite::memory:",
    );
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining("CONFIG.NOT_FOUND") as string });
  });

  it("shows control characters of names as escapes", async () => {
    project.write(
      "hostile.js",
      `const { DataSource } = require("ormolu");
void (async () => {
  const dataSource = await new DataSource({ type: "sqlite", driver: "libsql", database: "app.db" }).initialize();
  await dataSource.query('CREATE TABLE "a\\u001b[2Jb\\u0007" (id integer)');
  await dataSource.destroy();
})();
`,
    );
    await project.node("hostile.js");
    const { status, stdout, stderr } = await project.orm("diff", "--no-renames");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain(String.raw`table "a\u001b[2Jb\u0007"`);
    expect(stdout.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
  });

  it("refuses one database without the other", async () => {
    const { status, stderr } = await project.orm("diff", "--from", "sqlite:app.db");
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringContaining("CLI.USAGE: --from is given without the other") as string,
    });
  });

  it("shows what it cannot decide, and refuses to print statements before it is decided", async () => {
    project.write(
      "src/entities.ts",
      ENTITIES.replace("email?: string", "renamed?: string").replace(
        "{ nullable: true }",
        '{ type: "text", nullable: true }',
      ),
    );
    const tree = await project.orm("diff");
    expect(tree.stdout).toContain('? was column "old" of table "users" renamed to "renamed"? ');
    const { status, stderr, stdout } = await project.orm("diff", "--sql");
    expect({ status, stdout, stderr }).toEqual({
      status: 4,
      stdout: "",
      stderr: expect.stringContaining("DIFF.ANSWER_NEEDED") as string,
    });
    const answered = await project.orm("diff", "--sql", "--rename", "users.old:users.renamed", "--no-renames");
    expect(answered.stderr).toBe("");
    expect(answered.stdout).toContain('ALTER TABLE "users" RENAME COLUMN "old" TO "renamed";');
  });
});
