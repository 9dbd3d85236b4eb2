import { DataSource } from "../../src/data-source/data-source";
import { Check, Column, Entity, Index, PrimaryColumn, Unique } from "../../src/entry/index";
import { OrmError } from "../../src/errors/orm-error";
import { introspect } from "../../src/migrate/schemas-of";
import { Runner } from "../../src/migrate/runner";
import type { Schema } from "../../src/schema/model";
import { describeEachDatabase } from "../support/databases";
import { useMigrationProject } from "../support/migration-project";

type Names = readonly (readonly [what: string, name: string])[];

/** Names that break out of quotes, comments and templates. Every database takes them. */
const NAMES: Names = [
  ["a double quote", 'say "hi"'],
  ["a single quote", "it's"],
  ["a backtick", "back`tick`"],
  ["brackets", "a]b[c"],
  ["a new line", "two\nlines"],
  ["a carriage return", "two\r\nlines"],
  ["a tab", "one\ttab"],
  ["a template", "${process.exit(3)}"],
  ["the end of a comment", "*/ process.exit(3); /*"],
  ["a line comment", "-- all"],
  ["a backslash", "back\\slash\\"],
  ["an escape", "\\u0041\\n"],
  ["an injected statement", 'x"; DROP TABLE canary; --'],
  ["an injected statement in backticks", "x`; DROP TABLE canary; #"],
  ["an injected string", "x'; DROP TABLE canary; --"],
  ["placeholders", "$1 ? :a %s"],
  ["a dot", "a.b"],
  ["a letter outside of ASCII", "größe"],
  ["the separator of lines in JavaScript", "a\u2028b"],
  ["a reserved word", "select"],
  ["another reserved word", "order"],
  ["a name that objects have", "constructor"],
  ["a number", "1"],
];

/** Names that some databases take and others must refuse. */
const DOUBTFUL_NAMES: Names = [
  ["spaces around it", " wide "],
  ["an emoji", "owl 🦉"],
  ["63 bytes", "n".repeat(63)],
  ["64 bytes", "n".repeat(64)],
  ["64 bytes whose last letter has two", `${"n".repeat(62)}é`],
  ["65 bytes with a letter over the limit", `${"n".repeat(62)}🦉`],
  ["many bytes", "ü".repeat(600)],
  ["a zero byte", "a\0b"],
  ["nothing", ""],
  ["only a space", " "],
];

/** What says that a name cannot be used, before anything is written or run. */
const REFUSALS = ["ENTITY.NAME_FORBIDDEN", "ENTITY.OPTION_INVALID", "SCHEMA.NAME_FORBIDDEN", "QUERY.INVALID_VALUE"];

@Entity("canary")
class Canary {
  @PrimaryColumn({ type: "integer" })
  id!: number;
}

interface Parts {
  readonly table?: string;
  readonly columns?: readonly string[];
  readonly enumValues?: readonly string[];
  readonly indexes?: readonly string[];
  readonly constraints?: readonly string[];
  readonly comment?: string;
}

/** An entity that bears hostile names where they are given, and plain ones elsewhere. */
function entityOf({ table = "victim", columns = [], enumValues = [], indexes = [], constraints = [], comment }: Parts) {
  class Victim {}
  const { prototype } = Victim;
  const commented = comment === undefined ? {} : { comment };
  Entity(table, commented)(Victim);
  PrimaryColumn({ type: "integer", ...commented })(prototype, "id");
  const addColumn = (property: string, name = property): void =>
    Column({ type: "integer", name, nullable: true })(prototype, property);
  columns.forEach((name, position) => addColumn(`property${position}`, name));
  if (enumValues.length > 0) {
    const options = { type: "enum", enum: ["plain", ...enumValues], default: enumValues.at(-1) } as const;
    Column({ ...options, enumName: "victim_state" })(prototype, "state");
  }
  indexes.forEach((name, position) => {
    addColumn(`indexed${position}`);
    Index(name, [`indexed${position}`])(Victim);
  });
  constraints.forEach((name, position) => {
    addColumn(`unique${position}`);
    Check(`c${name}`, `id > ${position}`)(Victim);
    Unique(`u${name}`, [`unique${position}`])(Victim);
  });
  return Victim;
}

