import { operationDefinitions as op } from "../../../src/operations/definitions";
import { changeOf, dropOf } from "../../../src/operations/objects/define-object-operations";
import type { Operation } from "../../../src/operations/operation";
import type { SchemaObject } from "../../../src/schema/model";
import { describeEachPlace } from "../../support/each-place";
import { places, type Place } from "./place";

jest.setTimeout(60_000);

const TABLES = `
  CREATE TABLE t (id integer PRIMARY KEY, a integer, b integer, e text);
  CREATE TABLE u (id integer);
  CREATE TYPE mood AS ENUM ('good', 'bad');
  CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
  CREATE FUNCTION one() RETURNS integer LANGUAGE sql AS 'SELECT 1';
`;

const find = (objects: readonly SchemaObject[], name: string): SchemaObject =>
  objects.find((each) => each.name === name)!;
const widenA = op.alterColumn.create("t", "a", { type: "bigint" });
const widenB = op.alterColumn.create("t", "b", { type: "bigint" });
const collateE = op.alterColumn.create("t", "e", { collation: "C" });
const dropA = op.dropColumn.create("t", "a");
const dropB = op.dropColumn.create("t", "b");
const dropT = op.dropTable.create("t");
const dropKey = op.dropConstraint.create("t", { type: "primaryKey", name: "t_pkey" });
const dropMood = op.dropEnum.create("mood");
const shrinkMood = op.alterEnum.create("mood", { remove: { bad: "good" } });

/** An object called "x" that mentions what the operation is about, and the operation. What holds is asked of the server, not written here. */
const PAIRS: readonly (readonly [
  sql: string,
  operation: Operation | ((objects: readonly SchemaObject[]) => Operation),
])[] = [
  ["CREATE VIEW x AS SELECT a FROM t", widenA],
  ["CREATE VIEW x AS SELECT a FROM t", widenB],
  ["CREATE VIEW x AS SELECT e FROM t", collateE],
  ["CREATE VIEW x AS SELECT a FROM t", dropA],
  ["CREATE VIEW x AS SELECT a FROM t", dropB],
  ["CREATE VIEW x AS SELECT a FROM t", dropT],
  ["CREATE VIEW x AS SELECT a FROM t", op.alterColumn.create("t", "a", { nullable: false, default: 5 })],
  ["CREATE VIEW x AS SELECT a FROM t", op.renameColumn.create("t", "a", "z")],
  ["CREATE VIEW x AS SELECT a FROM t", op.renameTable.create("t", "z")],
  ["CREATE VIEW x AS SELECT id, a FROM t GROUP BY id", dropKey],
  ["CREATE VIEW x AS SELECT id FROM t", dropKey],
  ["CREATE MATERIALIZED VIEW x AS SELECT a FROM t", widenA],
  ["CREATE MATERIALIZED VIEW x AS SELECT a FROM t", dropB],
  ["CREATE TRIGGER x BEFORE UPDATE OF a ON t FOR EACH ROW EXECUTE FUNCTION touch()", widenA],
  ["CREATE TRIGGER x BEFORE UPDATE OF a ON t FOR EACH ROW EXECUTE FUNCTION touch()", dropA],
  ["CREATE TRIGGER x BEFORE UPDATE OF a ON t FOR EACH ROW EXECUTE FUNCTION touch()", widenB],
  ["CREATE TRIGGER x BEFORE UPDATE ON t FOR EACH ROW WHEN (new.a > 0) EXECUTE FUNCTION touch()", widenA],
  ["CREATE TRIGGER x BEFORE UPDATE ON t FOR EACH ROW WHEN (new.a > 0) EXECUTE FUNCTION touch()", dropA],
  ["CREATE TRIGGER x BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION touch()", dropA],
  ["CREATE TRIGGER x BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION touch()", dropT],
  ["CREATE TRIGGER x BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION touch()", (all) => dropOf(find(all, "touch"))],
  ["CREATE RULE x AS ON DELETE TO t WHERE old.a > 0 DO INSTEAD NOTHING", widenA],
  ["CREATE RULE x AS ON DELETE TO t WHERE old.a > 0 DO INSTEAD NOTHING", dropA],
  ["CREATE RULE x AS ON DELETE TO t DO INSTEAD NOTHING", dropT],
  ["CREATE RULE x AS ON INSERT TO u DO ALSO INSERT INTO t (a) VALUES (new.id)", widenA],
  ["CREATE RULE x AS ON INSERT TO u DO ALSO INSERT INTO t (a) VALUES (new.id)", dropB],
  ["CREATE RULE x AS ON INSERT TO u DO ALSO INSERT INTO t (a) VALUES (new.id)", dropT],
  ["CREATE POLICY x ON t USING (a > 0)", widenA],
  ["CREATE POLICY x ON t WITH CHECK (a > 0)", dropA],
  ["CREATE POLICY x ON t USING (a > 0)", dropB],
  ["CREATE POLICY x ON t USING (a > 0)", dropT],
  ["CREATE POLICY x ON u USING (id IN (SELECT a FROM t))", dropT],
  ["CREATE POLICY x ON u USING (id IN (SELECT a FROM t))", widenA],
  ["CREATE POLICY x ON u USING (id = one())", (all) => dropOf(find(all, "one"))],
  ["CREATE FUNCTION x(t) RETURNS integer LANGUAGE sql AS 'SELECT $1.a'", dropT],
  ["CREATE FUNCTION x(t) RETURNS integer LANGUAGE sql AS 'SELECT $1.a'", widenA],
  ["CREATE FUNCTION x() RETURNS SETOF t LANGUAGE sql AS 'SELECT * FROM t'", dropA],
  ["CREATE FUNCTION x() RETURNS bigint LANGUAGE sql AS 'SELECT a FROM t'", dropT],
  ["CREATE FUNCTION x() RETURNS integer LANGUAGE sql AS 'SELECT one()'", (all) => dropOf(find(all, "one"))],
  ["CREATE FUNCTION x(mood) RETURNS integer LANGUAGE sql AS 'SELECT 1'", dropMood],
  ["CREATE VIEW x AS SELECT 'good'::mood AS m", dropMood],
  ["CREATE VIEW x AS SELECT 'good'::mood AS m", op.alterEnum.create("mood", { add: ["so"] })],
  ["CREATE VIEW w AS SELECT a FROM t; CREATE VIEW x AS SELECT a FROM w", (all) => dropOf(find(all, "w"))],
  ["CREATE VIEW x AS SELECT one() AS one", (all) => dropOf(find(all, "one"))],
  ["CREATE MATERIALIZED VIEW w AS SELECT 1 AS a; CREATE VIEW x AS SELECT a FROM w", (all) => dropOf(find(all, "w"))],
  [
    "CREATE AGGREGATE w(integer) (SFUNC = int4pl, STYPE = integer); CREATE VIEW x AS SELECT w(a) FROM t",
    (all) => dropOf(find(all, "w")),
  ],
];

