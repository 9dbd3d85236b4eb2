import { existsSync } from "node:fs";
import path from "node:path";
import { createUserProject, type UserProject } from "../support/user-project";

jest.setTimeout(60_000);

interface Links {
  readonly down?: string | readonly string[];
  readonly labels?: readonly string[];
  readonly dependsOn?: readonly string[];
}

function revision(id: string, message: string, { down, labels = [], dependsOn = [] }: Links = {}): string {
  return `/**
 * ${message}
 *
 * Revision ID: ${id}
 * Create Date: 2026-11-20T18:27:33.000Z
 */
exports.revision = "${id}";
exports.downRevision = ${JSON.stringify(down ?? null)};
exports.branchLabels = ${JSON.stringify(labels)};
exports.dependsOn = ${JSON.stringify(dependsOn)};
exports.upgrade = async () => {};
exports.downgrade = async () => {};
`;
}

/**
 * aaaa1111 -> bbbb2222 -> dddd4444 (depends on cccc3333)
 *          -> cccc3333 (search)
 */
const files = {
  "orm.config.json": '{ "dataSource": { "type": "sqlite", "driver": "libsql", "database": "app.db" } }',
  "migrations/versions/1_users.js": revision("aaaa1111", "add users"),
  "migrations/versions/2_email.js": revision("bbbb2222", "add email", { down: "aaaa1111" }),
  "migrations/versions/3_search.js": revision("cccc3333", "add search", { down: "aaaa1111", labels: ["search"] }),
  "migrations/versions/4_index.js": revision("dddd4444", "index email", {
    down: "bbbb2222",
    dependsOn: ["cccc3333"],
  }),
};

