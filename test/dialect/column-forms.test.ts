import { Column } from "../../src/metadata/decorators/column";
import { Entity } from "../../src/metadata/decorators/entity";
import { PrimaryGeneratedColumn } from "../../src/metadata/decorators/primary-column";
import { Runner } from "../../src/migrate/runner";
import { describeEachDatabase } from "../support/databases";
import { useMigrationProject } from "../support/migration-project";

@Entity("meters")
class Meter {
  @PrimaryGeneratedColumn({ identity: { start: 1000, increment: 5 } })
  id!: number;

  @Column({ type: "int", zerofill: true, width: 6, default: 7 })
  reading!: number;

  @Column({
    type: "json",
    nullable: true,
    variants: { postgres: { type: "jsonb" }, mariadb: { type: "longtext" }, sqlite: { type: "simple-json" } },
  })
  settings!: object | null;

  @Column("varchar", {
    length: 36,
    default: "none",
    variants: { postgres: { type: "uuid", default: () => "gen_random_uuid()" }, sqlite: { collation: "NOCASE" } },
  })
  token!: string;

  @Column({
    type: "text",
    asExpression: "concat(reading, ' m')",
    generatedType: "STORED",
    nullable: true,
    variants: { postgres: { asExpression: "reading || ' m'" }, sqlite: { asExpression: "reading || ' m'" } },
  })
  label!: string | null;
}

describeEachDatabase("columns that are not the same everywhere", (database) => {
  const project = useMigrationProject(database);

  it("are in the database after a revision, and hold what is saved", async () => {
    const dataSource = await project.connect([Meter]);
    const runner = new Runner(dataSource);
    await runner.revision({ message: "first", autogenerate: true });
    await runner.upgrade();
    expect((await runner.check()).summaries).toEqual([]);

    const meters = dataSource.getRepository(Meter);
    await meters.save(meters.create({ reading: 12 }));
    const [meter] = await meters.find();
    expect(meter).toMatchObject({
      id: database.capabilities.identityColumns ? 1000 : 1,
      settings: null,
      label: expect.stringMatching(/^(000012|12) m$/) as string,
    });
    expect(Number(meter?.reading)).toBe(12);
  });
});
