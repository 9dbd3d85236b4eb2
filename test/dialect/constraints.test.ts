import { Check } from "../../src/metadata/decorators/check";
import { Column } from "../../src/metadata/decorators/column";
import { Entity } from "../../src/metadata/decorators/entity";
import { Exclusion } from "../../src/metadata/decorators/exclusion";
import { Index } from "../../src/metadata/decorators/index-decorator";
import { PrimaryGeneratedColumn } from "../../src/metadata/decorators/primary-column";
import { Unique } from "../../src/metadata/decorators/unique";
import { introspect } from "../../src/migrate/schemas-of";
import { Runner } from "../../src/migrate/runner";
import { describeEachDatabase, type TestDatabase } from "../support/databases";
import { useMigrationProject } from "../support/migration-project";

/** An entity with all that indexes and constraints can say, but for what the database refuses. */
function bookings({ capabilities }: TestDatabase): object {
  @Entity("bookings")
  @Index("by_room", [{ property: "room", order: "DESC", nulls: "LAST" }, "guest"])
  @Check("positive_room", "room > 0", { comment: "cellars are no rooms" })
  @Unique("one_code", ["code"], { include: ["room"], comment: "printed on the bill" })
  class Booking {
    @PrimaryGeneratedColumn()
    id!: number;

    @Column("integer")
    room!: number;

    @Column("varchar", { length: 100 })
    guest!: string;

    @Column("varchar", { length: 20 })
    code!: string;

    @Index("by_period", { include: ["guest"], with: { fillfactor: 70 }, comment: "for the calendar" })
    @Column("integer")
    period!: number;
  }
  if (capabilities.expressionIndexes) Index("by_word", [{ expression: "lower(guest)" }, "room"])(Booking);
  return Booking;
}

describeEachDatabase("the constraints of entities", (database) => {
  const project = useMigrationProject(database);

  async function bringUp(entity: object): Promise<Runner> {
    const runner = new Runner(await project.connect([entity]));
    await runner.revision({ message: "first", autogenerate: true });
    await runner.upgrade();
    return runner;
  }

  it("are in the database after a revision, and then there is nothing more to do", async () => {
    const runner = await bringUp(bookings(database));
    expect((await runner.check()).summaries).toEqual([]);
  });
});

describeEachDatabase(
  "what some databases alone can hold",
  (database) => {
    const project = useMigrationProject(database);

    it("is in the database after a revision, and then there is nothing more to do", async () => {
      @Entity("bookings")
      @Index("by_words", [{ property: "guest", opclass: "text_pattern_ops", collation: "C", nulls: "FIRST" }])
      @Index("by_usual_words", [{ property: "guest", opclass: "text_ops" }], { type: "btree" })
      @Unique("one_bill", ["bill"], { deferrable: "INITIALLY DEFERRED" })
      @Check("positive_bill", "bill > 0", { noInherit: true })
      @Exclusion("no_overlap", 'USING gist ("period" WITH &&) WHERE (bill > 0)', { comment: "one at a time" })
      @Exclusion("no_touch", {
        using: "gist",
        elements: [{ expression: "tsrange(lower(period), upper(period), '[]')", operator: "-|-" }],
        with: { fillfactor: 70 },
        deferrable: "INITIALLY IMMEDIATE",
      })
      class Booking {
        @PrimaryGeneratedColumn()
        id!: number;

        @Column("text")
        guest!: string;

        @Column("integer")
        bill!: number;

        @Column("tsrange")
        period!: string;
      }
      const dataSource = await project.connect([Booking]);
      const runner = new Runner(dataSource);
      await runner.revision({ message: "first", autogenerate: true });
      await runner.upgrade();
      expect((await runner.check()).summaries).toEqual([]);
      const [table] = (await introspect(dataSource)).tables;
      expect(table?.exclusions?.map(({ name, elements }) => ({ name, elements }))).toEqual([
        { name: "no_overlap", elements: [{ column: "period", operator: "&&" }] },
        {
          name: "no_touch",
          elements: [{ expression: "tsrange(lower(period), upper(period), '[]'::text)", operator: "-|-" }],
        },
      ]);
    });
  },
  { requires: { exclusionConstraints: "such constraints are what is tested" } },
);
