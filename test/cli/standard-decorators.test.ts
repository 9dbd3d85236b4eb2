import { createUserProject, type UserProject } from "../support/user-project";

const ENTITIES = `import { Column, Entity, ManyToOne, OneToMany, PrimaryGeneratedColumn } from "ormolu/es";

export abstract class Named {
  @Column("varchar", { length: 100 })
  name!: string;
}

@Entity("users")
export class User extends Named {
  @PrimaryGeneratedColumn()
  id!: number;

  @OneToMany(() => Post, (post) => post.author)
  posts!: Post[];
}

@Entity("posts")
export class Post extends Named {
  @PrimaryGeneratedColumn()
  id!: number;

  @ManyToOne(() => User, (user) => user.posts, { nullable: false })
  author!: User;
}
`;

const CONFIG = `import { defineConfig } from "ormolu";
export default defineConfig({
  dataSource: { type: "sqlite", driver: "libsql", database: "app.db", entities: ["src/*.ts"] },
  migrations: { directory: "migrations" },
});
`;

/** The entities come through the data source: it loads them as the command line does. */
const USE = `const { DataSource } = require("ormolu");
async function main() {
  const options = { type: "sqlite", driver: "libsql", database: "app.db", entities: ["src/*.ts"] };
  const dataSource = await new DataSource(options).initialize();
  await dataSource.manager.save("Post", { name: "Notes", author: await dataSource.manager.save("User", { name: "Ada" }) });
  const [post] = await dataSource.manager.find("Post", { relations: { author: true } });
  console.log(post.author.name + " wrote " + post.name);
  await dataSource.destroy();
}
void main();
`;

/** A project whose compiler makes standard decorators, from the first revision to rows. */
describe("a project with standard decorators", () => {
  let project: UserProject;
  afterEach(() => project.remove());

  it.each(["commonjs", "module"] as const)("is brought up, and its entities are saved and found: %s", async (type) => {
    project = createUserProject({ "orm.config.ts": CONFIG, "src/blog.ts": ENTITIES }, type);
    project.write(
      "tsconfig.json",
      '{ "compilerOptions": { "target": "es2022", "module": "nodenext", "strict": true } }',
    );
    const written = await project.orm("revision", "--autogenerate", "-m", "first");
    expect({ status: written.status, stderr: written.stderr }).toMatchObject({ status: 0 });
    expect((await project.orm("upgrade")).status).toBe(0);
    expect((await project.orm("check")).status).toBe(0);

    project.write("use.cjs", USE);
    expect(await project.node("use.cjs")).toEqual({ status: 0, stdout: "Ada wrote Notes\n", stderr: "" });
  });
});
