import { createUserProject, type CommandResult, type UserProject } from "../support/user-project";

/** The flags and identifiers that a user of Alembic knows, on the command line. */
describe("what a user of Alembic knows", () => {
  let project: UserProject;
  afterEach(() => project.remove());

  const use = (files: Readonly<Record<string, string>> = {}, migrations = "{}"): UserProject =>
    (project = createUserProject({
      "orm.config.json": `{ "dataSource": { "type": "sqlite", "driver": "libsql", "database": "app.db" }, "migrations": ${migrations} }`,
      ...files,
    }));

  const revision = (id: string, down: string | null, { labels = [] as string[], dependsOn = [] as string[] } = {}) => ({
    [`migrations/versions/${id}.js`]: `exports.revision = "${id}";
exports.downRevision = ${JSON.stringify(down)};
exports.branchLabels = ${JSON.stringify(labels)};
exports.dependsOn = ${JSON.stringify(dependsOn)};
exports.upgrade = async () => {};
exports.downgrade = async () => {};
`,
  });

  /** a1 - b1 - c1 on one line, x1 - y1 on a labelled one that depends on b1. */
  const twoLines = {
    ...revision("a1", null),
    ...revision("b1", "a1"),
    ...revision("c1", "b1"),
    ...revision("x1", null, { labels: ["search"] }),
    ...revision("y1", "x1", { dependsOn: ["b1"] }),
  };

  const linesOf = ({ stdout }: CommandResult): string[] => stdout.split("\n").filter((line) => line !== "");
  const idsOf = (result: CommandResult): string[] =>
    linesOf(result).map((line) => /(?:-> )?\b([a-z]\d)\b(?=[^>]*$)/.exec(line)?.[1] ?? line);

  /** The rows of the version table. */
  async function current(): Promise<string[]> {
    const { stdout } = await project.orm("current", "--json");
    const data = JSON.parse(stdout) as { readonly current: readonly { readonly revision: string }[] };
    return data.current.map((row) => row.revision);
  }

  it("revision takes --head, --splice, --branch-label, --depends-on and --rev-id", async () => {
    const { orm } = use(twoLines);
    const refused = await orm("revision", "--head", "b1", "-m", "d", "--rev-id", "d1");
    expect([refused.status, refused.stderr]).toEqual([1, expect.stringContaining("--splice") as string]);
    const flags = ["--splice", "--branch-label", "side", "--depends-on", "x1", "--depends-on", "search"];
    expect((await orm("revision", "--head", "b1", "-m", "d", "--rev-id", "d1", ...flags)).status).toBe(0);
    const { revisions } = JSON.parse((await orm("show", "side@head", "--json")).stdout) as {
      revisions: Readonly<Record<string, unknown>>[];
    };
    expect(revisions[0]).toMatchObject({ revision: "d1", downRevision: "b1", branchLabels: ["side"] });
    expect(revisions[0]!["dependsOn"]).toContain("x1");
  });

  it("revision writes into the folder of --version-path, and asks which where there are several", async () => {
    const { orm } = use({ "one/.keep": "", "two/.keep": "" }, '{ "versionLocations": ["one", "two"] }');
    const refused = await orm("revision", "-m", "a", "--rev-id", "a1");
    expect([refused.status, refused.stderr]).toEqual([1, expect.stringContaining("--version-path") as string]);
    const { stdout } = await orm("revision", "-m", "a", "--rev-id", "a1", "--version-path", "two");
    expect(stdout).toMatch(/two[\\/]a1_a\.ts/);
  });

  it("history takes ranges, with a side left out, distances and current", async () => {
    const { orm } = use(twoLines);
    await orm("upgrade", "c1");
    const range = async (text: string): Promise<string[]> => idsOf(await orm("history", "-r", text));
    expect(await range("a1:c1")).toEqual(["c1", "b1", "a1"]);
    expect(await range("b1:")).toEqual(["c1", "b1"]);
    expect(await range(":b1")).toEqual(["b1", "a1"]);
    expect(idsOf(await orm("history", "-r-1:current"))).toEqual(["c1", "b1"]);
    expect((await orm("history", "-r", "a1")).status).toBe(2);
  });

  it.each([
    ["+1 from a revision", ["upgrade a1", "upgrade +1"], ["b1"]],
    ["a branch's head, with what it depends on", ["upgrade search@head"], ["y1"]],
    ["heads", ["upgrade heads"], ["c1", "y1"]],
    ["a distance on a branch", ["upgrade search@+1"], ["x1"]],
    ["a distance from a revision", ["upgrade a1+2", "downgrade c1-1"], ["b1"]],
    ["-1", ["upgrade c1", "downgrade -1"], ["b1"]],
    ["the base of a branch", ["upgrade heads", "downgrade search@base"], ["c1"]],
    ["several targets of a stamp", ["stamp c1 x1"], ["c1", "x1"]],
    ["base", ["upgrade heads", "downgrade base"], []],
  ])("takes %s", async (_name, lines, expected) => {
    const { orm } = use(twoLines);
    for (const line of lines) expect(await orm(...line.split(" "))).toMatchObject({ status: 0 });
    expect(await current()).toEqual(expected);
  });

  it("takes the beginning of an id where no other begins so", async () => {
    const { orm } = use({ ...revision("cafe1234", null), ...revision("cafe5678", "cafe1234") });
    expect(await orm("upgrade", "cafe1")).toMatchObject({ status: 0 });
    expect(await current()).toEqual(["cafe1234"]);
    expect((await orm("upgrade", "cafe")).stderr).toContain("REVISION.AMBIGUOUS_IDENTIFIER");
  });
});
