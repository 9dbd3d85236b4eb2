import { OrmError } from "../../errors/orm-error";
import { nearestName } from "../../util/nearest-name";
import type { LintLevel, LintOptions } from "./lint-options";
import { IGNORE_RULE, LINT_RULE_IDS, LINT_RULES } from "./rules";

/** The level of every rule. @throws OrmError `CONFIG.INVALID` for a rule or a level that there is not. */
export function lintLevels({ rules = {} }: LintOptions = {}): ReadonlyMap<string, LintLevel> {
  const levels = new Map<string, LintLevel>([...LINT_RULES, IGNORE_RULE].map(({ id, level }) => [id, level]));
  for (const [id, level] of Object.entries(rules)) {
    if (!levels.has(id)) throw unknownRule(id);
    if (!["error", "warn", "off"].includes(level)) throw unknownLevel(id, level);
    levels.set(id, level);
  }
  return levels;
}

function unknownRule(id: string): OrmError {
  const near = nearestName(id, LINT_RULE_IDS);
  return new OrmError("CONFIG.INVALID", `migrations.lint.rules: there is no rule "${id}"`, {
    hint: near === undefined ? `The rules are ${LINT_RULE_IDS.join(", ")}.` : `Did you mean "${near}"?`,
    details: { rule: id },
  });
}

function unknownLevel(id: string, level: unknown): OrmError {
  return new OrmError("CONFIG.INVALID", `migrations.lint.rules: "${id}" cannot be ${JSON.stringify(level)}`, {
    hint: 'Write "error", "warn" or "off".',
    details: { rule: id },
  });
}
