import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { DataSource } from "../../src/data-source/data-source";
import type { DataSourceOptions } from "../../src/data-source/data-source-options";
import { inspectRepairs, repair, type RepairChoices, type RepairReport } from "../../src/migrate/repair";
import { Runner } from "../../src/migrate/runner";
import { describeReport } from "../../src/cli/report-repair";
import { createStyle } from "../../src/cli/style";
import { describeEachDatabase } from "../support/databases";
import { killableHost } from "../support/killable-host";
import { writeRevisionFile } from "../support/write-revision-file";

describeEachDatabase("orm repair", (database) => {
  const { transactionalDdl, autocommitBlocks } = database.capabilities;
  const keeps = !transactionalDdl || autocommitBlocks;
  let root: string;
  let dataSource: DataSource;

  beforeEach(async () => {
    root = mkdtempSync(path.join(os.tmpdir(), "ormolu-repair-"));
    const options = { ...(await database.createEmpty()), root } as unknown as DataSourceOptions;
    dataSource = await new DataSource(options).initialize();
    writeRevisionFile(root, {
      id: "a1",
      downRevision: null,
      upgrade: `await op.createTable("log", { columns: [{ name: "what", type: "varchar(50)" }] });`,
    });
    await new Runner(dataSource).upgrade();
  });

  afterEach(async () => {
    await dataSource.destroy();
    rmSync(root, { recursive: true, force: true });
  });

  const inspect = async (): Promise<RepairReport> => inspectRepairs(dataSource, await new Runner(dataSource).graph());
  const settle = async (choices: RepairChoices): Promise<RepairReport> =>
    repair(dataSource, await new Runner(dataSource).graph(), choices, { timeout: 5000 });
  const logged = async (): Promise<readonly string[]> =>
    (await dataSource.query<{ what: string }>("SELECT what FROM log ORDER BY what")).map(({ what }) => what);

  /** Kills an upgrade at a call of a procedure, before or after the call. */
  async function cutOff(when: "before" | "sent"): Promise<void> {
    const insert = "INSERT INTO log VALUES ('p')";
    await dataSource.query(
      autocommitBlocks
        ? `CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN ${insert}; END; $$`
        : `CREATE PROCEDURE p() ${insert}`,
    );
    const statements = `await op.execute("CREATE TABLE t (id integer)"); await op.execute("CALL p()"); await op.execute("INSERT INTO log VALUES ('end')");`;
    const upgrade = autocommitBlocks ? `await op.autocommit(async (op) => { ${statements} });` : statements;
    writeRevisionFile(root, { id: "b2", downRevision: "a1", upgrade });
    const killable = killableHost(dataSource, { statement: "CALL p()", when });
    await new Runner(killable.host).upgrade().catch(() => undefined);
    expect(killable.isKilled).toBe(true);
  }

  (keeps ? describe : describe.skip)("of a revision that was cut off", () => {
    it.each(["sent", "before"] as const)("shows the place, and takes the answer of a person (%s)", async (when) => {
      await cutOff(when);
      await expect(new Runner(dataSource).upgrade()).rejects.toMatchObject({ code: "RUNNER.JOURNAL_UNKNOWN" });
      const { halfDone } = await inspect();
      expect(halfDone).toMatchObject({ revision: "b2", direction: "upgrade" });
      expect(halfDone!.steps.map(({ state, statement }) => [state, statement])).toEqual([
        ["done", undefined],
        ["cut off", "CALL p()"],
      ]);
      expect(describeReport(await inspect(), createStyle({})).join("\n")).toContain("orm repair --resume-after");
      await settle(when === "sent" ? { resumeAfter: true } : { rerunStep: true });
      await new Runner(dataSource).upgrade();
      expect(await logged()).toEqual(["end", "p"]);
      expect(await inspect()).toMatchObject({ halfDone: undefined, edited: [], missing: [], redundantRows: [] });
    });

    it("forgets it, so that it begins at its start", async () => {
      await cutOff("before");
      await dataSource.query("DROP TABLE t");
      await settle({ forget: true });
      await new Runner(dataSource).upgrade();
      expect(await logged()).toEqual(["end", "p"]);
    });
  });

  it("refuses to settle what is settled", async () => {
    await expect(settle({ resumeAfter: true })).rejects.toMatchObject({ code: "RUNNER.NOTHING_TO_REPAIR" });
  });

  it("finds an applied revision whose file was edited, and takes it as it is", async () => {
    appendFileSync(path.join(root, "migrations", "versions", "a1.js"), "\nmodule.exports.more = 1;\n");
    expect((await inspect()).edited.map(({ revision }) => revision)).toEqual(["a1"]);
    expect((await settle({ accept: ["a1"] })).edited).toEqual([]);
  });

  it("finds an applied revision that no file has", async () => {
    writeRevisionFile(root, { id: "b2", downRevision: "a1", upgrade: "" });
    await new Runner(dataSource).upgrade();
    rmSync(path.join(root, "migrations", "versions", "b2.js"));
    expect((await inspect()).missing).toMatchObject([{ revision: "b2" }]);
  });

  it("removes rows of the version table that another row implies", async () => {
    writeRevisionFile(root, { id: "b2", downRevision: "a1", upgrade: "" });
    await new Runner(dataSource).upgrade();
    await dataSource.query("INSERT INTO orm_version VALUES ('a1')");
    expect((await inspect()).redundantRows).toEqual(["a1"]);
    expect((await settle({ versionRows: true })).redundantRows).toEqual([]);
    expect((await new Runner(dataSource).current()).map(({ revision }) => revision)).toEqual(["b2"]);
  });
});
