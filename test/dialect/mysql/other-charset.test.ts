import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { DataSource } from "../../../src/data-source/data-source";
import type { DataSourceOptions } from "../../../src/data-source/data-source-options";
import { Runner } from "../../../src/migrate/runner";
import { describeEachPlace } from "../../support/each-place";
import { writeRevisionFile } from "../../support/write-revision-file";
import { places } from "./place";

describeEachPlace(places, "a database with a small character set on %s", (_name, create) => {
  it("takes revisions that say more than it could hold", async () => {
    const place = await create("latin");
    const [[database] = []] = await place.query("select database()");
    await place.query(`alter database \`${String(database)}\` character set latin1`);
    const root = mkdtempSync(path.join(os.tmpdir(), "ormolu-latin-"));
    const upgrade = `await op.execute("CREATE TABLE t (id integer) COMMENT '\u65e5\u672c \u{1F389}'");
      throw new Error("stop");`;
    writeRevisionFile(root, { id: "a1", downRevision: null, upgrade });
    const dataSource = await new DataSource({ ...place.options, root } as unknown as DataSourceOptions).initialize();
    await expect(new Runner(dataSource).upgrade()).rejects.toMatchObject({ code: "RUNNER.PARTIAL" });
    expect(await dataSource.query("SELECT summary FROM orm_journal")).toEqual([
      { summary: expect.stringContaining("\u65e5\u672c \u{1F389}") as string },
    ]);
    await dataSource.destroy();
    await place.close();
    rmSync(root, { recursive: true, force: true });
  });
});
