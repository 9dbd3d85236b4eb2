import { OrmError } from "../../errors/orm-error";
import type { RepairChoices, RepairReport } from "../../migrate/repair";
import { terminalOf } from "../answer-questions";
import { readFlag, readList, type Command, type CommandContext } from "../command";
import { confirm, yesOption } from "../confirm-losses";
import { EXIT } from "../exit-status";
import { withRunner, type OpenRunner } from "../open-runner";
import { readLockTimeout } from "../read-lock-timeout";
import { describeReport } from "../report-repair";

const DEFAULT_LOCK_TIMEOUT = 600;

/** `orm repair`: what is half done or does not fit, and the choices that only a person can make. */
export const repairCommand: Command = {
  usage: "repair",
  summary: "Show what is half done or was edited, and settle it",
  options: {
    "resume-after": { type: "boolean", describe: "The statement that was cut off took effect: go on after it" },
    "rerun-step": { type: "boolean", describe: "The statement that was cut off did not take effect: begin with it" },
    forget: { type: "boolean", describe: "Forget the half-done revision: it was finished or undone by hand" },
    accept: {
      type: "array",
      string: true,
      describe: "Take these applied revisions as their files are now; without an id, all that were edited",
    },
    "version-rows": { type: "boolean", describe: "Remove rows of the version table that another row implies" },
    "lock-timeout": {
      type: "string",
      describe: "How long to wait for another process that migrates: seconds, 500ms, 2m",
      requiresArg: true,
    },
    yes: { ...yesOption.yes, describe: "Answer yes in advance to the question before something is changed" },
  },
  examples: [
    ["orm repair", "looks, and changes nothing; exit status 3 where a revision is half done"],
    ["orm repair --resume-after", "then run the command that was cut off again"],
  ],
  run(context) {
    const choices = readChoices(context);
    const isLook = Object.keys(choices).length === 0;
    return withRunner(context, { entities: false, readsOnly: isLook }, async (open) => {
      const { inspectRepairs } = require("../../migrate/repair") as typeof import("../../migrate/repair");
      const before = await inspectRepairs(open.host, await open.runner.graph());
      const report = isLook ? before : await settle(context, open, choices, before);
      const { output } = context;
      output.note(output.style.dim(open.database));
      for (const line of describeReport(report, output.style, context.directory)) output.line(line);
      output.json(report);
      return statusOf(report);
    });
  },
};

async function settle(
  context: CommandContext,
  open: OpenRunner,
  choices: RepairChoices,
  before: RepairReport,
): Promise<RepairReport> {
  const { repair } = require("../../migrate/repair") as typeof import("../../migrate/repair");
  const { readDuration } = require("../../migrate/duration") as typeof import("../../migrate/duration");
  const { output, values } = context;
  if (!readFlag(values, "yes")) {
    const terminal = terminalOf(output);
    if (terminal === undefined) throw needsYes();
    await confirm(terminal, [
      ...describeReport(before, output.style, context.directory),
      output.style.bold(questionOf(choices, open.database)),
    ]);
  }
  const limit = readLockTimeout(values) ?? open.host.migrations.lockTimeout ?? DEFAULT_LOCK_TIMEOUT;
  const onWait = (holder: string): void => output.note(`Waiting for the lock: ${holder} holds it.`);
  const wait = { timeout: readDuration(limit, "lockTimeout"), onWait };
  return repair(open.host, await open.runner.graph(), choices, wait);
}

/** @throws OrmError `CLI.USAGE` for choices that exclude one another. */
function readChoices({ values }: CommandContext): RepairChoices {
  const journal = ["resume-after", "rerun-step", "forget"].filter((name) => readFlag(values, name));
  if (journal.length > 1) {
    throw new OrmError("CLI.USAGE", `--${journal.join(" and --")} exclude one another`, {
      hint: "Choose one: the statement took effect, it did not, or the whole revision was settled by hand.",
    });
  }
  return {
    ...(readFlag(values, "resume-after") ? { resumeAfter: true } : {}),
    ...(readFlag(values, "rerun-step") ? { rerunStep: true } : {}),
    ...(readFlag(values, "forget") ? { forget: true } : {}),
    ...(values["accept"] === undefined ? {} : { accept: readList(values, "accept") }),
    ...(readFlag(values, "version-rows") ? { versionRows: true } : {}),
  };
}

function questionOf({ resumeAfter, rerunStep, forget, accept, versionRows }: RepairChoices, database: string): string {
  const parts = [
    ...(resumeAfter === true ? ["the statement that was cut off counts as done"] : []),
    ...(rerunStep === true ? ["the statement that was cut off counts as not done, and will be run again"] : []),
    ...(forget === true ? ["what is done of the revision is forgotten, and its next run begins at its start"] : []),
    ...(accept === undefined
      ? []
      : [`${accept.length === 0 ? "all edited files" : accept.join(", ")} count as applied`]),
    ...(versionRows === true ? ["redundant rows of the version table go"] : []),
  ];
  return `In ${database}: ${parts.join("; ")}.`;
}

function needsYes(): OrmError {
  return new OrmError("CLI.USAGE", "nobody is there to be asked", {
    hint: "Look at what `orm repair` says, and answer in advance with --yes.",
  });
}

function statusOf({ halfDone, edited, missing, redundantRows }: RepairReport): number {
  if (halfDone !== undefined) return EXIT.partial;
  return edited.length + missing.length + redundantRows.length > 0 ? EXIT.failed : EXIT.done;
}
