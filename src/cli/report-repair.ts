import { relative } from "node:path";
import type { HalfDoneRevision, HalfDoneStep } from "../migrate/half-done";
import type { RepairReport } from "../migrate/repair";
import type { Style } from "./style";

/** What `orm repair` found, line by line, each finding with what can be done about it. */
export function describeReport(
  { halfDone, edited, missing, redundantRows }: RepairReport,
  style: Style,
  directory = process.cwd(),
): readonly string[] {
  const lines = [
    ...(halfDone === undefined ? [] : describeHalfDone(halfDone, style)),
    ...edited.flatMap(({ revision, message, path, isCompiled }) => [
      `${style.yellow("edited")}  ${revision} ${message}: ${relative(directory, path)}`,
      advice(
        isCompiled
          ? `compiled anew, or edited; if nothing else changed: orm repair --accept ${revision}`
          : `get the file back, or take it as it is: orm repair --accept ${revision}`,
        style,
      ),
    ]),
    ...missing.flatMap(({ revision, message, appliedAt }) => [
      `${style.yellow("no file")}  ${revision} ${message}, applied ${appliedAt.slice(0, 19)}Z`,
      advice(
        "get the file back, or deploy the code that has it; orm downgrade can use what the database has kept",
        style,
      ),
    ]),
    ...(redundantRows.length === 0
      ? []
      : [
          `${style.yellow("version rows")}  ${redundantRows.join(", ")}: another row implies ${redundantRows.length === 1 ? "it" : "them"}`,
          advice("remove them: orm repair --version-rows", style),
        ]),
  ];
  return lines.length === 0 ? ["Nothing is half done, and every applied revision is as its file says."] : lines;
}

function describeHalfDone(
  { revision, direction, startedAt, steps }: HalfDoneRevision,
  style: Style,
): readonly string[] {
  const last = steps.at(-1)!;
  const isCutOff = last.state === "cut off";
  return [
    `${style.red("half done")}  ${direction} of revision ${revision}, begun ${startedAt.slice(0, 19)}Z`,
    ...steps.flatMap((step) => describeStep(step, style)),
    advice(
      isCutOff
        ? "run the command again: it asks the database whether the statement took effect, and goes on; where that is not known:"
        : "run the command again: it goes on from here",
      style,
    ),
    ...(isCutOff
      ? ["      orm repair --resume-after   the statement took effect", "      orm repair --rerun-step     it did not"]
      : []),
    "      orm repair --forget         the revision was finished or undone by hand",
  ];
}

function describeStep(
  { position, summary, state, done, statement, next }: HalfDoneStep,
  style: Style,
): readonly string[] {
  const mark = {
    done: style.green("done"),
    begun: style.yellow("begun"),
    "cut off": style.red("cut off"),
    failed: style.dim("failed"),
  };
  const oneLine = (sql: string): string => sql.replace(/\s+/g, " ").trim();
  const isShort = state === "done" || state === "failed";
  return [
    `  ${position}. ${mark[state]}  ${oneLine(summary)}`,
    ...(isShort ? [] : done.map((sql) => `      ${style.green("done")}  ${oneLine(sql)}`)),
    ...(statement === undefined ? [] : [`      ${style.red("?")}     ${oneLine(statement)}`]),
    ...next.map((sql) => `      ${style.dim("next")}  ${oneLine(sql)}`),
  ];
}

function advice(text: string, style: Style): string {
  return `    ${style.cyan("→")} ${text}`;
}
