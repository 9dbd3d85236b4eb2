import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { planRebase, type RebasePlan, type RebaseRequest } from "../../../src/migrate/rebase";
import { findRebaseLine } from "../../../src/migrate/rebase-line";
import { rewriteParent } from "../../../src/migrate/rebase-text";
import { RevisionGraph } from "../../../src/revisions/revision-graph";
import { createRevisionFiles, removeRevisionFiles, type RevisionFiles } from "./lint/revision-files";

describe("the text of a moved revision", () => {
  it.each([
    ["TypeScript", `export const revision = "b";\nexport const downRevision = "a";\n`, `"a"`, `"z"`],
    [
      "an annotation",
      `export const revision: string = 'b';\nexport const downRevision: string | null = 'a';\n`,
      `'a'`,
      `'z'`,
    ],
    ["as const", `export const revision = "b";\nexport const downRevision = "a" as const;\n`, `"a" as`, `"z" as`],
    [
      "satisfies",
      `export const revision = "b";\nexport const downRevision = ("a") satisfies string;\n`,
      `("a")`,
      `("z")`,
    ],
    ["a template", "export const revision = `b`;\nexport const downRevision = `a`;\n", "`a`", "`z`"],
    ["a list of one", `export const revision = "b";\nexport const downRevision = ["a"];\n`, `["a"]`, `["z"]`],
    [
      "base, in the quotes of the id",
      `export const revision = 'b';\nexport const downRevision = null;\n`,
      `null`,
      `'z'`,
    ],
    ["CommonJS", `exports.revision = "b";\nexports.downRevision = "a";\n`, `"a"`, `"z"`],
    ["one object", `module.exports = {\n  revision: "b",\n  "downRevision": "a",\n};\n`, `"a"`, `"z"`],
    [
      "compiled code",
      `exports.downRevision = exports.revision = void 0;\nexports.revision = "b";\nexports.downRevision = "a";\n`,
      `= "a"`,
      `= "z"`,
    ],
    ["Windows line ends", `export const revision = "b";\r\nexport const downRevision = "a";\r\n`, `"a"`, `"z"`],
    [
      "text beyond ASCII before it",
      `// 🚀 überall\nexport const revision = "b";\nexport const downRevision = "a";\n`,
      `"a"`,
      `"z"`,
    ],
  ])("changes the constant alone: %s", async (_what, text, before, after) => {
    const path = text.includes("exports") ? "b.js" : "b.ts";
    expect(await rewriteParent(text, path, "z")).toBe(text.replace(before, after));
  });

  it("changes the line of the doc comment too, and nothing else", async () => {
    const text = `\uFEFF/**\r\n * a message\r\n *\r\n * Revision ID: b\r\n * Revises: a\r\n * Create Date: x\r\n */\r\nexport const revision = "b";\r\nexport const downRevision = "a";\r\n// Revises: a\r\n`;
    expect(await rewriteParent(text, "b.ts", "z")).toBe(
      text.replace("* Revises: a", "* Revises: z").replace(`= "a"`, `= "z"`),
    );
  });

  it("refuses a merge, and a value that is no literal", async () => {
    await expect(
      rewriteParent(`export const revision = "b";\nexport const downRevision = ["a", "c"];\n`, "b.ts", "z"),
    ).rejects.toMatchObject({ code: "REVISION.FILE_INVALID" });
    await expect(
      rewriteParent(`export const revision = "b";\nexport const downRevision = x;\n`, "b.ts", "z"),
    ).rejects.toMatchObject({ code: "REVISION.FILE_INVALID" });
  });
});

describe("the line that is moved", () => {
  const node = (
    revision: string,
    downRevision: string | readonly string[] | null,
    dependsOn: readonly string[] = [],
  ) => ({
    revision,
    downRevision,
    branchLabels: [],
    dependsOn,
  });
  const graph = RevisionGraph.from([
    node("a", null),
    node("m1", "a"),
    node("m2", "m1"),
    node("x1", "a"),
    node("x2", "x1"),
    node("x3", "x2"),
  ]);
  const idsOf = ({ members, onto, from }: ReturnType<typeof findRebaseLine>) => ({
    members: members.map(({ revision }) => revision),
    onto: onto.revision,
    from,
  });

  it("is all that a named revision belongs to, up to where the lines part", () => {
    const line = { members: ["x1", "x2", "x3"], onto: "m2", from: "a" };
    for (const revision of ["x1", "x2", "x3"]) expect(idsOf(findRebaseLine(graph, { revision }))).toEqual(line);
  });

  it("is the one that is not published", () => {
    const isPublished = ({ revision }: { readonly revision: string }): boolean => !revision.startsWith("x");
    expect(idsOf(findRebaseLine(graph, { isPublished })).members).toEqual(["x1", "x2", "x3"]);
  });

  it("is asked for where nobody knows, with the heads among which to choose", () => {
    expect(() => findRebaseLine(graph, {})).toThrow(
      expect.objectContaining({ code: "REVISION.LINE_UNCLEAR", details: { candidates: ["m2", "x3"] } }),
    );
    expect(() => findRebaseLine(graph, { isPublished: () => false })).toThrow("several of them are new");
  });

  it("goes where it is told to", () => {
    expect(idsOf(findRebaseLine(graph, { revision: "x2", onto: "m1" })).onto).toBe("m1");
  });

  it("is refused where it is behind already, and for a merge", () => {
    const straight = RevisionGraph.from([node("a", null), node("b", "a"), node("c", "b")]);
    expect(() => findRebaseLine(straight, {})).toThrow("there is one head");
    expect(() => findRebaseLine(straight, { revision: "a", onto: "c" })).toThrow("comes before c already");
    expect(() => findRebaseLine(straight, { revision: "c", onto: "b" })).toThrow("follows b already");
    const merged = RevisionGraph.from([node("a", null), node("b", "a"), node("c", "a"), node("d", ["b", "c"])]);
    expect(() => findRebaseLine(merged, { revision: "c", onto: "b" })).toThrow(
      "merges the line with another one already",
    );
  });
});

