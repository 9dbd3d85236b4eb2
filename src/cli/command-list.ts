import type { Command } from "./command";

/** The headings of the help. */
export type CommandGroup = "Start" | "Write revisions" | "Run revisions" | "Look" | "Shell" | "Of this project";

/** A command by its name. Its module is loaded when it runs, and when the help shows it. */
export interface CommandEntry {
  readonly name: string;
  readonly group: CommandGroup;
  /** Whether it can run on several databases of the configuration, one after the other. */
  readonly isPerDatabase?: boolean;
  load(): Command;
}

/** Every command, in the order of the help. A new one is one entry here and one file in `commands/`. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: "init",
    group: "Start",
    load: () => (require("./commands/init") as typeof import("./commands/init")).initCommand,
  },
  {
    name: "list-templates",
    group: "Start",
    load: () =>
      (require("./commands/list-templates") as typeof import("./commands/list-templates")).listTemplatesCommand,
  },
  {
    name: "pull",
    group: "Start",
    load: () => (require("./commands/pull") as typeof import("./commands/pull")).pullCommand,
  },
  {
    name: "revision",
    group: "Write revisions",
    load: () => (require("./commands/revision") as typeof import("./commands/revision")).revisionCommand,
  },
  {
    name: "merge",
    group: "Write revisions",
    load: () => (require("./commands/merge") as typeof import("./commands/merge")).mergeCommand,
  },
  {
    name: "edit",
    group: "Write revisions",
    load: () => (require("./commands/edit") as typeof import("./commands/edit")).editCommand,
  },
  {
    name: "rebase",
    group: "Write revisions",
    load: () => (require("./commands/rebase") as typeof import("./commands/rebase")).rebaseCommand,
  },
  {
    name: "squash",
    group: "Write revisions",
    load: () => (require("./commands/squash") as typeof import("./commands/squash")).squashCommand,
  },
  {
    name: "upgrade",
    group: "Run revisions",
    isPerDatabase: true,
    load: () => (require("./commands/upgrade") as typeof import("./commands/upgrade")).upgradeCommand,
  },
  {
    name: "downgrade",
    group: "Run revisions",
    isPerDatabase: true,
    load: () => (require("./commands/downgrade") as typeof import("./commands/downgrade")).downgradeCommand,
  },
  {
    name: "stamp",
    group: "Run revisions",
    isPerDatabase: true,
    load: () => (require("./commands/stamp") as typeof import("./commands/stamp")).stampCommand,
  },
  {
    name: "repair",
    group: "Run revisions",
    load: () => (require("./commands/repair") as typeof import("./commands/repair")).repairCommand,
  },
  {
    name: "ensure-version",
    group: "Run revisions",
    isPerDatabase: true,
    load: () =>
      (require("./commands/ensure-version") as typeof import("./commands/ensure-version")).ensureVersionCommand,
  },
  {
    name: "current",
    group: "Look",
    isPerDatabase: true,
    load: () => (require("./commands/current") as typeof import("./commands/current")).currentCommand,
  },
  {
    name: "history",
    group: "Look",
    isPerDatabase: true,
    load: () => (require("./commands/history") as typeof import("./commands/history")).historyCommand,
  },
  {
    name: "heads",
    group: "Look",
    isPerDatabase: true,
    load: () => (require("./commands/heads") as typeof import("./commands/heads")).headsCommand,
  },
  {
    name: "branches",
    group: "Look",
    isPerDatabase: true,
    load: () => (require("./commands/branches") as typeof import("./commands/branches")).branchesCommand,
  },
  {
    name: "runs",
    group: "Look",
    isPerDatabase: true,
    load: () => (require("./commands/runs") as typeof import("./commands/runs")).runsCommand,
  },
  {
    name: "show",
    group: "Look",
    load: () => (require("./commands/show") as typeof import("./commands/show")).showCommand,
  },
  {
    name: "check",
    group: "Look",
    isPerDatabase: true,
    load: () => (require("./commands/check") as typeof import("./commands/check")).checkCommand,
  },
  {
    name: "lint",
    group: "Look",
    load: () => (require("./commands/lint") as typeof import("./commands/lint")).lintCommand,
  },
  {
    name: "diff",
    group: "Look",
    load: () => (require("./commands/diff") as typeof import("./commands/diff")).diffCommand,
  },
  {
    name: "diagram",
    group: "Look",
    load: () => (require("./commands/diagram") as typeof import("./commands/diagram")).diagramCommand,
  },
  {
    name: "completion",
    group: "Shell",
    load: () => (require("./commands/completion") as typeof import("./commands/completion")).completionCommand,
  },
];
