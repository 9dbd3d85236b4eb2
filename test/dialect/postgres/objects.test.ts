import { createOf, dropOf } from "../../../src/operations/objects/define-object-operations";
import { emptySchema, type Schema, type SchemaObject } from "../../../src/schema/model";
import { describeObject } from "../../../src/schema/object-reference";
import { withoutStoredAttributes } from "../../../src/schema/stored-attributes";
import { describeEachPlace } from "../../support/each-place";
import { places, type Place } from "./place";

jest.setTimeout(60_000);

const TABLES = `
  CREATE TABLE t (id integer PRIMARY KEY, a integer, "Odd ON public.t name" text, parent integer);
  CREATE TABLE "User" (id integer PRIMARY KEY, name text);
`;

const OBJECTS = `
  CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
  CREATE FUNCTION add(a integer, b integer DEFAULT 2, OUT c integer) LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT a + b $$;
  CREATE FUNCTION add(text) RETURNS text LANGUAGE sql SECURITY DEFINER SET work_mem = '8MB' AS 'SELECT $1';
  CREATE FUNCTION rows_of(t) RETURNS SETOF "User" LANGUAGE sql ROWS 5 AS 'SELECT * FROM "User"';
  CREATE FUNCTION "Odd name"("the Arg" integer, VARIADIC rest text[]) RETURNS TABLE (x integer, y text) LANGUAGE sql
    AS $body$ SELECT 1, '$$' $body$;
  CREATE PROCEDURE doit(x text, INOUT y integer) LANGUAGE plpgsql AS $$ BEGIN y := 1; END $$;
  CREATE AGGREGATE total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0', PARALLEL = SAFE);
  CREATE AGGREGATE rows_seen(*) (SFUNC = int8inc, STYPE = bigint, INITCOND = '0');
  CREATE AGGREGATE largest(integer) (SFUNC = int4larger, STYPE = integer, SORTOP = >, COMBINEFUNC = int4larger);
  CREATE AGGREGATE middle(double precision ORDER BY double precision) (SFUNC = ordered_set_transition, STYPE = internal,
    FINALFUNC = percentile_disc_final, FINALFUNC_EXTRA, FINALFUNC_MODIFY = READ_WRITE);
  COMMENT ON AGGREGATE total(integer) IS 'adds up';
  COMMENT ON FUNCTION add(integer, integer) IS 'it''s a sum';
  COMMENT ON PROCEDURE doit(text, integer) IS 'does it';
  CREATE VIEW a_view WITH (security_barrier, check_option = local) AS
    SELECT id, a, "Odd ON public.t name" AS odd FROM t WHERE a > 0;
  COMMENT ON VIEW a_view IS 'a view';
  COMMENT ON COLUMN a_view.a IS 'a column';
  ALTER VIEW a_view ALTER COLUMN a SET DEFAULT 5;
  CREATE VIEW b_view (one, "Two") AS SELECT v.id, u.name COLLATE "C" FROM a_view v JOIN "User" u USING (id);
  CREATE RULE "on insert" AS ON INSERT TO b_view DO INSTEAD INSERT INTO t (id) VALUES (new.one);
  CREATE RULE quiet AS ON DELETE TO b_view WHERE old.one > 5 DO INSTEAD NOTHING;
  CREATE RECURSIVE VIEW c_view (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM c_view WHERE n < 10;
  CREATE MATERIALIZED VIEW m WITH (fillfactor = 70) AS SELECT a, count(*) AS n FROM t GROUP BY a WITH NO DATA;
  CREATE UNIQUE INDEX m_a ON m (a);
  CREATE INDEX m_e ON m ((n + 1)) WHERE n > 0;
  COMMENT ON MATERIALIZED VIEW m IS 'counts';
  COMMENT ON COLUMN m.n IS 'how many';
  CREATE MATERIALIZED VIEW filled AS SELECT 1 AS one;
  CREATE TRIGGER g1 BEFORE INSERT OR UPDATE OF a, "Odd ON public.t name" ON t FOR EACH ROW WHEN (new.a > 0)
    EXECUTE FUNCTION touch();
  CREATE CONSTRAINT TRIGGER g2 AFTER INSERT OR DELETE ON t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    EXECUTE FUNCTION touch();
  CREATE TRIGGER g3 AFTER UPDATE ON t REFERENCING OLD TABLE AS o NEW TABLE AS n FOR EACH STATEMENT
    EXECUTE FUNCTION touch('a', 'b''c');
  CREATE TRIGGER g4 INSTEAD OF INSERT ON a_view FOR EACH ROW EXECUTE FUNCTION touch();
  CREATE TRIGGER g5 BEFORE TRUNCATE ON t EXECUTE FUNCTION touch();
  ALTER TABLE t DISABLE TRIGGER g3;
  ALTER TABLE t ENABLE REPLICA TRIGGER g1;
  ALTER TABLE t ENABLE ALWAYS TRIGGER g2;
  COMMENT ON TRIGGER g1 ON t IS 'a trigger';
  CREATE RULE "Also ""it" AS ON UPDATE TO "User" WHERE new.id > 5
    DO ALSO (INSERT INTO t (id, "Odd ON public.t name") VALUES (new.id, ';'); DELETE FROM t WHERE t.a = old.id;);
  CREATE RULE never AS ON DELETE TO "User" DO INSTEAD NOTHING;
  ALTER TABLE "User" DISABLE RULE never;
  COMMENT ON RULE never ON "User" IS 'a rule';
  CREATE POLICY p1 ON t USING (a > 0 AND id IN (SELECT id FROM "User")) WITH CHECK (a < 5 OR a > 10);
  CREATE POLICY p2 ON t AS RESTRICTIVE FOR SELECT TO postgres USING (true);
  COMMENT ON POLICY p1 ON t IS 'a policy';
  ALTER TABLE t ENABLE ROW LEVEL SECURITY;
  ALTER TABLE t FORCE ROW LEVEL SECURITY;
`;