/** Since version 14 the body of a function can be part of what the server has read. */
const PARSED_BODIES: typeof PAIRS = [
  ["CREATE FUNCTION x() RETURNS bigint BEGIN ATOMIC SELECT a FROM t; END", widenA],
  ["CREATE FUNCTION x() RETURNS bigint BEGIN ATOMIC SELECT a FROM t; END", dropB],
  ["CREATE FUNCTION x() RETURNS bigint BEGIN ATOMIC SELECT a FROM t; END", dropT],
  ["CREATE FUNCTION x() RETURNS integer RETURN one()", (all) => dropOf(find(all, "one"))],
];

/** Two objects called "x"; whether the first can become the second in place is asked of the server. */
const CHANGES: readonly (readonly [from: string, to: string])[] = [
  ["CREATE VIEW x AS SELECT a FROM t", "CREATE VIEW x AS SELECT a, b FROM t"],
  ["CREATE VIEW x AS SELECT a, b FROM t", "CREATE VIEW x AS SELECT a FROM t"],
  ["CREATE VIEW x AS SELECT a FROM t", "CREATE VIEW x AS SELECT b AS a FROM t"],
  ["CREATE VIEW x AS SELECT a FROM t", "CREATE VIEW x AS SELECT a AS z FROM t"],
  ["CREATE VIEW x AS SELECT a FROM t", "CREATE VIEW x AS SELECT a::bigint AS a FROM t"],
  ["CREATE VIEW x AS SELECT e FROM t", `CREATE VIEW x AS SELECT e COLLATE "C" AS e FROM t`],
  ["CREATE VIEW x AS SELECT e::varchar(5) AS e FROM t", "CREATE VIEW x AS SELECT e::varchar(6) AS e FROM t"],
  ["CREATE VIEW x AS SELECT a FROM t", "CREATE VIEW x WITH (security_barrier) AS SELECT a FROM t"],
  [
    "CREATE FUNCTION x(a int) RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE FUNCTION x(b int) RETURNS int LANGUAGE sql AS 'SELECT 1'",
  ],
  [
    "CREATE FUNCTION x(int) RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE FUNCTION x(b int) RETURNS int LANGUAGE sql AS 'SELECT 1'",
  ],
  [
    "CREATE FUNCTION x(a int) RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE FUNCTION x(a int DEFAULT 1) RETURNS int LANGUAGE sql AS 'SELECT 1'",
  ],
  [
    "CREATE FUNCTION x(a int DEFAULT 1) RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE FUNCTION x(a int) RETURNS int LANGUAGE sql AS 'SELECT 1'",
  ],
  [
    "CREATE FUNCTION x(a int) RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE FUNCTION x(a int) RETURNS text LANGUAGE sql AS 'SELECT ''1'''",
  ],
  [
    "CREATE FUNCTION x(a int) RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE FUNCTION x(a int) RETURNS SETOF int LANGUAGE sql AS 'SELECT 1'",
  ],
  [
    "CREATE FUNCTION x(a int) RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE FUNCTION x(a int) RETURNS int LANGUAGE sql STABLE STRICT AS 'SELECT 2'",
  ],
  [
    "CREATE FUNCTION x(OUT p int, OUT q int) LANGUAGE sql AS 'SELECT 1, 2'",
    "CREATE FUNCTION x(OUT p int, OUT r int) LANGUAGE sql AS 'SELECT 1, 2'",
  ],
  [
    "CREATE PROCEDURE x(a int, INOUT y int) LANGUAGE plpgsql AS 'BEGIN END'",
    "CREATE PROCEDURE x(a int, INOUT z int) LANGUAGE plpgsql AS 'BEGIN END'",
  ],
  [
    "CREATE AGGREGATE x(int) (SFUNC = int4pl, STYPE = int)",
    "CREATE AGGREGATE x(int) (SFUNC = int4pl, STYPE = int, INITCOND = '0')",
  ],
];

