import type { Schema } from "../../../src/schema/model";
import { readServerText } from "../../scenarios/mysql/server-text";
import { describeEachPlace } from "../../support/each-place";
import { places, type Place } from "./place";

jest.setTimeout(60_000);

/** What both flavours take. */
const TABLES: readonly string[] = [
  "create table p_range (id int, c varchar(10)) partition by range columns(id, c) (partition p0 values less than (10, 'a''b') comment 'x, y', partition `p 1` values less than (maxvalue, maxvalue) max_rows = 10)",
  "create table p_hash (id int) partition by linear hash (id) partitions 3",
  "create table p_key (id int primary key) partition by key () partitions 2",
  "create table p_list (id int, `od``d` int) partition by list (`od``d` + 1) (partition a values in (1, 2), partition b values in (3))",
  "create table p_sub (id int, d date) partition by range (year(d)) subpartition by hash (id) subpartitions 2 (partition p0 values less than (2000), partition p1 values less than maxvalue)",
  "create table options (id int, b varchar(100)) engine = innodb key_block_size = 8 row_format = compressed stats_persistent = 1 max_rows = 100 comment = 'it''s'",
  "create table myisam (id int primary key, b text, fulltext key f (b)) engine = myisam checksum = 1 delay_key_write = 1 pack_keys = 1",
  "create table smiles (a varchar(20) check (a <> '😀?'), b varchar(40) as (concat(a, '😀')) stored, primary key (a), constraint smile check (a <> '🎉'))",
  "create table hashed (a int, b int, key h (a), key tree (b) using btree, unique key u (a, b) using btree, primary key (a)) engine = memory",
  "create table numbers (a int unsigned zerofill, b bigint unsigned, c decimal(5,2) unsigned, d float zerofill, e enum('a','b''c') character set latin1, f set('x','y'), g int invisible, h bit(3) default b'101', i year, j timestamp(3) null default current_timestamp(3) on update current_timestamp(3), k int as (a + 1) virtual, l int as (a + 2) stored)",
];

const OWN: Readonly<Record<string, readonly string[]>> = {
  mysql: [
    "create table places (g point not null srid 4326, h geometry srid 0, i geometry, spatial key (g))",
    "create table texts (a text, b text, fulltext key parsed (a) with parser ngram comment 'x', fulltext key plain (b))",
    "create table docs (id int, j json, s varchar(20), key multi ((cast(j->'$.x' as unsigned array))), key fn ((lower(s)), id desc), key hidden (id) invisible)",
  ],
  mariadb: [
    "create table places (g point ref_system_id = 4326 not null, h geometry, spatial key (g))",
    "create table versioned (id int primary key, a int) with system versioning",
    "create table versioned_named (id int primary key, a int without system versioning, since timestamp(6) generated always as row start invisible, until timestamp(6) generated always as row end, period for system_time (since, until)) with system versioning partition by system_time limit 100 (partition p0 history, partition pn current)",
    "create table bookings (id int, s date, e date, note int, period for p (s, e), primary key (id, p without overlaps), unique key u (note, p without overlaps), check (id > 0))",
    "create table limits (a int not null, b int not null, check (a < b))",
    "create table compressed (a int) page_compressed = 1 encrypted = no",
    "create table hidden (a int, key k (a) ignored)",
  ],
};

