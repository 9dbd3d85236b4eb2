import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";

const ROOT = path.resolve(__dirname, "../..");
const EXAMPLE = path.join(ROOT, "examples", "01-quickstart");
const LAST_LINE = "Quickstart finished: 2 revisions written, applied and taken back.";

/** What the scripts of package.json run, without the build: `npm test` has built already. */
function readScript(name: string): string {
  const { scripts } = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8")) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  return (scripts[name] ?? "").replace("npm run build --silent && ", "");
}

function readCommands(readme: string): readonly string[] {
  return [...readme.matchAll(/^```sh\n([^]*?)^```$/gm)].flatMap((match) => match[1]!.trim().split("\n"));
}

/** Runs a line such as `node examples/01-quickstart/run.mjs` in the root of the repository. */
async function runLine(line: string): Promise<string> {
  const [program, ...args] = line.split(" ");
  const { NODE_OPTIONS: _options, ...env } = process.env;
  const { stdout } = await promisify(execFile)(program === "node" ? process.execPath : program!, args, {
    cwd: ROOT,
    env,
  });
  return stdout;
}

/** Names and dates that are new in every run. */
function withoutChance(text: string): string {
  return text
    .replaceAll(/\b[0-9a-f]{12}\b/g, "<id>")
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "<date>")
    .replaceAll(/\d+(\.\d+)? m?s\b/g, "<time>");
}

function readFirstRevision(): string {
  const folder = path.join(EXAMPLE, ".ormolu", "migrations", "versions");
  const file = readdirSync(folder).find((name) => name.endsWith("_create_users_posts_and_tags.ts"));
  return readFileSync(path.join(folder, file!), "utf8");
}

describe("examples/01-quickstart", () => {
  let output: string;

  beforeAll(async () => {
    output = await runLine(readScript("quickstart"));
  }, 120_000);

  it("is run by the one command of its README", () => {
    expect(readCommands(readFileSync(path.join(EXAMPLE, "README.md"), "utf8"))).toEqual(["npm run quickstart"]);
  });

  it("ends with its last line", () => {
    expect(output.trimEnd().split("\n").at(-1)).toBe(LAST_LINE);
  });

  it("reads posts with their authors and tags, before and after the second revision", () => {
    const listing = [
      "Revisions are code, by Ada [sql, typescript]",
      "Why not by hand?, by Ada [sql]",
      "Grace has 1 post, published: false",
    ].join("\n");
    expect(output.split(listing)).toHaveLength(3);
  });

  it("finds the entities changed, then equal to the database", () => {
    expect(output).toContain("The entities have 3 changes that no revision has:");
    expect(output).toContain("The entities and the database are the same");
  });

  it("leaves a database without tables and revisions", () => {
    expect(withoutChance(output)).toContain("base: the database has no revision\n\nQuickstart finished");
  });

  it("writes the revision that the README of the project shows", () => {
    const readme = readFileSync(path.join(ROOT, "README.md"), "utf8");
    const shown = /^```ts\n(\/\*\*\n \* create users, posts and tags\n[^]*?)^```$/m.exec(readme)?.[1];
    expect(withoutChance(shown ?? "")).toBe(withoutChance(readFirstRevision()));
  });
});
