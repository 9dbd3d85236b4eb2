import { downgradeOf } from "../../../src/diff/downgrade-of";
import { createOf, dropOf } from "../../../src/operations/objects/define-object-operations";
import {
  type Schema,
  type SchemaObject,
  type StoredFunction,
  type Trigger,
  type View,
} from "../../../src/schema/model";
import { describeEachPlace } from "../../support/each-place";
import { places, type Place } from "./place";

jest.setTimeout(60_000);

const TABLES = [
  "create table t (id int primary key, a int, b varchar(20))",
  "create table `od``d 'n\"ame` (id int primary key, `se``l` int)",
];

const view = (name: string, query: string, rest: Partial<View> = {}): View => ({ kind: "view", name, query, ...rest });

const trigger = (name: string, body: string, rest: Partial<Trigger> = {}): Trigger => ({
  kind: "trigger",
  name,
  table: { name: "t" },
  event: "BEFORE INSERT",
  action: `FOR EACH ROW ${body}`,
  ...rest,
});

const routine = (name: string, definition: string, type?: string): StoredFunction => ({
  kind: "function",
  name,
  ...(type === undefined ? {} : { type }),
  definition,
});

const OBJECTS: readonly SchemaObject[] = [
  view("v_plain", "select a, b from t where a > 1 and b = 'it''s \\\\ ü😀' or b is null"),
  view("v_star", "SELECT * FROM t"),
  view("v_columns", "select a, count(*) from t group by a", { columns: ["x", "y`z"] }),
  view("v_options", "select id, a from t where a > 1", {
    attributes: { "mysql.algorithm": "MERGE", "mysql.sqlSecurity": "INVOKER", "mysql.checkOption": "LOCAL" },
  }),
  view("v_over", "select v_plain.a from v_plain join `od``d 'n\"ame` o on o.id = v_plain.a order by 1 limit 3"),
  trigger("t_first", "SET NEW.a = 1"),
  trigger("t_second", "FOLLOWS `t_first` BEGIN\n  SET NEW.b = 'it''s \\n \"x\"'; -- done\n  SET NEW.a = 2;\nEND"),
  trigger("t_after", "INSERT INTO `od``d 'n\"ame` VALUES (OLD.id, 1)", { event: "after delete" }),
  routine(
    "f_text",
    "(a INT, `b``x` varchar(10) charset latin1) returns varchar(20) deterministic reads sql data comment 'it''s' return concat(a, 'it''s')",
  ),
  routine(
    "p_out",
    "(in a int, OUT b decimal(10, 2), inout c enum('a', 'ü')) sql security invoker begin select 1; end",
    "procedure",
  ),
  routine("p_none", "() select 'a''b\\n', \"c\"", "procedure"),
  routine("e_daily", "on schedule every 1 day do select 'it''s'", "event"),
  routine(
    "e_once",
    "ON SCHEDULE AT '2037-01-01' ON COMPLETION PRESERVE DISABLE COMMENT 'c''d' DO BEGIN SELECT 1; END",
    "event",
  ),
  routine(
    "e_often",
    "ON SCHEDULE EVERY '1:30' HOUR_MINUTE STARTS '2037-01-01 10:00:00' ENDS '2038-01-01' DO SELECT 2",
    "event",
  ),
];

