import { OrmError } from "../errors/orm-error";
import type { Step } from "../revisions/plan";
import type { RevisionGraph } from "../revisions/revision-graph";

/** What is done to a database. */
export type RunKind = "upgrade" | "downgrade" | "stamp";

/** What a script goes from, and the steps that it writes. */
export interface OfflinePlan {
  /** The rows of the version table at the beginning. */
  readonly start: readonly string[];
  readonly steps: readonly Step[];
}

/**
 * From what the command line says, `b` or `a:b`, to the steps. An upgrade and a stamp without a range start at base.
 * @throws OrmError `CLI.USAGE` for a downgrade without a range, and for two different starts; `REVISION.*`.
 */
export function planOffline(graph: RevisionGraph, kind: RunKind, targets: readonly string[]): OfflinePlan {
  const ranges = targets.map((target) => readRange(kind, target));
  const starts = [...new Set(ranges.flatMap(({ from }) => (from === undefined ? [] : [from])))];
  if (starts.length > 1) {
    throw usage(`${kind} --sql takes one start, not ${starts.join(" and ")}`, "Write one range: stamp a:b c.");
  }
  const start = startOf(graph, starts[0]);
  const ends = ranges.map(({ to }) => to);
  if (kind === "stamp") return { start, steps: graph.planStamp(start, ends) };
  const end = ends[0] ?? "head";
  if (kind === "downgrade") return { start, steps: graph.planDowngrade(start, end) };
  const isEmpty = graph.revisions.length === 0 && (end === "head" || end === "heads");
  return { start, steps: isEmpty ? [] : graph.planUpgrade(start, end) };
}

function readRange(kind: RunKind, target: string): { readonly from?: string; readonly to: string } {
  const parts = target.split(":");
  if (parts.length > 2) throw usage(`"${target}" is no range`, "Write it as <from>:<to>.");
  if (parts.length === 1) {
    if (kind !== "downgrade") return { to: target };
    throw usage(
      "downgrade with --sql requires <from>:<to>",
      "A script cannot ask the database where it is: orm downgrade 3f2a:base --sql.",
    );
  }
  const [from = "", to = ""] = parts;
  if (to === "" && kind !== "upgrade") throw usage(`"${target}" has no end`, "Write it as <from>:<to>.");
  return { from: from === "" ? "base" : from, to: to === "" ? "head" : to };
}

/** The rows of the version table where the range begins; several heads are parted by commas. */
function startOf(graph: RevisionGraph, from: string | undefined): readonly string[] {
  if (from === undefined) return [];
  const targets = from.split(",").map((part) => part.trim());
  return [...new Set(targets.flatMap((target) => graph.resolveAll(target)).map(({ revision }) => revision))];
}

function usage(message: string, hint: string): OrmError {
  return new OrmError("CLI.USAGE", message, { hint });
}
