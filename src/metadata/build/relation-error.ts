import { OrmError } from "../../errors/orm-error";
import { nearestName } from "../../util/nearest-name";
import { describeProperty, type Named } from "./property-label";

/** An `ENTITY.RELATION_INVALID` for one property. */
export function relationError(
  target: Named,
  property: string,
  problem: string,
  hint: string,
  cause?: unknown,
): OrmError {
  return new OrmError("ENTITY.RELATION_INVALID", `${describeProperty(target, property)}: ${problem}`, {
    hint,
    details: { class: target.name, property },
    ...(cause === undefined ? {} : { cause }),
  });
}

/** A hint for a name that does not exist: the nearest one that does, or all of them. */
export function suggestName(name: string, candidates: Iterable<string>): string {
  const known = [...candidates];
  const nearest = nearestName(name, known);
  if (nearest !== undefined) return `Did you mean "${nearest}"?`;
  return known.length === 0 ? "There is none." : `Known: ${known.join(", ")}.`;
}
