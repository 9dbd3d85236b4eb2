import { Runner } from "../../src/migrate/runner";
import { describeEachDatabase } from "../support/databases";
import { useMigrationProject } from "../support/migration-project";
import { Post, Role, Tag, User } from "./blog";

describeEachDatabase("entities with standard decorators", (database) => {
  const project = useMigrationProject(database);

  async function open() {
    const dataSource = await project.connect([User, Post, Tag]);
    const runner = new Runner(dataSource);
    await runner.revision({ message: "first", autogenerate: true });
    await runner.upgrade();
    return { dataSource, runner };
  }

  it("are in the database after a revision, and then there is nothing more to do", async () => {
    const { runner } = await open();
    expect((await runner.check()).summaries).toEqual([]);
  });

  it("are saved and found with what belongs to them", async () => {
    const { dataSource } = await open();
    const users = dataSource.getRepository(User);
    const posts = dataSource.getRepository(Post);
    const ada = new User();
    ada.email = "ada@example.org";
    ada.address.city = "London";
    await users.save(ada);
    const post = posts.create({ title: "Notes", author: ada, tags: [{ name: "engine" }] });
    await posts.save(post);

    const found = await users.findOneOrFail({
      where: { email: "ada@example.org" },
      relations: { posts: { tags: true } },
    });
    expect(found).toBeInstanceOf(User);
    expect(found).toMatchObject({
      id: ada.id,
      name: null,
      role: Role.Reader,
      token: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      version: 1,
      address: { city: "London", code: null },
      posts: [{ title: "Notes", tags: [{ name: "engine" }] }],
    });
    expect(found.createdAt).toBeInstanceOf(Date);
  });
});
