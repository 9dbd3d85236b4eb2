import "reflect-metadata";
import { DataSource } from "../../src/data-source/data-source";
import type { DataSourceOptions } from "../../src/data-source/data-source-options";
import { EntitySchema } from "../../src/metadata/entity-schema/entity-schema";
import { describeEachDatabase } from "../support/databases";

interface User {
  id: number;
  name: string;
  posts: Post[];
}

interface Post {
  id: string;
  title: string;
  author: User | null;
  authorId: number | null;
}

class Note {
  id!: number;
  text!: string;
  prepare(): void {
    this.text = this.text.trim();
  }
}

const users = new EntitySchema<User>({
  name: "User",
  tableName: "users",
  columns: { id: { type: Number, primary: true, generated: true }, name: { type: String, length: 40 } },
  relations: { posts: { type: "one-to-many", target: "Post", inverseSide: "author", cascade: true } },
});

const posts = new EntitySchema<Post>({
  name: "Post",
  columns: { id: { type: "uuid", primary: true, generated: "uuid" }, title: { type: String } },
  relations: { author: { type: "many-to-one", target: users, inverseSide: "posts" } },
  relationIds: { authorId: { relationName: "author" } },
});

const notes = new EntitySchema({
  name: "Note",
  target: Note,
  columns: { id: { type: Number, primary: true, generated: true }, text: { type: String } },
  listeners: { beforeInsert: ["prepare"] },
});

describeEachDatabase("an EntitySchema", (database) => {
  let dataSource: DataSource;

  beforeAll(async () => {
    const options = { ...(await database.createEmpty()), entities: [users, posts, notes] };
    dataSource = await new DataSource(options as unknown as DataSourceOptions).initialize();
    await dataSource.synchronize();
  });

  afterAll(() => dataSource.destroy());

  it("without a class has plain objects for rows", async () => {
    const repository = dataSource.getRepository(users);
    const saved = await repository.save({ name: "ada", posts: [{ title: "one" }] });
    const [found] = await repository.find({ relations: { posts: true } });
    expect(found).toEqual({
      id: saved.id,
      name: "ada",
      posts: [{ id: expect.any(String), title: "one", authorId: saved.id }],
    });
    expect(Object.getPrototypeOf(found)).toBe(Object.prototype);
  });

  it("with a class has instances of it, whose methods are called", async () => {
    const { manager } = dataSource;
    const saved = await manager.save(manager.create(notes, { text: " a " }));
    const found = await manager.findOneByOrFail(Note, { id: saved.id });
    expect([found instanceof Note, found.text, dataSource.getMetadata(notes) === dataSource.getMetadata(Note)]).toEqual(
      [true, "a", true],
    );
  });

  it("is known by its name too", async () => {
    expect([await dataSource.manager.count(posts), await dataSource.manager.count("Post")]).toEqual([1, 1]);
    expect([dataSource.hasMetadata(users), dataSource.hasMetadata("Users")]).toEqual([true, false]);
  });
});
