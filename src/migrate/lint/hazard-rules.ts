import type { Hazard } from "../../operations/operation";
import type { LintRule } from "./lint-rule";

/** One rule for each kind of hazard, which the operations and the dialect know. */
export const hazardRules: readonly LintRule[] = [
  hazardRule("data loss", {
    id: "data-loss",
    summary: "Drops or overwrites what rows hold.",
    level: "error",
  }),
  hazardRule("rewrite", {
    id: "rewrite",
    summary: "Writes a whole table anew, while others wait.",
    level: "warn",
  }),
  hazardRule("lock", {
    id: "lock",
    summary: "Makes readers or writers of a table wait for as long as its rows take.",
    level: "warn",
  }),
  hazardRule("incompatibility", {
    id: "incompatible",
    summary: "Breaks code that was written for the schema before, and still runs while the new one is rolled out.",
    level: "warn",
    impliedBy: ["not-null-without-backfill"],
  }),
];

function hazardRule(kind: Hazard["kind"], rule: Omit<LintRule, "check">): LintRule {
  return {
    ...rule,
    check: ({ upgrade, hazards }) =>
      upgrade.operations.flatMap((operation, position) =>
        (hazards[position] ?? [])
          .filter((hazard) => hazard.kind === kind)
          .map(({ label, message, hint }) => ({
            message: `${label.toLowerCase()}: ${message}`,
            operation,
            ...(hint === undefined ? {} : { hint }),
          })),
      ),
  };
}
