import { compileOperation } from "../../../../src/dialect/ddl-compiler";
import { postgresDialect } from "../../../../src/dialects/postgres";
import { operationDefinitions as op } from "../../../../src/operations/definitions";
import { changeOf, createOf } from "../../../../src/operations/objects/define-object-operations";
import type { Operation } from "../../../../src/operations/operation";
import { emptySchema, type Policy, type Schema, type Trigger, type View } from "../../../../src/schema/model";

const server = postgresDialect.resolve(postgresDialect.offline);
const oldServer = postgresDialect.resolve({ version: "13.5", facts: { schema: "public" } });
const compile = (operation: Operation, schema: Schema = emptySchema, dialect = server): readonly string[] =>
  compileOperation(dialect.ddl, operation, { schema }).map((statement) => statement.sql);

const view: View = { kind: "view", name: "v", query: "SELECT 1 AS a" };
const trigger: Trigger = {
  kind: "trigger",
  name: "touch",
  table: { name: "users" },
  event: "BEFORE UPDATE",
  action: "FOR EACH ROW EXECUTE FUNCTION touch()",
};
const policy: Policy = { kind: "policy", name: "own", table: { name: "users" }, using: "a > 0" };

describe("views", () => {
  it("are created with their columns, options, defaults and comments", () => {
    const operation = op.createView.create(
      { schema: "billing", name: 'odd"v' },
      {
        query: "SELECT 1, 2",
        columns: ["a", "b"],
        comment: "it's a view",
        attributes: {
          "postgres.securityInvoker": true,
          "postgres.checkOption": "cascaded",
          "postgres.columnDefault.a": "now()",
          "postgres.columnComment.b": "two",
          "postgres.rule.quiet": "ON DELETE TO v DO INSTEAD NOTHING",
        },
      },
    );
    expect(compile(operation)).toEqual([
      'CREATE VIEW "billing"."odd""v" ("a", "b") WITH (security_invoker=true, check_option=cascaded) AS\nSELECT 1, 2',
      'ALTER VIEW "billing"."odd""v" ALTER COLUMN "a" SET DEFAULT now()',
      `COMMENT ON COLUMN "billing"."odd""v"."b" IS 'two'`,
      'CREATE OR REPLACE RULE "quiet" AS ON DELETE TO v DO INSTEAD NOTHING',
      `COMMENT ON VIEW "billing"."odd""v" IS 'it''s a view'`,
    ]);
  });

  it("are replaced only where more than their comment changes", () => {
    const commented: View = { ...view, comment: "one" };
    expect(compile(changeOf(view, commented))).toEqual([`COMMENT ON VIEW "v" IS 'one'`]);
    expect(compile(changeOf(commented, { ...view, query: "SELECT 1 AS a, 2 AS b" }))).toEqual([
      'CREATE OR REPLACE VIEW "v" AS\nSELECT 1 AS a, 2 AS b',
      'COMMENT ON VIEW "v" IS NULL',
    ]);
  });

  it("are compared with the schema where the operation does not say what was before", () => {
    const operation = op.replaceView.create("v", { query: "SELECT 1 AS a", comment: "two" });
    expect(server.lowering.needsSchema(operation)).toBe(true);
    expect(compile(operation, { ...emptySchema, objects: [view] })).toEqual([`COMMENT ON VIEW "v" IS 'two'`]);
    expect(compile(operation)).toEqual([
      'CREATE OR REPLACE VIEW "v" AS\nSELECT 1 AS a',
      `COMMENT ON VIEW "v" IS 'two'`,
    ]);
  });
});

describe("materialized views", () => {
  const query = "SELECT 1 AS a";

  it("are created with their storage and their indexes, filled or not", () => {
    const operation = op.createMaterializedView.create("m", {
      query,
      withoutData: true,
      indexes: [{ name: "m_a", parts: [{ column: "a" }], unique: true }],
      attributes: { "postgres.with": ["fillfactor=70"], "postgres.tablespace": "fast" },
    });
    expect(compile(operation)).toEqual([
      `CREATE MATERIALIZED VIEW "m" WITH ("fillfactor" = '70') TABLESPACE "fast" AS\n${query}\nWITH NO DATA`,
      'CREATE UNIQUE INDEX "m_a" ON "m" ("a")',
    ]);
  });

  it("keep their rows while indexes, storage and comments change", () => {
    const previous = {
      ...({ kind: "materializedView", name: "m", query } as const),
      indexes: [{ name: "gone", parts: [{ column: "a" }] }],
      attributes: { "postgres.with": ["fillfactor=70"] },
    };
    const { attributes: _attributes, ...plain } = previous;
    const wanted = { ...plain, indexes: [{ name: "new", parts: [{ column: "a" }] }], comment: "one" };
    expect(compile(changeOf(previous, wanted))).toEqual([
      'DROP INDEX "gone"',
      'ALTER TABLE "m" RESET ("fillfactor")',
      'CREATE INDEX "new" ON "m" ("a")',
      `COMMENT ON MATERIALIZED VIEW "m" IS 'one'`,
    ]);
  });
});

