import assert from "node:assert/strict";
import { it } from "node:test";
import { MigrationTester } from "ormolu/testing";

it("splits names in two, and puts them together again", async () => {
  const tester = await MigrationTester.create({ config: "orm.config.ts" });
  try {
    await tester.migrateUpBefore("1b2d3f4a5c6e");
    await tester.insertInto("customers", [
      { id: 1, name: "Ada Lovelace", email: "ada@example.org" },
      { id: 2, name: "Plato", email: "plato@example.org" },
    ]);
    await tester.migrateUpOne();
    assert.deepEqual(await tester.query('select "firstName", "lastName" from customers order by id'), [
      { firstName: "Ada", lastName: "Lovelace" },
      { firstName: "Plato", lastName: "" },
    ]);
    await tester.migrateDownOne();
    assert.deepEqual(await tester.query("select name from customers order by id"), [
      { name: "Ada Lovelace" },
      { name: "Plato" },
    ]);
  } finally {
    await tester.close();
  }
});
