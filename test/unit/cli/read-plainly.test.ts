import { readPlainly } from "../../../src/cli/read-plainly";
import type { Command, CommandOption } from "../../../src/cli/command";

const options: Readonly<Record<string, CommandOption>> = {
  json: { type: "boolean", describe: "" },
  yes: { type: "boolean", alias: "y", describe: "" },
  config: { type: "string", alias: "c", describe: "" },
  head: { type: "string", describe: "", default: "head" },
};
const command = (usage: string, positionals: Command["positionals"] = {}): Command => ({
  usage,
  summary: "",
  positionals,
  run: async () => 0,
});
const read = (usage: string, line: string, positionals?: Command["positionals"]) =>
  readPlainly(command(usage, positionals), options, line.split(" "));

describe("a plain command line", () => {
  it("is read without the parser: flags, arguments and defaults", () => {
    expect(read("upgrade [revision]", "upgrade head --json -y")).toEqual({
      revision: "head",
      json: true,
      yes: true,
      head: "head",
    });
    expect(read("heads", "heads")).toEqual({ head: "head" });
    expect(read("init [directory]", "init", { directory: { describe: "", default: "migrations" } })).toEqual({
      directory: "migrations",
      head: "head",
    });
  });

  it.each([
    ["heads", "heads nonsense"],
    ["heads", "heads --jsn"],
    ["heads", "--json heads"],
    ["heads", "heads -c other.json"],
    ["heads", "heads --json --json"],
    ["heads", "heads --json=true"],
    ["heads", "heads -yj"],
    ["downgrade <revision>", "downgrade"],
    ["downgrade <revision>", "downgrade -1"],
    ["upgrade [revision]", "upgrade +1"],
    ["upgrade [revision]", "upgrade "],
    ["upgrade [revision]", "upgrade -- head"],
    ["show <revisions..>", "show head"],
  ])("is left to the parser where it is anything else: %s, %s", (usage, line) => {
    expect(read(usage, line)).toBeUndefined();
  });
});
