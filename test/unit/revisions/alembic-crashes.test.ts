import { OrmError } from "../../../src/errors/orm-error";
import type { Step } from "../../../src/revisions/plan";
import { parseGraph } from "./parse-graph";

const walk = (steps: readonly Step[]): string[] =>
  steps.map(({ revision, headsAfter }) => `${revision}: ${headsAfter.join(" ") || "base"}`);

/** What is refused, as a program sees it. */
function refusalOf(action: () => unknown): { code: string; message: string; hasHint: boolean } {
  try {
    action();
  } catch (error) {
    if (OrmError.is(error)) return { code: error.code, message: error.message, hasHint: error.hint !== undefined };
    throw error;
  }
  throw new Error("nothing was refused");
}

// Alembic 1.19.2 ends each of these with an exception of Python's own, or leaves wrong rows behind.
describe("where Alembic crashes", () => {
  it("dies with KeyError in `upgrade head` where a merge crosses a dependency on an ancestor: here it goes through", () => {
    const graph = parseGraph("a b<a c<b i<a j<c+i^b");
    expect(walk(graph.planUpgrade([], "head"))).toEqual(["a: a", "b: b", "i: b i", "c: c i", "j: j"]);
  });

  it("leaves redundant rows in the version table on the way down over the same graph: here they are the maximal elements", () => {
    const graph = parseGraph("a b<a c<b i<a j<c+i^b");
    const down = graph.planDowngrade(["j"], "base");
    expect(walk(down)).toEqual(["j: c i", "c: b i", "i: b", "b: a", "a: base"]);
  });

  it("fails `current --check-heads` on an up-to-date database with a dependency: here the rows stand for what they depend on", () => {
    const graph = parseGraph("a b<a x#data^b");
    const rows = graph.planUpgrade([], "heads").at(-1)!.headsAfter;
    expect([rows, graph.heads, graph.heads.filter((head) => !graph.appliedBy(rows).has(head))]).toEqual([
      ["x"],
      ["b", "x"],
      [],
    ]);
  });

  it("dies with AssertionError in `history -r X:` where a base has a dependency: here the range is the line above X", () => {
    const graph = parseGraph("a b<a x^b y<x");
    const range = (upper: string, lower: string): string[] =>
      graph.range(upper, lower, { inclusive: true }).map(({ revision }) => revision);
    expect([range("heads", "x"), range("heads", "a"), range("heads", "b")]).toEqual([["y", "x"], ["b", "a"], ["b"]]);
  });

  it("dies with TypeError in `upgrade <base>-1`: here that is base, which every database has", () => {
    const graph = parseGraph("a b<a");
    expect([graph.planUpgrade([], "a-1"), graph.planUpgrade(["b"], "a-1")]).toEqual([[], []]);
  });

  it.each([
    [
      "upgrade <head>+1",
      () => parseGraph("a b<a").planUpgrade([], "b+1"),
      'revision "b" is followed by nothing, not 1',
    ],
    ["upgrade <base>-2", () => parseGraph("a b<a").planUpgrade([], "a-2"), 'revision "a" has 1 step to base, not 2'],
    ["upgrade base-1", () => parseGraph("a b<a").planUpgrade([], "base-1"), "base has nothing before it, not 1"],
    [
      "downgrade label@-1, nothing applied",
      () => parseGraph("a#one b<a").planDowngrade([], "one@-1"),
      'nothing of branch "one" is applied',
    ],
  ])("dies with AssertionError or TypeError in `%s`: here it is refused with a reason", (_name, action, message) => {
    expect(refusalOf(action)).toEqual({
      code: "REVISION.RELATIVE_OUT_OF_RANGE",
      message: expect.stringContaining(message) as string,
      hasHint: true,
    });
  });
});
