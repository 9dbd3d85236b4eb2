import type { ConfigRequest } from "../../data-source/config/config-request";
import { firstLine } from "../format-revision";
import { readArguments } from "../split-argv";

/** One way in which the word under the cursor may go on. */
export interface Candidate {
  readonly value: string;
  /** What it is, for shells that show it. */
  readonly describe: string;
}

/** What an argument or the value of an option is. */
export type CandidateKind = "revision" | "database" | "template" | "file";

const SYMBOLS: readonly Candidate[] = [
  { value: "head", describe: "The revision that no other follows" },
  { value: "heads", describe: "All of them" },
  { value: "base", describe: "Before the first revision" },
  { value: "current", describe: "What the database has" },
];

/** What may stand at the place of the word under the cursor; nothing for files, which the shell knows itself. */
export async function readCandidates(
  kind: CandidateKind,
  choices: readonly string[] | undefined,
  before: readonly string[],
  current: string,
  directory: string,
): Promise<readonly Candidate[]> {
  if (choices !== undefined) return choices.map((value) => ({ value, describe: "" }));
  switch (kind) {
    case "revision":
      return revisionCandidates(configOf(before, directory), current);
    case "database":
      return databaseCandidates(configOf(before, directory));
    case "template": {
      const { PROJECT_TEMPLATES } =
        require("../templates/project-templates") as typeof import("../templates/project-templates");
      return PROJECT_TEMPLATES.map(({ name, summary }) => ({ value: name, describe: summary }));
    }
    case "file":
      return [];
  }
}

/** Ids and labels, from the heads of the files as they are cached; nothing is run but the configuration. */
async function revisionCandidates(config: ConfigRequest, current: string): Promise<readonly Candidate[]> {
  const { loadConfig } =
    require("../../data-source/config/load-config") as typeof import("../../data-source/config/load-config");
  const { loadGraph } = require("../../migrate/locations") as typeof import("../../migrate/locations");
  const graph = await loadGraph(await loadConfig(config));
  const newestFirst = [...graph.revisions].reverse();
  const labels = newestFirst.flatMap((revision) =>
    revision.branchLabels.map((value) => ({ value, describe: `Branch of ${revision.revision}` })),
  );
  const ids = newestFirst.map(({ revision, message }) => ({ value: revision, describe: firstLine(message) }));
  const all = [...SYMBOLS, ...labels, ...labels.map(({ value }) => headOf(value)), ...ids];
  // In a range, `3f2a:he`, each side is a name.
  const start = /^.*:/.exec(current)?.[0] ?? "";
  return all.map(({ value, describe }) => ({ value: `${start}${value}`, describe }));
}

function headOf(label: string): Candidate {
  return { value: `${label}@head`, describe: "The newest of that branch" };
}

async function databaseCandidates(config: ConfigRequest): Promise<readonly Candidate[]> {
  const { listDatabases } =
    require("../../data-source/config/load-config") as typeof import("../../data-source/config/load-config");
  const names = await listDatabases(config);
  return [...names, ...(names.length > 1 ? ["all"] : [])].map((value) => ({ value, describe: "" }));
}

/** What the line so far says about the configuration. */
function configOf(before: readonly string[], directory: string): ConfigRequest {
  const valuesOf = (...names: readonly string[]): readonly string[] =>
    before.flatMap((word, index) => {
      if (names.includes(word)) return before[index + 1] ?? [];
      const long = names.find((name) => word.startsWith(`${name}=`));
      return long === undefined ? [] : word.slice(long.length + 1);
    });
  const files = valuesOf("-c", "--config");
  const [name] = valuesOf("-n", "--name");
  return {
    directory,
    ...(files.length === 0 ? {} : { file: files }),
    ...(name === undefined ? {} : { name }),
    x: readArguments(valuesOf("-x")),
  };
}
