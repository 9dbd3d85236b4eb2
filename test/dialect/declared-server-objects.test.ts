import { readFileSync } from "node:fs";
import {
  Column,
  defineCompositeType,
  defineDomain,
  defineExtension,
  defineFunction,
  defineMaterializedView,
  definePolicy,
  defineSequence,
  defineTrigger,
  defineView,
  Entity,
  PrimaryColumn,
  sql,
} from "../../src/entry/index";
import type { DataSource, SchemaObjectDefinition } from "../../src/entry/index";
import { Runner } from "../../src/migrate/runner";
import { introspect } from "../../src/migrate/schemas-of";
import { describeObject } from "../../src/schema/object-reference";
import { describeEachDatabase } from "../support/databases";
import { useMigrationProject } from "../support/migration-project";

@Entity("account", { attributes: { "postgres.rowSecurity": "enabled", "mysql.engine": "MyISAM" } })
class Account {
  @PrimaryColumn("integer")
  id!: number;

  @Column({ type: "positive" })
  amount!: number;

  @Column("address", { nullable: true })
  address!: unknown;

  @Column("timestamp", { nullable: true })
  changed!: Date | null;
}

const positive = defineDomain("positive", {
  type: "integer",
  checks: [{ name: "positive_check", expression: "VALUE > 0" }],
});
const address = defineCompositeType("address", {
  columns: [
    { name: "street", type: "text" },
    { name: "city", type: "varchar(40)" },
  ],
});
const touch = defineFunction("touch", {
  definition: `() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.changed := now();
  RETURN NEW;
END $$`,
});
const touched = defineTrigger("touched", Account, {
  event: "BEFORE UPDATE",
  action: "FOR EACH ROW EXECUTE FUNCTION touch()",
});
const own = definePolicy("own", () => Account, { command: "select", using: "id > 0" });
const numbers = defineSequence("account_number", { start: "1000", increment: "5" });
const rich = defineView(
  { schema: "stats", name: "rich" },
  { query: sql`SELECT id, amount FROM account WHERE amount > ${1000}` },
);
const totals = defineMaterializedView("totals", {
  query: "SELECT id % 10 AS bucket, sum(amount) AS amount FROM account GROUP BY 1",
  indexes: [{ name: "ix_totals_bucket", parts: [{ column: "bucket" }], unique: true }],
});
const citext = defineExtension("citext");

const ALL = [positive, address, touch, touched, own, numbers, rich, totals];

/** A table by the hour, in parts whose bounds the server writes in words of its own. */
@Entity({
  name: "event",
  partition: {
    by: "range",
    columns: ["at"],
    partitions: [
      { name: "event_2025", from: "2025-01-01", to: "2026-01-01T00:00" },
      { name: "event_rest", default: true },
    ],
  },
})
class Event {
  @PrimaryColumn("timestamptz")
  at!: Date;
}

/** Several schemas are tried in another database of the server, where there can be one. */
function whereSchemasCanBeTried({ openDatabase }: DataSource): "proved" | "not proved" {
  return openDatabase === undefined ? "not proved" : "proved";
}

describeEachDatabase(
  "declared types, functions and policies",
  (database) => {
    const project = useMigrationProject(database);

    /** A server without the package of the extension goes without it. */
    async function findExtensions(): Promise<readonly SchemaObjectDefinition[]> {
      const dataSource = await project.connect([]);
      const rows = await dataSource.query("SELECT 1 FROM pg_available_extensions WHERE name = 'citext'");
      return rows.length === 0 ? [] : [citext];
    }

    async function bring(...definitions: readonly SchemaObjectDefinition[]) {
      await project.close();
      const dataSource = await project.connect([Account, ...definitions]);
      const runner = new Runner(dataSource);
      const written = await runner.revision({ message: "change", autogenerate: true });
      if (written !== undefined) await runner.upgrade();
      const { summaries } = await runner.check();
      const text = written === undefined ? "" : readFileSync(written.path, "utf8");
      return { dataSource, runner, proof: written?.proof, left: summaries, text };
    }

    it("come with all that they need, and go again with the downgrade", async () => {
      const extensions = await findExtensions();
      const { dataSource, runner, proof, left } = await bring(...extensions, ...ALL);
      expect({ outcome: proof?.outcome, left }).toEqual({ outcome: whereSchemasCanBeTried(dataSource), left: [] });
      const objects = (await introspect(dataSource)).objects.map(describeObject).sort();
      expect(objects).toEqual([
        'composite type "address"',
        'domain "positive"',
        ...extensions.map(({ name }) => `extension "${name}"`),
        'function "touch()"',
        'materialized view "totals"',
        'policy "own" of table "account"',
        'sequence "account_number"',
        'trigger "touched" of table "account"',
        'view "stats.rich"',
      ]);
      await runner.downgrade("base");
      const { tables, objects: after } = await introspect(dataSource);
      expect([tables, after]).toEqual([[], []]);
    });

    it("take another name where the code says what it was", async () => {
      await bring(...ALL);
      const renamed = [
        defineSequence("number_of_account", { start: "1000", increment: "5", renamedFrom: "account_number" }),
        defineView({ schema: "stats", name: "wealthy" }, { query: rich.parts.query, renamedFrom: "rich" }),
      ];
      const rest = ALL.filter((one) => one !== numbers && one !== rich);
      const { dataSource, proof, left, text } = await bring(...rest, ...renamed);
      expect({ outcome: proof?.outcome, left }).toEqual({ outcome: whereSchemasCanBeTried(dataSource), left: [] });
      expect(text.match(/op\.\w+\(.*\)/g)).toEqual([
        `op.renameObject("sequence", "account_number", "number_of_account")`,
        `op.renameObject("view", { schema: "stats", name: "rich" }, "wealthy")`,
        `op.renameObject("view", { schema: "stats", name: "wealthy" }, "rich")`,
        `op.renameObject("sequence", "number_of_account", "account_number")`,
      ]);
    });

    it("know the bounds of parts again, however the server writes them", async () => {
      const dataSource = await project.connect([Event]);
      const runner = new Runner(dataSource);
      expect((await runner.revision({ message: "event", autogenerate: true }))?.proof?.outcome).toBe("proved");
      await runner.upgrade();
      expect((await runner.check()).summaries).toEqual([]);
    });

    it("go when they are no longer declared", async () => {
      await bring(...ALL);
      const { dataSource, proof, left } = await bring(positive, address);
      expect({ outcome: proof?.outcome, left }).toEqual({ outcome: "proved", left: [] });
      expect((await introspect(dataSource)).objects.map(describeObject).sort()).toEqual([
        'composite type "address"',
        'domain "positive"',
      ]);
    });
  },
  { requires: { namedEnums: "types are objects of their own", schemas: "a view lives in another schema" } },
);