describe("the commands that look", () => {
  let project: UserProject;
  const database = (): boolean => existsSync(path.join(project.root, "app.db"));

  beforeEach(() => {
    project = createUserProject(files);
  });
  afterEach(() => project.remove());

  async function lines(...args: readonly string[]): Promise<readonly string[]> {
    const { status, stdout, stderr } = await project.orm(...args);
    expect({ args, status, stderr }).toEqual({ args, status: 0, stderr: expect.any(String) as string });
    return stdout.trimEnd().split("\n");
  }

  it("heads marks the head that another revision depends on", async () => {
    expect(await lines("heads")).toEqual([
      "cccc3333 (search) (effective head), add search",
      "dddd4444 (head), index email",
    ]);
    expect(await lines("heads", "--resolve-dependencies")).toEqual(["dddd4444 (head), index email"]);
    expect(database()).toBe(false);
  });

  it("heads -v shows all that is known of each", async () => {
    expect(await lines("heads", "--resolve-dependencies", "-v")).toEqual([
      "Rev:         dddd4444 (head)",
      "Revises:     bbbb2222",
      "Depends on:  cccc3333",
      "Create Date: 2026-11-20T18:27:33.000Z",
      `Path:        ${path.join("migrations", "versions", "4_index.js")}`,
      "",
      "    index email",
    ]);
  });

  it("branches shows each branch point with what follows it", async () => {
    expect(await lines("branches")).toEqual([
      "aaaa1111 (branchpoint), add users",
      "    -> bbbb2222, add email",
      "    -> cccc3333 (search) (effective head), add search",
    ]);
    const { branches } = JSON.parse((await project.orm("branches", "--json")).stdout) as {
      branches: readonly { revision: string; children: readonly string[] }[];
    };
    expect(branches.map(({ revision: id, children }) => ({ id, children }))).toEqual([
      { id: "aaaa1111", children: ["bbbb2222", "cccc3333"] },
    ]);
    expect((await lines("branches", "-v")).slice(0, 3)).toEqual([
      "Rev:           aaaa1111 (branchpoint)",
      "Revises:       <base>",
      "Branches into: bbbb2222, cccc3333",
    ]);
  });

  it("current makes neither a file nor a table", async () => {
    expect(await lines("current")).toEqual(["base: the database has no revision"]);
    expect(await lines("history", "-i")).toHaveLength(4);
    expect(await lines("show", "current")).toEqual(["base: no revision"]);
    expect((await project.orm("current", "--check-heads")).status).toBe(1);
    expect(database()).toBe(false);
  });

  it("nothing that looks creates a table in a database that has none of ours", async () => {
    const script = (body: string): string => `const { DataSource } = require("ormolu");
void (async () => {
  const dataSource = await new DataSource({ type: "sqlite", driver: "libsql", database: "app.db" }).initialize();
  ${body}
  await dataSource.destroy();
})();
`;
    project.write("make.js", script('await dataSource.query("create table mine (id integer)");'));
    project.write(
      "list.js",
      script('console.log(JSON.stringify(await dataSource.query("select name from sqlite_master order by name")));'),
    );
    await project.node("make.js");
    for (const line of ["current", "current -v", "history -i", "history -v", "show current", "check", "diff", "runs"])
      await project.orm(...line.split(" "));
    expect((await project.node("list.js")).stdout).toBe('[{"name":"mine"}]\n');
  });

  it("current shows heads that are applied by a dependency, and --check-heads passes at the end", async () => {
    await lines("upgrade", "bbbb");
    expect((await project.orm("current", "-c")).status).toBe(1);
    await lines("upgrade", "heads");
    expect(await lines("current")).toEqual([
      "dddd4444 (head), index email",
      "cccc3333 (search) (effective head), add search",
    ]);
    expect((await project.orm("current", "-c")).status).toBe(0);
    expect((await project.orm("-c", "orm.config.json", "current", "--check-heads")).status).toBe(0);
    expect((await project.orm("current", "-c", "orm.config.json")).status).toBe(0);
    expect((await lines("current", "-v")).slice(0, 4)).toEqual([
      "Rev:         dddd4444 (head) (current)",
      "Revises:     bbbb2222",
      "Depends on:  cccc3333",
      "State:       applied",
    ]);
  });

  it("current runs nothing, also where the data source would upgrade when it is initialized", async () => {
    const config = JSON.parse(files["orm.config.json"]) as object;
    project.write("orm.config.json", JSON.stringify({ ...config, migrations: { upgradeOnInitialize: true } }));
    expect(await lines("current")).toEqual(["base: the database has no revision"]);
    expect(database()).toBe(false);
  });

  it("check refuses a file that was edited after it was applied, and heads that nobody labelled", async () => {
    await lines("upgrade", "heads");
    expect((await project.orm("check")).stdout).toContain("The entities and the database are the same");
    project.write("migrations/versions/5_more.js", revision("eeee5555", "more", { down: "bbbb2222" }));
    await lines("upgrade", "heads");
    const parted = await project.orm("check");
    expect([parted.status, parted.stderr]).toEqual([
      1,
      expect.stringContaining("REVISION.MULTIPLE_HEADS: the revisions have 2 heads: dddd4444, eeee5555") as string,
    ]);
    expect(JSON.parse((await project.orm("check", "--json")).stdout)).toMatchObject({
      isUpToDate: true,
      heads: ["dddd4444", "eeee5555"],
    });
    project.write("migrations/versions/1_users.js", `${files["migrations/versions/1_users.js"]}// edited\n`);
    const edited = await project.orm("check");
    expect([edited.status, edited.stderr]).toEqual([1, expect.stringContaining("REVISION.EDITED") as string]);
  });

  it.each([
    [
      ["-r", "aaaa:bbbb"],
      ["aaaa1111 -> bbbb2222, add email", "<base> -> aaaa1111 (branchpoint), add users"],
    ],
    [
      ["-r", "bbbb:"],
      ["bbbb2222 (cccc3333) -> dddd4444 (head), index email", "aaaa1111 -> bbbb2222, add email"],
    ],
    [["-r", ":aaaa1111"], ["<base> -> aaaa1111 (branchpoint), add users"]],
    [
      ["-r", "base:search"],
      ["aaaa1111 -> cccc3333 (search) (effective head), add search", "<base> -> aaaa1111 (branchpoint), add users"],
    ],
    [
      ["-r-1:current"],
      ["▸ aaaa1111 -> bbbb2222 (current), add email", "• <base> -> aaaa1111 (branchpoint), add users"],
    ],
    [
      ["-r", "-1:current"],
      ["▸ aaaa1111 -> bbbb2222 (current), add email", "• <base> -> aaaa1111 (branchpoint), add users"],
    ],
    [
      ["--rev-range=current:"],
      ["  bbbb2222 (cccc3333) -> dddd4444 (head), index email", "▸ aaaa1111 -> bbbb2222 (current), add email"],
    ],
    [["-r", "aaaa:+1", "-r", "aaaa:+1"], undefined],
    [["-r", "aaaa"], undefined],
  ])("history %j shows the range", async (args, expected) => {
    await lines("upgrade", "bbbb");
    if (expected === undefined) expect((await project.orm("history", ...args)).status).toBe(2);
    else expect(await lines("history", ...args)).toEqual(expected);
  });

  it("history -v says of each whether it is applied", async () => {
    await lines("upgrade", "aaaa");
    const text = (await lines("history", "-v", "-r", ":bbbb")).join("\n");
    expect(text).toContain(
      "Rev:         bbbb2222\nRevises:     aaaa1111\nRevised by:  dddd4444\nState:       not applied",
    );
    expect(text).toContain("Rev:           aaaa1111 (current) (branchpoint)");
  });

  it("show takes several revisions, also what the database is at", async () => {
    await lines("upgrade", "aaaa");
    const text = await lines("show", "current", "dddd");
    expect(text.filter((line) => line.startsWith("Rev:"))).toEqual([
      "Rev:           aaaa1111 (current) (branchpoint)",
      "Rev:         dddd4444 (head)",
    ]);
    const { revisions } = JSON.parse((await project.orm("show", "dddd", "--json")).stdout) as { revisions: unknown[] };
    expect(revisions).toMatchObject([{ revision: "dddd4444", downRevision: "bbbb2222", dependsOn: ["cccc3333"] }]);
  });

  it("a revision of the database that no file has is shown as it is", async () => {
    await lines("upgrade", "aaaa");
    project.write("migrations/versions/1_users.js", revision("eeee5555", "another"));
    project.write("migrations/versions/2_email.js", revision("bbbb2222", "add email", { down: "eeee5555" }));
    project.write("migrations/versions/3_search.js", revision("cccc3333", "add search", { down: "eeee5555" }));
    expect(await lines("current")).toEqual(["aaaa1111 (no file has this id), add users"]);
    expect(await lines("show", "current")).toEqual(["aaaa1111 (no file has this id)"]);
  });

  it("merge joins heads, and other revisions only with --splice", async () => {
    const refused = await project.orm("merge", "bbbb", "cccc");
    expect([refused.status, refused.stderr]).toEqual([1, expect.stringContaining("bbbb2222 is not a head") as string]);
    await lines("merge", "bbbb", "cccc", "--splice", "--rev-id", "ffff6666", "-m", "join");
    expect(await lines("show", "ffff6666")).toContain("Merges:      bbbb2222, cccc3333");
  });
});
