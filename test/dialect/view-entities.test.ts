import { Column, Entity, Index, PrimaryColumn, ViewColumn, ViewEntity, sql } from "../../src/entry/index";
import type { DataSource } from "../../src/data-source/data-source";
import { Runner } from "../../src/migrate/runner";
import { introspect } from "../../src/migrate/schemas-of";
import { describeEachDatabase } from "../support/databases";
import { useMigrationProject } from "../support/migration-project";

@Entity("person")
class Person {
  @PrimaryColumn("integer")
  id!: number;

  @Column("varchar", { length: 40 })
  name!: string;

  @Column("integer")
  age!: number;
}

@ViewEntity({ expression: () => sql`SELECT id, name AS called FROM person WHERE age >= ${18}` })
class Adult {
  @ViewColumn()
  id!: number;

  @ViewColumn({ name: "called", transformer: { to: (value) => value, from: (value) => `Dr ${String(value)}` } })
  name!: string;
}

@ViewEntity("adult_count", { expression: "SELECT count(*) AS people FROM adult", dependsOn: [Adult] })
class AdultCount {
  @ViewColumn()
  people!: number;
}

describeEachDatabase("view entities", (database) => {
  const project = useMigrationProject(database);

  async function bring(...entities: readonly object[]): Promise<{ dataSource: DataSource; result: unknown }> {
    await project.close();
    const dataSource = await project.connect(entities);
    const runner = new Runner(dataSource);
    const written = await runner.revision({ message: "change", autogenerate: true });
    if (written !== undefined) await runner.upgrade();
    const { summaries } = await runner.check();
    return { dataSource, result: [written?.proof?.outcome, summaries] };
  }

  it("become views that are read like entities", async () => {
    const { dataSource, result } = await bring(AdultCount, Adult, Person);
    expect(result).toEqual(["proved", []]);
    await dataSource.getRepository(Person).save([
      { id: 1, name: "Ada", age: 36 },
      { id: 2, name: "Tim", age: 12 },
      { id: 3, name: "Bob", age: 40 },
    ]);
    const adults = dataSource.getRepository(Adult);
    expect(await adults.find({ where: { id: 1 } })).toEqual([{ id: 1, name: "Dr Ada" }]);
    expect(await adults.find({ order: { id: "DESC" }, take: 1 })).toEqual([{ id: 3, name: "Dr Bob" }]);
    expect((await adults.findOneBy({ id: 1 })) instanceof Adult).toBe(true);
    expect(await dataSource.getRepository(AdultCount).find()).toEqual([{ people: 2 }]);
    expect(await adults.count()).toBe(2);
  });

  it("are never written", async () => {
    const { dataSource } = await bring(Adult, Person);
    const adults = dataSource.getRepository(Adult);
    const adult = { id: 1, name: "Ada" };
    const readOnly = { code: "QUERY.READ_ONLY", message: expect.stringContaining('"Adult": it is a view') as string };
    await expect(adults.save(adult)).rejects.toMatchObject(readOnly);
    await expect(adults.insert(adult)).rejects.toMatchObject(readOnly);
    await expect(adults.update({ id: 1 }, { name: "Bob" })).rejects.toMatchObject(readOnly);
    await expect(adults.delete({ id: 1 })).rejects.toMatchObject(readOnly);
    await expect(adults.remove(Object.assign(new Adult(), adult))).rejects.toMatchObject(readOnly);
  });

  it("stay out of the comparison with synchronize: false, and are read all the same", async () => {
    @ViewEntity({ name: "adult", expression: "SELECT id FROM person", synchronize: false })
    class Outside {
      @ViewColumn()
      id!: number;
    }
    await bring(Adult, Person);
    const { dataSource, result } = await bring(Outside, Person);
    expect(result).toEqual([undefined, []]);
    expect(await dataSource.getRepository(Outside).find()).toEqual([]);
  });

  it("are called with the data source", async () => {
    @ViewEntity({ expression: (dataSource: DataSource) => ({ getQuery: () => queryFor(dataSource) }) })
    class Named {
      @ViewColumn()
      id!: number;
    }
    const queryFor = (dataSource: DataSource): string =>
      `SELECT id FROM ${dataSource.getMetadata(Person).tableName} WHERE age > 1;`;
    expect((await bring(Named, Person)).result).toEqual(["proved", []]);
  });
});

@ViewEntity({
  expression: "SELECT age, count(*) AS people FROM person GROUP BY age",
  materialized: true,
  withoutData: true,
})
@Index("ix_age_count", ["age"], { unique: true })
class AgeCount {
  @ViewColumn()
  age!: number;

  @ViewColumn()
  people!: string;
}

describeEachDatabase("materialized view entities", (database) => {
  const project = useMigrationProject(database);

  it("are made with their indexes, or refused where there are none", async () => {
    const dataSource = await project.connect([Person, AgeCount]);
    const { kinds = ["materializedView"] } = dataSource.dialect.objectChanges;
    if (!kinds.includes("materializedView")) {
      expect(() => dataSource.wantedSchema()).toThrow(expect.objectContaining({ code: "DIALECT.UNSUPPORTED" }));
      return;
    }
    const runner = new Runner(dataSource);
    expect((await runner.revision({ message: "first", autogenerate: true }))?.proof?.outcome).toBe("proved");
    await runner.upgrade();
    expect((await runner.check()).summaries).toEqual([]);
    expect((await introspect(dataSource)).objects).toMatchObject([
      { kind: "materializedView", name: "age_count", withoutData: true, indexes: [{ name: "ix_age_count" }] },
    ]);
    await dataSource.query("REFRESH MATERIALIZED VIEW age_count");
    expect((await runner.check()).summaries).toEqual([]);
    expect(await dataSource.getRepository(AgeCount).find()).toEqual([]);
  });
});
