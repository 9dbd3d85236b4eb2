import { describeEachPlace } from "../../support/each-place";
import { refuseRun } from "../../support/refused-run";
import { places } from "./place";

const servers = places.filter(([name]) => name !== "pglite");

describeEachPlace(servers, "a run without rights on %s", (name, create) => {
  const role = `orm_rights_${process.pid}_${name.replaceAll("-", "_")}`;

  it("is refused before the first schema change, with the right that is missing", async () => {
    const place = await create("rights");
    await place.query(`create role ${role} login`);
    await place.query("revoke create on schema public from public");
    const url = new URL(String(place.options.url));
    url.username = role;
    const { error, tables } = await refuseRun({ ...place.options, url: url.href }, place.options);
    await place.query(`drop role ${role}`);
    await place.close();
    expect(error).toMatchObject({
      code: "RUNNER.NO_RIGHT",
      message: expect.stringContaining("permission denied for schema public") as string,
    });
    expect(tables).toEqual([]);
  });

  it("is refused where the database is set to read only", async () => {
    const place = await create("readonly");
    const [[database] = []] = await place.query("select current_database()");
    await place.query(`alter database "${String(database)}" set default_transaction_read_only = on`);
    const { error, tables } = await refuseRun(place.options, place.options);
    await place.close();
    expect(error).toMatchObject({
      code: "RUNNER.NO_RIGHT",
      message: expect.stringContaining("read-only transaction") as string,
    });
    expect(tables).toEqual([]);
  });
});
