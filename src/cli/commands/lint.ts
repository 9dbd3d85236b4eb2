import type { DataSource } from "../../data-source/data-source";
import { OrmError } from "../../errors/orm-error";
import type { LintChoice, LintDatabase, LintResult } from "../../migrate/lint/lint-project";
import type { Schema } from "../../schema/model";
import { readFlag, readText, type Command, type CommandContext } from "../command";
import { EXIT } from "../exit-status";
import { withProject, type OpenProject } from "../open-project";
import { formatAnnotation, reportFindings } from "../report-findings";

/** `orm lint`: what is dangerous or wrong in revisions, before they run anywhere. */
export const lintCommand: Command = {
  usage: "lint [range]",
  summary: "Find what is dangerous or wrong in revisions",
  positionals: {
    range: { describe: "one revision, or a:b from a to b, both included; default: what the database lacks" },
  },
  options: {
    all: { type: "boolean", describe: "All revisions" },
    "git-base": { type: "string", describe: "Those whose files this git ref does not have", requiresArg: true },
    offline: { type: "boolean", describe: "Do not ask the database" },
    format: { type: "string", describe: "How findings are printed", choices: ["text", "github"], default: "text" },
    "fail-on": {
      type: "string",
      describe: "The least grave finding that ends with status 1",
      choices: ["error", "warn"],
      default: "error",
    },
  },
  examples: [
    ["orm lint", "what the next upgrade would run"],
    ["orm lint --git-base origin/main --format github", "the new revisions of a pull request"],
  ],
  run: (context) =>
    withProject(context, { isOffline: readFlag(context.values, "offline") }, async (project) => {
      const { lintProject } =
        require("../../migrate/lint/lint-project") as typeof import("../../migrate/lint/lint-project");
      const database = project.dataSource === undefined ? undefined : await readDatabase(project.dataSource);
      const wanted = await readEntities(context, project);
      const result = await lintProject(project.host, project.graph, readChoice(context), { database, wanted });
      report(context, result);
      const least = readText(context.values, "fail-on") === "warn" ? ["error", "warning"] : ["error"];
      return result.findings.some(({ severity }) => least.includes(severity)) ? EXIT.failed : EXIT.done;
    }),
};

function readChoice({ values }: CommandContext): LintChoice {
  const range = readText(values, "range");
  const gitBase = readText(values, "git-base");
  return {
    all: readFlag(values, "all"),
    ...(range === undefined ? {} : { range }),
    ...(gitBase === undefined ? {} : { gitBase }),
  };
}

async function readDatabase(dataSource: DataSource): Promise<LintDatabase> {
  const { introspect } = require("../../migrate/schemas-of") as typeof import("../../migrate/schemas-of");
  const { createVersionTable } = require("../../migrate/version-table") as typeof import("../../migrate/version-table");
  const versionTable = createVersionTable(dataSource.dialect, dataSource.migrations);
  const rows = await dataSource.withConnection((connection) => versionTable.read(connection));
  return { rows, schema: await introspect(dataSource) };
}

/** What the entities want; where they cannot be loaded, the rule about them is left out. */
async function readEntities({ output }: CommandContext, { host }: OpenProject): Promise<Schema | undefined> {
  try {
    return await host.wantedSchema();
  } catch (error) {
    if (!OrmError.is(error)) throw error;
    output.note(`Without the entities: ${error.message}.`);
    return undefined;
  }
}

function report({ output, values, directory }: CommandContext, { findings, revisions, scope }: LintResult): void {
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const warnings = findings.length - errors;
  output.json({ scope, revisions, errors, warnings, findings });
  if (readText(values, "format") === "github") {
    const root = process.env["GITHUB_WORKSPACE"] ?? directory;
    for (const finding of findings) output.line(formatAnnotation(finding, root));
    return;
  }
  reportFindings(output, findings, directory);
  const where = `${count(revisions.length, "revision")} (${scope})`;
  if (revisions.length === 0) output.line(`Nothing to lint (${scope}).`);
  else if (findings.length === 0) output.line(`No findings in ${where}.`);
  else output.line(`${count(errors, "error")}, ${count(warnings, "warning")} in ${where}.`);
}

function count(number: number, noun: string): string {
  return `${number} ${number === 1 ? noun : `${noun}s`}`;
}
