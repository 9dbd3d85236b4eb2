import { stableJson } from "../../util/stable-json";
import { matchStructures } from "../match-structure";
import { planConstraints } from "../plan-constraints";
import { planPartComments } from "../plan-part-comments";
import type { TableRule } from "../table-pair";

/**
 * Exclusion constraints, by all that they say beside their name. Where the wanted side tells some things only and nothing of
 * them, they stay.
 */
export const compareExclusions: TableRule = (pair, options) => {
  if (options.keepUnknownObjects === true && pair.wanted.exclusions === undefined) return [];
  const [before, after] = [pair.actual.exclusions ?? [], pair.wanted.exclusions ?? []];
  const match = matchStructures(before, after, ({ name: _name, comment: _comment, ...structure }) =>
    stableJson(structure),
  );
  return [
    ...planConstraints(pair, "exclusion", match, { drop: "drop exclusion", create: "create exclusion" }),
    ...planPartComments(pair, "exclusion", [...match.same, ...match.renamed], options),
  ];
};
