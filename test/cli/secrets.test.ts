import { runInProcess } from "../support/run-in-process";
import { createUserProject, type UserProject } from "../support/user-project";

jest.setTimeout(120_000);

/** Special characters make it look different in a URL, in JSON and as it is. */
const SECRETS = ["c4nary:s3cr3t@x", "c4nary%3As3cr3t%40x", "c4nary"];

const commands: readonly (readonly string[])[] = [
  ["upgrade"],
  ["downgrade", "base"],
  ["stamp", "head"],
  ["current"],
  ["history", "-i"],
  ["show", "current"],
  ["edit", "current"],
  ["check"],
  ["diff"],
  ["revision", "--autogenerate", "-m", "x"],
  ["heads"],
  ["branches"],
];

const sources: readonly (readonly [name: string, dataSource: string])[] = [
  ["a postgres URL", 'url: "postgres://ada:c4nary%3As3cr3t%40x@127.0.0.1:1/app"'],
  ["a mysql URL", 'url: "mysql://ada:c4nary%3As3cr3t%40x@127.0.0.1:1/app"'],
  ["options", 'type: "postgres", host: "127.0.0.1", port: 1, username: "ada", password: "c4nary:s3cr3t@x"'],
  ["a URL that is none", 'url: "postgres://ada:c4nary:s3cr3t@x@127.0.0.1:one/app"'],
  ["an unknown scheme", 'url: "oracle://ada:c4nary%3As3cr3t%40x@127.0.0.1/app"'],
];

describe("passwords", () => {
  let project: UserProject;
  afterEach(() => project.remove());

  it.each(sources)("of %s are in no output of any command", async (_name, dataSource) => {
    project = createUserProject({
      "orm.config.js": `module.exports = { dataSource: { ${dataSource}, entities: [] } };`,
      "migrations/versions/a1.js":
        'exports.revision = "a1"; exports.downRevision = null; exports.branchLabels = []; exports.dependsOn = [];\nexports.upgrade = async () => {}; exports.downgrade = async () => {};\n',
    });
    const runs = commands.flatMap((command) => [
      [...command, "--verbose"],
      [...command, "--json", "-v"],
    ]);
    const printed: string[] = [];
    for (const args of runs) {
      const { stdout, stderr } = await runInProcess(project.root, ...args);
      printed.push(stdout + stderr);
    }
    expect(printed.join("")).toMatch(/CONNECTION\.REFUSED|CONFIG\.INVALID|DIALECT\.UNKNOWN/);
    expect(SECRETS.filter((secret) => printed.some((text) => text.includes(secret)))).toEqual([]);
  });

  it("of the environment, and of a configuration that fails, are in no output", async () => {
    project = createUserProject({
      ".env": "DATABASE_URL=postgres://ada:c4nary%3As3cr3t%40x@127.0.0.1:1/app\n",
      "orm.config.js": 'module.exports = () => { throw new Error("no " + process.env.DATABASE_URL); };',
    });
    const { status, stdout, stderr } = await project.orm("current", "--verbose");
    expect(status).toBe(1);
    expect(stderr).toContain("no postgres://ada:***@127.0.0.1:1/app");
    expect(SECRETS.filter((secret) => (stdout + stderr).includes(secret))).toEqual([]);
  });
});
