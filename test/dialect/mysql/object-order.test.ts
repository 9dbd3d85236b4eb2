import { diff } from "../../../src/diff/diff";
import type { DiffAnswers } from "../../../src/diff/diff-options";
import { downgradeOf } from "../../../src/diff/downgrade-of";
import { summarizeOperation } from "../../../src/operations/definitions";
import { emptySchema, type Schema } from "../../../src/schema/model";
import { describeEachPlace } from "../../support/each-place";
import { places, type Place } from "./place";

jest.setTimeout(120_000);

const STATEMENTS: readonly string[] = [
  "create table users (id int primary key, email varchar(50), seen int)",
  "create function counted() returns int reads sql data return (select count(*) from users)",
  "create view emails as select u.id, u.email from users u",
  "create view owners as select email, counted() as n from emails",
  "create trigger touched before update on users for each row set new.seen = length(new.email)",
];

describeEachPlace(places, "objects that depend on each other on %s", (_name, create) => {
  let place: Place;
  let full: Schema;
  const compare = (actual: Schema, wanted: Schema, answers: DiffAnswers, keepUnknownObjects = false) => {
    const { capabilities, types, objectChanges } = place.server;
    return diff(actual, wanted, { capabilities, types, objectChanges, answers, keepUnknownObjects }).operations;
  };
  const still = async (wanted: Schema): Promise<readonly string[]> =>
    compare(await place.read(), wanted, { noRenames: true }).map(summarizeOperation);

  beforeAll(async () => {
    place = await create("order");
    for (const statement of STATEMENTS) await place.query(statement);
    full = await place.read();
  });
  afterAll(() => place.close());

  it("are dropped and created in an order that the server takes", async () => {
    await place.apply(...compare(full, emptySchema, { noRenames: true }));
    await place.apply(...compare(await place.read(), full, { noRenames: true }));
    expect(await still(full)).toEqual([]);
  });

  it("go for good before what they read goes for a rename, so that they come back behind it", async () => {
    const [users] = full.tables;
    const emails = { kind: "view", name: "emails", query: "select people.id, people.email from people" } as const;
    const wanted: Schema = { ...emptySchema, tables: [{ ...users!, name: "people" }], objects: [emails] };
    const normal = await place.server.normalizer.normalize(place.connection, wanted, full);
    const operations = compare(full, normal, { renames: [{ from: "users", to: "people" }] });
    const summaries = operations.map(summarizeOperation);
    expect(summaries.indexOf('drop view "owners"')).toBeLessThan(summaries.indexOf('drop view "emails"'));
    await place.apply(...operations);
    expect(await place.remaining(wanted)).toEqual([]);
    await place.apply(...downgradeOf(operations));
    expect(await still(full)).toEqual([]);
  });

  it("get the new names of a table and a column though nobody declares them, there and back", async () => {
    const [users] = full.tables;
    const columns = users!.columns.map((column) => (column.name === "email" ? { ...column, name: "mail" } : column));
    const wanted: Schema = { ...emptySchema, tables: [{ ...users!, name: "people", columns }] };
    const answers = {
      renames: [
        { from: "users", to: "people" },
        { table: "people", from: "email", to: "mail" },
      ],
    };
    const operations = compare(full, wanted, answers, true);
    expect(operations.map(summarizeOperation)).toEqual([
      'drop trigger "touched" of table "users"',
      'drop view "emails"',
      'rename table "users" to "people"',
      'rename column "email" of table "people" to "mail"',
      'create view "emails"',
      'create trigger "touched" of table "people"',
    ]);
    await place.apply(...operations);
    await place.query("insert into people values (1, 'a@b.c', 0)");
    await place.query("update people set mail = 'ab@b.c'");
    expect(await place.query("select email, seen from emails join people using (id)")).toEqual([["ab@b.c", 6]]);
    await place.apply(...downgradeOf(operations));
    expect(await still(full)).toEqual([]);
  });
});
