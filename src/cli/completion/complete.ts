import type { CommandOption } from "../command";
import type { CommandEntry } from "../command-list";
import { EXIT } from "../exit-status";
import { DATABASE_OPTIONS, GLOBAL_OPTIONS } from "../global-options";
import { findCommandIndex } from "../split-argv";
import { toTerminalLine } from "../style";
import { readCandidates, type Candidate, type CandidateKind } from "./candidates";

/** The arguments and options that take names of revisions. */
const REVISION_NAMES = new Set(["revision", "revisions", "head", "depends-on", "rev-range", "onto"]);

/** What completes the values of other options. */
const KINDS: Readonly<Record<string, CandidateKind>> = { name: "database", template: "template" };

/**
 * Prints what the last word may become, one a line, with a tab and what it is behind it where the shell shows that; nothing
 * where the shell should offer files. Whatever is wrong with the project, a person who types sees no error. @returns 0.
 *
 * @param words the shell, then the command line up to the cursor: `bash`, `orm`, `upgrade`, `3f`.
 */
export async function complete(
  words: readonly string[],
  entries: readonly CommandEntry[],
  directory: string,
): Promise<number> {
  const [shell = "", , ...typed] = words;
  const current = typed.at(-1) ?? "";
  const found = await candidatesFor(typed.slice(0, -1), current, entries, directory, shell !== "bash").catch(() => []);
  const lines = found
    .filter(({ value }) => value.startsWith(current))
    .map(({ value, describe }) => formatCandidate(value, toTerminalLine(describe), shell, current));
  process.stdout.write(lines.map((line) => `${line}\n`).join(""));
  return EXIT.done;
}

function formatCandidate(value: string, describe: string, shell: string, current: string): string {
  if (shell === "zsh") return `${value.replaceAll(":", String.raw`\:`)}:${describe}`;
  // bash completes from the last character that parts words for it.
  if (shell === "bash") return value.slice(/^.*[:=@]/.exec(current)?.[0].length ?? 0);
  return `${value}\t${describe}`;
}

async function candidatesFor(
  before: readonly string[],
  current: string,
  entries: readonly CommandEntry[],
  directory: string,
  isDescribed: boolean,
): Promise<readonly Candidate[]> {
  const index = findCommandIndex(before);
  const entry = index < 0 ? undefined : entries.find(({ name }) => name === before[index]);
  const command = entry?.load();
  const options: Readonly<Record<string, CommandOption>> = {
    ...GLOBAL_OPTIONS,
    ...(entry?.isPerDatabase === true ? DATABASE_OPTIONS : {}),
    ...command?.options,
  };
  const wanting = optionThatWants(before.at(-1), options);
  if (wanting !== undefined)
    return readCandidates(kindOf(wanting), options[wanting]?.choices, before, current, directory);
  if (current.startsWith("-")) return optionCandidates(options, before);
  if (command === undefined) {
    return index >= 0
      ? []
      : entries.map(({ name, load }) => ({ value: name, describe: isDescribed ? load().summary : "" }));
  }
  const [positional] = Object.entries(command.positionals ?? {});
  if (positional === undefined) return [];
  return readCandidates(kindOf(positional[0]), positional[1].choices, before, current, directory);
}

/** The option whose value the word under the cursor is. */
function optionThatWants(
  previous: string | undefined,
  options: Readonly<Record<string, CommandOption>>,
): string | undefined {
  if (previous === undefined || !previous.startsWith("-") || previous.includes("=")) return undefined;
  const written = previous.replace(/^--?/, "");
  const found = Object.entries(options).find(
    ([name, { alias }]) => name === written || [alias].flat().includes(written),
  );
  return found === undefined || found[1].type === "boolean" ? undefined : found[0];
}

function kindOf(name: string): CandidateKind {
  return REVISION_NAMES.has(name) ? "revision" : (KINDS[name] ?? "file");
}

function optionCandidates(
  options: Readonly<Record<string, CommandOption>>,
  before: readonly string[],
): readonly Candidate[] {
  const help = { value: "--help", describe: "Show the options" };
  const known = Object.entries(options).filter(([, { hidden }]) => hidden !== true);
  return [
    ...known.map(([name, { describe }]) => ({ value: name.length === 1 ? `-${name}` : `--${name}`, describe })),
    help,
  ].filter(({ value }) => !before.includes(value) || options[value.slice(2)]?.type !== "boolean");
}
