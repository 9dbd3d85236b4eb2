import type { Hazard } from "./operation";

/** The words in front of a hazard, in revision files and in reports. */
const LABELS = {
  "data loss": "Loses data",
  rewrite: "Rewrites",
  lock: "Locks",
  incompatibility: "Breaks running code",
} as const satisfies Record<Hazard["kind"], string>;

/** A hazard that the other one says already: who reads the one need not be told the other. */
const IMPLIED: Partial<Record<Hazard["kind"], Hazard["kind"]>> = { incompatibility: "data loss", lock: "rewrite" };

/** A hazard with the words in front of it: `Locks: writes to table "users" wait ...`. */
export interface HazardNote extends Hazard {
  readonly label: (typeof LABELS)[Hazard["kind"]];
}

/**
 * What is worth a line above each operation: of hazards that imply each other the graver one, and each only once in a
 * row of operations, because what is true of the whole table is true of the next change too.
 */
export function hazardNotes(hazards: readonly (readonly Hazard[])[]): readonly (readonly HazardNote[])[] {
  const said = new Set<string>();
  return hazards.map((own) => {
    const kinds = new Set(own.map(({ kind }) => kind));
    return own.flatMap((hazard) => {
      const implying = IMPLIED[hazard.kind];
      if (implying !== undefined && kinds.has(implying)) return [];
      const label = LABELS[hazard.kind];
      const line = `${label}: ${hazard.message}`;
      if (said.has(line)) return [];
      said.add(line);
      return [{ ...hazard, label }];
    });
  });
}
