import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";

const EXAMPLE = path.resolve(__dirname, "../../examples/02-tested-migrations");

describe("examples/02-tested-migrations", () => {
  const readme = readFileSync(path.join(EXAMPLE, "README.md"), "utf8");
  const commands = [...readme.matchAll(/^```sh\n([^]*?)^```$/gm)].flatMap((match) => match[1]!.trim().split("\n"));

  it("is run by one command", () => {
    expect(commands).toEqual(["node --test test/migrations.test.mjs test/split-names.test.mjs"]);
  });

  it("passes its tests, and says which revision has no way back", async () => {
    const { NODE_OPTIONS: _options, DATABASE_URL: _url, NODE_TEST_CONTEXT: _context, ...env } = process.env;
    const [, ...args] = commands[0]!.split(" ");
    const options = { cwd: EXAMPLE, env };
    const { stdout } = await promisify(execFile)(process.execPath, ["--test-reporter=tap", ...args], options);
    expect(stdout).toMatch(/^# pass 6$/m);
    expect(stdout).toMatch(/^# fail 0$/m);
    expect(stdout).toContain("revision 2c3e4a5b6d7f is not taken down: customers with one address were merged");
  }, 120_000);
});
