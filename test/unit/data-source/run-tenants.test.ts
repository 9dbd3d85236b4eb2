import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { DataSource } from "../../../src/data-source/data-source";
import type { DataSourceOptions } from "../../../src/data-source/data-source-options";
import { listTenants, runTenants } from "../../../src/data-source/run-tenants";
import { Runner } from "../../../src/migrate/runner";
import type { TenantOptions } from "../../../src/migrate/tenant-options";
import { writeRevisionFile } from "../../support/write-revision-file";

describe("runTenants", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(path.join(os.tmpdir(), "ormolu-tenants-"));
    writeRevisionFile(root, { id: "a1", downRevision: null, upgrade: "" });
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const optionsWith = (tenants: unknown): DataSourceOptions => {
    const place = { type: "sqlite", driver: "libsql", database: path.join(root, "app.db"), root } as const;
    return { ...place, migrations: { tenants: tenants as TenantOptions } };
  };

  it("takes a function that gives a runner for each tenant, and closes what it gave", async () => {
    const closed: string[] = [];
    const open = async (tenant: string) => {
      const dataSource = await new DataSource({
        type: "sqlite",
        driver: "libsql",
        database: ":memory:",
        root,
      }).initialize();
      const close = async (): Promise<void> => {
        closed.push(tenant);
        await dataSource.destroy();
      };
      return { runner: new Runner(dataSource), close };
    };
    const outcomes = await runTenants(open, { tenants: ["a", "b"] });
    expect(outcomes).toMatchObject([
      { tenant: "a", status: "done", result: { current: ["a1"] } },
      { tenant: "b", status: "done", result: { current: ["a1"] } },
    ]);
    expect(closed.sort()).toEqual(["a", "b"]);
  });

  it("closes the data source of a tenant whose run fails", async () => {
    const options = optionsWith({ kind: "database", list: ["a"], create: true });
    const sources: Runner[] = [];
    const run = async (runner: Runner): Promise<never> => {
      sources.push(runner);
      throw new Error("no");
    };
    expect(await runTenants(options, { run })).toMatchObject([{ status: "failed" }]);
    await expect(sources[0]!.current()).rejects.toMatchObject({ code: "DATA_SOURCE.CLOSED" });
  });

  it("ends a run under way with the signal, and begins no other", async () => {
    const options = optionsWith({ kind: "database", list: ["a", "b"], create: true, concurrency: 1 });
    const stop = new AbortController();
    const run = (runner: Runner, run: object) => {
      stop.abort();
      return runner.upgrade("head", run);
    };
    const outcomes = await runTenants(options, { run, signal: stop.signal });
    expect(outcomes.map(({ status }) => status)).toEqual(["failed", "skipped"]);
  });

  it("refuses a tenant that the list does not have, before anything is begun", async () => {
    const options = optionsWith({ kind: "database", list: ["acme"], create: true });
    await expect(runTenants(options, { tenants: ["acme", "acne"] })).rejects.toMatchObject({
      code: "TENANT.UNKNOWN",
      hint: expect.stringContaining('Did you mean "acme"?') as string,
    });
  });

  it.each([
    ["no tenants", undefined],
    ["a kind that there is not", { kind: "table", list: [] }],
    ["a list that is none", { kind: "database", list: async () => "acme" }],
    ["a name that is empty", { kind: "database", list: ["a", ""] }],
  ])("refuses %s", async (_what, tenants) => {
    await expect(listTenants(optionsWith(tenants))).rejects.toMatchObject({ code: "CONFIG.INVALID" });
  });

  it("asks the database for the list, without its entities and without changing it", async () => {
    const list: TenantOptions["list"] = async (query) =>
      (await query("select 'acme' as name union select 'globex' order by name")).map((row) => String(row["name"]));
    const options = { ...optionsWith({ kind: "database", list }), entities: ["missing/*.ts"], synchronize: true };
    expect(await listTenants(options)).toEqual(["acme", "globex"]);
  });
});