describe("orm rebase", () => {
  let files: RevisionFiles;
  const USERS = `await op.createTable("users", { columns: [{ name: "id", type: "integer" }, { name: "name", type: "text" }] });`;
  const add = (name: string): string =>
    `await op.addColumn("users", { name: "${name}", type: "text", nullable: true });`;

  beforeEach(() => {
    files = createRevisionFiles();
    files.write("a1", { upgrade: USERS });
    files.write("m2", { upgrade: add("email") });
    files.write("x1", { down: "a1", upgrade: add("age") });
    files.write("x2", { upgrade: add("city") });
  });

  afterEach(removeRevisionFiles);

  async function plan(request: RebaseRequest = { revision: "x1" }): Promise<RebasePlan> {
    return planRebase(files, await files.graph(), request, undefined);
  }

  it("puts the line behind the other head, by its first file", async () => {
    const rebase = await plan();
    await rebase.write();
    const graph = await files.graph();
    expect(graph.heads).toEqual(["x2"]);
    expect(graph.get("x1").downRevision).toBe("m2");
    expect(graph.get("x2").downRevision).toBe("x1");
    expect(readFileSync(rebase.file, "utf8")).toContain(" * Revises: m2\n");
    expect(rebase.conflicts).toEqual([{ kind: "note", message: 'both lines change table "users"' }]);
  });

  it("changes nothing before it is told to", async () => {
    const before = readFileSync((await plan()).file, "utf8");
    expect((await plan()).before).toBe(before);
  });

  it.each([
    [
      "the same column",
      add("email"),
      [
        ["conflict", 'revision x1 cannot run behind the other line: table "users" already has a column "email"'],
        ["note", 'both lines change column "email" of table "users"'],
      ],
    ],
    ["a column that goes", `await op.dropColumn("users", "name");`, [["note", 'both lines change table "users"']]],
  ])("says what both lines change: %s", async (_what, upgrade, expected) => {
    files.write("x1", { down: "a1", upgrade });
    const { conflicts } = await plan();
    expect(conflicts.map(({ kind, message }) => [kind, message])).toEqual(expected);
  });

  it("says so where the order matters", async () => {
    files.write("m2", { down: "a1", upgrade: `await op.alterColumn("users", "name", { type: "varchar(10)" });` });
    files.write("x1", { down: "a1", upgrade: `await op.alterColumn("users", "name", { type: "varchar(20)" });` });
    const { conflicts } = await plan();
    expect(conflicts.map(({ kind }) => kind)).toEqual(["conflict", "note"]);
    expect(conflicts[0]!.message).toContain("the order matters");
  });

  it("finds out from git what is published", async () => {
    const git = (...args: readonly string[]): void => {
      execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t", ...args], {
        cwd: files.folder,
        stdio: "ignore",
      });
    };
    git("init", "-b", "main");
    git("add", "a1.js", "m2.js");
    git("commit", "-m", "published");
    git("checkout", "-b", "feature");
    git("add", ".");
    git("commit", "-m", "own");
    const rebase = await plan({});
    expect(rebase.members.map(({ revision }) => revision)).toEqual(["x1", "x2"]);
    expect(rebase.onto.revision).toBe("m2");
    await expect(plan({ revision: "m2", onto: "x2" })).rejects.toMatchObject({
      code: "REVISION.CANNOT_REBASE",
      message: "revision m2 is published: main has its file",
    });
    expect((await plan({ revision: "m2", onto: "x2", force: true })).first.revision).toBe("m2");
    await expect(plan({ gitBase: "nowhere" })).rejects.toMatchObject({
      code: "CLI.USAGE",
      message: 'git knows no ref "nowhere"',
    });
  });
});
