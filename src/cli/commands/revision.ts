import type { DiffAnswers } from "../../diff/diff-options";
import { OrmError } from "../../errors/orm-error";
import type { RevisionRequest } from "../../migrate/revision-request";
import type { Runner } from "../../migrate/runner";
import { readFlag, readList, readText, type Command, type CommandContext } from "../command";
import { EXIT } from "../exit-status";
import { openMigrationPlace, withRunner } from "../open-runner";
import { tenantOptions } from "../read-tenants";
import { answerQuestions } from "../answer-questions";
import { answerOptions, readAnswers } from "../read-answers";
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
    "branch-label": { type: "array", string: true, describe: "A label for the new branch", requiresArg: true },
    "depends-on": {
      type: "array",
      string: true,
      describe: "A revision that must be applied before; may be given several times",
      requiresArg: true,
    },
    "rev-id": { type: "string", describe: "The id, instead of a random one", requiresArg: true },
    "version-path": {
      type: "string",
      describe: "The folder to write into, where there are several",
      requiresArg: true,
    },
    sql: { type: "boolean", describe: "Connect to no database, as without --autogenerate; refused with it" },
    "allow-empty": { type: "boolean", describe: "With --autogenerate: write a file also when nothing differs" },
    prove: {
      type: "boolean",
      default: true,
      describe: "With --autogenerate: try it on a scratch schema first; --no-prove writes it untried",
    },
    "lock-safe": {
      type: "boolean",
      describe: "With --autogenerate: write forms that keep no lock for long, where the database has them",
    },
    tenant: { ...tenantOptions.tenant, describe: "With --autogenerate: compare with this tenant of the configuration" },
    ...answerOptions,
  },
  examples: [['orm revision --autogenerate -m "add email to users"', "from the entities"]],
  async run(context) {
    const request = readRequest(context);
    if (request.autogenerate !== true) {
      requireNoAutogenerateOption(context);
      const { writeNewRevision } =
        require("../../migrate/create-revision") as typeof import("../../migrate/create-revision");
      const place = await openMigrationPlace(context);
      return report(context, await writeNewRevision(place, request));
    }
    refuseSql(context);
    return withRunner(context, { entities: true, readsOnly: true }, async ({ runner, database }) => {
      context.output.line(`Comparing the entities with ${database}`);
      const write = (answers: DiffAnswers): ReturnType<Runner["revision"]> => runner.revision({ ...request, answers });
      return report(context, await answerQuestions(context, request.answers ?? {}, write));
    });
  },
};

/** A comparison needs the database, and writes a file: what it would run, another command prints. */
function refuseSql({ values }: CommandContext): void {
  if (!readFlag(values, "sql")) return;
  throw new OrmError("CLI.USAGE", "--sql and --autogenerate exclude each other", {
    hint: "`orm diff --sql` prints the statements that differ; `orm upgrade --sql` those of revisions.",
  });
}

/** What each option would change in a comparison, which a revision that is not compared has none of. */
function requireNoAutogenerateOption({ values }: CommandContext): void {
  const given = [
    ...["lock-safe", "allow-empty"].filter((name) => readFlag(values, name)),
    ...["prove", "renames"].filter((name) => values[name] === false).map((name) => `no-${name}`),
    ...["rename", "rename-value", "value", "using", "downgrade-using", "hints"].filter(
      (name) => readList(values, name).length > 0,
    ),
  ];
  if (given.length === 0) return;
  const options = given.map((name) => `--${name}`).join(", ");
  throw new OrmError("CLI.USAGE", `${options} ${given.length === 1 ? "says" : "say"} nothing without --autogenerate`, {
    hint: "Add --autogenerate to write what differs, or leave it out for an empty revision.",
  });
}

function readRequest({ values, directory, config }: CommandContext): RevisionRequest {
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
    ...(values["prove"] === false ? { prove: false } : {}),
    ...(typeof values["lock-safe"] === "boolean" ? { lockSafe: values["lock-safe"] } : {}),
    allowEmpty: readFlag(values, "allow-empty"),
    answers: readAnswers(values, directory),
    x: config.x ?? {},
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
