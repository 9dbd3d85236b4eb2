import { diff } from "../../../src/diff/diff";
import { downgradeOf } from "../../../src/diff/downgrade-of";
import type { RenameAnswer } from "../../../src/diff/rename-answer";
import { summarizeOperation } from "../../../src/operations/definitions";
import type { Schema } from "../../../src/schema/model";
import { describeEachPlace } from "../../support/each-place";
import { readServerText } from "../../scenarios/postgres/server-text";
import { places, type Place } from "./place";

jest.setTimeout(120_000);

interface Change {
  /** What both sides have. */
  readonly shared?: readonly string[];
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** Rows of the changed side. */
  readonly rows?: readonly string[];
  /** A query whose answer must be the same before, after, and when all is undone. */
  readonly kept?: string;
  readonly renames?: readonly RenameAnswer[];
  /** Only where the server is at least of this version. */
  readonly from?: number;
}

const PARTITIONED = [
  `create table t (id integer not null, day date not null, note text, constraint above check (id > 0)) partition by range (day)`,
  `create index t_note on t (note)`,
];

const CHANGES: Readonly<Record<string, Change>> = {
  "numbers of a sequence, with the number it has come to": {
    before: [`create sequence s start 5`],
    after: [`create sequence s as integer increment by 10 minvalue 3 maxvalue 90000 start 7 cache 2 cycle`],
    rows: [`select setval('s', 77)`],
    kept: `select last_value, is_called from s`,
  },
  "the direction of a sequence": {
    before: [`create sequence s minvalue -10 start 5`],
    after: [`create sequence s increment by -1 minvalue -10 maxvalue 100 start 5`],
  },
  "the owner of a sequence that a default uses": {
    before: [`create sequence s`, `create table t (id bigint default nextval('s'), n integer)`],
    after: [
      `create sequence s`,
      `create table t (id bigint default nextval('s'), n integer)`,
      `alter sequence s owned by t.n`,
    ],
  },
  "the default, the checks and the comment of a domain": {
    before: [
      `create domain d as text default 'x' constraint a check (value <> '') constraint gone check (value <> 'z')`,
      `comment on constraint a on domain d is 'old'`,
      `create table t (v d)`,
    ],
    after: [
      `create domain d as text not null constraint b check (value <> '') constraint added check (length(value) < 9)`,
      `comment on domain d is 'new'`,
      `create table t (v d)`,
    ],
    rows: [`insert into t values ('kept')`],
    kept: `select v::text from t`,
  },
  "the type of a domain, with the values of its columns": {
    before: [`create domain d as text`, `create table t (v d, list d[])`],
    after: [`create domain d as integer`, `create table t (v d, list d[])`],
    rows: [`insert into t values ('12', array['1', '2']), (null, null)`],
    kept: `select v::text, list::text from t order by 1`,
  },
  "the parts of a composite type": {
    before: [`create type c as (x integer, gone text)`, `create table t (v c)`],
    after: [
      `create type c as (x integer, y text collate "C", z integer[])`,
      `comment on column c.y is 'new'`,
      `create table t (v c)`,
    ],
    rows: [`insert into t values (row (1, 'a')::c)`],
    kept: `select (v).x from t`,
  },
  "an exclusion constraint": {
    shared: [`create table u (n integer)`],
    before: [
      `create table t (during tsrange, a integer, constraint apart exclude using gist (during with &&),
        constraint gone exclude (a with =), constraint old_name exclude using hash (a with =))`,
    ],
    after: [
      `create table t (during tsrange, a integer, constraint apart exclude using gist (during with &&) where (a > 3),
        constraint new_name exclude using hash (a with =))`,
      `comment on constraint new_name on t is 'none twice'`,
    ],
    rows: [`insert into t values ('[2024-01-01,2024-02-01)', 1)`],
    kept: `select * from t`,
  },
  "a table that becomes a partition": {
    shared: PARTITIONED,
    before: [
      `create table p (id integer not null, day date not null, note text, constraint above check (id > 0))`,
      `create index p_note_idx on p (note)`,
    ],
    after: [`create table p partition of t for values from ('2024-01-01') to ('2025-01-01')`],
    rows: [`insert into p values (1, '2024-05-05', 'x')`],
    kept: `select * from p`,
  },
  "the bounds and the own default of a partition": {
    shared: PARTITIONED,
    before: [
      `create table p partition of t (note default 'a') for values from ('2024-01-01') to ('2025-01-01')`,
      `create index own on p (id)`,
    ],
    after: [
      `create table p partition of t (id default 3) for values from ('2024-01-01') to ('2026-01-01')`,
      `alter table p alter column note set not null`,
    ],
    rows: [`insert into t values (1, '2024-05-05', 'x')`],
    kept: `select * from t`,
  },
  "a column of a partitioned table and of all its partitions": {
    before: [...PARTITIONED, `create table p partition of t default`],
    after: [
      `create table t (id integer not null, day date not null, note text, more integer default 4, constraint above check (id > 0)) partition by range (day)`,
      `create index t_more on t (more)`,
      `create table p partition of t default`,
    ],
    rows: [`insert into t values (1, '2024-05-05', 'x')`],
    kept: `select id, day from t`,
  },
  "a new partitioned table beside a dropped one": {
    before: [
      `create table old (a integer) partition by list (a)`,
      `create table old_1 partition of old for values in (1)`,
    ],
    after: [
      `create table fresh (a integer, b integer) partition by hash (a)`,
      `create table fresh_0 partition of fresh for values with (modulus 1, remainder 0)`,
    ],
  },
  "names of a partitioned table and its columns, and of a table that others inherit from": {
    before: [
      ...PARTITIONED,
      `create table p partition of t (note default 'a', constraint own check (note <> '')) default partition by list (note)`,
      `create table p_a partition of p for values in ('a')`,
      `create index own_index on p_a (lower(note)) where note > 'a'`,
      `create table top (a integer, b integer)`,
      `create table heir (c integer) inherits (top)`,
      `alter table heir alter column a set default 3`,
    ],
    after: [
      `create table events (id integer not null, day date not null, remark text, constraint above check (id > 0)) partition by range (day)`,
      `create index t_note on events (remark)`,
      `create table p partition of events (remark default 'a', constraint own check (remark <> '')) default partition by list (remark)`,
      `create table p_a partition of p for values in ('a')`,
      `create index own_index on p_a (lower(remark)) where remark > 'a'`,
      `alter index p_remark_idx rename to p_note_idx`,
      `alter index p_a_remark_idx rename to p_a_note_idx`,
      `create table best (x integer, b integer)`,
      `create table heir (c integer) inherits (best)`,
      `alter table heir alter column x set default 3`,
    ],
    renames: [
      { from: "t", to: "events" },
      { table: "events", from: "note", to: "remark" },
      { from: "top", to: "best" },
      { table: "best", from: "a", to: "x" },
    ],
    rows: [`insert into t values (1, '2024-05-05', 'a')`, `insert into heir values (1, 2, 3)`],
  },
  "the tables that a table inherits from": {
    shared: [`create table one (a integer)`, `create table two (b integer)`],
    before: [`create table heir (c integer) inherits (one)`],
    after: [
      `create table heir (c integer, a integer)`,
      `alter table heir add column b integer`,
      `alter table heir inherit two`,
    ],
    rows: [`insert into heir values (1, 2)`],
    kept: `select a, c from heir`,
  },
  "how a table and its columns are stored": {
    before: [
      `create table t (a text, b integer not null) with (fillfactor=70, autovacuum_enabled=false)`,
      `create unique index i on t (b)`,
    ],
    after: [
      `create unlogged table t (a text, b integer not null) with (fillfactor=80, toast.autovacuum_enabled=false)`,
      `create unique index i on t (b)`,
      `alter table t replica identity using index i`,
      `alter table t alter column a set statistics 77`,
      `alter table t alter column b set (n_distinct=4)`,
      `alter table t cluster on i`,
    ],
    rows: [`insert into t values ('x', 1)`],
    kept: `select * from t`,
  },
  "what is written on indexes, constraints, types and schemas": {
    before: [
      `create type e as enum ('a')`,
      `create table t (a integer constraint k primary key, b integer constraint u unique)`,
      `create index i on t (b)`,
      `comment on index i is 'old'`,
      `comment on constraint k on t is 'old'`,
    ],
    after: [
      `create type e as enum ('a')`,
      `create table t (a integer constraint k primary key, b integer constraint u unique)`,
      `create index i on t (b)`,
      `comment on index i is 'new'`,
      `comment on constraint u on t is 'new'`,
      `comment on type e is 'new'`,
      `comment on schema public is 'new'`,
    ],
  },
  "constraints that are not enforced and NOT NULL in words of its own": {
    from: 18,
    before: [
      `create table t (a integer, b integer constraint filled not null, c integer constraint here not null no inherit)`,
      `alter table t add constraint c check (a > 0) not enforced`,
    ],
    after: [
      `create table t (a integer constraint given not null, b integer, c integer constraint here not null)`,
      `alter table t add constraint late not null b not valid`,
      `alter table t add constraint c check (a > 0)`,
    ],
    rows: [`insert into t values (1, 2, 3)`],
    kept: `select * from t`,
  },
  "a serial column that grows, with the sequence that numbers it": {
    before: [`create table "T.x" ("Id" serial primary key, n integer)`],
    after: [`create table "T.x" ("Id" bigserial primary key, n integer)`],
    rows: [`insert into "T.x" (n) values (1), (2)`],
    kept: `select "Id" from "T.x"`,
  },
  "a type under which the column keeps its collation": {
    before: [`create table t (v varchar(10) collate "C" default 'x', w varchar(5)[] collate "POSIX")`],
    after: [`create table t (v text collate "C" default 'x', w text[] collate "POSIX")`],
    rows: [`insert into t values ('b', array['a'])`],
    kept: `select v, w from t order by v`,
  },
  "the type of a column that generated ones are computed from": {
    before: [
      `create table t (a integer, keep text, twice bigint generated always as (a * 2) stored not null unique,
        constraint small check (twice < 100))`,
      `create index t_twice on t (keep, twice)`,
      `comment on column t.twice is 'computed'`,
    ],
    after: [
      `create table t (a bigint, keep text, twice bigint generated always as (a * 2) stored not null unique,
        constraint small check (twice < 100))`,
      `create index t_twice on t (keep, twice)`,
      `comment on column t.twice is 'computed'`,
    ],
    rows: [`insert into t (a) values (4)`],
    kept: `select a, twice from t`,
  },
  "the type of a column under a generated one that views, triggers and policies read": {
    before: [
      `create table t (a integer, twice bigint generated always as (a * 2) stored)`,
      `create view v as select twice from t`,
      `create view w as select twice + 1 as more from v`,
      `create function f() returns trigger language plpgsql as 'begin return new; end'`,
      `create trigger tr after update of twice on t for each row execute function f()`,
      `create policy p on t using (twice > 3)`,
    ],
    after: [
      `create table t (a bigint, twice bigint generated always as (a * 2) stored)`,
      `create view v as select twice from t`,
      `create view w as select twice + 1 as more from v`,
      `create function f() returns trigger language plpgsql as 'begin return new; end'`,
      `create trigger tr after update of twice on t for each row execute function f()`,
      `create policy p on t using (twice > 3)`,
    ],
    rows: [`insert into t (a) values (4)`],
    kept: `select a, more from t, w`,
  },
  "rules of tables, one that becomes a trigger, and what they are about": {
    shared: [`create function f() returns trigger language plpgsql as 'begin return new; end'`],
    before: [
      `create table log (n integer)`,
      `create table t (a integer)`,
      `create rule stays as on insert to t where new.a > 9 do also insert into log values (new.a)`,
      `create rule gone as on delete to t do instead nothing`,
      `create rule turns as on delete to t do instead nothing`,
    ],
    after: [
      `create table log (n bigint)`,
      `create table t (a bigint)`,
      `create rule stays as on insert to t where new.a > 8 do also insert into log values (new.a)`,
      `comment on rule stays on t is 'kept'`,
      `create rule added as on update to t do also (delete from log; insert into log values (new.a))`,
      `alter table t enable always rule added`,
      `create trigger turns after delete on t for each row execute function f()`,
    ],
    rows: [`insert into t values (10)`],
    kept: `select a, n from t, log`,
  },
  "the sequence behind a column": {
    before: [`create table t (id serial primary key)`],
    after: [`create table t (id serial primary key)`, `alter sequence t_id_seq as bigint increment by 5 cache 3`],
    rows: [`insert into t default values`],
    kept: `select * from t`,
  },
};

