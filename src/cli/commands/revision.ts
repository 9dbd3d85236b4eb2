import type { Runner, RevisionRequest } from "../../migrate/runner";
import { readFlag, readList, readText, type Command, type CommandContext } from "../command";
import { EXIT } from "../exit-status";
import { openMigrationPlace, withRunner } from "../open-runner";
import { readAnswers } from "../read-answers";
import { reportWritten } from "../report-written";

/** `orm revision`: writes a new revision file, empty or from the entities. */
export const revisionCommand: Command = {
  usage: "revision",
  summary: "Write a new revision file",
  options: {
    message: { alias: "m", type: "string", describe: "What the revision does, in a few words", requiresArg: true },
    autogenerate: { type: "boolean", describe: "Compare the entities with the database and write what differs" },
    head: { type: "string", describe: "The revision to follow", default: "head", requiresArg: true },
    splice: { type: "boolean", describe: "Allow --head to be a revision that another follows already" },
    "branch-label": { type: "array", string: true, describe: "A label for the new branch" },
    "depends-on": { type: "array", string: true, describe: "A revision that must be applied before" },
    "rev-id": { type: "string", describe: "The id, instead of a random one", requiresArg: true },
    "version-path": {
      type: "string",
      describe: "The folder to write into, where there are several",
      requiresArg: true,
    },
    "allow-empty": { type: "boolean", describe: "With --autogenerate: write a file also when nothing differs" },
    rename: { type: "array", string: true, describe: "A rename: users:people or users.name:users.full_name" },
    "rename-value": { type: "array", string: true, describe: "A rename of an enum value: order_status.new:fresh" },
    renames: {
      type: "boolean",
      default: true,
      describe: "Ask about renames; --no-renames takes each for a drop and an add",
    },
  },
  examples: [['orm revision --autogenerate -m "add email to users"', "from the entities"]],
  async run(context) {
    const request = readRequest(context);
    if (request.autogenerate !== true) {
      const { writeNewRevision } = require("../../migrate/runner") as typeof import("../../migrate/runner");
      const place = await openMigrationPlace(context);
      return report(context, await writeNewRevision(place, request));
    }
    return withRunner(context, { entities: true }, async ({ runner, database }) => {
      context.output.line(`Comparing the entities with ${database}`);
      return report(context, await runner.revision(request));
    });
  },
};

function readRequest({ values }: CommandContext): RevisionRequest {
  const optional = {
    message: readText(values, "message"),
    revisionId: readText(values, "rev-id"),
    versionPath: readText(values, "version-path"),
  };
  return {
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
    head: readText(values, "head") ?? "head",
    splice: readFlag(values, "splice"),
    branchLabels: readList(values, "branch-label"),
    dependsOn: readList(values, "depends-on"),
    autogenerate: readFlag(values, "autogenerate"),
    allowEmpty: readFlag(values, "allow-empty"),
    answers: readAnswers({
      renames: readList(values, "rename"),
      values: readList(values, "rename-value"),
      noRenames: values["renames"] === false,
    }),
  };
}

function report({ output }: CommandContext, written: Awaited<ReturnType<Runner["revision"]>>): number {
  if (written === undefined) {
    output.line("Nothing differs: no revision was written.");
    output.json({ revision: null });
  } else {
    reportWritten(output, written);
  }
  return EXIT.done;
}
