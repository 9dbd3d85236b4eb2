import { describeEachPlace } from "../../support/each-place";
import { refuseRun } from "../../support/refused-run";
import { places } from "./place";

describeEachPlace(places, "a run without rights on %s", (_name, create) => {
  const user = `orm_rights_${process.pid}`;

  it("is refused before the first schema change, with the right that is missing", async () => {
    const place = await create("rights");
    const [[database] = []] = await place.query("select database()");
    await place.query(`create user '${user}'@'%'`);
    await place.query(`grant select on \`${String(database)}\`.* to '${user}'@'%'`);
    const url = new URL(String(place.options.url));
    url.username = user;
    const { error, tables } = await refuseRun({ ...place.options, url: url.href }, place.options);
    await place.query(`drop user '${user}'@'%'`);
    await place.close();
    expect(error).toMatchObject({
      code: "RUNNER.NO_RIGHT",
      message: expect.stringMatching(/create command denied/i) as string,
    });
    expect(tables).toEqual([]);
  });
});
