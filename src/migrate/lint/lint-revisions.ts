import { readFile } from "node:fs/promises";
import { analyzeHazards } from "../../dialect/hazards";
import type { Diagnostic } from "../../errors/diagnostic";
import { hazardNotes } from "../../operations/hazard-notes";
import type { Revision } from "../../revisions/revision";
import type { RevisionGraph } from "../../revisions/revision-graph";
import type { Schema } from "../../schema/model";
import { stableJson } from "../../util/stable-json";
import { simulateRevision, type SimulatedRun, type SimulationHost } from "../simulate-revision";
import { simulateSteps } from "../simulate-schema";
import { complaintOf, readIgnoreComments, silences, type IgnoreComment } from "./ignore-comments";
import type { LintLevel, LintOptions } from "./lint-options";
import type { LintFinding, LintRule, LintSubject } from "./lint-rule";
import { lintLevels } from "./lint-settings";
import { IGNORE_RULE, LINT_RULES } from "./rules";

/** What is to be linted. */
export interface LintRequest {
  /** The ids of the revisions to report about; those that they follow are simulated too. */
  readonly revisions: ReadonlySet<string>;
  /** Where the simulation starts: the rows of the version table, and the schema that goes with them. */
  readonly start: { readonly rows: readonly string[]; readonly schema: Schema };
  /** What the entities want; absent where they are not known. */
  readonly wanted: Schema | undefined;
  /** Revisions that are published, and whose files were edited since. */
  readonly edited?: ReadonlySet<string>;
  readonly options: LintOptions | undefined;
}

/** A finding of a rule that is not silenced, and the level it has. */
interface Leveled extends LintFinding {
  readonly rule: Omit<LintRule, "check">;
  readonly level: Exclude<LintLevel, "off">;
}

/**
 * Runs revisions without a database, and asks every rule about each of them.
 * @returns the findings, in the order in which the revisions run and by line.
 * @throws OrmError `CONFIG.INVALID` for a rule that there is not; `REVISION.LOAD_FAILED`.
 */
export async function lintRevisions(
  host: SimulationHost,
  graph: RevisionGraph,
  { revisions, start, wanted, options, edited = new Set() }: LintRequest,
): Promise<readonly Diagnostic[]> {
  const levels = lintLevels(options);
  const needed = graph.effectiveHeads.filter((head) => [...graph.appliedBy([head])].some((id) => revisions.has(id)));
  const plan = graph.planUpgrade(start.rows, needed);
  const simulated = await simulateSteps(host, graph, plan, start.schema);
  const end = simulated.at(-1)?.run.after ?? start.schema;
  const found: Diagnostic[] = [];
  for (const { step, run } of simulated) {
    if (!revisions.has(step.revision)) continue;
    const revision = graph.get(step.revision);
    const text = revision.path === undefined ? "" : await readFile(revision.path, "utf8");
    const downgrade = await simulateRevision(host, revision, "downgrade", run.after);
    const hazards = hazardsOf(run, host.dialect);
    const isEdited = edited.has(step.revision);
    const { dialect } = host;
    const subject = { revision, text, upgrade: run, downgrade, hazards, end, wanted, graph, dialect, isEdited };
    found.push(...checkSubject(subject, levels));
  }
  return found;
}

function hazardsOf({ operations, before }: SimulatedRun, dialect: SimulationHost["dialect"]): LintSubject["hazards"] {
  const known = operations.map(({ operation }) => operation);
  return hazardNotes(analyzeHazards(known, before, dialect.hazards));
}

/** The findings about one revision, without those that its comments silence. */
export function checkSubject(subject: LintSubject, levels: ReadonlyMap<string, LintLevel>): readonly Diagnostic[] {
  const comments = readIgnoreComments(subject.text);
  const all = LINT_RULES.flatMap((rule): readonly Leveled[] => {
    const level = levels.get(rule.id) ?? rule.level;
    return level === "off" ? [] : rule.check(subject).map((finding) => ({ ...finding, rule, level }));
  });
  const spoken = all.filter((finding) => !isImplied(finding, all));
  const used = new Set<IgnoreComment>();
  const kept = spoken.filter((finding) => {
    const silencing = comments.filter((comment) => silences(comment, finding.rule.id, lineOf(finding)));
    for (const comment of silencing) used.add(comment);
    return silencing.length === 0;
  });
  const findings = [...kept, ...checkComments(comments, used, levels)];
  // A call in a loop is reported once.
  const said = new Map(findings.map((finding) => [stableJson(toDiagnostic(finding, subject.revision)), finding]));
  return [...said.values()]
    .map((finding) => toDiagnostic(finding, subject.revision))
    .sort((left, right) => (left.line ?? 0) - (right.line ?? 0));
}

function isImplied({ rule, operation }: Leveled, all: readonly Leveled[]): boolean {
  if (rule.impliedBy === undefined || operation === undefined) return false;
  return all.some((other) => other.operation === operation && rule.impliedBy!.includes(other.rule.id));
}

function checkComments(
  comments: readonly IgnoreComment[],
  used: ReadonlySet<IgnoreComment>,
  levels: ReadonlyMap<string, LintLevel>,
): readonly Leveled[] {
  const level = levels.get(IGNORE_RULE.id) ?? IGNORE_RULE.level;
  if (level === "off") return [];
  return comments.flatMap((comment): readonly Leveled[] => {
    const isIdle = !used.has(comment) && comment.rules.some((rule) => levels.get(rule) !== "off");
    const message = complaintOf(comment) ?? (isIdle ? "orm-lint-ignore silences nothing" : undefined);
    if (message === undefined) return [];
    const hint = "Write it on the line above the call: // orm-lint-ignore rule: reason";
    return [{ rule: IGNORE_RULE, level, message, hint, line: comment.line }];
  });
}

function lineOf({ line, operation }: LintFinding): number | undefined {
  return line ?? operation?.line;
}

function toDiagnostic(finding: Leveled, { revision, path }: Revision): Diagnostic {
  const line = lineOf(finding);
  return {
    code: finding.rule.id,
    severity: finding.level === "error" ? "error" : "warning",
    message: finding.message,
    ...(finding.hint === undefined ? {} : { hint: finding.hint }),
    ...(path === undefined ? {} : { file: path }),
    ...(line === undefined ? {} : { line }),
    revision,
  };
}
