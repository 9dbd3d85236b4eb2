import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { writeNewRevision } from "../../../src/migrate/create-revision";
import type { MigrationOptions } from "../../../src/migrate/migration-options";
import { RevisionDirective } from "../../../src/migrate/revision-directive";
import type { RevisionRequest } from "../../../src/migrate/revision-request";
import { operationDefinitions } from "../../../src/operations/definitions";
import { defaultRevisionTemplate } from "../../../src/revisions/revision-template";

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "ormolu-create-revision-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const clock = { now: () => new Date("2026-11-20T23:30:05.000Z") };
const write = (migrations: MigrationOptions, request: RevisionRequest = {}) =>
  writeNewRevision({ root, migrations }, { clock, ...request });
const files = (): readonly string[] =>
  readdirSync(path.join(root, "migrations", "versions"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(path.join(root, "migrations", "versions"), path.join(entry.parentPath, entry.name)))
    .sort();

describe("a new revision", () => {
  it("has the dates of the project's time zone, in its name and in its text", async () => {
    const fileTemplate = "%(year)d_%(month).2d_%(day).2d_%(hour).2d%(minute).2d%(second).2d_%(epoch)s_%(rev)s";
    const written = await write({ fileTemplate, timezone: "Europe/Berlin" }, { revisionId: "a1" });
    expect(files()).toEqual(["2026_11_21_003005_1795217405_a1.ts"]);
    expect(readFileSync(written!.path, "utf8")).toContain("Create Date: 2026-11-21T00:30:05.000+01:00");
  });

  it("goes into a folder of its own only where the folders are read", async () => {
    const fileTemplate = "%(year)d/%(month).2d/%(rev)s_%(slug)s";
    await write({ fileTemplate, recursive: true, slugLength: 9 }, { revisionId: "a1", message: "add email to users" });
    expect(files()).toEqual(["2026/11/a1_add_email.ts"]);
    await expect(write({ fileTemplate }, { revisionId: "b2", head: "base" })).rejects.toMatchObject({
      code: "CONFIG.INVALID",
      hint: expect.stringContaining("recursive: true") as string,
    });
  });

  it("writes the ids that it depends on whole, and keeps a label a label", async () => {
    await write({}, { revisionId: "3f2a9c1d7b4e", branchLabels: ["billing"] });
    const written = await write({}, { revisionId: "b2", head: "base", dependsOn: ["3f2a", "billing"] });
    expect(written!.dependsOn).toEqual(["3f2a9c1d7b4e", "billing"]);
  });

  it("takes the project's values into its own template", async () => {
    mkdirSync(path.join(root, "migrations"));
    const template = `${defaultRevisionTemplate()}\nexport const owner = "$owner";\n`;
    writeFileSync(path.join(root, "migrations", "revision.template.ts"), template);
    const written = await write({ templateArguments: { owner: "core" } });
    expect(readFileSync(written!.path, "utf8")).toContain('export const owner = "core";');
  });

  it("becomes what processRevision makes of it", async () => {
    const seen: unknown[] = [];
    const processRevision: MigrationOptions["processRevision"] = ({ isAutogenerate, graph }, [directive]) => {
      seen.push(isAutogenerate, graph.revisions.length, directive!.isEmpty, directive!.message);
      directive!.upgrade.push(operationDefinitions.createSchema.create("app"));
      directive!.message = "make app";
      directive!.branchLabels = ["main"];
    };
    const written = await write({ processRevision }, { message: "one", revisionId: "a1" });
    expect(seen).toEqual([false, 0, true, "one"]);
    expect([written?.message, written?.branchLabels, files()]).toEqual(["make app", ["main"], ["a1_make_app.ts"]]);
    expect(readFileSync(written!.path, "utf8")).toMatch(/op\.createSchema\("app"\)[\s\S]*op\.dropSchema\("app"\)/);
  });

  it("becomes several, one behind the other, that are all there before the first hook runs", async () => {
    const processRevision: MigrationOptions["processRevision"] = () =>
      ["a1", "b2", "c3"].map((revisionId) => new RevisionDirective({ revisionId, message: "part" }));
    const seen: number[] = [];
    const written = await write({ processRevision, hooks: () => void seen.push(files().length) });
    const all = [written!, ...(written?.following ?? [])];
    expect(all.map(({ revision, downRevision }) => [revision, downRevision])).toEqual([
      ["a1", null],
      ["b2", "a1"],
      ["c3", "b2"],
    ]);
    expect(seen).toEqual([3, 3, 3]);
  });

  it("is refused with all that go with it where one of them cannot be", async () => {
    const processRevision: MigrationOptions["processRevision"] = () =>
      ["a1", "a1"].map((revisionId) => new RevisionDirective({ revisionId }));
    await expect(write({ processRevision })).rejects.toMatchObject({ code: "REVISION.DUPLICATE_REVISION" });
    expect(() => files()).toThrow("ENOENT");
  });
});
