import type { TablePart } from "../operations/operation";
import type { DiffOptions } from "./diff-options";
import type { PlannedOperation } from "./planned-operation";
import type { TablePair } from "./table-pair";

interface Commented {
  readonly name?: string;
  readonly comment?: string;
}

/** Comments on indexes and constraints that stay. Where the wanted side tells some things only, what it leaves out stays. */
export function planPartComments(
  { name: table, position }: TablePair,
  type: TablePart["type"],
  pairs: readonly (readonly [Commented, Commented])[],
  { keepUnknownObjects = false, hooks }: Pick<DiffOptions, "keepUnknownObjects" | "hooks">,
): readonly PlannedOperation[] {
  if (hooks?.compareComments === false) return [];
  return pairs.flatMap(([before, after]): readonly PlannedOperation[] => {
    const name = after.name ?? before.name;
    const isAsked = after.comment !== undefined || !keepUnknownObjects;
    if (name === undefined || before.comment === after.comment || !isAsked) return [];
    const [comment, previous] = [after.comment ?? null, before.comment ?? null];
    const operation = { kind: "commentOn", table, part: { type, name }, comment, previous } as const;
    return [{ stage: "change tables", table: position, step: "comment", operation }];
  });
}
