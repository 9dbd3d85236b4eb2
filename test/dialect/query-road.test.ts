import "reflect-metadata";
import { DataSource } from "../../src/data-source/data-source";
import type { DataSourceOptions } from "../../src/data-source/data-source-options";
import type { OrmError } from "../../src/errors/orm-error";
import {
  Between,
  ILike,
  In,
  IsNull,
  LessThan,
  LessThanOrEqual,
  Like,
  MoreThan,
  MoreThanOrEqual,
  Not,
  Or,
  Raw,
} from "../../src/orm/query/operators";
import type { EntityTarget } from "../../src/metadata/entity-target";
import { sql } from "../../src/sql/sql-tag";
import { describeEachDatabase } from "../support/databases";
import { Comment, entities, Node, Place, Post, Profile, Street, Tag, User, Value } from "./query-road/blog";

describeEachDatabase("the query road", (database) => {
  let dataSource: DataSource;
  let statements: string[];

  beforeAll(async () => {
    const options = {
      ...(await database.createEmpty()),
      entities,
      logging: ["query"],
      logger: { log: (_level: string, message: string) => statements.push(message) },
    } as unknown as DataSourceOptions;
    statements = [];
    dataSource = await new DataSource(options).initialize();
    await dataSource.synchronize();
  });

  afterAll(() => dataSource.destroy());

  beforeEach(async () => {
    // Some databases check each deleted row of a self-reference before the next one goes.
    await dataSource.manager.updateAll(Node, { parent: null });
    const inOrder: EntityTarget[] = [Comment, Post, Profile, Street, Place, Tag, Node, Value, User];
    for (const entity of inOrder) await dataSource.manager.deleteAll(entity);
    statements.length = 0;
  });

  const user = (name: string, more: Partial<User> = {}): User =>
    dataSource.manager.create(User, { name, email: `${name}@example.org`, ...more });

  async function countStatements(work: () => Promise<unknown>): Promise<number> {
    statements.length = 0;
    await work();
    return statements.filter((text) => !/^(BEGIN|START|COMMIT|SET)/.test(text)).length;
  }

  describe("save", () => {
    it("inserts a new entity and sets what the database decided", async () => {
      const ada = await dataSource.manager.save(user("ada"));
      expect(ada).toBeInstanceOf(User);
      expect(ada).toEqual({
        id: expect.any(Number),
        name: "ada",
        email: "ada@example.org",
        age: null,
        isActive: true,
        createdAt: expect.any(Date),
        updatedAt: expect.any(Date),
      });
      expect(Math.abs(ada.createdAt.getTime() - Date.now())).toBeLessThan(60_000);
      expect(await dataSource.manager.findOneBy(User, { id: ada.id })).toEqual(ada);
    });

    it("writes only changed columns of a loaded entity, without reading it first", async () => {
      await dataSource.manager.save(user("ada"));
      const ada = await dataSource.manager.findOneByOrFail(User, { name: "ada" });
      ada.age = 36;
      statements.length = 0;
      await dataSource.manager.save(ada);
      expect(statements[0]).toMatch(/^UPDATE .users. SET .age. = \S+, .updatedAt. = .* WHERE .id. = /);
      expect(await countStatements(() => dataSource.manager.save(ada))).toBe(0);
      expect((await dataSource.manager.findOneByOrFail(User, { name: "ada" })).age).toBe(36);
    });

    it("inserts many rows with one statement and gives each its key", async () => {
      const users = Array.from({ length: 50 }, (_, index) => user(`user${index}`));
      const count = await countStatements(() => dataSource.manager.save(users));
      expect(count).toBeLessThanOrEqual(2);
      const found = await dataSource.manager.find(User);
      const byId = new Map(found.map(({ id, name }) => [id, name]));
      expect(users.map(({ id }) => byId.get(id))).toEqual(users.map(({ name }) => name));
    });

    it("inserts more rows than fit into one statement", async () => {
      const users = Array.from({ length: 2500 }, (_, index) => user(`user${index}`));
      await dataSource.manager.save(users);
      expect(await dataSource.manager.count(User)).toBe(2500);
      expect(new Set(users.map(({ id }) => id)).size).toBe(2500);
    });

    it("looks up entities with a key that were not loaded, all with one query", async () => {
      await dataSource.manager.save(
        [{ label: "a" }, { label: "b" }].map((each) => dataSource.manager.create(Tag, each)),
      );
      const tags = ["b", "c"].map((label) => dataSource.manager.create(Tag, { label }));
      expect(await countStatements(() => dataSource.manager.save(tags))).toBe(2);
      expect((await dataSource.manager.find(Tag, { order: { label: "ASC" } })).map(({ label }) => label)).toEqual([
        "a",
        "b",
        "c",
      ]);
    });

    it("updates a row that is given as a plain object with its key", async () => {
      const { id } = await dataSource.manager.save(user("ada"));
      await dataSource.getRepository(User).save({ id, name: "Ada L." });
      expect(await dataSource.manager.findOneByOrFail(User, { id })).toMatchObject({
        name: "Ada L.",
        email: "ada@example.org",
      });
    });

    it("saves a graph over its cascades in the order of the references", async () => {
      const ada = user("ada");
      const post = dataSource.manager.create(Post, { title: "one", settings: { color: "red" } });
      post.tags = [dataSource.manager.create(Tag, { label: "x" }), dataSource.manager.create(Tag, { label: "y" })];
      ada.posts = [post, dataSource.manager.create(Post, { title: "two" })];
      ada.profile = dataSource.manager.create(Profile, { bio: "countess" });
      await dataSource.manager.save(ada);
      const loaded = await dataSource.manager.findOneOrFail(User, {
        where: { id: ada.id },
        relations: { posts: { tags: true }, profile: true },
        order: { posts: { title: "ASC", tags: { label: "ASC" } } },
      });
      expect(loaded.posts.map(({ title, tags }) => [title, tags.map(({ label }) => label)])).toEqual([
        ["one", ["x", "y"]],
        ["two", []],
      ]);
      expect(loaded.posts[0]!.settings).toEqual({ color: "red" });
      expect(loaded.profile).toMatchObject({ bio: "countess" });
    });

    it("saves a tree of one class", async () => {
      const node = (name: string, children: Node[] = []): Node => Object.assign(new Node(), { name, children });
      const root = await dataSource.manager.save(node("root", [node("left", [node("leaf")]), node("right")]));
      const leaf = await dataSource.manager.findOneOrFail(Node, {
        where: { name: "leaf" },
        relations: { parent: { parent: true } },
      });
      expect([leaf.parent?.name, leaf.parent?.parent?.id]).toEqual(["left", root.id]);
    });

    it("saves rows that refer to each other in a circle", async () => {
      const one = Object.assign(new Node(), { name: "one" });
      const two = Object.assign(new Node(), { name: "two", parent: one });
      one.parent = two;
      await dataSource.manager.save(one);
      const found = await dataSource.manager.find(Node, { relations: { parent: true }, order: { name: "ASC" } });
      expect(found.map(({ name, parent }) => [name, parent?.name])).toEqual([
        ["one", "two"],
        ["two", "one"],
      ]);
    });

    it("adds to and takes out of a many-to-many list that was loaded", async () => {
      const tags = ["a", "b", "c"].map((label) => dataSource.manager.create(Tag, { label }));
      const { id } = await dataSource.manager.save(
        dataSource.manager.create(Post, { title: "p", tags: tags.slice(0, 2) }),
      );
      const post = await dataSource.manager.findOneOrFail(Post, { where: { id }, relations: { tags: true } });
      post.tags = [...post.tags.filter(({ label }) => label !== "a"), tags[2]!];
      await dataSource.manager.save(post);
      const again = await dataSource.manager.findOneOrFail(Post, {
        where: { id },
        relations: { tags: true },
        order: { tags: { label: "ASC" } },
      });
      expect(again.tags.map(({ label }) => label)).toEqual(["b", "c"]);
    });

    it("never takes a list that was not loaded for the whole of it", async () => {
      const tags = ["a", "b"].map((label) => dataSource.manager.create(Tag, { label }));
      const { id } = await dataSource.manager.save(dataSource.manager.create(Post, { title: "p", tags }));
      const post = await dataSource.manager.findOneByOrFail(Post, { id });
      post.tags = [tags[0]!, dataSource.manager.create(Tag, { label: "c" })];
      await dataSource.manager.save(post);
      const again = await dataSource.manager.findOneOrFail(Post, {
        where: { id },
        relations: { tags: true },
        order: { tags: { label: "ASC" } },
      });
      expect(again.tags.map(({ label }) => label)).toEqual(["a", "b", "c"]);
    });

    it("changes a relation by the related entity, and clears it with null", async () => {
      const [ada, bob] = await dataSource.manager.save([user("ada"), user("bob")]);
      const post = await dataSource.manager.save(dataSource.manager.create(Post, { title: "p", author: ada! }));
      const loaded = await dataSource.manager.findOneOrFail(Post, {
        where: { id: post.id },
        relations: { author: true },
      });
      loaded.author = bob!;
      await dataSource.manager.save(loaded);
      expect(await dataSource.manager.countBy(Post, { author: { id: bob!.id } })).toBe(1);
      loaded.author = null;
      await dataSource.manager.save(loaded);
      expect(await dataSource.manager.countBy(Post, { author: IsNull() })).toBe(1);
    });

    it("lets the side that was changed decide, where a property and a relation share a column", async () => {
      const [one, two] = await dataSource.manager.save(
        ["1", "2"].map((title) => dataSource.manager.create(Post, { title })),
      );
      const comment = await dataSource.manager.save(dataSource.manager.create(Comment, { text: "c", post: one! }));
      const loaded = await dataSource.manager.findOneOrFail(Comment, {
        where: { id: comment.id },
        relations: { post: true },
      });
      loaded.postId = two!.id;
      await dataSource.manager.save(loaded);
      expect((await dataSource.manager.findOneByOrFail(Comment, { id: comment.id })).postId).toBe(two!.id);
    });

    it("sees a change inside a JSON value", async () => {
      const { id } = await dataSource.manager.save(
        dataSource.manager.create(Post, { title: "p", settings: { sizes: [1] } }),
      );
      const post = await dataSource.manager.findOneByOrFail(Post, { id });
      post.settings!.sizes!.push(2);
      await dataSource.manager.save(post);
      expect((await dataSource.manager.findOneByOrFail(Post, { id })).settings).toEqual({ sizes: [1, 2] });
    });

    it("counts versions, and refuses a change of a row that somebody else changed", async () => {
      const { id } = await dataSource.manager.save(dataSource.manager.create(Post, { title: "p" }));
      const [mine, theirs] = [
        await dataSource.manager.findOneByOrFail(Post, { id }),
        await dataSource.manager.findOneByOrFail(Post, { id }),
      ];
      theirs.title = "theirs";
      expect((await dataSource.manager.save(theirs)).version).toBe(2);
      mine.title = "mine";
      await expect(dataSource.manager.save(mine)).rejects.toMatchObject({ code: "QUERY.VERSION_CONFLICT" });
    });

    it("leaves database and objects as they were when a row is refused", async () => {
      await dataSource.manager.save(user("ada"));
      const fresh = [user("bob"), user("ada")];
      await expect(dataSource.manager.save(fresh)).rejects.toMatchObject({ code: "QUERY.UNIQUE_VIOLATION" });
      expect(fresh.map(({ id }) => id)).toEqual([undefined, undefined]);
      expect(await dataSource.manager.count(User)).toBe(1);
    });

    it("refuses a reference to an entity that has no row", async () => {
      const post = dataSource.manager.create(Post, { title: "p" });
      post.author = user("ada");
      await expect(dataSource.manager.save(post)).rejects.toMatchObject({ code: "QUERY.INVALID_VALUE" });
    });

    it("saves composite keys and loads their lists", async () => {
      const place = (country: string, code: number): Place =>
        Object.assign(new Place(), {
          country,
          code,
          name: `${country}${code}`,
          streets: [Object.assign(new Street(), { name: `s${code}` })],
        });
      await dataSource.manager.save([place("de", 1), place("de", 2), place("fr", 1)]);
      const found = await dataSource.manager.find(Place, {
        relations: { streets: true },
        order: { country: "ASC", code: "ASC" },
      });
      expect(found.map(({ name, streets }) => [name, streets.map((street) => street.name)])).toEqual([
        ["de1", ["s1"]],
        ["de2", ["s2"]],
        ["fr1", ["s1"]],
      ]);
    });

    it("gives values back as they went in", async () => {
      const value = Object.assign(new Value(), {
        id: 9007199254740993n,
        amount: "1234567.89012",
        day: "2024-02-29",
        moment: new Date("2024-07-01T12:34:56.789Z"),
        data: { list: [1, "two", null], text: "ü'\"\\" },
        bytes: Buffer.from([0, 1, 255]),
        words: ["a", "b"],
        ratio: 0.5,
        flag: false,
      });
      await dataSource.manager.save(value);
      const found = await dataSource.manager.findOneByOrFail(Value, { id: 9007199254740993n });
      expect(found).toEqual(value);
      expect(await countStatements(() => dataSource.manager.save(found))).toBe(0);
    });
  });

  describe("find", () => {
    beforeEach(async () => {
      const users = [user("ada", { age: 36 }), user("bob", { age: 20, isActive: false }), user("cyd")];
      await dataSource.manager.save(users);
      const [ada, bob] = users;
      const [x, y] = ["x", "y"].map((label) => dataSource.manager.create(Tag, { label }));
      await dataSource.manager.save([
        dataSource.manager.create(Post, { title: "one", author: ada!, tags: [x!, y!] }),
        dataSource.manager.create(Post, { title: "two", author: ada!, tags: [x!] }),
        dataSource.manager.create(Post, { title: "three", author: bob! }),
        dataSource.manager.create(Post, { title: "four" }),
      ]);
      statements.length = 0;
    });

    const names = async (where: object): Promise<string[]> =>
      (await dataSource.manager.find(User, { where, order: { name: "ASC" } })).map(({ name }) => name);

    it.each([
      ["an equal value", { name: "ada" }, ["ada"]],
      ["a boolean", { isActive: false }, ["bob"]],
      ["null", { age: null }, ["cyd"]],
      ["Not", { name: Not("ada") }, ["bob", "cyd"]],
      ["Not null", { age: Not(null) }, ["ada", "bob"]],
      ["Not IsNull", { age: Not(IsNull()) }, ["ada", "bob"]],
      ["LessThan", { age: LessThan(36) }, ["bob"]],
      ["LessThanOrEqual", { age: LessThanOrEqual(36) }, ["ada", "bob"]],
      ["MoreThan", { age: MoreThan(20) }, ["ada"]],
      ["MoreThanOrEqual", { age: MoreThanOrEqual(20) }, ["ada", "bob"]],
      ["Between", { age: Between(30, 40) }, ["ada"]],
      ["Like", { name: Like("%d%") }, ["ada", "cyd"]],
      ["ILike", { name: ILike("A%") }, ["ada"]],
      ["In", { name: In(["ada", "cyd", "zoe"]) }, ["ada", "cyd"]],
      ["In of nothing", { name: In([]) }, []],
      ["Not In", { name: Not(In(["ada"])) }, ["bob", "cyd"]],
      ["Not In of nothing", { name: Not(In([])) }, ["ada", "bob", "cyd"]],
      ["Or", { age: Or(LessThan(21), IsNull()) }, ["bob", "cyd"]],
      ["Raw", { name: Raw((column) => sql`upper(${column}) = ${"BOB"}`) }, ["bob"]],
      ["several properties", { isActive: true, age: 36 }, ["ada"]],
      ["alternatives", [{ name: "ada" }, { age: 20 }], ["ada", "bob"]],
      ["no conditions", {}, ["ada", "bob", "cyd"]],
      ["no alternatives", [], []],
      ["a to-many relation", { posts: { title: In(["one", "two", "three"]) } }, ["ada", "bob"]],
      ["a nested to-many relation", { posts: { tags: { label: "x" } } }, ["ada"]],
    ])("finds by %s", async (_name, where, expected) => {
      expect(await names(where)).toEqual(expected);
    });

    it("finds by properties of a to-one relation", async () => {
      const posts = await dataSource.manager.find(Post, {
        where: { author: { name: "ada", age: MoreThan(30) } },
        order: { title: "ASC" },
      });
      expect(posts.map(({ title }) => title)).toEqual(["one", "two"]);
    });

    it("finds by a related entity and by its key without a join", async () => {
      const ada = await dataSource.manager.findOneByOrFail(User, { name: "ada" });
      statements.length = 0;
      expect(await dataSource.manager.countBy(Post, { author: { id: ada.id } })).toBe(2);
      expect(await dataSource.manager.countBy(Post, { author: ada })).toBe(2);
      expect(statements.join()).not.toContain("JOIN");
    });

    it("orders, skips and takes", async () => {
      const found = await dataSource.manager.find(User, { order: { name: "DESC" }, skip: 1, take: 1 });
      expect(found.map(({ name }) => name)).toEqual(["bob"]);
      expect(
        (await dataSource.manager.find(User, { order: { name: "ASC" }, skip: 2 })).map(({ name }) => name),
      ).toEqual(["cyd"]);
      expect(await dataSource.manager.find(User, { take: 0 })).toEqual([]);
    });

    it("orders by a property of a relation", async () => {
      const found = await dataSource.manager.find(Post, {
        where: { author: Not(IsNull()) },
        order: { author: { name: "DESC" }, title: "ASC" },
      });
      expect(found.map(({ title }) => title)).toEqual(["three", "one", "two"]);
    });

    it("selects some columns, and saves such an entity all the same", async () => {
      const [ada] = await dataSource.manager.find(User, { where: { name: "ada" }, select: { name: true } });
      expect(ada).toEqual({ name: "ada" });
      ada!.name = "Ada";
      await dataSource.manager.save(ada!);
      expect(await names({ name: "Ada", age: 36 })).toEqual(["Ada"]);
    });

    it("joins to-one relations, and gives null where there is none", async () => {
      let posts: Post[] = [];
      const count = await countStatements(async () => {
        posts = await dataSource.manager.find(Post, { relations: { author: true }, order: { title: "ASC" } });
      });
      expect(count).toBe(1);
      expect(posts.map(({ title, author }) => [title, author?.name ?? null])).toEqual([
        ["four", null],
        ["one", "ada"],
        ["three", "bob"],
        ["two", "ada"],
      ]);
      expect(posts[1]!.author).toBeInstanceOf(User);
    });

    it("loads each list of all entities with one query, whatever their number", async () => {
      let users: User[] = [];
      const count = await countStatements(async () => {
        users = await dataSource.manager.find(User, {
          relations: { posts: { tags: true, author: true }, profile: true },
          order: { name: "ASC", posts: { title: "ASC", tags: { label: "DESC" } } },
        });
      });
      expect(count).toBe(3);
      expect(
        users.map(({ name, posts, profile }) => [
          name,
          profile,
          posts.map(({ title, tags }) => [title, tags.map(({ label }) => label)]),
        ]),
      ).toEqual([
        [
          "ada",
          null,
          [
            ["one", ["y", "x"]],
            ["two", ["x"]],
          ],
        ],
        ["bob", null, [["three", []]]],
        ["cyd", null, []],
      ]);
      expect(users[0]!.posts[0]!.author!.name).toBe("ada");
    });

    it("loads the other side of a many-to-many relation", async () => {
      const tags = await dataSource.manager.find(Tag, {
        relations: { posts: true },
        order: { label: "ASC", posts: { title: "ASC" } },
      });
      expect(tags.map(({ label, posts }) => [label, posts.map(({ title }) => title)])).toEqual([
        ["x", ["one", "two"]],
        ["y", ["one"]],
      ]);
    });

    it("leaves out rows that are marked as deleted, unless they are asked for", async () => {
      await dataSource.manager.update(Post, { title: "one" }, { deletedAt: new Date() });
      expect(await dataSource.manager.count(Post)).toBe(3);
      expect(await dataSource.manager.count(Post, { withDeleted: true })).toBe(4);
      const ada = await dataSource.manager.findOneOrFail(User, { where: { name: "ada" }, relations: { posts: true } });
      expect(ada.posts.map(({ title }) => title)).toEqual(["two"]);
    });

    it("counts and tells whether a row exists", async () => {
      expect(await dataSource.manager.findAndCount(User, { take: 1, order: { name: "ASC" } })).toEqual([
        [expect.objectContaining({ name: "ada" })],
        3,
      ]);
      expect(await dataSource.manager.existsBy(User, { name: "ada" })).toBe(true);
      expect(await dataSource.manager.existsBy(User, { name: "zoe" })).toBe(false);
    });

    it("gives null, or an error that names the entity, where no row matches", async () => {
      expect(await dataSource.manager.findOneBy(User, { name: "zoe" })).toBeNull();
      await expect(dataSource.manager.findOneByOrFail(User, { name: "zoe" })).rejects.toMatchObject({
        code: "QUERY.NOT_FOUND",
        message: expect.stringContaining('"User"'),
      });
    });

    it("refuses undefined, unknown properties and a search for any one row", async () => {
      const codeOf = (work: Promise<unknown>): Promise<string> =>
        work.then(
          () => "none",
          (error: OrmError) => error.code,
        );
      expect(await codeOf(dataSource.manager.findOneBy(User, { id: undefined }))).toBe("QUERY.INVALID_VALUE");
      expect(await codeOf(dataSource.manager.findBy(User, { nmae: "x" } as object))).toBe("QUERY.UNKNOWN_PROPERTY");
      expect(await codeOf(dataSource.manager.findOne(User, {}))).toBe("QUERY.CRITERIA_MISSING");
    });
  });

  describe("insert, update, delete and remove", () => {
    it("inserts rows and says which keys they got", async () => {
      const result = await dataSource.manager.insert(User, [user("ada"), user("bob")]);
      const found = await dataSource.manager.find(User, { order: { name: "ASC" } });
      expect(result.identifiers).toEqual(found.map(({ id }) => ({ id })));
      expect(result.generatedMaps[0]).toMatchObject({
        id: found[0]!.id,
        isActive: true,
        createdAt: found[0]!.createdAt,
      });
    });

    it("updates by conditions, by id and by ids", async () => {
      const [ada, bob] = await dataSource.manager.save([user("ada"), user("bob"), user("cyd")]);
      expect(await dataSource.manager.update(User, { name: "ada" }, { age: 1 })).toEqual({ affected: 1 });
      expect(await dataSource.manager.update(User, bob!.id, { age: 2 })).toEqual({ affected: 1 });
      expect(await dataSource.manager.update(User, [ada!.id, bob!.id], { age: sql`age + ${10}` })).toEqual({
        affected: 2,
      });
      const ages = (await dataSource.manager.find(User, { order: { name: "ASC" } })).map(({ age }) => age);
      expect(ages).toEqual([11, 12, null]);
    });

    it("sets a relation and counts the version by update", async () => {
      const ada = await dataSource.manager.save(user("ada"));
      const { id } = await dataSource.manager.save(dataSource.manager.create(Post, { title: "p" }));
      await dataSource.manager.update(Post, id, { author: { id: ada.id } });
      const post = await dataSource.manager.findOneOrFail(Post, { where: { id }, relations: { author: true } });
      expect([post.author?.name, post.version]).toEqual(["ada", 2]);
    });

    it("deletes by conditions and refuses to delete everything by accident", async () => {
      await dataSource.manager.save([user("ada"), user("bob")]);
      expect(await dataSource.manager.delete(User, { name: "ada" })).toEqual({ affected: 1 });
      for (const criteria of [{}, [], undefined, null, "", [{}]])
        await expect(dataSource.manager.delete(User, criteria as object)).rejects.toMatchObject({
          code: "QUERY.CRITERIA_MISSING",
        });
      await expect(dataSource.manager.update(User, {}, { age: 1 })).rejects.toMatchObject({
        code: "QUERY.CRITERIA_MISSING",
      });
      await expect(dataSource.manager.delete(User, { id: undefined })).rejects.toMatchObject({
        code: "QUERY.INVALID_VALUE",
      });
      expect(await dataSource.manager.count(User)).toBe(1);
    });

    it("removes entities, which count as new afterwards", async () => {
      const users = await dataSource.manager.save([user("ada"), user("bob")]);
      expect(await countStatements(() => dataSource.manager.remove(users))).toBe(1);
      expect(users.map(({ id }) => id)).toEqual([undefined, undefined]);
      await dataSource.manager.save(users[0]!);
      expect(await dataSource.manager.count(User)).toBe(1);
    });
  });

  describe("transactions", () => {
    it("commit when the work returns and roll back when it throws", async () => {
      await dataSource.transaction((manager) => manager.save(user("ada")));
      await expect(
        dataSource.transaction(async (manager) => {
          await manager.save(user("bob"));
          throw new Error("no");
        }),
      ).rejects.toThrow("no");
      expect((await dataSource.manager.find(User)).map(({ name }) => name)).toEqual(["ada"]);
    });

    it("nest as savepoints", async () => {
      await dataSource.transaction(async (manager) => {
        await manager.save(user("ada"));
        await manager
          .transaction(async (inner) => {
            await inner.save(user("bob"));
            throw new Error("no");
          })
          .catch(() => undefined);
        await manager.save(user("cyd"));
      });
      expect((await dataSource.manager.find(User, { order: { name: "ASC" } })).map(({ name }) => name)).toEqual([
        "ada",
        "cyd",
      ]);
    });

    it("do not commit silently what the database gave up", async () => {
      const outcome = await dataSource
        .transaction(async (manager) => {
          await manager.save(user("ada"));
          await manager.insert(User, { name: "x", email: "ada@example.org" }).catch(() => undefined);
        })
        .then(
          () => "committed",
          () => "failed",
        );
      expect(await dataSource.manager.count(User)).toBe(outcome === "committed" ? 1 : 0);
    });

    it("take an isolation level", async () => {
      const count = await dataSource.transaction("SERIALIZABLE", (manager) => manager.count(User));
      expect(count).toBe(0);
    });

    it("refuse their manager after the end", async () => {
      const manager = await dataSource.transaction(async (inner) => inner);
      await expect(manager.count(User)).rejects.toMatchObject({ code: "CONNECTION.RELEASED" });
    });
  });

  it("runs SQL as it is, with values bound", async () => {
    await dataSource.manager.save(user("ada"));
    const rows = await dataSource.query(sql`select name, age from users where name = ${"ada"}`);
    expect(rows).toEqual([{ name: "ada", age: null }]);
  });

  it("serves many finds at once", async () => {
    const users = await dataSource.manager.save(Array.from({ length: 30 }, (_, index) => user(`u${index}`)));
    const found = await Promise.all(users.map(({ id }) => dataSource.manager.findOneBy(User, { id })));
    expect(found.map((each) => each?.name)).toEqual(users.map(({ name }) => name));
  });
});
