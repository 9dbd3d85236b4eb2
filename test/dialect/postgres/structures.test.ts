import { diff } from "../../../src/diff/diff";
import { summarizeOperation } from "../../../src/operations/definitions";
import { table } from "../../../src/schema/edit";
import { emptySchema, type Schema } from "../../../src/schema/model";
import { describeEachPlace } from "../../support/each-place";
import { readServerText } from "../../scenarios/postgres/server-text";
import { places, type Place } from "./place";

jest.setTimeout(120_000);

const FORMS: Readonly<Record<string, readonly string[]>> = {
  "sequences of their own": [
    `create sequence plain`,
    `create sequence far as smallint increment by -3 minvalue -90 maxvalue 12 start 7 cache 4 cycle`,
    `create sequence big start 9223372036854775806 increment 1`,
    `comment on sequence big is 'it''s big'`,
    `create table t (id bigint default nextval('plain'), note text, number integer)`,
    `create sequence owned owned by t.number`,
    `create table numbered (id serial primary key, other bigint generated always as identity)`,
  ],
  "domains, composite types and columns of them": [
    `create type mood as enum ('sad', 'happy')`,
    `comment on type mood is 'how one feels'`,
    `create domain feeling as mood default 'happy'`,
    `create domain code as varchar(8) collate "C" default 'x' not null constraint code_upper check (value = upper(value)) check (value <> '')`,
    `comment on domain code is 'a code'`,
    `comment on constraint code_upper on domain code is 'upper case'`,
    `alter domain code add constraint code_short check (length(value) < 5) not valid`,
    `create domain codes as code[]`,
    `create type address as (street text collate "C", code code, lines varchar(20)[])`,
    `comment on type address is 'where'`,
    `comment on column address.street is 'with its number'`,
    `create table t (id integer, feeling feeling, codes codes, home address, others address[], list code[])`,
  ],
  "exclusion constraints": [
    `create table t (during tsrange, a integer, b integer,
      constraint apart exclude using gist (during with &&, int4range(a, b) with &&) with (fillfactor='70') where (a > 0),
      constraint later exclude (b with =) deferrable initially deferred)`,
    `comment on constraint apart on t is 'no overlap'`,
  ],
  "partitioned tables": [
    `create table t (id integer not null, day date not null default '2024-01-01', note text, check (id > 0)) partition by range (day)`,
    `create index t_note on t (note)`,
    `create table t_2024 partition of t (id default 5, note not null, constraint own check (note <> '')) for values from ('2024-01-01') to ('2025-01-01')`,
    `comment on column t_2024.note is 'the child''s'`,
    `alter table t_2024 alter column note set statistics 55`,
    `create index t_2024_own on t_2024 (id)`,
    `create table t_rest partition of t default partition by list (lower(note))`,
    `create table t_rest_a partition of t_rest for values in ('a', null)`,
    `create table h (id integer primary key) partition by hash (id)`,
    `create table h_0 partition of h for values with (modulus 2, remainder 0)`,
    `create table joined (id integer not null, day date not null default '2024-01-01', note text, constraint t_id_check check (id > 0))`,
    `alter table t attach partition joined for values from ('2030-01-01') to ('2031-01-01')`,
  ],
  inheritance: [
    `create table city (id serial primary key, name text not null, size integer default 3, check (size > 0))`,
    `create table capital (state text, constraint state_known check (state <> '')) inherits (city)`,
    `alter table capital alter column size set default 9`,
    `alter table capital alter column size set not null`,
    `create table "Odd.Name" (x integer)`,
    `create table heir (y integer) inherits (city, "Odd.Name")`,
    `create table grandchild (z integer) inherits (capital)`,
  ],
  "how tables and columns are stored": [
    `create unlogged table t (id integer not null, a text, b text, c numeric) with (fillfactor=70, autovacuum_enabled=false, toast.autovacuum_enabled=false)`,
    `alter table t alter column a set storage external`,
    `alter table t alter column b set statistics 500`,
    `alter table t alter column c set (n_distinct=5)`,
    `create unique index t_id on t (id)`,
    `alter table t replica identity using index t_id`,
    `alter table t cluster on t_id`,
    `create table f (id integer)`,
    `alter table f replica identity full`,
  ],
  comments: [
    `comment on schema public is 'ours'`,
    `create table t (id integer constraint pk primary key, a integer constraint uq unique, b integer constraint positive check (b > 0),
      constraint self foreign key (a) references t (id))`,
    `create index t_b on t (b)`,
    `comment on index t_b is 'for b'`,
    `comment on constraint pk on t is 'key'`,
    `comment on constraint uq on t is 'single'`,
    `comment on constraint positive on t is 'more than none'`,
    `comment on constraint self on t is 'itself'`,
  ],
  "constraints and indexes that look alike": [
    `create table t (a integer, b text, constraint one unique (a), constraint two unique (a), constraint three unique (a))`,
    `create index t_c on t (b collate "C")`,
  ],
};

const options = ({ server }: Place) => ({ ...server, answers: { noRenames: true } });

