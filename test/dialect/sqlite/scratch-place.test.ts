import { emptySchema } from "../../../src/schema/model";
import { driverNames, openPlace, type Place } from "./place";

describe.each(driverNames)("the scratch database of %s", (driverName) => {
  let place: Place;
  beforeEach(async () => {
    place = await openPlace(driverName);
    await place.query("CREATE TABLE users (id integer)");
  });
  afterEach(() => place.close());

  it("is in memory, empty, and knows nothing of the file", async () => {
    const wish = {
      connection: place.connection,
      openDatabase: place.driver.openDatabase!,
      schemas: [],
      operations: [],
    };
    const seen = await place.dialect.scratchPlace.use(wish, async ({ connection, dialect, label, refuse }) => {
      const before = await dialect.introspector.read(connection, {});
      await connection.execute("CREATE TABLE posts (id integer)", []);
      const [file] = (await connection.execute("SELECT file FROM pragma_database_list", [])).rows;
      return { before, file, label, refuse };
    });
    expect(seen).toEqual({
      before: emptySchema,
      file: [""],
      label: "scratch database",
      refuse: undefined,
    });
    expect((await place.read()).tables.map(({ name }) => name)).toEqual(["users"]);
  });
});
