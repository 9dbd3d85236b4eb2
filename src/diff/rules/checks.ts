import type { CheckConstraint } from "../../schema/model";
import { matchStructures } from "../match-structure";
import { planConstraints, planValidations, validityOf } from "../plan-constraints";
import type { TableRule } from "../table-pair";

/** Check constraints, by their condition in the database's own spelling. */
export const compareChecks: TableRule = (pair) => {
  const { checks } = pair.wanted;
  const match = matchStructures(pair.actual.checks, checks, validityOf(checks, structureOf));
  return [
    ...planConstraints(pair, "check", match, { drop: "drop check", create: "create check" }),
    ...planValidations(pair, "check", [...match.same, ...match.renamed]),
  ];
};

function structureOf({ expression, noInherit, notEnforced }: CheckConstraint): string {
  return [
    expression,
    ...(noInherit === true ? ["NO INHERIT"] : []),
    ...(notEnforced === true ? ["NOT ENFORCED"] : []),
  ].join(" ");
}
