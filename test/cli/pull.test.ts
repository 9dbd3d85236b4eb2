import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { runInProcess } from "../support/run-in-process";
import { createUserProject, type UserProject } from "../support/user-project";

const OLD = `const { DataSource } = require("ormolu");
void (async () => {
  const dataSource = await new DataSource({ type: "sqlite", driver: "libsql", database: "app.db" }).initialize();
  await dataSource.query("CREATE TABLE users (id integer PRIMARY KEY AUTOINCREMENT NOT NULL, name text NOT NULL)");
  await dataSource.query("CREATE TABLE posts (id integer PRIMARY KEY AUTOINCREMENT NOT NULL, user_id integer NOT NULL REFERENCES users (id))");
  await dataSource.destroy();
})();
`;

const USERS = `import { Column, Entity, OneToMany, PrimaryGeneratedColumn } from "ormolu";
import { Posts } from "./posts";

@Entity()
export class Users {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column("text")
  name!: string;

  @OneToMany(() => Posts, (posts) => posts.user)
  posts!: Posts[];
}
`;

describe("orm pull and orm diagram", () => {
  let project: UserProject;
  const orm = (...args: readonly string[]) => runInProcess(project.root, ...args);
  const file = (name: string): string => path.join(project.root, name);

  beforeEach(async () => {
    project = createUserProject({
      "orm.config.json": JSON.stringify({
        dataSource: { type: "sqlite", driver: "libsql", database: "app.db", entities: ["src/entities/*.ts"] },
      }),
      "old.js": OLD,
    });
    await project.node("old.js");
  });
  afterEach(() => project.remove());

  it("writes a file for each table, and finds the entities equal to the database", async () => {
    const { status, stdout, stderr } = await orm("pull");
    expect({ status, stdout, equal: stderr.trimEnd().split("\n").at(-1) }).toEqual({
      status: 0,
      stdout: "new        src/entities/posts.ts\nnew        src/entities/users.ts\n",
      equal: "Compared: the entities and the database are equal.",
    });
    expect(readFileSync(file("src/entities/users.ts"), "utf8")).toBe(USERS);
    expect((await orm("check")).status).toBe(0);
  });

  it("writes to where the configuration looks for entities", async () => {
    const dataSource = { type: "sqlite", driver: "libsql", database: "app.db", entities: ["models/**/*.{js,ts}"] };
    project.write("orm.config.json", JSON.stringify({ dataSource }));
    expect((await orm("pull")).stdout).toBe("new        models/posts.ts\nnew        models/users.ts\n");
    expect((await orm("check")).status).toBe(0);
  });

  it("leaves the tables out that TypeORM keeps for itself, unless they are asked for", async () => {
    project.write(
      "old.js",
      OLD.replace("TABLE users", "TABLE typeorm_metadata").replace("TABLE posts", "TABLE IF NOT EXISTS posts"),
    );
    await project.node("old.js");
    expect((await orm("pull")).stdout).toBe("new        src/entities/posts.ts\nnew        src/entities/users.ts\n");
    expect((await orm("pull", "typeorm_metadata", "--dry-run")).stdout).toContain("export class TypeormMetadata {");
  });

  it("leaves files alone that hold something else, and says what to do", async () => {
    project.write("src/entities/users.ts", "// mine\n");
    const { status, stderr } = await orm("pull");
    expect({ status, says: stderr.includes("--force"), posts: existsSync(file("src/entities/posts.ts")) }).toEqual({
      status: 1,
      says: true,
      posts: false,
    });
    expect(readFileSync(file("src/entities/users.ts"), "utf8")).toBe("// mine\n");
  });

  it("replaces them with --force, and leaves what is equal as it is", async () => {
    await orm("pull");
    project.write("src/entities/users.ts", "// mine\n");
    expect((await orm("pull", "--force")).stdout).toBe(
      "unchanged  src/entities/posts.ts\nreplaced   src/entities/users.ts\n",
    );
  });

  it("prints the entities of some tables without writing anything", async () => {
    const { stdout, stderr } = await orm("pull", "posts", "--dry-run");
    expect(stdout).toContain("export class Posts {");
    expect(stdout).not.toContain("export class Users {");
    expect(stderr).toContain('leads to table "users", which was not pulled');
    expect(existsSync(file("src/entities"))).toBe(false);
  });

  it("gives everything as JSON", async () => {
    const { stdout } = await orm("pull", "--single-file", "--out", "src/all", "--json");
    expect({ ...(JSON.parse(stdout) as object), database: undefined }).toEqual({
      database: undefined,
      entities: ["Posts", "Users"],
      files: [{ file: "src/all/entities.ts", outcome: "new" }],
      losses: [],
      notes: [],
      differences: [],
    });
  });

  it("names the nearest table for one that is not there", async () => {
    const { status, stderr } = await orm("pull", "user");
    expect({ status, says: stderr.includes('Did you mean "users"?') }).toEqual({ status: 1, says: true });
  });

  it("draws the entities without a database, and the database itself", async () => {
    await orm("pull");
    const [wanted, actual] = [await orm("diagram"), await orm("diagram", "--from-database")];
    expect(wanted.stdout).toBe(`erDiagram
    "posts" {
        integer id PK
        integer user_id FK
    }
    "users" {
        integer id PK
        text name
    }
    "posts" }o--|| "users" : "user_id"
`);
    expect(actual.stdout).toBe(wanted.stdout);
  });

  it("writes a diagram into a file", async () => {
    const { stdout } = await orm(
      "diagram",
      "users",
      "--from-database",
      "--format",
      "dbml",
      "--out",
      "docs/schema.dbml",
    );
    expect(stdout).toBe("wrote  docs/schema.dbml\n");
    expect(readFileSync(file("docs/schema.dbml"), "utf8")).toContain('Table "users" {');
  });
});