describeEachDatabase(
  "a hostile name",
  (database) => {
    const project = useMigrationProject(database);
    const connect = (entities: readonly (new () => object)[], source?: typeof DataSource): Promise<DataSource> =>
      project.connect(entities, source);

    /** From nothing to the models and back, or a refusal before any file is written; for those that must be taken it is no way out. */
    async function go(dataSource: DataSource, message: string, verdict?: "taken"): Promise<void> {
      const runner = new Runner(dataSource);
      const observer = await connect([Canary]);
      const before = await introspect(observer);
      const refusal = await runner.revision({ message, autogenerate: true }).then(
        () => undefined,
        (error: unknown) => error,
      );
      if (verdict === "taken") expect(refusal).toBeUndefined();
      if (refusal !== undefined) {
        expect(refusal).toBeInstanceOf(OrmError);
        expect(REFUSALS).toContain((refusal as OrmError).code);
        expect((refusal as OrmError).hint).toMatch(/\S/);
        expect(project.revisionFiles()).toHaveLength(1);
        expect(await introspect(observer)).toEqual(before);
        return;
      }
      expect(project.revisionFiles()).toHaveLength(2);
      await runner.upgrade();
      expect((await runner.check()).summaries).toEqual([]);
      await runner.downgrade("-1");
      expect(await introspect(observer)).toEqual(before);
      expect(before.tables.map(({ name }) => name)).toEqual(["canary"]);
    }

    /** A table that injected SQL would drop. */
    async function placeCanary(): Promise<void> {
      const runner = new Runner(await connect([Canary]));
      await runner.revision({ message: "canary", autogenerate: true });
      await runner.upgrade();
      await project.close();
    }

    async function survives(parts: readonly Parts[], message = "victim"): Promise<void> {
      await placeCanary();
      const refused = (error: unknown): undefined => {
        expect(error).toBeInstanceOf(OrmError);
        expect(REFUSALS).toContain((error as OrmError).code);
        return undefined;
      };
      const dataSource = await connect([Canary, ...parts.map(entityOf)]).catch(refused);
      if (dataSource !== undefined) await go(dataSource, message);
      const check = await connect([Canary]);
      expect((await introspect(check)).tables.map(({ name }) => name)).toEqual(["canary"]);
    }

    /** Entities cannot declare views, so the views join what they want. */
    function withViews(names: readonly string[]): typeof DataSource {
      return class extends DataSource {
        override wantedSchema(): Schema {
          const views = names.map((name) => {
            return { kind: "view", name: `v${name}`, columns: [name], query: "select id from canary" } as const;
          });
          return { ...super.wantedSchema(), objects: views };
        }
      };
    }

    it.each(NAMES)("is taken as a table with all its parts, whatever it holds: %s", async (_what, name) => {
      const parts = { table: name, columns: [name], indexes: [`i${name}`], constraints: [name], comment: name };
      await placeCanary();
      await go(await connect([Canary, entityOf({ ...parts, enumValues: [name] })]), name, "taken");
    });

    it("is taken as a view and its column, whatever it holds", async () => {
      await placeCanary();
      await go(await connect([Canary], withViews(NAMES.map(([, name]) => name))), "views", "taken");
    });

    it.each(DOUBTFUL_NAMES)("is taken or refused as a table, a column, an index and a constraint: %s", (_what, name) =>
      survives([{ table: name, columns: [name], indexes: [`i${name}`], constraints: [name] }]),
    );

    it.each(DOUBTFUL_NAMES)("is taken or refused as a value of an enum, a comment and a message: %s", (_what, name) =>
      survives([{ enumValues: [name], comment: name }], name),
    );

    it.each(DOUBTFUL_NAMES)("is taken or refused as a view and its column: %s", async (_what, name) => {
      await placeCanary();
      await go(await connect([Canary], withViews([name])), "view");
    });

    it("stays two names where two are equal in their first 63 bytes", async () => {
      const long = "n".repeat(63);
      const two = [`${long}1`, `${long}2`];
      await survives([{ columns: two, indexes: two, constraints: two }]);
    });

    it("stays two tables where two names are equal in their first 63 bytes", async () => {
      const long = "n".repeat(63);
      await survives([{ table: `${long}1` }, { table: `${long}2` }]);
    });

    it("stays two indexes where two names are equal in their first 63 bytes", async () => {
      const long = "n".repeat(63);
      await placeCanary();
      await go(await connect([Canary, entityOf({ indexes: [`${long}1`, `${long}2`] })]), "indexes", "taken");
    });
  },
  { makesManyDatabases: true },
);
