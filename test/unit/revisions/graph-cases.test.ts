import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { collectAncestors, type LinkedGraph } from "../../../src/revisions/graph-node";
import { linkRevisions } from "../../../src/revisions/link-revisions";
import { orderNewestFirst } from "../../../src/revisions/order-revisions";
import { planDowngrade, planUpgrade, type Step } from "../../../src/revisions/plan";
import type { Revision } from "../../../src/revisions/revision";
import { RevisionGraph } from "../../../src/revisions/revision-graph";
import {
  filterByLineage,
  idsOf,
  parseTarget,
  resolveBranch,
  resolveTarget,
  type Target,
} from "../../../src/revisions/target";

interface CaseRevision {
  rev: string;
  down: string[];
  labels: string[];
  depends_on: string[];
}
type Identifier = string | null | { non_string_bytes: string } | readonly (string | { non_string_bytes: string })[];
interface GraphCase {
  id: number;
  source: string;
  graph: string;
  op: string;
  order?: "exact" | "partial";
  query: {
    id?: Identifier;
    add?: CaseRevision;
    rev?: string;
    upper?: Target;
    lower?: Target;
    inclusive?: boolean;
    implicit_base?: boolean;
    for?: "upgrade" | "downgrade";
    current?: string[];
    target?: Target;
    targets?: string[];
    against?: string;
    of?: string[];
    revisions?: string[];
    heads?: string[];
    steps?: string[];
  };
  expect?: {
    revision?: string | null;
    revisions?: string[];
    heads?: string[];
    heads_before?: string[];
    heads_after?: string[];
    down?: string[];
    depends_on?: string[];
    all_down?: string[];
    normalized_down?: string[];
    set?: string[];
    steps?: string[];
    stamp_steps?: unknown[];
    version_table?: { rows: string[] }[];
  };
  error?: { kind: string; revisions_named?: string[]; label?: string };
}

const file = path.resolve(__dirname, "../../../../shared/data/alembic_graph_cases.json");
const data = existsSync(file)
  ? (JSON.parse(readFileSync(file, "utf8")) as { graphs: Record<string, CaseRevision[]>; cases: GraphCase[] })
  : undefined;

const toRevision = (revision: CaseRevision): Revision => ({
  revision: revision.rev,
  downRevision: revision.down.length === 0 ? null : revision.down.length === 1 ? revision.down[0]! : revision.down,
  branchLabels: revision.labels,
  dependsOn: revision.depends_on,
});

const toIdentifier = (id: Identifier | undefined): Target => {
  const convert = (part: unknown): unknown =>
    typeof part === "object" && part !== null && "non_string_bytes" in part
      ? Buffer.from(String(part.non_string_bytes))
      : part;
  return (Array.isArray(id) ? id.map(convert) : convert(id)) as Target;
};

/** The example of a map broken after loading becomes one that is broken when it is loaded. */
const revisionsOf = (example: GraphCase): Revision[] =>
  data!.graphs[example.graph]!.map(toRevision).map((revision) =>
    example.error?.kind === "broken_map" && revision.revision === "b1"
      ? { ...revision, dependsOn: ["fake"] }
      : revision,
  );

const rowsOf = (steps: readonly Step[]): string[][] => steps.map((step) => [...step.headsAfter].sort());
const stepsOf = (steps: readonly Step[]): string[] =>
  steps.map((step) => `${step.direction === "upgrade" ? "up" : "down"} ${step.revision}`);
const nodesOf = (graph: LinkedGraph, ids: readonly string[]) => ids.map((id) => graph.byId.get(id)!);
const anchorsOf = (graph: LinkedGraph, identifier: string) => {
  const { branch } = parseTarget(graph, identifier);
  return [...(branch === undefined ? [] : [resolveBranch(graph, branch)]), ...resolveTarget(graph, identifier)];
};

