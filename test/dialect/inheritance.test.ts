import "reflect-metadata";
import { DataSource } from "../../src/data-source/data-source";
import type { DataSourceOptions } from "../../src/data-source/data-source-options";
import { describeEachDatabase } from "../support/databases";
import {
  Boss,
  Car,
  Company,
  Content,
  Contract,
  entities,
  News,
  Party,
  Person,
  Photo,
  Post,
  User,
  Vehicle,
} from "./inheritance/media";

describeEachDatabase("inheritance", (database) => {
  let dataSource: DataSource;
  let statements: string[] = [];

  beforeAll(async () => {
    const options = {
      ...(await database.createEmpty()),
      entities,
      logging: ["query"],
      logger: { log: (_level: string, message: string) => statements.push(message) },
    } as unknown as DataSourceOptions;
    dataSource = await new DataSource(options).initialize();
    await dataSource.synchronize();
  });

  afterAll(() => dataSource.destroy());

  const rows = (table: string): Promise<Record<string, unknown>[]> =>
    dataSource.query(`SELECT * FROM ${table} ORDER BY 1`);

  describe("one table for several classes", () => {
    beforeEach(async () => {
      const { manager } = dataSource;
      await manager.remove(await manager.find(Photo, { relations: { shown: true } }).then(unlink));
      await manager.deleteAll(Post);
      await manager.deleteAll(Content);
      await manager.deleteAll(User);
    });

    async function unlink(photos: Photo[]): Promise<Photo[]> {
      await dataSource.manager.updateAll(Post, { cover: null });
      for (const photo of photos) photo.shown = [];
      return dataSource.manager.save(photos);
    }

    async function fill() {
      const { manager } = dataSource;
      const ada = await manager.save(manager.create(User, { name: "ada" }));
      const photo = manager.create(Photo, { title: "sea", author: ada, size: { width: 10 }, shown: [ada] });
      await manager.save(photo);
      const post = await manager.save(manager.create(Post, { title: "text", views: 3, cover: photo, author: ada }));
      const news = await manager.save(manager.create(News, { title: "new", source: "wire", cover: photo }));
      const plain = await manager.save(manager.create(Content, { title: "plain" }));
      return { ada, photo, post, news, plain };
    }

    it("gives each row's class", async () => {
      const { photo, post, news, plain } = await fill();
      const found = await dataSource.manager.find(Content, { order: { id: "ASC" } });
      expect(found.map((each) => each.constructor)).toEqual([Photo, Post, News, Content]);
      expect(found).toEqual([
        { id: photo.id, title: "sea", size: { width: 10 } },
        { id: post.id, title: "text", views: 3 },
        { id: news.id, title: "new", views: 0, source: "wire" },
        { id: plain.id, title: "plain" },
      ]);
    });

    it("finds only rows of a class and of those that extend it", async () => {
      const { post, news } = await fill();
      const { manager } = dataSource;
      const posts = await manager.find(Post, { order: { id: "ASC" } });
      expect(posts.map(({ id, constructor }) => [id, constructor])).toEqual([
        [post.id, Post],
        [news.id, News],
      ]);
      expect(await manager.count(News)).toBe(1);
      expect(await manager.countBy(Post, { title: "sea" })).toBe(0);
      expect(await manager.existsBy(Photo, { title: "text" })).toBe(false);
    });

    it("loads the relations that each class has", async () => {
      const { ada, photo, post, news, plain } = await fill();
      const found = await dataSource.manager.find(Content, {
        relations: { author: true, shown: true, cover: true } as object,
        order: { id: "ASC" },
      });
      const user = { id: ada.id, name: "ada" };
      const cover = { id: photo.id, title: "sea", size: { width: 10 } };
      expect(found).toEqual([
        { ...cover, author: user, shown: [user] },
        { id: post.id, title: "text", views: 3, author: user, cover },
        { id: news.id, title: "new", views: 0, source: "wire", author: null, cover },
        { id: plain.id, title: "plain", author: null },
      ]);
      expect((found[1] as Post).cover).toBeInstanceOf(Photo);
    });

    it("leads to entities of all classes", async () => {
      const { ada } = await fill();
      const [user] = await dataSource.manager.find(User, { where: { id: ada.id }, relations: { contents: true } });
      expect(user!.contents.map(({ constructor }) => constructor).sort((a, b) => a.name.localeCompare(b.name))).toEqual(
        [Photo, Post],
      );
    });

    it("saves a change to an entity that was found by its root", async () => {
      const { news } = await fill();
      const { manager } = dataSource;
      const found = (await manager.findOneByOrFail(Content, { id: news.id })) as News;
      found.source = "web";
      found.title = "changed";
      await manager.save(Content, found);
      expect(await manager.findOneByOrFail(News, { id: news.id })).toEqual({
        id: news.id,
        title: "changed",
        views: 0,
        source: "web",
      });
    });

    it("updates and deletes rows of the class alone", async () => {
      await fill();
      const { manager } = dataSource;
      expect(await manager.updateAll(Post, { views: 7 })).toEqual({ affected: 2 });
      expect(await manager.update(News, { title: "text" }, { views: 9 })).toEqual({ affected: 0 });
      expect(await manager.deleteAll(News)).toEqual({ affected: 1 });
      expect(await manager.count(Content)).toBe(3);
    });

    it("does not give a class to a row that is of another", async () => {
      const { post } = await fill();
      expect(await dataSource.manager.findOneBy(Photo, { id: post.id })).toBeNull();
    });

    it("removes entities of several classes together", async () => {
      const { post, news, plain } = await fill();
      await dataSource.manager.remove([post, news, plain]);
      expect(await dataSource.manager.find(Content)).toMatchObject([{ title: "sea" }]);
    });
  });

  describe("a table beside that of the parent", () => {
    beforeEach(async () => {
      const { manager } = dataSource;
      await manager.deleteAll(Contract);
      await manager.remove(await manager.find(Person, { withDeleted: true }));
      await manager.deleteAll(Party);
      statements = [];
    });

    async function fill() {
      const { manager } = dataSource;
      const acme = await manager.save(manager.create(Company, { name: "acme", employees: 5 }));
      const ada = await manager.save(manager.create(Person, { name: "ada", email: "a@b.c", employer: acme }));
      const bob = await manager.save(manager.create(Boss, { name: "bob", email: "b@b.c", cars: 2 }));
      const plain = await manager.save(manager.create(Party, { name: "plain" }));
      return { acme, ada, bob, plain };
    }

    it("writes the tables in order, in one transaction", async () => {
      const { manager } = dataSource;
      const bob = await manager.save(manager.create(Boss, { name: "bob", email: "b@b.c", cars: 2 }));
      const texts = statements.map((text) =>
        /^(BEGIN|START|COMMIT|INSERT INTO \S+)/i.exec(text)?.[0].replace(/["`]/g, ""),
      );
      expect(texts.filter((text) => text?.startsWith("INSERT"))).toEqual([
        "INSERT INTO parties",
        "INSERT INTO persons",
        "INSERT INTO bosses",
      ]);
      expect(bob).toEqual({
        id: expect.any(Number),
        name: "bob",
        version: 1,
        updatedAt: expect.any(Date),
        deletedAt: null,
        email: "b@b.c",
        cars: 2,
      });
      expect(await rows("parties")).toMatchObject([{ id: bob.id, name: "bob", type: "boss" }]);
      expect(await rows("persons")).toMatchObject([{ id: bob.id, email: "b@b.c" }]);
      expect(await rows("bosses")).toEqual([{ id: bob.id, cars: 2 }]);
    });

    it("gives each row's class with the columns of all its tables", async () => {
      const { acme, ada, bob, plain } = await fill();
      const found = await dataSource.manager.find(Party, { order: { id: "ASC" } });
      expect(found.map(({ constructor }) => constructor)).toEqual([Company, Person, Boss, Party]);
      const { employer, ...own } = ada;
      expect(employer).toBe(acme);
      expect(found).toEqual([acme, own, bob, plain]);
    });

    it("finds a class by its own columns and by inherited ones", async () => {
      const { ada, bob } = await fill();
      const { manager } = dataSource;
      const people = await manager.find(Person, { order: { name: "DESC" } });
      expect(people.map(({ id, constructor }) => [id, constructor])).toEqual([
        [bob.id, Boss],
        [ada.id, Person],
      ]);
      expect(await manager.findOneBy(Boss, { name: "bob", email: "b@b.c", cars: 2 })).toEqual(bob);
      expect(await manager.findOneBy(Boss, { name: "ada" })).toBeNull();
      expect(await manager.count(Person)).toBe(2);
      expect(
        await manager.find(Person, { where: { employer: { name: "acme" } }, relations: { employer: true } }),
      ).toEqual([ada]);
    });

    it("leaves out what is marked as deleted in the first table", async () => {
      const { ada, bob } = await fill();
      const { manager } = dataSource;
      bob.deletedAt = new Date();
      await manager.save(bob);
      expect((await manager.find(Person)).map(({ id }) => id)).toEqual([ada.id]);
      expect(await manager.find(Boss)).toEqual([]);
      expect(await manager.count(Boss, { withDeleted: true })).toBe(1);
    });

    it("updates each table that has a change, with the version and the date of the first", async () => {
      const { ada, bob } = await fill();
      const { manager } = dataSource;
      bob.cars = 3;
      await manager.save(bob);
      expect(bob.version).toBe(2);
      const person = await manager.findOneByOrFail(Party, { id: ada.id });
      (person as Person).email = "new@b.c";
      person.name = "ADA";
      await manager.save(person);
      const found = await manager.find(Person, { order: { id: "ASC" } });
      expect(found).toMatchObject([
        { name: "ADA", email: "new@b.c", version: 2 },
        { name: "bob", cars: 3, version: 2 },
      ]);
    });

    it("refuses a save over a version that is no longer there", async () => {
      const { bob } = await fill();
      const { manager } = dataSource;
      const other = await manager.findOneByOrFail(Boss, { id: bob.id });
      other.name = "first";
      await manager.save(other);
      bob.cars = 9;
      await expect(manager.save(bob)).rejects.toMatchObject({ code: "QUERY.VERSION_CONFLICT" });
      expect(await manager.findOneByOrFail(Boss, { id: bob.id })).toMatchObject({ cars: 2 });
    });

    it("is led to by relations", async () => {
      const { acme, ada, bob } = await fill();
      const { manager } = dataSource;
      await manager.save([
        manager.create(Contract, { party: acme, signer: bob }),
        manager.create(Contract, { party: ada }),
      ]);
      const found = await manager.find(Contract, { relations: { party: true, signer: true }, order: { id: "ASC" } });
      expect(found[0]!.party).toEqual(acme);
      expect(found[0]!.party).toBeInstanceOf(Company);
      expect(found[0]!.signer).toEqual(bob);
      expect(found[0]!.signer).toBeInstanceOf(Boss);
      expect(found[1]!.party).toBeInstanceOf(Person);
      expect(found[1]!.signer).toBeNull();
    });

    it("is led to by a relation that the first class declares", async () => {
      const { acme, ada, bob } = await fill();
      const { manager } = dataSource;
      const keeper = await manager.save(manager.create(User, { name: "keeper", persons: [ada, bob] }));
      acme.keeper = keeper;
      await manager.save(acme);
      const where = { persons: { email: "a@b.c" } };
      const [found] = await manager.find(User, { where, relations: { persons: true } });
      expect(found!.persons.map(({ id }) => id).sort()).toEqual([ada.id, bob.id].sort());
      await manager.updateAll(Party, { keeper: null });
      await manager.remove(keeper);
    });

    it("removes the rows of all tables", async () => {
      const { bob, ada } = await fill();
      await dataSource.manager.remove([bob, ada]);
      expect(await rows("bosses")).toEqual([]);
      expect(await rows("persons")).toEqual([]);
      expect((await rows("parties")).map(({ name }) => name)).toEqual(["acme", "plain"]);
    });

    it("refuses criteria that would reach one of its tables only", async () => {
      const { manager } = dataSource;
      await expect(manager.update(Person, { id: 1 }, { name: "x" })).rejects.toMatchObject({
        code: "QUERY.INVALID_VALUE",
      });
      await expect(manager.delete(Boss, { id: 1 })).rejects.toMatchObject({ code: "QUERY.INVALID_VALUE" });
    });

    it("looks a row up by its key when it was not loaded", async () => {
      const { bob } = await fill();
      const { manager } = dataSource;
      await manager.save(Boss, { id: bob.id, name: "bobby", cars: 4 });
      expect(await manager.findOneByOrFail(Boss, { id: bob.id })).toMatchObject({
        name: "bobby",
        cars: 4,
        email: "b@b.c",
      });
    });
  });

  describe("a table for each class", () => {
    it("saves and finds each class in its own table", async () => {
      const { manager } = dataSource;
      const car = await manager.save(manager.create(Car, { name: "beetle", doors: 2 }));
      await manager.save(Vehicle, manager.create(Car, { name: "bus", doors: 4 }));
      expect(await manager.findOneByOrFail(Car, { id: car.id })).toEqual(car);
      expect(await manager.count(Car)).toBe(2);
      expect(await rows("vehicles")).toEqual([]);
    });

    it("refuses to find a class whose rows are in several tables", async () => {
      await expect(dataSource.manager.find(Vehicle)).rejects.toMatchObject({
        code: "QUERY.INVALID_VALUE",
        message: 'entity "Vehicle": its rows are in a table for each class that extends it',
      });
    });
  });
});
