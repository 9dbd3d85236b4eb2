import path from "node:path";
import type { Proof } from "../../migrate/proof";
import type { SquashPlan, SquashRequest } from "../../migrate/squash";
import { readFlag, readText, type Command, type CommandContext } from "../command";
import { EXIT } from "../exit-status";
import { withProject } from "../open-project";

/** `orm squash`: one revision instead of many. */
export const squashCommand: Command = {
  usage: "squash <range>",
  summary: "Make one revision of a line of them",
  positionals: { range: { demandOption: true, describe: "from the first to the last, both included: base:head, a:b" } },
  options: {
    message: { alias: "m", type: "string", describe: "What the revision does, in a few words", requiresArg: true },
    "keep-bodies": { type: "boolean", describe: "Keep the code of the revisions instead of their operations" },
    delete: { type: "boolean", describe: "Delete the old files instead of moving them into .squashed" },
    "dry-run": { type: "boolean", describe: "Print the file, and change nothing" },
    prove: { type: "boolean", describe: "Try both ways in a scratch place first (--no-prove: do not)" },
    offline: { type: "boolean", describe: "Do not ask the database; nothing is proved then" },
  },
  examples: [
    ["orm squash base:head --dry-run", "what one revision for everything would be"],
    ['orm squash base:3f2a -m "everything until the summer"', "the oldest ones"],
  ],
  run: (context) =>
    withProject(context, { isOffline: readFlag(context.values, "offline") }, async ({ host, graph, dataSource }) => {
      const { planSquash } = require("../../migrate/squash") as typeof import("../../migrate/squash");
      const plan = await planSquash(host, graph, readRequest(context), dataSource);
      const isDryRun = readFlag(context.values, "dry-run");
      if (!isDryRun) await plan.write();
      report(context, plan, isDryRun);
      return EXIT.done;
    }),
};

function readRequest({ values }: CommandContext): SquashRequest {
  const message = readText(values, "message");
  return {
    range: readText(values, "range")!,
    keepBodies: readFlag(values, "keep-bodies"),
    delete: readFlag(values, "delete"),
    prove: values["prove"] !== false,
    ...(message === undefined ? {} : { message }),
  };
}

function report({ output, directory }: CommandContext, plan: SquashPlan, isDryRun: boolean): void {
  const { revision, members, squashes, file, source, proof, archive } = plan;
  output.json({ isDryRun, revision, members, squashes, file, proof, archive: archive ?? null, source });
  const name = path.relative(directory, file);
  if (isDryRun) {
    output.note(`${name}, instead of ${members.length} revisions:`);
    output.script(source);
    output.note(describeProof(proof));
    output.note("Nothing was changed.");
    return;
  }
  output.line(describeProof(proof));
  output.line(`Wrote ${name}, instead of ${members.length} revisions (${members[0]} to ${revision}).`);
  const folder = archive?.[0] === undefined ? undefined : path.relative(directory, path.dirname(archive[0].to));
  output.line(
    folder === undefined ? "Deleted their files." : `Their files are in ${folder} now, which no command reads.`,
  );
}

function describeProof(proof: Proof): string {
  if (proof.outcome === "not proved") return `Squash not proved: ${proof.reason}.`;
  const seconds = Math.max(0.1, proof.milliseconds / 1000).toFixed(1);
  return `Squash proved on a ${proof.place} in ${seconds} s: it leaves what the revisions leave, up and down.`;
}