const run: Record<string, (example: GraphCase) => unknown> = {
  load: (example) => ({ heads: RevisionGraph.from(revisionsOf(example)).heads }),
  resolve_one: (example) => ({
    revision: RevisionGraph.from(revisionsOf(example)).resolve(toIdentifier(example.query.id))?.revision ?? null,
  }),
  resolve_many: (example) => ({
    revisions: RevisionGraph.from(revisionsOf(example))
      .resolveAll(toIdentifier(example.query.id))
      .map((revision) => revision.revision),
  }),
  append: (example) => ({
    heads_before: RevisionGraph.from(revisionsOf(example)).heads,
    heads_after: RevisionGraph.from([...revisionsOf(example), toRevision(example.query.add!)]).heads,
  }),
  range: (example) => {
    const { upper, lower, inclusive, implicit_base: implicitBase, for: direction } = example.query;
    const options = { inclusive: inclusive!, implicitBase: implicitBase!, direction: direction! };
    const revisions = RevisionGraph.from(revisionsOf(example)).range(upper!, lower!, options);
    return { revisions: revisions.map((revision) => revision.revision) };
  },
  plan_upgrade: (example) => {
    const steps = RevisionGraph.from(revisionsOf(example)).planUpgrade(example.query.current!, example.query.target!);
    return { steps: stepsOf(steps), version_table: rowsOf(steps) };
  },
  plan_downgrade: (example) => {
    const steps = RevisionGraph.from(revisionsOf(example)).planDowngrade(example.query.current!, example.query.target!);
    return { steps: stepsOf(steps), version_table: rowsOf(steps) };
  },
  plan_stamp: (example) => ({
    version_table: rowsOf(
      RevisionGraph.from(revisionsOf(example)).planStamp(example.query.current!, example.query.target!),
    ),
  }),
  apply_steps: (example) => {
    const graph = linkRevisions(revisionsOf(example));
    let rows: readonly string[] = example.query.current!;
    const tables = example.query.steps!.map((text) => {
      const [direction, id] = text.split(" ") as [string, string];
      const steps = direction === "up" ? planUpgrade(graph, rows, id) : planDowngrade(graph, rows, `${id}@${id}-1`);
      expect(stepsOf(steps)).toEqual([text]);
      rows = steps[0]!.headsAfter;
      return [...rows].sort();
    });
    return { version_table: tables };
  },
  down_sets: (example) => {
    const node = linkRevisions(revisionsOf(example)).byId.get(example.query.rev!)!;
    const dependsOn = [...node.revision.dependsOn];
    const result = {
      down: idsOf(node.down),
      depends_on: dependsOn,
      all_down: [...new Set([...idsOf(node.down), ...dependsOn])],
      normalized_down: idsOf(node.parents),
    };
    return Object.fromEntries(Object.entries(result).filter(([key]) => key in example.expect!));
  },
  filter_lineage: (example) => {
    const graph = linkRevisions(revisionsOf(example));
    const { targets, against } = example.query;
    return { revisions: idsOf(filterByLineage(nodesOf(graph, targets!), anchorsOf(graph, against!))) };
  },
  bases_of: (example) => {
    const graph = linkRevisions(revisionsOf(example));
    const anchors = anchorsOf(graph, example.query.id as string);
    return { revisions: idsOf(anchors.length === 0 ? graph.bases : filterByLineage(graph.bases, anchors)) };
  },
  ancestors_inclusive: (example) => {
    const graph = linkRevisions(revisionsOf(example));
    return { set: idsOf([...collectAncestors(nodesOf(graph, example.query.of!), "all")]).sort() };
  },
  topological_sort: (example) => {
    const graph = linkRevisions(revisionsOf(example));
    const { revisions, heads } = example.query;
    return { revisions: idsOf(orderNewestFirst(new Set(nodesOf(graph, revisions!)), nodesOf(graph, heads!))) };
  },
};

function expectedOf(example: GraphCase): unknown {
  const { version_table: table, stamp_steps: _, ...rest } = example.expect!;
  return table === undefined ? rest : { ...rest, version_table: table.map((entry) => [...entry.rows].sort()) };
}

function assertPartialOrder(
  example: GraphCase,
  actual: { revisions?: string[]; steps?: string[]; version_table?: string[][] },
): void {
  const expected = example.expect!;
  if (actual.revisions !== undefined) {
    expect([...actual.revisions].sort()).toEqual([...expected.revisions!].sort());
    const graph = linkRevisions(revisionsOf(example));
    const position = new Map(actual.revisions.map((id, index) => [id, index]));
    for (const node of graph.nodes) {
      for (const parent of node.parents) expect(position.get(parent.id)).toBeGreaterThan(position.get(node.id)!);
    }
  } else {
    expect([...actual.steps!].sort()).toEqual([...expected.steps!].sort());
    expect(actual.version_table!.at(-1)).toEqual([...expected.version_table!.at(-1)!.rows].sort());
  }
}

const cases = data?.cases ?? [];
(data === undefined ? describe.skip : describe)(
  "revision graph, cases recorded from Alembic (skipped where the file is not there)",
  () => {
    it.each(cases.map((example) => [`${example.id} ${example.source.split("::").at(-1)}`, example] as const))(
      "%s",
      (_name, example) => {
        if (example.error === undefined) {
          const actual = run[example.op]!(example);
          if (example.order === "partial") assertPartialOrder(example, actual as { revisions?: string[] });
          else expect(actual).toEqual(expectedOf(example));
          return;
        }
        let caught: unknown;
        try {
          run[example.op]!(example);
        } catch (error) {
          caught = error;
        }
        expect(caught).toMatchObject({
          code: `REVISION.${example.error.kind.toUpperCase()}`,
          hint: expect.any(String) as string,
        });
        const named = (caught as { details: { revisions?: string[] } }).details.revisions;
        if (example.error.revisions_named !== undefined) expect(named).toEqual(example.error.revisions_named);
      },
    );
    if (data === undefined) it("has no file to read", () => undefined);
  },
);
