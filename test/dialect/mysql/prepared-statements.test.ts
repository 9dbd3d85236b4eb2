import { describeEachPlace } from "../../support/each-place";
import { places, type Place } from "./place";

describeEachPlace(places, "prepared statements on %s", (_name, create) => {
  let place: Place;
  beforeAll(async () => {
    place = await create("prepared");
  });
  afterAll(() => place.close());

  it("take any text for a column that was a number when they were first run", async () => {
    const insert = "INSERT INTO t (id, value) VALUES (?, ?)";
    await place.query("CREATE TABLE t (id int, value bigint)");
    await place.query(insert, [1, "5"]);
    await place.query("DROP TABLE t");
    await place.query("CREATE TABLE t (id int, value text)");
    for (const [at, text] of ["plain", "größe 🦉", "ü"].entries()) await place.query(insert, [at, text]);
    expect(await place.query("SELECT value FROM t ORDER BY id")).toEqual([["plain"], ["größe 🦉"], ["ü"]]);
  });
});
