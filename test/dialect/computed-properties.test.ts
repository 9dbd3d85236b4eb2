import "reflect-metadata";
import { DataSource } from "../../src/data-source/data-source";
import type { DataSourceOptions } from "../../src/data-source/data-source-options";
import { In, MoreThan } from "../../src/orm/query/operators";
import { describeEachDatabase } from "../support/databases";
import { familyEntities, families } from "./computed/families";
import { Book, entities, Genre, heard, Letter, Shelf, Writer } from "./computed/library";

describeEachDatabase("what an entity has beside columns", (database) => {
  let dataSource: DataSource;

  beforeAll(async () => {
    const all = [...entities, ...familyEntities];
    const options = { ...(await database.createEmpty()), entities: all } as unknown as DataSourceOptions;
    dataSource = await new DataSource(options).initialize();
    await dataSource.synchronize();
    const { manager } = dataSource;
    const [ada, bob] = await manager.save(Writer, [{ name: "ada" }, { name: "bob" }]);
    const shelf = await manager.save(Shelf, { room: 1, place: 2 });
    const genres = await manager.save(Genre, [{ name: "poems" }, { name: "plays" }]);
    await manager.save(Book, [
      { title: "one", writer: ada!, shelf, genres: [genres[1]!, genres[0]!] },
      { title: "two", writer: ada!, shelf: null, genres: [] },
      { title: "three", writer: null, shelf: null, genres: [genres[0]!] },
    ]);
    void bob;
  });

  afterAll(() => dataSource.destroy());

  beforeEach(() => void heard.splice(0));

  describe("a virtual column", () => {
    it("is computed by find, unless it is not selected", async () => {
      const writers = await dataSource.manager.find(Writer, { order: { id: "ASC" } });
      expect(writers.map(({ name, bookCount, next }) => [name, bookCount, next])).toEqual([
        ["ada", 2, undefined],
        ["bob", 0, undefined],
      ]);
    });

    it("is computed where it is asked for by name", async () => {
      const writers = await dataSource.manager.find(Writer, { select: { next: true }, order: { id: "ASC" } });
      expect(writers).toEqual([{ next: 2 }, { next: 3 }]);
    });

    it("takes part in conditions and orders", async () => {
      const { manager } = dataSource;
      const found = await manager.find(Writer, { where: { bookCount: MoreThan(0) }, order: { bookCount: "DESC" } });
      expect(found.map(({ name }) => name)).toEqual(["ada"]);
      expect(await manager.countBy(Writer, { bookCount: 0 })).toBe(1);
      const ordered = await manager.find(Writer, { order: { bookCount: "ASC" } });
      expect(ordered.map(({ name }) => name)).toEqual(["bob", "ada"]);
    });

    it("is computed for related entities", async () => {
      const book = await dataSource.manager.findOneOrFail(Book, {
        where: { title: "one" },
        relations: { writer: true },
      });
      expect(book.writer?.bookCount).toBe(2);
    });

    it("is never written", async () => {
      const { manager } = dataSource;
      const writer = await manager.findOneByOrFail(Writer, { name: "bob" });
      writer.bookCount = 7;
      writer.name = "bob";
      await manager.save(writer);
      expect((await manager.findOneByOrFail(Writer, { name: "bob" })).bookCount).toBe(0);
      await expect(manager.update(Writer, { name: "bob" }, { bookCount: 7 })).rejects.toMatchObject({
        code: "QUERY.INVALID_VALUE",
        message: 'entity "Writer", property "bookCount": it is computed, and cannot be set',
      });
    });
  });

  describe("the ids of a relation", () => {
    it("are the key, an object of keys, or a list", async () => {
      const books = await dataSource.manager.find(Book, { order: { id: "ASC" } });
      expect(books.map(({ title, writerId, shelfId, genreIds }) => [title, writerId, shelfId, genreIds])).toEqual([
        ["one", 1, { room: 1, place: 2 }, [1, 2]],
        ["two", 1, null, []],
        ["three", null, null, [1]],
      ]);
    });

    it("are read of the children too, also with the children", async () => {
      const writers = await dataSource.manager.find(Writer, { order: { id: "ASC" }, relations: { books: true } });
      expect(writers.map(({ bookIds, books }) => [bookIds, books.map(({ genreIds }) => genreIds)])).toEqual([
        [
          [1, 2],
          [[1, 2], []],
        ],
        [[], []],
      ]);
    });

    it("are read where they are asked for by name", async () => {
      const found = await dataSource.manager.find(Book, {
        select: { genreIds: true, writerId: true },
        where: { id: 1 },
      });
      expect(found).toEqual([{ writerId: 1, genreIds: [1, 2] }]);
    });

    it("of a to-one relation take part in conditions; lists do not", async () => {
      const { manager } = dataSource;
      expect(await manager.countBy(Book, { writerId: In([1]) })).toBe(2);
      await expect(manager.countBy(Book, { genreIds: [1] })).rejects.toMatchObject({ code: "QUERY.INVALID_VALUE" });
    });
  });

  describe("listeners", () => {
    it("run around an insert, those of base classes first, and change what is inserted", async () => {
      const { manager } = dataSource;
      const letter = await manager.save(manager.create(Letter, { text: " hello ", stamp: {} }));
      expect(heard).toEqual(["base beforeInsert", "beforeInsert", "afterInsert number"]);
      const found = await manager.findOneByOrFail(Letter, { id: letter.id });
      expect([found.text, found.stamp.by, found.shown]).toEqual(["hello", "me", "<hello>"]);
    });

    it("run around an update, only where something changed", async () => {
      const { manager } = dataSource;
      const letter = await manager.save(manager.create(Letter, { text: "a", stamp: {} }));
      heard.splice(0);
      await manager.save(letter);
      expect(heard).toEqual([]);
      letter.text = "b";
      await manager.save(letter);
      expect(heard).toEqual(["beforeUpdate", "afterUpdate"]);
      expect((await manager.findOneByOrFail(Letter, { id: letter.id })).text).toBe("b!");
    });

    it("run around a removal, while the entity has its key", async () => {
      const { manager } = dataSource;
      const letter = await manager.save(manager.create(Letter, { text: "a", stamp: {} }));
      heard.splice(0);
      await manager.remove(letter);
      expect(heard).toEqual(["beforeRemove", "afterRemove number"]);
    });

    it("take the writing back when one throws", async () => {
      const { manager } = dataSource;
      const letter = manager.create(Letter, { text: "refused", stamp: {} });
      await expect(manager.save(letter)).rejects.toThrow("no such letter");
      expect([await manager.existsBy(Letter, { text: "refused" }), letter.id]).toEqual([false, undefined]);
    });

    it("are not called for plain objects", async () => {
      await dataSource.manager.save(Letter, { text: " plain ", stamp: { by: null } });
      expect(heard).toEqual([]);
    });
  });

  describe("in classes that extend each other", () => {
    it.each([
      ["one table", families.STI],
      ["a table each", families.JOINED],
    ] as const)("of %s, are computed for what each row is", async (_case, { Animal, Dog, Owner }) => {
      const { manager } = dataSource;
      const owner = await manager.save(Owner, { name: "ada" });
      await manager.save(manager.create(Animal, { name: "cat", owner }));
      await manager.save(manager.create(Dog, { name: "rex", owner: null, tricks: 3 }));
      const found = await manager.find(Animal, { order: { id: "ASC" } });
      expect(found).toEqual([
        { id: 1, name: "cat", ownerId: owner.id, shout: "CAT", heard: "Animal" },
        { id: 2, name: "rex", ownerId: null, shout: "REX", tricks: 3, twice: 6, heard: "Dog" },
      ]);
      expect(await manager.findOneByOrFail(Dog, { shout: "REX" })).toEqual(found[1]);
    });
  });
});
