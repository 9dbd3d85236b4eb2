import path from "node:path";
import type { Diagnostic } from "../errors/diagnostic";
import type { Output } from "./output";

/** Prints findings for people: those of one file under its name, relative to the folder. */
export function reportFindings(output: Output, findings: readonly Diagnostic[], directory: string): void {
  const { style } = output;
  const width = Math.max(0, ...findings.map(({ line }) => String(line ?? "").length));
  let file: string | undefined;
  for (const finding of findings) {
    if (finding.file !== file) {
      file = finding.file;
      output.line(style.bold(file === undefined ? (finding.revision ?? "") : relativeTo(directory, file)));
    }
    const severity = finding.severity === "error" ? style.red("error  ") : style.yellow("warning");
    const line = style.dim(String(finding.line ?? "").padStart(width));
    output.line(`  ${line}  ${severity}  ${finding.message}  ${style.dim(finding.code)}`);
    if (finding.hint !== undefined) output.line(`  ${" ".repeat(width + 11)}${style.cyan("→")} ${finding.hint}`);
  }
  if (findings.length > 0) output.line();
}

/**
 * A finding as a workflow command of GitHub Actions, which shows it beside the line of the change.
 *
 * @param directory the root of the repository, where the paths of annotations start.
 */
export function formatAnnotation(finding: Diagnostic, directory: string): string {
  const { severity, code, message, hint, file, line } = finding;
  const properties = [
    ...(file === undefined ? [] : [`file=${escapeProperty(relativeTo(directory, file).replaceAll("\\", "/"))}`]),
    ...(line === undefined ? [] : [`line=${line}`]),
    `title=${escapeProperty(code)}`,
  ];
  const text = hint === undefined ? message : `${message}\n${hint}`;
  return `::${severity === "error" ? "error" : "warning"} ${properties.join(",")}::${escapeData(text)}`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

function relativeTo(directory: string, file: string): string {
  return path.relative(directory, file) || file;
}
