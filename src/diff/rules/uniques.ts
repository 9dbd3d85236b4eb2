import { stableJson } from "../../util/stable-json";
import { matchStructures } from "../match-structure";
import { planConstraints } from "../plan-constraints";
import { planPartComments } from "../plan-part-comments";
import type { TableRule } from "../table-pair";

/** Unique constraints, by their columns in order and how they treat NULL and transactions. */
export const compareUniques: TableRule = (pair, options) => {
  const match = matchStructures(
    pair.actual.uniques,
    pair.wanted.uniques,
    ({ name: _name, comment: _comment, ...structure }) =>
      stableJson({ ...structure, nullsNotDistinct: structure.nullsNotDistinct ?? false }),
  );
  return [
    ...planConstraints(pair, "unique", match, { drop: "drop unique", create: "create unique" }),
    ...planPartComments(pair, "unique", [...match.same, ...match.renamed], options),
  ];
};