/** The objects as the model describes them, without what only the catalog needs. */
function declared({ objects }: Schema): readonly SchemaObject[] {
  return objects.map(withoutStoredAttributes);
}

describeEachPlace(places, "the views, functions, triggers and policies of %s", (_name, create) => {
  let place: Place;
  beforeAll(async () => {
    place = await create("objects");
    await place.query(TABLES);
    await place.query(OBJECTS);
  });
  afterAll(async () => place?.close());

  it("come back from their model in an empty database", async () => {
    const model = await place.read();
    const copy = await create("objects_copy");
    try {
      await copy.apply(
        ...model.tables.map((table) => ({ kind: "createTable", table }) as const),
        ...model.objects.map(createOf),
      );
      expect(await copy.read()).toEqual(model);
      await copy.apply(...[...model.objects].reverse().map(dropOf));
      expect((await copy.read()).objects).toEqual([]);
    } finally {
      await copy.close();
    }
  });

  it("are described by what was said of them", async () => {
    const objects = declared(await place.read());
    const find = (label: string): SchemaObject => objects.find((object) => describeObject(object) === label)!;
    expect(objects.map(describeObject)).toEqual([
      'function "Odd name(integer, text[])"',
      'function "add(integer, integer)"',
      'function "add(text)"',
      'procedure "doit(text, integer)"',
      'aggregate "largest(integer)"',
      'aggregate "middle(double precision, double precision)"',
      'function "rows_of(t)"',
      'aggregate "rows_seen()"',
      'aggregate "total(integer)"',
      'function "touch()"',
      'view "a_view"',
      'view "b_view"',
      'view "c_view"',
      'materialized view "filled"',
      'materialized view "m"',
      'trigger "g4" of table "a_view"',
      'trigger "g1" of table "t"',
      'trigger "g2" of table "t"',
      'trigger "g3" of table "t"',
      'trigger "g5" of table "t"',
      'trigger "Also "it" of table "User"',
      'trigger "never" of table "User"',
      'policy "p1" of table "t"',
      'policy "p2" of table "t"',
    ]);
    expect(find('trigger "g1" of table "t"')).toEqual({
      kind: "trigger",
      name: "g1",
      table: { name: "t" },
      event: 'BEFORE INSERT OR UPDATE OF a, "Odd ON public.t name"',
      action: "FOR EACH ROW WHEN (new.a > 0) EXECUTE FUNCTION touch()",
      comment: "a trigger",
      attributes: { "postgres.state": "replica" },
    });
    expect(find('trigger "never" of table "User"')).toEqual({
      kind: "trigger",
      name: "never",
      table: { name: "User" },
      event: "ON DELETE",
      action: "DO INSTEAD NOTHING",
      comment: "a rule",
      attributes: { "postgres.rule": true, "postgres.state": "disabled" },
    });
    expect(find('function "add(integer, integer)"')).toEqual({
      kind: "function",
      name: "add",
      arguments: "integer, integer",
      definition:
        "(a integer, b integer DEFAULT 2, OUT c integer)\n RETURNS integer\n LANGUAGE sql\n IMMUTABLE STRICT\nAS $function$ SELECT a + b $function$",
      comment: "it's a sum",
    });
    expect(find('policy "p2" of table "t"')).toEqual({
      kind: "policy",
      name: "p2",
      table: { name: "t" },
      command: "select",
      restrictive: true,
      roles: ["postgres"],
      using: "true",
    });
    const { query: _query, ...view } = find('view "a_view"') as SchemaObject & { query: string };
    expect(view).toEqual({
      kind: "view",
      name: "a_view",
      comment: "a view",
      attributes: {
        "postgres.securityBarrier": true,
        "postgres.checkOption": "local",
        "postgres.columnComment.a": "a column",
        "postgres.columnDefault.a": "5",
      },
    });
  });

  it("keeps its own schema out of the texts, so that they can be run in another one", async () => {
    expect(JSON.stringify(declared(await place.read())).replaceAll("Odd ON public.t name", "")).not.toContain("public");
  });

  it("compares equal to itself without a question to the server", async () => {
    const actual = await place.read();
    const statements: string[] = [];
    const watched = {
      ...place.connection,
      isOpen: true,
      execute: (sql: string, parameters: readonly unknown[]) => {
        statements.push(sql);
        return place.connection.execute(sql, parameters);
      },
    };
    expect((await place.server.normalizer.normalize(watched, actual, actual)).objects).toEqual(actual.objects);
    expect(statements).toEqual([]);
  });

  it("does not read what belongs to ignored tables, or the server's own", async () => {
    const { objects } = await place.server.introspector.read(place.connection, { isIgnored: (name) => name === "t" });
    expect(objects.filter((object) => "table" in object).map(describeObject)).toEqual([
      'trigger "g4" of table "a_view"',
      'trigger "Also "it" of table "User"',
      'trigger "never" of table "User"',
    ]);
    expect((await place.server.introspector.read(place.connection, { schemas: ["pg_toast"] })).objects).toEqual(
      emptySchema.objects,
    );
  });
});
