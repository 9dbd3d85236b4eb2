import { readFileSync } from "node:fs";
import { Column, defineExtension, defineView, Entity, PrimaryColumn } from "../../src/entry/index";
import type { SchemaObjectDefinition } from "../../src/entry/index";
import type { OrmError } from "../../src/errors/orm-error";
import { compareMetadata } from "../../src/migrate/produce-revision";
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

const adults = defineView("adults", { query: "SELECT id, name FROM person WHERE age >= 18" });
const adultNames = defineView("adult_names", { query: "SELECT name FROM adults;" });

describeEachDatabase("declared objects", (database) => {
  const project = useMigrationProject(database);

  /** Writes what the declarations ask for, and applies it. */
  async function bring(...definitions: readonly SchemaObjectDefinition[]) {
    await project.close();
    const dataSource = await project.connect([Person, ...definitions]);
    const runner = new Runner(dataSource);
    const written = await runner.revision({ message: "change", autogenerate: true });
    if (written !== undefined) await runner.upgrade();
    const { summaries } = await runner.check();
    const views = (await introspect(dataSource)).objects.map(({ name }) => name).sort();
    return { dataSource, runner, proof: written?.proof?.outcome, left: summaries, views, file: written?.path };
  }

  it("come in the order that their texts need, and are known again", async () => {
    const { proof, left, views } = await bring(adultNames, adults);
    expect({ proof, left, views }).toEqual({ proof: "proved", left: [], views: ["adult_names", "adults"] });
  });

  it("change with their declaration, and change back", async () => {
    await bring(adults, adultNames);
    const older = defineView("adults", { query: "SELECT id, name FROM person WHERE age >= 21" });
    const { dataSource, runner, proof, left } = await bring(older, adultNames);
    expect({ proof, left }).toEqual({ proof: "proved", left: [] });
    await dataSource.query("INSERT INTO person (id, name, age) VALUES (1, 'Ada', 20)");
    expect(await dataSource.query("SELECT name FROM adult_names")).toEqual([]);
    await runner.downgrade("-1");
    expect(await dataSource.query("SELECT name FROM adult_names")).toEqual([{ name: "Ada" }]);
  });

  it("go when the code no longer declares them, and come back with the downgrade", async () => {
    await bring(adults, adultNames);
    const { dataSource, runner, proof, left, views } = await bring(adults);
    expect({ proof, left, views }).toEqual({ proof: "proved", left: [], views: ["adults"] });
    await runner.downgrade("-1");
    expect(await dataSource.query("SELECT name FROM adult_names")).toEqual([]);
  });

  it("take the name that the code gives them", async () => {
    const { dataSource } = await bring();
    await dataSource.query("CREATE VIEW adults AS SELECT id, name FROM person WHERE age >= 18");
    const grown = defineView("grown_ups", { query: adults.parts.query, renamedFrom: "adults" });
    const { proof, left, views } = await bring(grown);
    expect({ proof, left, views }).toEqual({ proof: "proved", left: [], views: ["grown_ups"] });
    expect((await bring(grown)).proof).toBeUndefined();
  });

  it("are told apart from what somebody else made", async () => {
    const { dataSource, file } = await bring(adults);
    await dataSource.query("CREATE VIEW by_hand AS SELECT id FROM adults");
    expect(readFileSync(file!, "utf8")).toContain("{ declared: true }");
    const again = await bring(adults);
    expect({ written: again.proof, views: again.views }).toEqual({
      written: undefined,
      views: ["adults", "by_hand"],
    });
  });

  it("show the same plan in a comparison without revisions", async () => {
    await bring(adults, adultNames);
    await project.close();
    const { changes } = await compareMetadata(await project.connect([Person, adults]));
    expect(changes.map(({ summary }) => summary)).toEqual(['drop view "adult_names"']);
  });

  it("are refused where the database has none of the kind, unless they are optional", async () => {
    const { dialect } = await project.connect([Person]);
    const isKnown = dialect.objectChanges.kinds?.includes("extension") ?? true;
    const left = defineExtension("plpgsql", { optional: true });
    expect((await project.connect([Person, left])).wantedSchema().objects).toHaveLength(isKnown ? 1 : 0);
    const asked = await project.connect([Person, defineExtension("plpgsql")]);
    const read = (): string => {
      try {
        return `${asked.wantedSchema().objects.length} known`;
      } catch (error) {
        return (error as OrmError).code;
      }
    };
    expect(read()).toBe(isKnown ? "1 known" : "DIALECT.UNSUPPORTED");
  });
});
