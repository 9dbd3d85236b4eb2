import type { CommandGroup, CommandEntry } from "./command-list";
import { GLOBAL_OPTIONS } from "./global-options";
import type { Style } from "./output";
import { toTerminal } from "./style";

/** What `orm --help` prints: the commands by what they are for, and what all of them take. */
export function helpText(entries: readonly CommandEntry[], style: Style): string {
  const rows = entries.map(({ group, load }) => {
    const { usage, summary } = load();
    return { group, usage, summary };
  });
  const globals = Object.entries(GLOBAL_OPTIONS).map(([name, option]): readonly [string, string] => {
    const long = name.length === 1 ? `-${name}` : `--${name}`;
    return [
      "alias" in option ? `-${option.alias}, ${long}` : name.length === 1 ? long : `    ${long}`,
      option.describe,
    ];
  });
  const width = Math.max(...rows.map(({ usage }) => usage.length), ...globals.map(([name]) => name.length)) + 2;
  const groups = [...new Set(rows.map(({ group }) => group))];
  const lines = [
    "orm <command> [options]",
    "",
    "Revisions of a database, written from decorated entities and applied in order.",
    ...groups.flatMap((group) => ["", style.bold(group), ...commandLines(group)]),
    "",
    style.bold("Everywhere"),
    ...globals.map(([name, describe]) => `  ${name.padEnd(width)}${style.dim(describe)}`),
    `  ${"-h, --help".padEnd(width)}${style.dim("This text; orm <command> --help shows the options of one")}`,
    `  ${"    --version".padEnd(width)}${style.dim("The version of Ormolu")}`,
  ];
  return toTerminal(`${lines.join("\n")}\n`);

  function commandLines(wanted: CommandGroup): readonly string[] {
    return rows
      .filter(({ group }) => group === wanted)
      .map(({ usage, summary }) => `  ${usage.padEnd(width)}${style.dim(summary)}`);
  }
}
