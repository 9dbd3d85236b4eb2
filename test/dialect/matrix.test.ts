import { describeEachDatabase } from "../support/databases";

describeEachDatabase("the test matrix", (database) => {
  it("gives every test a database of its own", async () => {
    const first = await database.createEmpty();
    const second = await database.createEmpty();
    expect(first).not.toEqual(second);
    await database.cleanUp();
  });
});

describeEachDatabase(
  "a block that requires transactional schema changes",
  (database) => {
    it("runs only where the dialect says that it has them", () => {
      expect(database.capabilities.transactionalDdl).toBe(true);
    });
  },
  { requires: { transactionalDdl: "this test shows how a requirement gates" } },
);
