import type { PrimaryKey } from "../../schema/model";
import { stableJson } from "../../util/stable-json";
import { matchStructures } from "../match-structure";
import { planConstraints } from "../plan-constraints";
import { planPartComments } from "../plan-part-comments";
import type { TableRule } from "../table-pair";

/** The primary key: its columns in order, how it treats transactions and ranges, and its name where both sides have one. */
export const comparePrimaryKey: TableRule = (pair, options) => {
  const keys = [pair.actual, pair.wanted].map(({ primaryKey }) => (primaryKey === undefined ? [] : [primaryKey]));
  const match = matchStructures<PrimaryKey>(keys[0]!, keys[1]!, ({ name: _name, comment: _comment, ...structure }) =>
    stableJson({ ...structure, withoutOverlaps: structure.withoutOverlaps ?? false }),
  );
  return [
    ...planConstraints(pair, "primaryKey", match, { drop: "drop primary key", create: "create primary key" }),
    ...planPartComments(pair, "primaryKey", [...match.same, ...match.renamed], options),
  ];
};
