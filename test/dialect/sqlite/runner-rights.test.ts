import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { refuseRun } from "../../support/refused-run";
import { driverNames } from "./place";

describe.each(driverNames)("a run on a file for reading only by %s", (driver) => {
  it("is refused before the first schema change", async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), "ormolu-readonly-"));
    const database = path.join(folder, "app.db");
    writeFileSync(database, "");
    const options = { type: "sqlite", driver, database };
    const { error, tables } = await refuseRun({ ...options, readonly: true }, options);
    rmSync(folder, { recursive: true, force: true });
    expect(error).toMatchObject({
      code: "RUNNER.NO_RIGHT",
      message: expect.stringContaining("opened for reading only") as string,
    });
    expect(tables).toEqual([]);
  });
});
