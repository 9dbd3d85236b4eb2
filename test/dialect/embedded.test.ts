import "reflect-metadata";
import { DataSource } from "../../src/data-source/data-source";
import type { DataSourceOptions } from "../../src/data-source/data-source-options";
import type { EntityTarget } from "../../src/metadata/entity-target";
import { IsNull, MoreThan } from "../../src/orm/query/operators";
import { describeEachDatabase } from "../support/databases";
import { Address, Country, entities, Parcel, Person, Point, Tag, Traces } from "./embedded/people";

describeEachDatabase("embedded classes", (database) => {
  let dataSource: DataSource;

  beforeAll(async () => {
    const options = { ...(await database.createEmpty()), entities } as unknown as DataSourceOptions;
    dataSource = await new DataSource(options).initialize();
    await dataSource.synchronize();
  });

  afterAll(() => dataSource.destroy());

  beforeEach(async () => {
    const { manager } = dataSource;
    await manager.remove(await manager.find(Person, { relations: { home: { tags: true }, work: { tags: true } } }));
    for (const entity of [Tag, Country, Parcel] as EntityTarget[]) await manager.deleteAll(entity);
  });

  const create = (): Person =>
    dataSource.manager.create(Person, {
      name: "ada",
      home: { city: "Paris", at: { x: 1, y: 2 } },
      work: { city: "Lyon", code: "L" },
    });

  it("makes instances of the embedded classes", () => {
    const ada = create();
    expect(ada.home).toBeInstanceOf(Address);
    expect(ada.home.at).toBeInstanceOf(Point);
    expect(ada.home.at).toEqual({ x: 1, y: 2 });
  });

  it("saves and finds embedded objects, those without a value among them", async () => {
    const { manager } = dataSource;
    const ada = await manager.save(create());
    expect(ada.home.code).toBe("none");
    expect(ada.traces).toEqual({ createdAt: expect.any(Date), updatedAt: expect.any(Date), version: 1 });
    const found = await manager.findOneByOrFail(Person, { id: ada.id });
    expect(found).toEqual({
      id: ada.id,
      name: "ada",
      home: { city: "Paris", code: "none", at: { x: 1, y: 2 } },
      work: { city: "Lyon", code: "L", at: { x: null, y: null } },
      traces: ada.traces,
    });
    expect(found.home).toBeInstanceOf(Address);
    expect(found.work.at).toBeInstanceOf(Point);
    expect(found.traces).toBeInstanceOf(Traces);
    expect(found.home.label).toBe("none Paris");
  });

  it("writes a change that was made inside of an embedded object", async () => {
    const { manager } = dataSource;
    const { id } = await manager.save(create());
    const ada = await manager.findOneByOrFail(Person, { id });
    ada.home.at.y = 5;
    ada.work.city = null;
    await manager.save(ada);
    expect(ada.traces.version).toBe(2);
    const found = await manager.findOneByOrFail(Person, { id });
    expect(found.home.at).toEqual({ x: 1, y: 5 });
    expect(found.work.city).toBeNull();
    expect(found.traces.version).toBe(2);
  });

  it("takes null for an embedded object as null for its columns", async () => {
    const { manager } = dataSource;
    const { id } = await manager.save(create());
    await manager.save(Person, { id, home: { at: null as unknown as Point } });
    expect((await manager.findOneByOrFail(Person, { id })).home).toEqual({
      city: "Paris",
      code: "none",
      at: { x: null, y: null },
    });
  });

  it("finds by properties of embedded objects, selects them and orders by them", async () => {
    const { manager } = dataSource;
    await manager.save([
      create(),
      manager.create(Person, { name: "bob", home: { city: "Rome", at: { x: 7 } }, work: {} }),
    ]);
    const names = async (where: object): Promise<string[]> =>
      (await manager.find(Person, { where, order: { home: { city: "DESC" } } })).map(({ name }) => name);
    expect(await names({ home: { city: "Paris" } })).toEqual(["ada"]);
    expect(await names({ home: { at: { x: MoreThan(0) } } })).toEqual(["bob", "ada"]);
    expect(await names({ work: { city: IsNull() } })).toEqual(["bob"]);
    expect(await names({ home: [{ city: "Paris" }, { at: { x: 7 } }] })).toEqual(["bob", "ada"]);
    expect(await names({ home: { at: null } })).toEqual([]);
    expect(await names({ work: { at: null } })).toEqual(["bob", "ada"]);
    expect(
      await manager.find(Person, { select: { home: { at: { x: true } }, work: true }, where: { name: "ada" } }),
    ).toEqual([{ home: { at: { x: 1 } }, work: { city: "Lyon", code: "L", at: { x: null, y: null } } }]);
    expect(await manager.countBy(Person, { home: { at: { y: 2 } } })).toBe(1);
  });

  it("refuses conditions that say nothing of an embedded class, and properties that it does not have", async () => {
    const { manager } = dataSource;
    await expect(manager.delete(Person, { home: {} })).rejects.toMatchObject({ code: "QUERY.INVALID_VALUE" });
    await expect(manager.find(Person, { where: { home: { town: "x" } } as object })).rejects.toMatchObject({
      code: "QUERY.UNKNOWN_PROPERTY",
      message: 'entity "Person.home" has no property "town"',
    });
  });

  it("updates columns of embedded classes by criteria", async () => {
    const { manager } = dataSource;
    const { id } = await manager.save(create());
    await manager.update(Person, { home: { city: "Paris" } }, {
      home: { at: { x: 9 } },
      work: { city: "Nice" },
    } as object);
    const found = await manager.findOneByOrFail(Person, { id });
    expect(found.home.at).toEqual({ x: 9, y: 2 });
    expect(found.work.city).toBe("Nice");
    expect(found.home.city).toBe("Paris");
  });

  it("inserts embedded objects and reports what the database decided", async () => {
    const { manager } = dataSource;
    const result = await manager.insert(Person, { name: "eve", home: { city: "Bern" } });
    const [generated] = result.generatedMaps as unknown as Person[];
    expect(generated!.home.code).toBe("none");
    expect(result.identifiers).toEqual([{ id: generated!.id }]);
    expect((await manager.findOneByOrFail(Person, { name: "eve" })).home).toEqual({
      city: "Bern",
      code: "none",
      at: { x: null, y: null },
    });
  });

  it("loads and saves relations of embedded classes", async () => {
    const { manager } = dataSource;
    const france = await manager.save(manager.create(Country, { code: "fr", name: "France" }));
    const tags = await manager.save([manager.create(Tag, { name: "a" }), manager.create(Tag, { name: "b" })]);
    const ada = create();
    ada.home.country = france;
    ada.home.tags = tags;
    await manager.save(ada);
    const relations = { home: { country: true, tags: true }, work: { country: true, tags: true } };
    const found = await manager.findOneOrFail(Person, { where: { id: ada.id }, relations });
    expect(found.home.country).toEqual({ code: "fr", name: "France" });
    expect(found.home.tags.map(({ name }) => name).sort()).toEqual(["a", "b"]);
    expect(found.work).toMatchObject({ country: null, tags: [] });
    expect(await manager.countBy(Person, { home: { country: { name: "France" } } })).toBe(1);
    expect(await manager.countBy(Person, { home: { tags: { name: "b" } } })).toBe(1);
    found.home.tags = found.home.tags.filter(({ name }) => name === "a");
    found.home.country = null;
    await manager.save(found);
    const again = await manager.findOneOrFail(Person, { where: { id: ada.id }, relations });
    expect(again.home.country).toBeNull();
    expect(again.home.tags).toEqual([{ id: tags[0]!.id, name: "a" }]);
  });

  it("leads back to embedded relations", async () => {
    const { manager } = dataSource;
    const france = await manager.save(manager.create(Country, { code: "fr", name: "France" }));
    const ada = create();
    ada.home.country = france;
    await manager.save(ada);
    const [found] = await manager.find(Country, { relations: { people: true } });
    expect(found!.people.map(({ name, home }) => [name, home.city])).toEqual([["ada", "Paris"]]);
  });

  it("keeps a key in an embedded class", async () => {
    const { manager } = dataSource;
    const parcel = await manager.save(manager.create(Parcel, { shelf: { row: 1, place: 2 }, label: "x" }));
    await manager.save(manager.create(Parcel, { shelf: { row: 1, place: 3 }, label: "y" }));
    parcel.label = "z";
    await manager.save(parcel);
    expect(await manager.findOneByOrFail(Parcel, { shelf: { row: 1, place: 2 } })).toEqual({
      shelf: { row: 1, place: 2 },
      label: "z",
    });
    await manager.remove(parcel);
    expect(await manager.find(Parcel)).toEqual([{ shelf: { row: 1, place: 3 }, label: "y" }]);
  });
});
