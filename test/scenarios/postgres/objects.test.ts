import type { ScenarioServer } from "../describe-scenarios";
import { runScenario } from "../run-scenario";
import type { Scenario } from "../scenario";
import { serverPlaces } from "../../dialect/postgres/place";
import { connectScenarioServer } from "./scenario-server";

jest.setTimeout(60_000);

const TABLE = "create table t (id int primary key, a int, b int, e text)";
const TOUCH = "create function touch() returns trigger language plpgsql as 'begin return new; end'";
const MOOD = "create type mood as enum ('good', 'bad')";
const U = "create table u (id int primary key, t_id int)";

const SCENARIO: Omit<Scenario, "before" | "after"> = {
  id: "",
  dialect: "postgres",
  servers: [],
  section: "",
  kind: "",
  cls: "A",
  flags: [],
  expect: "",
};

/** What a database has before and after; each change is made, compared with the goal, and taken back. */
const PAIRS: Readonly<Record<string, readonly [before: readonly string[], after: readonly string[]]>> = {
  "a column changes its type under views upon views": [
    [
      TABLE,
      "create view v as select a from t",
      "create view w as select a as z from v",
      "create view x as select z from w",
    ],
    [
      "create table t (id int primary key, a bigint, b int, e text)",
      "create view v as select a from t",
      "create view w as select a as z from v",
      "create view x as select z from w",
    ],
  ],
  "a column changes its type under a materialized view with indexes, a trigger, a policy and a function": [
    [
      TABLE,
      TOUCH,
      "create materialized view m as select a, b from t",
      "create unique index m_a on m (a)",
      "comment on materialized view m is 'kept'",
      "create trigger g before update of a on t for each row when (new.a > 0) execute function touch()",
      "alter table t disable trigger g",
      "create policy p on t using (a > 0)",
      "comment on policy p on t is 'kept too'",
      "create function f(x int) returns setof t language sql as 'select * from t'",
    ],
    [
      "create table t (id int primary key, a bigint, b int, e text)",
      TOUCH,
      "create materialized view m as select a, b from t",
      "create unique index m_a on m (a)",
      "comment on materialized view m is 'kept'",
      "create trigger g before update of a on t for each row when (new.a > 0) execute function touch()",
      "alter table t disable trigger g",
      "create policy p on t using (a > 0)",
      "comment on policy p on t is 'kept too'",
      "create function f(x int) returns setof t language sql as 'select * from t'",
    ],
  ],
  "a column goes, and what mentioned it mentions another": [
    [
      TABLE,
      TOUCH,
      "create view v as select id, a from t",
      "create trigger g before update of a on t for each row execute function touch()",
      "create policy p on t using (a > 0)",
    ],
    [
      "create table t (id int primary key, b int, e text)",
      TOUCH,
      "create view v as select id, b as a from t",
      "create trigger g before update of b on t for each row execute function touch()",
      "create policy p on t using (b > 0)",
    ],
  ],
  "a function that a default, a check, an index and a view call gives another type": [
    [
      "create function f(x int) returns int language sql immutable as 'select x'",
      "create table t (id int primary key, a int default f(1), check (f(a) > 0))",
      "create index t_f on t (f(a))",
      "create view v as select f(a) as f from t",
    ],
    [
      "create function f(x int) returns bigint language sql immutable as 'select x::bigint'",
      "create table t (id int primary key, a int default f(1), check (f(a) > 0))",
      "create index t_f on t (f(a))",
      "create view v as select f(a) as f from t",
    ],
  ],
  "the body of a function changes, and nothing that uses it": [
    ["create function f() returns int language sql as 'select 1'", "create view v as select f() as f"],
    ["create function f() returns int language sql as 'select 2'", "create view v as select f() as f"],
  ],
  "functions of one name come, go and change by their arguments": [
    [
      "create function f(int) returns int language sql as 'select 1'",
      "create function f(text) returns int language sql as 'select 2'",
      "create function f() returns int language sql as 'select 3'",
    ],
    [
      "create function f(int) returns int language sql as 'select 4'",
      "create function f(text, int default 1) returns int language sql as 'select 2'",
      "create function f(date) returns int language sql as 'select 3'",
    ],
  ],
  "procedures and aggregates": [
    [
      "create procedure p(x int) language sql as 'select 1'",
      "create function step(int, int) returns int language sql immutable as 'select $1 + $2'",
      "create aggregate adds(int) (sfunc = step, stype = int)",
      "create view v as select adds(x) as total from (values (1), (2)) as s (x)",
    ],
    [
      "create procedure p(x int, y int) language sql as 'select 1'",
      "create function step(int, int) returns int language sql immutable strict as 'select $1 + $2'",
      "create aggregate adds(int) (sfunc = step, stype = int, initcond = '0')",
      "create aggregate another(int) (sfunc = step, stype = int)",
      "create view v as select adds(x) as total from (values (1), (2)) as s (x)",
    ],
  ],
  "everything at once, where there was nothing": [
    [],
    [
      MOOD,
      TABLE,
      TOUCH,
      "create function z() returns mood language sql as $$ select 'good'::mood $$",
      "alter table t add column m mood default z()",
      "create view a as select id, m from t where m = 'good'",
      "create materialized view b as select id from a with no data",
      "create index b_id on b (id)",
      "create view c as select b.id, a.m from b join a using (id)",
      "create function over() returns setof c language sql as 'select * from c'",
      "create trigger g instead of insert on a for each row execute function touch()",
      "create constraint trigger k after insert on t deferrable initially deferred for each row execute function touch()",
      "create policy p on t using (id in (select id from c))",
      "alter table t enable row level security",
      "comment on function z() is 'a function'",
      "comment on view a is 'a view'",
      "comment on column a.id is 'its column'",
      "comment on trigger g on a is 'a trigger'",
    ],
  ],
  "comments come, change and go": [
    [
      TABLE,
      TOUCH,
      "create view v as select a, b from t",
      "create materialized view m as select 1 as x",
      "create trigger g after insert on t execute function touch()",
      "create policy p on t",
      "comment on view v is 'one'",
      "comment on column v.a is 'one'",
      "comment on function touch() is 'one'",
      "comment on trigger g on t is 'one'",
      "comment on materialized view m is 'one'",
      "comment on policy p on t is 'one'",
    ],
    [
      TABLE,
      TOUCH,
      "create view v as select a, b from t",
      "create materialized view m as select 1 as x",
      "create trigger g after insert on t execute function touch()",
      "create policy p on t",
      "comment on view v is 'it''s two'",
      "comment on column v.b is 'two'",
      "comment on column m.x is 'two'",
      "comment on trigger g on t is 'two'",
      "comment on policy p on t is 'two'",
    ],
  ],
  "the options of views": [
    [
      TABLE,
      "create view v with (security_barrier) as select a, b from t",
      "create materialized view m as select 1 as x",
    ],
    [
      TABLE,
      "create view v as select a, b from t with local check option",
      "alter view v alter column a set default 3",
      "create materialized view m with (fillfactor = 50) as select 1 as x",
    ],
  ],
  "the rules of a view go with it and come again": [
    [TABLE, "create view v as select a from t", "create rule r as on delete to v do instead nothing"],
    [
      "create table t (id int primary key, a bigint, b int, e text)",
      "create view v as select a from t",
      "create rule r as on delete to v do instead nothing",
    ],
  ],
  "triggers change in every way": [
    [
      TABLE,
      TOUCH,
      "create trigger g before insert on t for each row execute function touch()",
      "create trigger h after update on t for each row execute function touch()",
      "create constraint trigger k after insert on t for each row execute function touch()",
      "create trigger s after insert on t execute function touch('x')",
      "alter table t disable trigger s",
    ],
    [
      TABLE,
      TOUCH,
      "create trigger g before insert or delete on t for each row execute function touch()",
      "create constraint trigger h after update on t initially deferred for each row execute function touch()",
      "create trigger k after insert on t for each row execute function touch()",
      "create trigger s after insert on t execute function touch('x')",
      "alter table t enable always trigger s",
    ],
  ],
  "policies change in every way": [
    [
      TABLE,
      "create policy p on t using (a > 0)",
      "create policy q on t for select using (true)",
      "create policy r on t to postgres",
    ],
    [
      TABLE,
      "create policy p on t using (a > 1) with check (a > 2)",
      "create policy q on t as restrictive for update using (true)",
      "create policy r on t",
      "alter table t enable row level security",
      "alter table t force row level security",
    ],
  ],
  "a value of an enum type goes, and views, functions and policies speak of the type": [
    [
      MOOD,
      "create table t (id int primary key, m mood)",
      "create view v as select m from t",
      "create view w as select 'good'::mood as m",
      "create function f(mood) returns int language sql as 'select 1'",
      "create policy p on t using (m = 'good')",
    ],
    [
      "create type mood as enum ('good')",
      "create table t (id int primary key, m mood)",
      "create view v as select m from t",
      "create view w as select 'good'::mood as m",
      "create function f(mood) returns int language sql as 'select 1'",
      "create policy p on t using (m = 'good')",
    ],
  ],
  "a view groups by a primary key that changes": [
    [
      "create table t (id int, k int, a int, constraint t_pkey primary key (id))",
      "create view v as select id, k, a from t group by id",
    ],
    [
      "create table t (id int, k int not null, a int, constraint t_pkey primary key (id, k))",
      "create view v as select id, k, a from t group by id, k",
    ],
  ],
  "a table becomes a view, and a view a table": [
    ["create table t (id int, a text, b date)", "create view v as select 1 as id"],
    ["create table v (x point)", "create view t as select now() as at, 'x' as label"],
  ],
  "a materialized view becomes a view with another under it": [
    [TABLE, "create materialized view m as select a from t", "create view v as select a from m"],
    [TABLE, "create view n as select a from t", "create view m as select a from n", "create view v as select a from m"],
  ],
  "tables go with their triggers and policies, and others speak of them": [
    [
      TABLE,
      U,
      TOUCH,
      "create trigger g before insert on t for each row execute function touch()",
      "create policy p on t",
      "create policy q on u using (t_id in (select id from t))",
    ],
    [U, "create policy q on u using (t_id > 0)"],
  ],
  "objects of one name in two schemas": [
    [
      "create schema s",
      "create table s.t (id int)",
      TABLE,
      "create view v as select id from t",
      "create view s.v as select id from s.t",
      "create function s.f() returns int language sql as 'select 1'",
    ],
    [
      "create schema s",
      "create table s.t (id bigint)",
      TABLE,
      "create view v as select id, a from t",
      "create view s.v as select id from s.t",
      "create function f() returns int language sql as 'select 1'",
      "create trigger g before insert on s.t for each statement execute function suppress_redundant_updates_trigger()",
    ],
  ],
  "names in need of quotes": [
    [`create table "A ""b""" (id int, "or'der" int)`],
    [
      `create table "A ""b""" (id int, "or'der" int)`,
      `create function "F ""x"""("a b" int) returns trigger language plpgsql as 'begin return new; end'`.replace(
        `("a b" int)`,
        "()",
      ),
      `create view "V ""w""" as select "or'der" from "A ""b"""`,
      `create trigger "T ""t""" before update of "or'der" on "A ""b""" for each row execute function "F ""x"""('it''s')`,
      `create policy "P ""p""" on "A ""b""" using ("or'der" > 0)`,
      `comment on view "V ""w""" is 'a "view"'`,
    ],
  ],
  "domains, composite types and sequences under views and functions": [
    [
      "create domain code as text check (value <> '')",
      "create type pair as (x int, y text)",
      "create sequence numbers",
      "create table t (id int, c code)",
      "create view v as select c, nextval('numbers') as n, row(id, 'a')::pair as p from t",
      "create function f(code, pair) returns code language sql as 'select $1'",
      "create policy p on t using (c <> 'x'::code)",
    ],
    [
      "create domain code as varchar(20) check (value <> '')",
      "create type pair as (x bigint, y text, z date)",
      "create sequence numbers increment 5",
      "create table t (id int, c code)",
      "create view v as select c, nextval('numbers') as n, row(id, 'a', null)::pair as p from t",
      "create function f(code, pair) returns code language sql as 'select $1'",
      "create policy p on t using (c <> 'x'::code)",
    ],
  ],
  "functions that call each other, and views upon them": [
    [],
    [
      TABLE,
      "create function b(x int) returns int language sql as 'select x'",
      "create function a(x int) returns int language sql as 'select b(x) + 1'",
      "create view w as select a(a) as z from t",
      "create function c() returns setof w language sql as 'select * from w'",
      "create view d as select z from c()",
      "create materialized view m as select z from d with no data",
      "create policy p on t using (a in (select z from d))",
    ],
  ],
  "an overloaded function under a trigger's condition and a policy": [
    [
      TABLE,
      TOUCH,
      "create function f(int) returns boolean language sql immutable as 'select true'",
      "create function f(text) returns boolean language sql immutable as 'select true'",
      "create trigger g before update on t for each row when (f(new.a)) execute function touch()",
      "create policy p on t using (f(e))",
    ],
    [
      TABLE,
      TOUCH,
      "create function f(x int) returns boolean language sql stable as 'select false'",
      "create function f(y text) returns boolean language sql immutable as 'select true'",
      "create trigger g before update on t for each row when (f(new.b)) execute function touch()",
      "create policy p on t using (f(e) and f(a))",
    ],
  ],
  "an extension, its type and its functions": [
    ["create table t (id int, s text)"],
    ["create extension citext", "create table t (id int, s citext)", "create view v as select s from t where s = 'x'"],
  ],
};

/** Every pair in both directions. */
const CASES = Object.entries(PAIRS).flatMap(([title, [before, after]]) => [
  [title, before, after] as const,
  [`${title}, the other way`, after, before] as const,
]);

for (const [name, open] of serverPlaces) {
  describe(`views, functions, triggers and policies on ${name}: made, changed and changed back`, () => {
    let server: ScenarioServer;
    beforeAll(async () => {
      server = await connectScenarioServer(open, "objects");
    });
    afterAll(() => server?.close());

    it.each(CASES)("%s", async (_title, before, after) => {
      const { reason } = await runScenario({ ...SCENARIO, before, after }, await server.reset());
      expect(reason).toBeUndefined();
    });
  });
}
