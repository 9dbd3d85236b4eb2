import { OrmError } from "../../../src/errors/orm-error";
import { RevisionGraph } from "../../../src/revisions/revision-graph";
import type { Revision } from "../../../src/revisions/revision";
import { parseGraph as graphOf, parseRevision } from "./parse-graph";

function errorOf(action: () => unknown): Pick<OrmError, "code" | "message" | "hint"> {
  try {
    action();
  } catch (error) {
    if (OrmError.is(error)) return { code: error.code, message: error.message, hint: error.hint };
    throw error;
  }
  throw new Error("it did not fail");
}

const walk = (graph: RevisionGraph, upper: string, lower: string) =>
  graph.range(upper, lower).map((revision) => revision.revision);
const chain = (length: number): Revision[] =>
  Array.from({ length }, (_, index) => ({
    revision: `r${index}`,
    downRevision: index === 0 ? null : `r${index - 1}`,
    branchLabels: [],
    dependsOn: [],
  }));

describe("RevisionGraph", () => {
  it("knows heads, effective heads and bases in load order", () => {
    const graph = graphOf("y a b<a x^b z<y");
    expect({ heads: graph.heads, effective: graph.effectiveHeads, bases: graph.bases }).toEqual({
      heads: ["b", "x", "z"],
      effective: ["x", "z"],
      bases: ["y", "a", "x"],
    });
  });

  it("plans an upgrade with the rows before and after each step", () => {
    expect(graphOf("a b<a c1<b c2<b d<c1+c2").planUpgrade(["c1"], "head")).toEqual([
      { revision: "c2", direction: "upgrade", headsBefore: ["c1"], headsAfter: ["c1", "c2"] },
      { revision: "d", direction: "upgrade", headsBefore: ["c1", "c2"], headsAfter: ["d"] },
    ]);
  });

  it("crosses a merge whose branch depends on an ancestor of its own", () => {
    const steps = graphOf("a b<a c<b i<a j<c+i^b").planUpgrade([], "head");
    expect(steps.map((step) => step.headsAfter)).toEqual([["a"], ["b"], ["b", "i"], ["c", "i"], ["j"]]);
  });

  it("leaves no redundant row behind, not even one that was there", () => {
    expect(graphOf("a b<a c<b d<c").planUpgrade(["a", "c"], "d")).toEqual([
      { revision: "d", direction: "upgrade", headsBefore: ["a", "c"], headsAfter: ["d"] },
    ]);
  });

  it("stamps several targets without one undoing the other", () => {
    const graph = graphOf("a1 b1<a1 a2 b2<a2^b1");
    expect(graph.planStamp(["a2"], ["b2", "b1"]).at(-1)!.headsAfter).toEqual(["b2"]);
    expect(graphOf("a b1<a b2<a c<b1+b2").planStamp(["c"], ["b1", "b2"]).at(-1)!.headsAfter).toEqual(["b1", "b2"]);
  });

  it("walks a range through a dependency that is left out", () => {
    expect(walk(graphOf("a b<a c d^a e<c^b"), "heads", "c")).toEqual(["e"]);
    expect(walk(graphOf("a b<a^x x c<b"), "c", "a")).toEqual(["c", "b"]);
  });

  it("counts from the rows for current and bare offsets", () => {
    const graph = graphOf("a b<a c<b d<c");
    const resolve = (identifier: string) => graph.resolve(identifier, { current: ["b"] })?.revision ?? null;
    expect(["current", "+1", "-1", "-2", "head-1", "a+2"].map(resolve)).toEqual(["b", "c", "a", null, "c", "c"]);
  });

  it("reads a label that holds a dash and a digit whole", () => {
    const graph = graphOf("a b<a#release-2 c<b");
    expect([graph.resolve("release-2"), graph.resolve("release-2@head")].map((revision) => revision?.revision)).toEqual(
      ["b", "c"],
    );
  });

  it("spreads labels to descendants and down to the branch point", () => {
    const graph = graphOf("a b1<a c1<b1#one d1<c1 b2<a");
    expect(["a", "b1", "c1", "d1", "b2"].map((id) => graph.labelsOf(id))).toEqual([[], ["one"], ["one"], ["one"], []]);
  });

  it.each([
    [
      "two heads",
      () => graphOf("a b<a c<a").planUpgrade([], "head"),
      "REVISION.MULTIPLE_HEADS",
      '"head" fits 2 heads: "b" and "c"',
      "orm merge heads",
    ],
    [
      "a missing parent",
      () => graphOf("b<a"),
      "REVISION.BROKEN_MAP",
      'revision "b": no revision file has its down revision "a"',
      'file of "a"',
    ],
    ["a repeated id", () => graphOf("a a"), "REVISION.DUPLICATE_REVISION", 'revision "a" is there twice', "Delete one"],
    [
      "a cycle",
      () => graphOf("x a<c+x b<a c<b d<c"),
      "REVISION.CYCLE",
      'revisions "a", "c" and "b" form a cycle: a -> c -> b -> a',
      "downRevision",
    ],
    [
      "a misspelt id",
      () => graphOf("abcd1234 b<abcd1234").planUpgrade([], "abcd1243"),
      "REVISION.NO_SUCH_REVISION",
      '"abcd1243"',
      '"abcd1234"',
    ],
    [
      "an ambiguous prefix",
      () => graphOf("abcd1 abcd2").resolve("abc"),
      "REVISION.AMBIGUOUS_IDENTIFIER",
      '"abcd1" and "abcd2"',
      "more characters",
    ],
    [
      "a row that no file has",
      () => graphOf("a").planUpgrade(["gone"], "head"),
      "REVISION.NO_SUCH_REVISION",
      'database is at revision "gone"',
      "orm stamp --purge",
    ],
    [
      "a step above the head",
      () => graphOf("a b<a").planUpgrade([], "head+1"),
      "REVISION.RELATIVE_OUT_OF_RANGE",
      '"head+1" leads nowhere',
      "orm history",
    ],
    [
      "a step below the base",
      () => graphOf("a b<a").planUpgrade([], "a-2"),
      "REVISION.RELATIVE_OUT_OF_RANGE",
      '"a-2" leads nowhere',
      "orm history",
    ],
    [
      "a step down on a branch that is not applied",
      () => graphOf("a#one b").planDowngrade([], "one@-1"),
      "REVISION.RELATIVE_OUT_OF_RANGE",
      'branch "one"',
      "orm history",
    ],
    [
      "a step down through a merge",
      () => graphOf("a b<a c<a d<b+c").planDowngrade(["d"], "-1"),
      "REVISION.AMBIGUOUS_IDENTIFIER",
      'the merge "d"',
      "orm downgrade b",
    ],
    [
      "a step up at a branch point",
      () => graphOf("a b<a c<a").planUpgrade(["a"], "+1"),
      "REVISION.AMBIGUOUS_RELATIVE_UPGRADE",
      '"b" and "c"',
      "b@+1",
    ],
    [
      "an id that could not be told from an offset",
      () => RevisionGraph.from([{ ...parseRevision("a"), revision: "a-1" }]),
      "REVISION.INVALID_ID",
      '"a-1"',
      "may not hold",
    ],
  ])("explains %s", (_name, action, code, message, hint) => {
    expect(errorOf(action)).toEqual({
      code,
      message: expect.stringContaining(message) as string,
      hint: expect.stringContaining(hint) as string,
    });
  });

  it("plans over thousands of revisions in a moment", () => {
    const graph = RevisionGraph.from(chain(5000));
    const before = process.cpuUsage();
    expect(graph.planUpgrade([], "head")).toHaveLength(5000);
    expect(graph.planDowngrade(["r4999"], "base")).toHaveLength(5000);
    expect(graph.range("head", "base")).toHaveLength(5000);
    expect(process.cpuUsage(before).user).toBeLessThan(2_000_000);
  });
});