describeEachPlace(places, "what %s allows with objects", (_name, create) => {
  let place: Place;
  let hasParsedBodies = false;
  beforeAll(async () => {
    place = await create("object_changes");
    await place.query(TABLES);
    const [[version] = []] = await place.query("SHOW server_version_num");
    hasParsedBodies = Number(version) >= 140_000;
  });
  afterAll(async () => place?.close());

  /** Runs something and takes it back. */
  async function tryOut<T>(work: () => Promise<T>): Promise<T> {
    await place.query("BEGIN");
    try {
      return await work();
    } finally {
      await place.query("ROLLBACK");
    }
  }

  /** Whether the server takes the operations. Anything but a refusal because of a dependency, or of a replacement, is a failure. */
  async function isRefused(...operations: readonly Operation[]): Promise<boolean> {
    const error = await place.apply(...operations).then(
      () => undefined,
      (reason: { code?: string }) => reason,
    );
    if (error !== undefined && !["2BP01", "0A000", "42P13", "42P16"].includes(error.code ?? "")) throw error as Error;
    return error !== undefined;
  }

  it("says of an object that it holds an operation exactly where the server refuses the operation", async () => {
    const wrong: string[] = [];
    for (const [sql, wanted] of [...PAIRS, ...(hasParsedBodies ? PARSED_BODIES : [])]) {
      await tryOut(async () => {
        await place.query(sql);
        const { objects } = await place.read();
        const operation = typeof wanted === "function" ? wanted(objects) : wanted;
        const isHeld = place.server.objectChanges.isHeldBy(operation, find(objects, "x"));
        if ((await isRefused(operation)) !== isHeld) wrong.push(`${sql}: ${operation.kind}, held: ${isHeld}`);
      });
    }
    expect(wrong).toEqual([]);
  });

  it("says that an object can be replaced only where the server replaces it", async () => {
    const wrong: string[] = [];
    const inPlace: string[] = [];
    for (const [from, to] of CHANGES) {
      const wanted = await tryOut(async () => {
        await place.query(to);
        return find((await place.read()).objects, "x");
      });
      await tryOut(async () => {
        await place.query(from);
        const previous = find((await place.read()).objects, "x");
        const canReplace = place.server.objectChanges.canReplace(previous, wanted);
        if (canReplace) inPlace.push(to);
        if ((await isRefused(changeOf(previous, wanted))) === canReplace) wrong.push(`${from} -> ${to}: ${canReplace}`);
        else if (canReplace) expect(find((await place.read()).objects, "x")).toEqual(wanted);
      });
    }
    expect(wrong).toEqual([]);
    expect(inPlace).toHaveLength(7);
  });

  it("has a trigger on a view go before the view, so that it comes again with it", async () => {
    await tryOut(async () => {
      await place.query("CREATE VIEW w AS SELECT a FROM t");
      await place.query("CREATE TRIGGER x INSTEAD OF INSERT ON w FOR EACH ROW EXECUTE FUNCTION touch()");
      const { objects } = await place.read();
      expect(place.server.objectChanges.isHeldBy(dropOf(find(objects, "w")), find(objects, "x"))).toBe(true);
    });
  });

  it("has what reads an enum type stand in the way of the type made anew, and takes it out of the way by itself too", async () => {
    await tryOut(async () => {
      await place.query("CREATE VIEW x AS SELECT 'good'::mood AS m");
      await place.query("CREATE VIEW y AS SELECT m FROM x");
      const before = (await place.read()).objects;
      expect(place.server.objectChanges.isHeldBy(shrinkMood, find(before, "x"))).toBe(true);
      await place.apply(shrinkMood);
      expect((await place.read()).objects).toEqual(before);
    });
  });

  it("warns of what is granted on an object that goes", async () => {
    await tryOut(async () => {
      await place.query("CREATE VIEW w AS SELECT a FROM t");
      await place.query("CREATE VIEW free AS SELECT a FROM t");
      await place.query("GRANT SELECT, UPDATE ON w TO PUBLIC");
      await place.query("REVOKE EXECUTE ON FUNCTION one() FROM PUBLIC");
      const schema = await place.read();
      const messages = ["w", "free", "one"].map((name) =>
        place.server.hazards.hazardsOf(dropOf(find(schema.objects, name)), schema).map(({ message }) => message),
      );
      expect(messages).toEqual([
        ['what is granted on view "w" goes with it: SELECT, UPDATE to PUBLIC'],
        [],
        ['what is granted on function "one()" goes with it: nothing to PUBLIC'],
      ]);
    });
  });
});
