import type { EntityOptions } from "../../src/metadata/options/entity-options";
import { Column, Entity, PrimaryColumn } from "../../src/entry/index";
import { Runner } from "../../src/migrate/runner";
import { describeEachDatabase } from "../support/databases";
import { useMigrationProject } from "../support/migration-project";

/** An entity for a table of measurements, with these options. */
function measured(options: EntityOptions): object {
  @Entity("measured", options)
  class Measured {
    @PrimaryColumn("integer")
    sensor!: number;

    @PrimaryColumn("date")
    taken!: string;

    @Column("integer", {
      nullable: true,
      attributes: { "postgres.statistics": 200, "mysql.invisible": true, "other.thing": 1 },
    })
    amount!: number | null;
  }
  return Measured;
}

const YEARS = [
  { name: "measured_old", to: "2025-01-01" },
  { name: "measured_2025", from: "2025-01-01", to: "2026-01-01" },
  { name: "measured_new", from: "2026-01-01" },
];

describeEachDatabase("what entities say of how tables are stored", (database) => {
  const project = useMigrationProject(database);

  async function bring(entity: object) {
    await project.close();
    const dataSource = await project.connect([entity]);
    const runner = new Runner(dataSource);
    const written = await runner.revision({ message: "change", autogenerate: true });
    if (written !== undefined) await runner.upgrade();
    const { summaries } = await runner.check();
    return { dataSource, runner, result: [written?.proof?.outcome, summaries] };
  }

  const splits: readonly [string, EntityOptions["partition"]][] = [
    ["a range of a column", { by: "range", columns: ["taken"], partitions: YEARS }],
    [
      "a list of a column",
      {
        by: "list",
        columns: ["sensor"],
        partitions: [
          { name: "measured_few", values: [1, 2, 3] },
          { name: "measured_more", values: [4, 5] },
        ],
      },
    ],
    ["a hash of a column", { by: "hash", columns: ["sensor"], count: 3 }],
  ];

  it.each(splits)("is proved and known again for %s", async (_name, partition) => {
    const { dataSource, runner, result } = await bring(measured({ partition }));
    expect(result).toEqual(["proved", []]);
    await dataSource.query(
      "INSERT INTO measured (sensor, taken, amount) VALUES (1, '2025-05-05', 7), (2, '2026-05-05', 8)",
    );
    expect(await dataSource.query("SELECT amount FROM measured ORDER BY sensor")).toEqual([
      { amount: 7 },
      { amount: 8 },
    ]);
    await runner.downgrade("base");
  });

  it("takes a new part of a range", async () => {
    await bring(measured({ partition: { by: "range", columns: ["taken"], partitions: YEARS.slice(0, 2) } }));
    const { result } = await bring(measured({ partition: { by: "range", columns: ["taken"], partitions: YEARS } }));
    const isSplit = (await project.connect([])).dialect.tableTraits?.partition !== undefined;
    expect(result).toEqual([isSplit ? "proved" : undefined, []]);
  });

  it("passes an engine, rows without numbers and attributes to the database that has them", async () => {
    const { result } = await bring(
      measured({ engine: "MyISAM", withoutRowid: true, attributes: { "postgres.with": ["fillfactor=70"] } }),
    );
    expect(result).toEqual(["proved", []]);
  });
});
