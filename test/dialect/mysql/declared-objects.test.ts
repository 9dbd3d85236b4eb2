import {
  Column,
  defineFunction,
  defineSequence,
  defineTrigger,
  defineView,
  Entity,
  PrimaryColumn,
  type SchemaObjectDefinition,
} from "../../../src/entry/index";
import { Runner } from "../../../src/migrate/runner";
import { introspect } from "../../../src/migrate/schemas-of";
import { describeObject } from "../../../src/schema/object-reference";
import { describeEachDatabase } from "../../support/databases";
import { useMigrationProject } from "../../support/migration-project";

@Entity("account")
class Account {
  @PrimaryColumn("integer")
  id!: number;

  @Column("integer")
  amount!: number;
}

const doubled = defineFunction("doubled", {
  definition: "(n INT) RETURNS INT DETERMINISTIC RETURN n * 2",
});
const tidy = defineFunction("tidy", {
  type: "procedure",
  definition: "() BEGIN DELETE FROM account WHERE amount = 0; END",
});
const nightly = defineFunction("nightly", {
  type: "event",
  definition: "ON SCHEDULE EVERY 1 DAY DO DELETE FROM account WHERE amount < 0",
});
const capped = defineTrigger("capped", Account, {
  event: "BEFORE INSERT",
  action: "FOR EACH ROW SET NEW.amount = doubled(NEW.amount)",
});
const rich = defineView("rich", {
  query: "SELECT id, doubled(amount) AS twice FROM account WHERE amount > 10",
  attributes: { "mysql.sqlSecurity": "INVOKER" },
});
const numbers = defineSequence("numbers", { start: "100", optional: true });

const ALL = [rich, capped, tidy, doubled, numbers];

describeEachDatabase(
  "declared routines",
  (database) => {
    const project = useMigrationProject(database);

    async function bring(...definitions: readonly SchemaObjectDefinition[]) {
      await project.close();
      const dataSource = await project.connect([Account, ...definitions]);
      const runner = new Runner(dataSource);
      const written = await runner.revision({ message: "change", autogenerate: true });
      if (written !== undefined) await runner.upgrade();
      const { summaries } = await runner.check();
      const objects = (await introspect(dataSource)).objects.map(describeObject).sort();
      const hasSequences = dataSource.dialect.objectChanges.kinds!.includes("sequence");
      return { runner, dataSource, objects, hasSequences, result: [written?.proof?.outcome, summaries] };
    }

    it("come in their order, change, and go", async () => {
      const first = await bring(...ALL);
      expect(first.result).toEqual(["proved", []]);
      expect(first.objects).toEqual([
        'function "doubled"',
        'procedure "tidy"',
        ...(first.hasSequences ? ['sequence "numbers"'] : []),
        'trigger "capped" of table "account"',
        'view "rich"',
      ]);
      const halved = defineFunction("doubled", {
        definition: "(n INT) RETURNS INT DETERMINISTIC RETURN n + n",
      });
      expect((await bring(...ALL.filter((one) => one !== doubled), halved)).result).toEqual(["proved", []]);
      const last = await bring(halved);
      expect([last.result, last.objects]).toEqual([["proved", []], ['function "doubled"']]);
      await last.runner.downgrade("base");
      expect((await introspect(last.dataSource)).objects).toEqual([]);
    });

    it("are written without a proof where it would run an event", async () => {
      const { result, objects } = await bring(nightly);
      expect([result, objects]).toEqual([["not proved", []], ['event "nightly"']]);
    });
  },
  { requires: { inlineEnums: "routines in the words of these servers" } },
);