describeEachPlace(places, "objects on %s", (_server, open) => {
  let place: Place;
  beforeEach(async () => {
    place = await open("objects");
    for (const sql of TABLES) await place.query(sql);
  });
  afterEach(() => place.close());

  const wanted = async (...objects: readonly SchemaObject[]): Promise<Schema> => ({ ...(await place.read()), objects });

  it("reads back what it creates, without anything left to do", async () => {
    await place.apply(...OBJECTS.map(createOf));
    const { objects, unmanaged } = await place.read();
    expect(unmanaged).toEqual([]);
    expect(objects).toHaveLength(OBJECTS.length);
    expect(await place.remaining(await wanted(...OBJECTS))).toEqual([]);
  });

  it("creates the same again from what it reads", async () => {
    await place.apply(...OBJECTS.map(createOf));
    const { objects } = await place.read();
    await place.apply(...[...objects].reverse().map(dropOf));
    expect((await place.read()).objects).toEqual([]);
    await place.apply(...(await place.remaining(await wanted(...objects))));
    expect((await place.read()).objects).toEqual(objects);
  });

  it("replaces each of them, and leaves nothing to do", async () => {
    await place.apply(...OBJECTS.map(createOf));
    const changed: readonly SchemaObject[] = [
      view("v_plain", "select a, id as b from t"),
      view("v_star", "SELECT * FROM t", { attributes: { "mysql.algorithm": "TEMPTABLE" } }),
      view("v_columns", "select a, count(*) from t group by a", { columns: ["x", "n"] }),
      trigger("t_first", "SET NEW.a = 5"),
      routine("f_text", "(a BIGINT) RETURNS int NO SQL RETURN a"),
      routine("p_out", "(in a int) begin select 1; end", "procedure"),
      routine("e_daily", "ON SCHEDULE EVERY 2 DAY COMMENT 'x' DO SELECT 3", "event"),
      routine("e_once", "ON SCHEDULE AT '2037-01-02' ON COMPLETION PRESERVE ENABLE DO SELECT 1", "event"),
    ];
    const names = new Set(changed.map(({ name }) => name));
    const goal = await wanted(...OBJECTS.filter(({ name }) => !names.has(name)), ...changed);
    const operations = await place.remaining(goal);
    expect(operations).toHaveLength(changed.length);
    const before = await place.read();
    await place.apply(...operations);
    expect(await place.remaining(goal)).toEqual([]);
    await place.apply(...downgradeOf(operations));
    expect((await place.read()).objects).toEqual(before.objects);
  });

  it("keeps the order of triggers when one of them comes again", async () => {
    for (const name of ["one", "two", "three"])
      await place.query(`create trigger ${name} before update on t for each row set new.a = 1`);
    const before = (await place.read()).objects as readonly Trigger[];
    const order = async (): Promise<readonly string[]> => (await place.read()).objects.map(({ name }) => name);
    for (const { name } of before) {
      const body = trigger(name, "SET NEW.a = 2", { event: "BEFORE UPDATE" });
      await place.apply(...(await place.remaining(await wanted(body, ...(await rest(name))))));
      expect(await order()).toEqual(["one", "two", "three"]);
    }
    expect(
      await place.remaining(
        await wanted(
          trigger("two", "PRECEDES `three` SET NEW.a = 2", { event: "before update" }),
          ...(await rest("two")),
        ),
      ),
    ).toEqual([]);
    const last = trigger("one", "FOLLOWS three SET NEW.a = 2", { event: "BEFORE UPDATE" });
    const second = trigger("two", "SET NEW.a = 2", { event: "BEFORE UPDATE" });
    const moved = await wanted(last, second, ...(await rest("one")).filter(({ name }) => name === "three"));
    await place.apply(...(await place.remaining(moved)));
    expect(await order()).toEqual(["two", "three", "one"]);
  });

  const rest = async (name: string): Promise<readonly SchemaObject[]> =>
    (await place.read()).objects.filter((object) => object.name !== name);

  it("keeps the sql_mode and the definer that objects have", async () => {
    await place.query("set session sql_mode = 'ANSI_QUOTES,IGNORE_SPACE'");
    await place.query('create procedure quoted() select "a" from t');
    await place.query("create trigger moded before insert on t for each row set new.a = 1");
    await place.query("create definer = 'nobody'@'nowhere.test' view owned as select a from t");
    await place.query("set session sql_mode = default");
    await place.query("set session sql_mode = concat(@@sql_mode, ',STRICT_TRANS_TABLES')");
    const before = (await place.read()).objects;
    expect(before.map(({ name, attributes }) => [name, attributes])).toEqual([
      ["owned", { "mysql.definer": "nobody@nowhere.test" }],
      ["moded", { "mysql.sqlMode": "ANSI_QUOTES,IGNORE_SPACE" }],
      ["quoted", { "mysql.sqlMode": "ANSI_QUOTES,IGNORE_SPACE" }],
    ]);
    const mode = await place.query("select @@session.sql_mode");
    await place.apply(...before.map(dropOf), ...before.map(createOf));
    expect((await place.read()).objects).toEqual(before);
    const body = routine("quoted", '() select "b" from t', "procedure");
    await place.apply(...(await place.remaining(await wanted(view("owned", "select b from t"), before[1]!, body))));
    expect((await place.read()).objects.map(({ attributes }) => attributes)).toEqual(
      before.map(({ attributes }) => attributes),
    );
    expect(await place.query("select @@session.sql_mode")).toEqual(mode);
  });

  it("compares views by what they say to the server, and leaves nothing behind", async () => {
    await place.query("create view v as select * from t where a > 1 and exists (select 1 from t x where x.id = t.id)");
    const same = [
      "SELECT t.id, t.a, t.b FROM t WHERE (a > 1) AND EXISTS (SELECT 1 FROM `t` AS x WHERE t.id = t.id AND x.id = t.id)",
      "select id, a, b from t where t.a > 1 and exists (select 1 from t as x where x.id = t.id);",
      "/* all */ select * from t where a>1 and exists (select 1 from t x where x.id=t.id)",
    ];
    const counts: number[] = [];
    for (const query of same) counts.push((await place.remaining(await wanted(view("v", query)))).length);
    expect(counts).toEqual([1, 0, 0]);
    const other = ["select id, a from t", "select id, a, b as c from t where a > 1", "select nothing from t", "selec"];
    for (const query of other) expect(await place.remaining(await wanted(view("v", query)))).toHaveLength(1);
    expect(await place.query("show full tables where Table_type = 'VIEW'")).toEqual([["v", "VIEW"]]);
    const [[enabled]] = (await place.query("select @@session.optimizer_trace")) as [[string]];
    expect(enabled).toMatch(/^enabled=off/);
  });

  it("creates a view with a star again when what it shows changes in the same go", async () => {
    await place.query("create view inner_view as select * from t");
    await place.query("create view outer_view as select * from inner_view");
    const added = { name: "added", type: "int", nullable: true };
    const schema = await wanted(view("inner_view", "select * from t"), view("outer_view", "select * from inner_view"));
    expect(await place.remaining(schema)).toEqual([]);
    const tables = schema.tables.map((table) =>
      table.name === "t" ? { ...table, columns: [...table.columns, added] } : table,
    );
    const operations = await place.remaining({ ...schema, tables });
    expect(operations.map(({ kind }) => kind)).toEqual(["addColumn", "replaceView", "replaceView"]);
    await place.apply(...operations);
    expect(await place.remaining({ ...schema, tables })).toEqual([]);
    expect(
      await place.query(
        "select count(*) from information_schema.columns where table_schema = database() and column_name = 'added'",
      ),
    ).toEqual([["3"]]);
  });

  it("takes the name of its own database out of views, and leaves that of others", async () => {
    const [[database]] = (await place.query("select database()")) as [[string]];
    await place.query(`create table \`${database}\` (a int, \`${database}\` int)`);
    await place.query(`create function own_f() returns int no sql return 1`);
    await place.query(
      `create view named as select x.a, \`${database}\`.\`${database}\` as d, own_f() as f, '\`${database}\`.' as s from \`${database}\` join (select a from ${database}.t) x where x.a in (select table_rows from information_schema.tables)`,
    );
    const found = (await place.read()).objects.find(({ name }) => name === "named");
    expect(found).toMatchObject({ query: expect.stringContaining("`information_schema`.`tables`") as string });
    const { query } = found as View;
    expect(query.split(`\`${database}\`.\`${database}\``)).toHaveLength(2);
    const other = await open("elsewhere");
    try {
      for (const sql of TABLES) await other.query(sql);
      await other.query(`create table \`${database}\` (a int, \`${database}\` int)`);
      await other.query(`create function own_f() returns int no sql return 1`);
      await other.apply(createOf(found!));
      expect((await other.read()).objects.find(({ name }) => name === "named")).toEqual(found);
    } finally {
      await other.close();
    }
  });
});
