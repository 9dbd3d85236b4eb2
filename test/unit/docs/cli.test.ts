import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Command } from "../../../src/cli/command";

const ROOT = path.resolve(__dirname, "../../..");
const COMMANDS = path.join(ROOT, "src", "cli", "commands");
const PAGE = readFileSync(path.join(ROOT, "docs", "reference", "cli.md"), "utf8");

function loadCommands(): readonly Command[] {
  return readdirSync(COMMANDS).flatMap((file) => {
    const module = require(path.join(COMMANDS, file)) as Readonly<Record<string, Command>>;
    return Object.values(module).filter((value) => typeof value.usage === "string");
  });
}

/** The sections of the page whose heading names commands. */
function readSections(): readonly { readonly heading: string; readonly text: string }[] {
  const parts = PAGE.split(/^###? /m).slice(1);
  return parts.map((part) => ({ heading: part.split("\n", 1)[0]!, text: part }));
}

/** The options as people write them: a flag that is on without being said is told by its opposite. */
function optionsOf({ options = {} }: Command): readonly string[] {
  return Object.entries(options).map(([name, option]) => (option.default === true ? `--no-${name}` : `--${name}`));
}

describe("docs/reference/cli.md", () => {
  it("has a section for every command, with its arguments", () => {
    const headings = readSections().flatMap(({ heading }) =>
      [...heading.matchAll(/`orm ([^`]+)`/g)].map(([, usage]) => usage),
    );
    expect(headings.sort()).toEqual(
      loadCommands()
        .map(({ usage }) => usage)
        .sort(),
    );
  });

  it("names every option of every command", () => {
    const missing = loadCommands().flatMap((command) => {
      const section = readSections().find(({ heading }) => heading.includes(`\`orm ${command.usage}\``));
      return optionsOf(command)
        .filter((option) => !section?.text.includes(`${option}\``))
        .map((option) => `${command.usage}: ${option}`);
    });
    expect(missing).toEqual([]);
  });
});
