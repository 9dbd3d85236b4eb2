import type { CheckConstraint } from "../../schema/model";
import { matchStructures } from "../match-structure";
import { planConstraints, planValidations, validityOf } from "../plan-constraints";
import { planPartComments } from "../plan-part-comments";
import type { TableRule } from "../table-pair";

/** Check constraints, by their condition in the database's own spelling. */
export const compareChecks: TableRule = (pair, options) => {
  const { checks } = pair.wanted;
  const match = matchStructures(pair.actual.checks, checks, validityOf(checks, structureOf));
  return [
    ...planConstraints(pair, "check", match, { drop: "drop check", create: "create check" }),
    ...planValidations(pair, "check", [...match.same, ...match.renamed]),
    ...planPartComments(pair, "check", [...match.same, ...match.renamed], options),
  ];
};

function structureOf({ expression, noInherit, notEnforced }: CheckConstraint): string {
  return [
    expression,
    ...(noInherit === true ? ["NO INHERIT"] : []),
    ...(notEnforced === true ? ["NOT ENFORCED"] : []),
  ].join(" ");
}