describeEachPlace(places, "features of tables on %s", (server, open) => {
  let original: Place;
  let copy: Place;
  beforeAll(async () => {
    original = await open("features_a");
    copy = await open("features_b");
  });
  afterAll(async () => {
    await original.close();
    await copy.close();
  });

  const textOf = ({ connection, server: dialect }: Place): Promise<string> => readServerText({ connection, dialect });

  it.each([...TABLES, ...(OWN[server] ?? [])].map((sql) => [/create table (\w+)/.exec(sql)![1]!, sql] as const))(
    "brings %s back from the model",
    async (name, sql) => {
      for (const place of [original, copy]) await place.query("drop table if exists " + name);
      await original.query(sql);
      const model = await original.read();
      expect(await original.remaining(model)).toEqual([]);
      await copy.apply(...(await copy.remaining(only(model, name))));
      expect(only(await copy.read(), name)).toEqual(only(model, name));
      expect((await textOf(copy)).split("\n").filter((line) => line.startsWith(`${name}: `))).toEqual(
        (await textOf(original)).split("\n").filter((line) => line.startsWith(`${name}: `)),
      );
    },
  );

  it("changes partitions as little as it can, and keeps the rows of those that stay", async () => {
    const table = { name: "p" };
    await original.query(
      "create table p (id int) partition by range (id) (partition p0 values less than (10), partition p1 values less than (20))",
    );
    await original.query("insert into p values (5), (15)");
    const partitions = async (): Promise<unknown> =>
      (await original.read()).tables.find(({ name }) => name === "p")?.attributes?.["mysql.partitions"];
    const set = (list: readonly string[], by = "RANGE (`id`)") =>
      original.apply({
        kind: "setTableAttributes",
        table,
        change: { "mysql.partitions": list, "mysql.partitionBy": by },
      });
    const [p0, p1, p2, all] = [
      "`p0` VALUES LESS THAN (10)",
      "`p1` VALUES LESS THAN (20)",
      "`p2` VALUES LESS THAN (30)",
      "`all` VALUES LESS THAN MAXVALUE",
    ];
    await set([p0, p1, p2]);
    expect(await partitions()).toEqual([p0, p1, p2]);
    await set([p1, p2, all]);
    expect(await partitions()).toEqual([p1, p2, all]);
    expect(await original.query("select id from p")).toEqual([[15]]);
    await set(["`one` VALUES LESS THAN (30)", all]);
    expect(await original.query("select id from p partition (`one`)")).toEqual([[15]]);
    await original.apply({
      kind: "setTableAttributes",
      table,
      change: { "mysql.partitions": null, "mysql.partitionBy": "HASH (`id`) PARTITIONS 4" },
    });
    await original.apply({
      kind: "setTableAttributes",
      table,
      change: { "mysql.partitionBy": "HASH (`id`) PARTITIONS 2" },
    });
    await original.apply({ kind: "setTableAttributes", table, change: { "mysql.partitionBy": null } });
    expect(await partitions()).toBeUndefined();
    expect(await original.query("select id from p")).toEqual([[15]]);
  });

  if (server === "mariadb") {
    it("changes a table that keeps versions of its rows, and keeps them", async () => {
      await original.query("create table history (id int primary key, a int) with system versioning");
      await original.query("insert into history values (1, 1)");
      await original.query("update history set a = 2");
      const column = { name: "b", type: "int", nullable: true };
      await original.apply(
        { kind: "addColumn", table: { name: "history" }, column },
        { kind: "alterColumn", table: { name: "history" }, column: "a", change: { type: "bigint" } },
      );
      expect(await original.query("select a from history for system_time all order by a")).toEqual([["1"], ["2"]]);
      const change = { "mysql.systemVersioned": null };
      await original.apply({ kind: "setTableAttributes", table: { name: "history" }, change });
      const found = (await original.read()).tables.find(({ name }) => name === "history");
      expect(found).toMatchObject({ columns: [{ name: "id" }, { name: "a", type: "bigint" }, { name: "b" }] });
      expect(found?.attributes).toBeUndefined();
    });

    it("names packages and leaves them alone", async () => {
      await original.query("set session sql_mode = 'ORACLE'");
      await original.query("create package pack as function one return int; end");
      await original.query("create package body pack as function one return int as begin return 1; end; end");
      const { objects, unmanaged } = await original.read();
      expect(objects).toEqual([]);
      expect(unmanaged).toEqual([
        { name: "pack", type: "package" },
        { name: "pack", type: "package body" },
      ]);
      await original.query("drop package pack");
      await original.query("set session sql_mode = default");
    });
  }

  it("keeps the comment of an index, and leaves out those that the server cannot hold", async () => {
    await original.query("create table commented (a int, key k (a) comment 'why', constraint c check (a > 0))");
    const schema = await original.read();
    const tables = schema.tables.map((table) =>
      table.name === "commented"
        ? {
            ...table,
            indexes: [{ name: "k", parts: [{ column: "a" }], comment: "why" }],
            checks: [{ ...table.checks[0]!, comment: "because" }],
          }
        : table,
    );
    expect(await original.remaining({ ...schema, tables })).toEqual([]);
  });

  it("takes partitions as people write them for those that are there", async () => {
    await original.query(
      "create table q (id int, d date) partition by range (year(d)) (partition p0 values less than (2000), partition p1 values less than maxvalue)",
    );
    const schema = await original.read();
    const attributes = {
      "mysql.partitionBy": "range( YEAR(d) )",
      "mysql.partitions": ["p0 values less than (2000)", "`p1` VALUES LESS THAN  maxvalue"],
    };
    const tables = schema.tables.map((table) =>
      table.name === "q" ? { ...table, attributes: { ...table.attributes, ...attributes } } : table,
    );
    expect(await original.remaining({ ...schema, tables })).toEqual([]);
  });
});

function only(schema: Schema, name: string): Schema {
  return { ...schema, tables: schema.tables.filter((table) => table.name === name) };
}
