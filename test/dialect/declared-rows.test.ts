import { DataSource } from "../../src/data-source/data-source";
import type { DataSourceOptions } from "../../src/data-source/data-source-options";
import { Column } from "../../src/metadata/decorators/column";
import { Entity } from "../../src/metadata/decorators/entity";
import { Generated } from "../../src/metadata/decorators/generated";
import { ManyToOne } from "../../src/metadata/decorators/many-to-one";
import { OneToMany } from "../../src/metadata/decorators/one-to-many";
import { PrimaryColumn } from "../../src/metadata/decorators/primary-column";
import { DeleteDateColumn } from "../../src/metadata/decorators/special-columns";
import type { Relation } from "../../src/metadata/entity-target";
import { describeEachDatabase } from "../support/databases";

class Place {
  @Column("int") shelf!: number;
}

@Entity({ orderBy: (book) => ({ [book.place!.shelf!]: "DESC", [book.id!]: "ASC" }) })
class Book {
  @PrimaryColumn("int") id!: number;
  @Column(() => Place) place!: Place;
  @Column("varchar", { length: 40 }) @Generated("uuid") code!: string;
  @Column("date", { utc: true }) day!: Date | string;
  @OneToMany(() => Page, (page) => page.book, { cascade: true }) pages!: Page[];
  @OneToMany(() => Note, (note) => note.book, { cascade: true }) notes!: Note[];
}

@Entity({ orderBy: { number: "DESC" } })
class Page {
  @PrimaryColumn("int") number!: number;
  @DeleteDateColumn() deletedAt!: Date | null;
  @ManyToOne(() => Book, (book) => book.pages, { orphanedRowAction: "soft-delete" }) book!: Relation<Book>;
}

@Entity()
class Note {
  @PrimaryColumn("int") id!: number;
  @ManyToOne(() => Book, (book) => book.notes, { orphanedRowAction: "delete" }) book!: Relation<Book>;
}

/** What entities say of their rows beside the tables. */
describeEachDatabase("rows as entities declare them", (database) => {
  let dataSource: DataSource;

  beforeAll(async () => {
    const options = { ...(await database.createEmpty()), entities: [Book, Page, Note] } as unknown as DataSourceOptions;
    dataSource = await new DataSource(options).initialize();
    await dataSource.synchronize();
    const book = (id: number, shelf: number): Partial<Book> => ({
      id,
      place: { shelf },
      day: new Date("2020-01-31T23:30:00Z"),
      pages: [1, 2, 3].map((number) => ({ number: id * 10 + number }) as Page),
      notes: [1, 2].map((number) => ({ id: id * 10 + number }) as Note),
    });
    const { manager } = dataSource;
    await manager.save([book(1, 5), book(2, 7), book(3, 5)].map((each) => manager.create(Book, each)));
  });

  afterAll(() => dataSource.destroy());

  it("come in the order of the entity, and lists in that of their own", async () => {
    const books = await dataSource.manager.find(Book, { relations: { pages: true } });
    expect(books.map(({ id, pages }) => [id, ...pages.map(({ number }) => number)])).toEqual([
      [2, 23, 22, 21],
      [1, 13, 12, 11],
      [3, 33, 32, 31],
    ]);
  });

  it("come in another order where the query asks for one", async () => {
    const books = await dataSource.manager.find(Book, { order: { id: "DESC" } });
    expect(books.map(({ id }) => id)).toEqual([3, 2, 1]);
  });

  it("have a random UUID where one is to be made, whatever type is named", async () => {
    const books = await dataSource.manager.find(Book);
    expect(books.map(({ code }) => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(code))).toEqual([true, true, true]);
  });

  it("hold the day of UTC where a column asks for it", async () => {
    const [book] = await dataSource.manager.find(Book);
    expect(new Date(book!.day).toISOString()).toBe("2020-01-31T00:00:00.000Z");
  });

  it("are put away by the child's word when they leave their parent's list", async () => {
    const { manager } = dataSource;
    const read = { where: { id: 1 }, relations: { pages: true, notes: true }, withDeleted: true } as const;
    const book = (await manager.findOne(Book, read))!;
    book.pages = book.pages.filter(({ number }) => number !== 12);
    book.notes = book.notes.filter(({ id }) => id !== 11);
    await manager.save(book);
    const after = (await manager.findOne(Book, read))!;
    expect(after.pages.map(({ number, deletedAt }) => [number, deletedAt === null])).toEqual([
      [13, true],
      [12, false],
      [11, true],
    ]);
    expect([after.notes.map(({ id }) => id), await manager.count(Note)]).toEqual([[12], 5]);
  });
});