describeEachPlace(places, "changes of structures on %s", (_name, create) => {
  const open: Place[] = [];
  afterEach(async () => {
    for (const place of open.splice(0)) await place.close();
  });

  it.each(Object.entries(CHANGES))("%s change and change back", async (_what, change) => {
    const [changed, goal] = [await create("structure_a"), await create("structure_b")];
    open.push(changed, goal);
    const [[version]] = (await changed.query("show server_version_num")) as [[string]];
    if (change.from !== undefined && Number(version) < change.from * 10_000) return;
    for (const sql of [...(change.shared ?? []), ...change.before]) await changed.query(sql);
    for (const sql of [...(change.shared ?? []), ...change.after]) await goal.query(sql);
    for (const sql of change.rows ?? []) await changed.query(sql);
    const rows = async (): Promise<unknown> => (change.kept === undefined ? [] : changed.query(change.kept));
    const [before, kept, wanted] = [await textOf(changed), await rows(), await goal.read()];
    const actual = await changed.read();
    const operations = await compare(changed, actual, wanted, change.renames);
    await changed.apply(...operations);
    expect(await textOf(changed)).toEqual(await textOf(goal));
    expect((await compare(changed, await changed.read(), wanted)).map(summarizeOperation)).toEqual([]);
    expect(await rows()).toEqual(kept);
    await changed.apply(...downgradeOf(operations));
    expect(await textOf(changed)).toEqual(before);
    expect((await compare(changed, await changed.read(), actual)).map(summarizeOperation)).toEqual([]);
    expect(await rows()).toEqual(kept);
  });
});

function textOf({ connection, server }: Place): Promise<string> {
  return readServerText({ connection, dialect: server });
}

async function compare(
  { connection, server }: Place,
  actual: Schema,
  wanted: Schema,
  renames: readonly RenameAnswer[] = [],
) {
  const normal = await server.normalizer.normalize(connection, wanted, actual);
  return diff(actual, normal, { ...server, answers: { noRenames: true, renames } }).operations;
}
