import { diff } from "../../../src/diff/diff";
import type { DiffAnswers } from "../../../src/diff/diff-options";
import { downgradeOf } from "../../../src/diff/downgrade-of";
import { summarizeOperation } from "../../../src/operations/definitions";
import type { Operation } from "../../../src/operations/operation";
import { emptySchema, type Schema } from "../../../src/schema/model";
import { describeEachPlace } from "../../support/each-place";
import { places, type Place } from "./place";

jest.setTimeout(120_000);

/** Everything that can depend on something else, in circles too. */
const STATEMENTS: readonly string[] = [
  `create type mood as enum ('calm', 'wild')`,
  `create domain mail as text check (value like '%@%')`,
  `create type address as (street text, mail mail)`,
  `create sequence numbers`,
  `create table users (id integer primary key default nextval('numbers'), email mail, mood mood, home address, "total Sum" integer default 0)`,
  `alter sequence numbers owned by users.id`,
  `create function counted() returns bigint language sql stable as $$ select count(*) from users $$`,
  `alter table users add column seen bigint default counted()`,
  `create table orders (id integer primary key, owner integer references users (id), place bigint default counted(), check (id > 0))`,
  `create view emails as select u.id, u.email, u.mood from users u where u."total Sum" > 0`,
  `create view owners as select e.email, o.id from emails e join orders o on o.owner = e.id`,
  `create materialized view totals as select email, count(*) as orders from owners group by email`,
  `create index on totals (orders)`,
  `create function touch() returns trigger language plpgsql as $$ begin new."total Sum" := 1; return new; end $$`,
  `create trigger touched before update of email on users for each row when (old.email is distinct from new.email) execute function touch()`,
  `create function first_owner() returns setof owners language sql begin atomic; select * from owners; end`,
  `create policy own on users using (counted() > 0 and email is not null)`,
  `alter table users enable row level security`,
];

function compare(place: Place, actual: Schema, wanted: Schema, answers: DiffAnswers = { noRenames: true }) {
  const { capabilities, types, objectChanges } = place.server;
  return diff(actual, wanted, { capabilities, types, objectChanges, answers });
}

async function reach(place: Place, operations: readonly Operation[], wanted: Schema): Promise<void> {
  await place.apply(...operations);
  expect(compare(place, await place.read(), wanted).operations.map(summarizeOperation)).toEqual([]);
}

describeEachPlace(places, "objects that depend on each other on %s", (_name, create) => {
  let place: Place;
  let full: Schema;
  const after = async (...statements: readonly string[]): Promise<Schema> => {
    await place.query("begin");
    for (const statement of statements) await place.query(statement);
    const schema = await place.read();
    await place.query("rollback");
    return schema;
  };

  beforeAll(async () => {
    place = await create("order");
    for (const statement of STATEMENTS) await place.query(statement);
    full = await place.read();
  });
  afterAll(() => place.close());

  it("are dropped and created in an order that the server takes", async () => {
    await reach(place, compare(place, full, emptySchema).operations, emptySchema);
    await reach(place, compare(place, emptySchema, full).operations, full);
  });

  it("go and come again around a column type that views read, there and back", async () => {
    const changed = await after("drop view emails cascade", `alter table users alter column "total Sum" type bigint`);
    const wanted: Schema = { ...changed, objects: full.objects };
    const { operations } = compare(place, full, wanted);
    expect(operations.map(summarizeOperation)).toEqual([
      'drop materialized view "totals"',
      'drop function "first_owner()"',
      'drop view "owners"',
      'drop view "emails"',
      'change column "total Sum" of table "users": type from integer to bigint',
      'create view "emails"',
      'create view "owners"',
      'create function "first_owner()"',
      'create materialized view "totals"',
    ]);
    await reach(place, operations, wanted);
    await reach(place, downgradeOf(operations), full);
  });

  it("go and come again around an enum value that goes, there and back", async () => {
    const wanted: Schema = { ...full, enums: [{ name: "mood", values: ["calm"] }] };
    const { operations } = compare(place, full, wanted);
    await reach(place, operations, wanted);
    await reach(place, downgradeOf(operations), full);
  });

  it("follow a renamed table, its columns and its enum type by themselves, but for bodies that the server reads at once", async () => {
    const renamed = await after(
      "alter table users rename to people",
      "alter table people rename email to mail_address",
      "alter type mood rename to temper",
      "drop function counted() cascade",
      "create function counted() returns bigint language sql stable as $$ select count(*) from people $$",
      "alter table people alter column seen set default counted()",
      "alter table orders alter column place set default counted()",
      "create policy own on people using (counted() > 0 and mail_address is not null)",
    );
    const answers: DiffAnswers = {
      renames: [
        { from: "users", to: "people" },
        { table: "people", from: "email", to: "mail_address" },
      ],
    };
    const { operations } = compare(place, full, renamed, answers);
    expect(operations.map(summarizeOperation)).toEqual([
      'change column "place" of table "orders": default from counted() to none',
      'change column "seen" of table "users": default from counted() to none',
      'drop policy "own" of table "users"',
      'drop function "counted()"',
      'rename table "users" to "people"',
      'rename column "email" of table "people" to "mail_address"',
      'rename enum type "mood" to "temper"',
      'create function "counted()"',
      'change column "place" of table "orders": default from none to counted()',
      'change column "seen" of table "people": default from none to counted()',
      'create policy "own" of table "people"',
    ]);
    await reach(place, operations, renamed);
    await reach(place, downgradeOf(operations), full);
  });
});
