/**
 * Planning over a chain of diamonds (a branch point, two branches, a merge point, and again), of which the count of revisions grows:
 * the time must grow as the count does. Prints milliseconds.
 *
 * `node bench/graph-plan.mjs`
 */
import { createRequire } from "node:module";
import { printTable } from "./support/measure.mjs";

const { RevisionGraph } = createRequire(import.meta.url)(
  `${process.env.ORMOLU_BENCH_CHECKOUT ?? ".."}/dist/entry/migrate.js`,
);

/** `a0 < b0, c0 < a1 < b1, c1 < a2 ...` */
function diamonds(count) {
  const revisions = [];
  const add = (revision, downRevision) => revisions.push({ revision, downRevision, branchLabels: [], dependsOn: [] });
  for (let index = 0; revisions.length < count; index += 1) {
    add(`a${index}`, index === 0 ? null : [`b${index - 1}`, `c${index - 1}`]);
    add(`b${index}`, `a${index}`);
    add(`c${index}`, `a${index}`);
  }
  return revisions;
}

function time(work) {
  const started = performance.now();
  const result = work();
  return [result, performance.now() - started];
}

const rows = [1250, 2500, 5000, 10_000, 20_000].map((count) => {
  const [graph, link] = time(() => RevisionGraph.from(diamonds(count)));
  const [up, upgrade] = time(() => graph.planUpgrade([], "heads"));
  const top = up.at(-1).headsAfter;
  const [, downgrade] = time(() => graph.planDowngrade(top, "base"));
  const [, range] = time(() => graph.range("heads", "base"));
  const [, stamp] = time(() => graph.planStamp(top, "a0"));
  return [up.length, ...[link, upgrade, downgrade, range, stamp].map((value) => value.toFixed(1))];
});
printTable(["revisions", "link", "plan upgrade", "plan downgrade", "range", "plan stamp"], rows);