describe("functions", () => {
  it("are told apart by their arguments", () => {
    expect(compile(op.dropFunction.create("f", { arguments: "integer, text" }))).toEqual([
      'DROP FUNCTION "f"(integer, text)',
    ]);
    expect(compile(op.dropFunction.create("f", { arguments: "" }))).toEqual(['DROP FUNCTION "f"()']);
    expect(compile(op.dropFunction.create("f"))).toEqual(['DROP FUNCTION "f"']);
    expect(compile(op.dropFunction.create("total", { type: "aggregate", arguments: "" }))).toEqual([
      'DROP AGGREGATE "total"(*)',
    ]);
  });

  it("may be procedures and aggregates, and nothing else", () => {
    const create = (type: string): readonly string[] =>
      compile(op.createFunction.create("f", { type, definition: "()" }));
    expect(create("procedure")).toEqual(['CREATE PROCEDURE "f"()']);
    expect(create("aggregate")).toEqual(['CREATE AGGREGATE "f"()']);
    expect(() => create("function x(); DROP TABLE users; --")).toThrow(/^PostgreSQL has nothing of the kind of/);
  });
});

describe("triggers", () => {
  it("are replaced where the server can, and keep their state", () => {
    const wanted: Trigger = { ...trigger, event: "AFTER UPDATE", attributes: { "postgres.state": "always" } };
    const replaced = 'TRIGGER "touch" AFTER UPDATE ON "users"\nFOR EACH ROW EXECUTE FUNCTION touch()';
    const enabled = 'ALTER TABLE "users" ENABLE ALWAYS TRIGGER "touch"';
    expect(compile(changeOf(trigger, wanted))).toEqual([`CREATE OR REPLACE ${replaced}`, enabled]);
    expect(compile(changeOf(trigger, wanted), emptySchema, oldServer)).toEqual([
      'DROP TRIGGER "touch" ON "users"',
      `CREATE ${replaced}`,
      enabled,
    ]);
  });

  it("are dropped and created where one of the two is a constraint", () => {
    const wanted: Trigger = { ...trigger, event: "AFTER UPDATE", attributes: { "postgres.constraint": true } };
    expect(compile(changeOf(trigger, wanted))).toEqual([
      'DROP TRIGGER "touch" ON "users"',
      'CREATE CONSTRAINT TRIGGER "touch" AFTER UPDATE ON "users"\nFOR EACH ROW EXECUTE FUNCTION touch()',
    ]);
  });

  it("are enabled again when they are no longer disabled", () => {
    const disabled: Trigger = { ...trigger, attributes: { "postgres.state": "disabled" } };
    expect(compile(changeOf(disabled, trigger))).toEqual(['ALTER TABLE "users" ENABLE TRIGGER "touch"']);
  });
});

describe("policies", () => {
  it("are created for a command and for roles", () => {
    const created = createOf({
      ...policy,
      command: "update",
      restrictive: true,
      roles: ["app", "current_user"],
      check: "b",
    });
    expect(compile(created)).toEqual([
      'CREATE POLICY "own" ON "users"\n  AS RESTRICTIVE\n  FOR UPDATE\n  TO "app", CURRENT_USER\n  USING (a > 0)\n  WITH CHECK (b)',
    ]);
  });

  it("are refused for a command that SQL does not have", () => {
    const wrong = { ...policy, command: "all; DROP TABLE users" as "select" };
    expect(() => compile(createOf(wrong))).toThrow('policy "own" of table "users" is for no command of SQL');
  });

  it("change in place, unless a condition is taken away or the command changes", () => {
    const checked: Policy = { ...policy, check: "b", roles: ["app"] };
    expect(compile(changeOf(policy, checked))).toEqual([
      'ALTER POLICY "own" ON "users"\n  TO "app"\n  USING (a > 0)\n  WITH CHECK (b)',
    ]);
    const anew = ['DROP POLICY "own" ON "users"', 'CREATE POLICY "own" ON "users"\n  USING (a > 0)'];
    expect(compile(changeOf(checked, policy))).toEqual(anew);
    expect(compile(changeOf({ ...policy, command: "select" }, policy))).toEqual(anew);
  });
});

describe("row security", () => {
  it("is said behind a new table, and only in its changing half", () => {
    const columns = [{ name: "id", type: "integer" }];
    const created = op.createTable.create("t", { columns, attributes: { "postgres.rowSecurity": "forced" } });
    expect(compile(created).slice(1)).toEqual([
      'ALTER TABLE "t" ENABLE ROW LEVEL SECURITY',
      'ALTER TABLE "t" FORCE ROW LEVEL SECURITY',
    ]);
    const change = (from: string | null, to: string | null): readonly string[] =>
      compile({
        kind: "setTableAttributes",
        table: { name: "t" },
        change: { "postgres.rowSecurity": to },
        previous: { "postgres.rowSecurity": from },
      });
    expect(change("forced", "enabled")).toEqual(['ALTER TABLE "t" NO FORCE ROW LEVEL SECURITY']);
    expect(change("enabled", null)).toEqual(['ALTER TABLE "t" DISABLE ROW LEVEL SECURITY']);
  });
});

describe("extensions", () => {
  it("are taken as they are where the database has them already", () => {
    expect(compile(op.createExtension.create("postgis", { schema: "gis", version: "3.4" }))).toEqual([
      `CREATE EXTENSION IF NOT EXISTS "postgis" SCHEMA "gis" VERSION '3.4'`,
    ]);
  });
});
