import { downgradeRules } from "./downgrade-rules";
import { hazardRules } from "./hazard-rules";
import { headRules } from "./head-rules";
import type { LintRule } from "./lint-rule";
import { nameRules } from "./name-rules";
import { sqlRules } from "./sql-rules";
import { valueRules } from "./value-rules";

/** Every rule of `orm lint`. */
export const LINT_RULES: readonly LintRule[] = [
  ...hazardRules,
  ...valueRules,
  ...downgradeRules,
  ...sqlRules,
  ...nameRules,
  ...headRules,
];

/** The rule about `orm-lint-ignore` itself, which sees what the others found. */
export const IGNORE_RULE = {
  id: "ignore-comment",
  summary: "Ignores by a comment that names no rule, gives no reason, or silences nothing.",
  level: "warn",
} as const satisfies Omit<LintRule, "check">;

/** The ids of all rules, in the order of the documentation. */
export const LINT_RULE_IDS: readonly string[] = [...LINT_RULES, IGNORE_RULE].map(({ id }) => id);
