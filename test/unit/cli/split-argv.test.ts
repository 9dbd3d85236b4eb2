import { splitWords } from "../../../src/cli/open-in-editor";
import { findCommandIndex, hasOption, prepareArgv, readArguments } from "../../../src/cli/split-argv";

describe("the arguments", () => {
  it.each([
    ["upgrade head", 0],
    ["-q upgrade", 1],
    ["-c upgrade history", 2],
    ["--name main -x a=b --config=f.ts show a", 5],
    ["--json", -1],
    ["-- upgrade", -1],
  ])("of %s have the command at %i", (line, index) => {
    expect(findCommandIndex(line.split(" "))).toBe(index);
  });

  it.each([
    ["history -r-3:current -i", "history --rev-range=-3:current -i"],
    ["history -r -3:", "history --rev-range=-3:"],
    ["history -r a:b", "history -r a:b"],
    ["current -c", "current --check-heads"],
    ["-c f.ts current -c -v", "-c f.ts current --check-heads -v"],
    ["current -c f.ts", "current -c f.ts"],
    ["downgrade -- -1", "downgrade -1"],
    ["upgrade -- +2 -q", "upgrade +2 -q"],
  ])("%s is passed on as %s", (line, prepared) => {
    const argv = line.split(" ");
    expect(prepareArgv(argv, argv[findCommandIndex(argv)]!).join(" ")).toBe(prepared);
  });

  it("finds a flag in a group of letters, and not in a value", () => {
    expect(hasOption(["history", "-vi"], "verbose", "v")).toBe(true);
    expect(hasOption(["revision", "-mv"], "verbose", "v")).toBe(false);
    expect(hasOption(["--json=true"], "json")).toBe(true);
  });

  it("reads -x arguments, the later one of two", () => {
    expect(readArguments(["a=1", "b", "c=d=e", "a=2", "__proto__=x"])).toEqual(
      Object.fromEntries([
        ["a", "2"],
        ["b", ""],
        ["c", "d=e"],
        ["__proto__", "x"],
      ]),
    );
  });

  it("parts the words of an editor as a shell does, without one", () => {
    expect(splitWords(`code --wait`)).toEqual(["code", "--wait"]);
    expect(splitWords(`"/Program Files/vi" -c 'set nu' $(rm)`)).toEqual(["/Program Files/vi", "-c", "set nu", "$(rm)"]);
    expect(splitWords(" ")).toEqual([]);
  });
});