const list = (place: Place, actual: Schema, wanted: Schema): readonly string[] =>
  diff(actual, wanted, options(place)).operations.map(summarizeOperation);

describeEachPlace(places, "structures on %s", (_name, create) => {
  let place: Place;
  afterEach(() => place.close());

  it.each(Object.entries(FORMS))("%s are read, taken away and made again as they were", async (_form, statements) => {
    place = await create("structures");
    const bare = await readServerText({ connection: place.connection, dialect: place.server });
    const nothing = await place.read();
    for (const statement of statements) await place.query(statement);
    const schema = await place.read();
    const text = await readServerText({ connection: place.connection, dialect: place.server });
    expect(list(place, schema, schema)).toEqual([]);
    await place.apply(...diff(schema, nothing, options(place)).operations);
    expect(await readServerText({ connection: place.connection, dialect: place.server })).toEqual(bare);
    await place.apply(...diff(emptySchema, schema, options(place)).operations);
    expect(await readServerText({ connection: place.connection, dialect: place.server })).toEqual(text);
    expect(await place.read()).toEqual(schema);
  });

  it("wanted in words of our own are the same as in those of the server", async () => {
    place = await create("structures");
    for (const statement of [
      `create sequence s`,
      `create domain d as integer default 5 constraint c check (value > 0 and value < 9)`,
      `create type parts as (a integer, b varchar(5)[])`,
      `create table t (a integer, constraint x exclude using hash (lower(a::text) with =) where (a > 0 and a < 9))`,
    ])
      await place.query(statement);
    const wanted: Schema = {
      ...emptySchema,
      tables: [
        table({
          name: "t",
          columns: [{ name: "a", type: "int", nullable: true }],
          exclusions: [
            {
              name: "x",
              method: "HASH",
              elements: [{ expression: "lower( (a)::text )", operator: "=" }],
              where: "(a>0) AND (a<9)",
            },
          ],
        }),
      ],
      objects: [
        { kind: "sequence", name: "s", type: "bigint", start: "1", increment: "1", cycle: false },
        {
          kind: "domain",
          name: "d",
          type: "int4",
          notNull: false,
          default: { kind: "literal", value: "5" },
          checks: [{ name: "c", expression: "(value>0 AND value<9)" }],
        },
        {
          kind: "compositeType",
          name: "parts",
          columns: [
            { name: "a", type: "int" },
            { name: "b", type: "character varying(5)[]" },
          ],
        },
      ],
    };
    const actual = await place.read();
    const normal = await place.server.normalizer.normalize(place.connection, wanted, actual);
    expect(list(place, actual, normal)).toEqual([]);
    expect(await place.read()).toEqual(actual);
  });

  it("the sequence of a serial column has the name that we expect of the server, however long the parts are", async () => {
    place = await create("structures");
    const names = ["t", "longest".repeat(9), "äöü".repeat(10), "e".repeat(40), `${"x".repeat(30)}ß${"y".repeat(20)}`];
    for (const name of names) {
      const columns = names.map((column) => `"${column}" serial`).join(", ");
      await place.query(`create table "${name}" (${columns})`);
    }
    const { tables } = await place.read();
    expect(tables.map(({ name }) => name).sort()).toEqual([...names].sort());
    for (const { columns } of tables) {
      expect(columns).toEqual(
        columns.map(({ name }) => ({ name, type: "integer", nullable: false, autoIncrement: true })),
      );
    }
  });

  it("what entities cannot say of a table stays as it is", async () => {
    place = await create("structures");
    for (const statement of [
      `create unlogged table t (id serial primary key, a text, constraint x exclude using hash (a with =)) with (fillfactor=70)`,
      `create index i on t (a collate "C")`,
      `comment on index i is 'fast'`,
      `alter table t alter column a set statistics 77`,
      `alter sequence t_id_seq increment by 10`,
      `create table w (id integer not null, primary key (id)) partition by range (id)`,
      `create table w_1 partition of w for values from (1) to (9)`,
      `create table heir (b integer) inherits (t)`,
    ])
      await place.query(statement);
    const numbered = { name: "id", type: "integer", nullable: false, autoIncrement: true };
    const text = { name: "a", type: "text", nullable: true };
    const wanted: Schema = {
      ...emptySchema,
      tables: [
        table({
          name: "t",
          columns: [numbered, text],
          primaryKey: { columns: ["id"] },
          indexes: [{ name: "i", parts: [{ column: "a" }] }],
        }),
        table({
          name: "w",
          columns: [{ name: "id", type: "integer", nullable: false }],
          primaryKey: { columns: ["id"] },
        }),
        table({ name: "heir", columns: [{ ...numbered }, text, { name: "b", type: "integer", nullable: true }] }),
      ],
    };
    const actual = await place.read();
    const normal = await place.server.normalizer.normalize(place.connection, wanted, actual);
    const entities = { ...options(place), keepUnknownObjects: true };
    expect(diff(actual, normal, entities).operations.map(summarizeOperation)).toEqual([]);
  });
});
