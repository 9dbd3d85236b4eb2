import { LINT_RULE_IDS } from "./rules";

/** A comment `// orm-lint-ignore rule: reason`. */
export interface IgnoreComment {
  /** The line it stands on, from 1. */
  readonly line: number;
  readonly rules: readonly string[];
  readonly reason: string;
  /** The line that it is about: its own, or the next one with code. Absent for one above the functions, which is about the whole file. */
  readonly target?: number;
}

const COMMENT = /\/\/\s*orm-lint-ignore\b[ \t]*([^:]*)(?::(.*))?$/;
const FUNCTION = /\b(?:upgrade|downgrade)\b\s*[=(:]/;

/** The comments of a file that silence rules. */
export function readIgnoreComments(text: string): readonly IgnoreComment[] {
  if (!text.includes("orm-lint-ignore")) return [];
  const lines = text.split(/\r?\n/);
  const firstFunction = lines.findIndex((line) => FUNCTION.test(line) && !isComment(line));
  return lines.flatMap((line, index): readonly IgnoreComment[] => {
    const found = COMMENT.exec(line);
    if (found === null) return [];
    const rules = found[1]!.split(/[,\s]+/).filter((rule) => rule !== "");
    const comment = { line: index + 1, rules, reason: (found[2] ?? "").trim() };
    if (index < firstFunction && isComment(line)) return [comment];
    return [{ ...comment, target: (isComment(line) ? nextCode(lines, index) : index) + 1 }];
  });
}

/** Whether a comment silences a rule on a line; what is about no line is silenced from anywhere in the file. */
export function silences(comment: IgnoreComment, rule: string, line: number | undefined): boolean {
  if (!comment.rules.includes(rule)) return false;
  return comment.target === undefined || line === undefined || comment.target === line;
}

/** What is wrong with the comment itself, apart from silencing nothing. */
export function complaintOf({ rules, reason }: IgnoreComment): string | undefined {
  const unknown = rules.filter((rule) => !LINT_RULE_IDS.includes(rule));
  if (rules.length === 0) return "orm-lint-ignore names no rule";
  if (unknown.length > 0) return `orm-lint-ignore: there is no rule ${unknown.map((rule) => `"${rule}"`).join(", ")}`;
  return reason === "" ? "orm-lint-ignore gives no reason" : undefined;
}

function isComment(line: string): boolean {
  return /^\s*(?:\/\/|\/\*|\*)/.test(line);
}

function nextCode(lines: readonly string[], from: number): number {
  const next = lines.findIndex((line, index) => index > from && line.trim() !== "" && !isComment(line));
  return next === -1 ? from : next;
}
