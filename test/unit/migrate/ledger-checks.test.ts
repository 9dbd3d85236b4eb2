import { findEdited, requireKnown, requireUnedited } from "../../../src/migrate/ledger-checks";
import type { LedgerChecksum, RecordedRevision } from "../../../src/migrate/ledger";
import { joinStored } from "../../../src/migrate/stored-revisions";
import { checksumOf, formOfFile, isCompilerOutput } from "../../../src/revisions/checksum";
import { RevisionGraph } from "../../../src/revisions/revision-graph";

const graph = RevisionGraph.from(
  ["a", "b", "c"].map((revision, index, all) => ({
    revision,
    downRevision: all[index - 1] ?? null,
    branchLabels: [],
    dependsOn: [],
    path: `/migrations/versions/${revision}.ts`,
    checksum: `sum-${revision}`,
  })),
);

const sums = (given: Readonly<Record<string, LedgerChecksum>>) => new Map(Object.entries(given));

function recorded(revision: string, downRevision: readonly string[]): RecordedRevision {
  return {
    revision,
    downRevision,
    message: `make ${revision}`,
    fileName: `${revision}.ts`,
    form: "typescript",
    checksum: "x",
    dependsOn: [],
    branchLabels: [],
    appliedAt: "2026-11-20T10:00:00.000Z",
    appliedBy: "ann@ci",
    milliseconds: 1,
    runId: "r",
    how: "upgrade",
  };
}

describe("the checksum of a revision", () => {
  it("does not count line ends, a byte order mark and white space at the end", () => {
    expect(checksumOf("\uFEFFone\r\ntwo\r\n\r\n")).toBe(checksumOf("one\ntwo"));
    expect(checksumOf("one\n two")).not.toBe(checksumOf("one\ntwo"));
    expect(checksumOf("one")).toMatch(/^[0-9a-f]{32}$/);
  });

  it("tells TypeScript from JavaScript, and what a compiler wrote", () => {
    expect(["a.ts", "a.mts", "a.cts", "a.js", "a.mjs", "a.cjs"].map(formOfFile)).toEqual([
      ...Array<string>(3).fill("typescript"),
      ...Array<string>(3).fill("javascript"),
    ]);
    expect(isCompilerOutput('"use strict";\nObject.defineProperty(exports, "__esModule", { value: true });')).toBe(
      true,
    );
    expect(isCompilerOutput('exports.revision = "a";')).toBe(false);
  });
});

describe("edited revisions", () => {
  it("are those that are applied, in the same form, with another checksum", () => {
    const checksums = sums({
      a: { checksum: "sum-a", form: "typescript" },
      b: { checksum: "other", form: "typescript" },
      c: { checksum: "other", form: "typescript" },
    });
    expect(findEdited(graph, ["b"], checksums).map(({ revision }) => revision)).toEqual(["b"]);
    expect(() => requireUnedited(graph, ["b"], checksums)).toThrow(
      "revision b (b.ts) is applied, and the file changed since",
    );
    expect(() => requireUnedited(graph, ["c"], checksums)).toThrow(
      "revisions b (b.ts), c (c.ts) are applied, and the files changed since",
    );
  });

  it("are none where the database has another form, or no record", () => {
    expect(findEdited(graph, ["c"], sums({ a: { checksum: "other", form: "javascript" } }))).toEqual([]);
    expect(findEdited(graph, ["c"], sums({}))).toEqual([]);
  });
});

describe("a database that is ahead", () => {
  const ledger = new Map([recorded("d", ["c"]), recorded("e", ["d"])].map((entry) => [entry.revision, entry]));

  it("is described by what it recorded", async () => {
    await expect(requireKnown(graph, ["e"], "db", async () => ledger)).rejects.toMatchObject({
      code: "REVISION.NO_SUCH_REVISION",
      message:
        "the database is at revision e (make e, applied 2026-11-20T10:00:00Z by ann@ci), and no file has that id: the database is ahead of this code by 2 revisions, after c, which is known here",
      hint: expect.stringContaining("`orm downgrade c`") as string,
    });
  });

  it("is not asked about where every row is known", async () => {
    await requireKnown(graph, ["c"], "db", () => Promise.reject(new Error("asked")));
  });

  it("gives the graph for a way down, as far as it is recorded", () => {
    const joined = joinStored(graph, ["e"], ledger);
    expect([...joined.stored.keys()]).toEqual(["e", "d"]);
    expect(joined.graph.planDowngrade(["e"], "b").map(({ revision }) => revision)).toEqual(["e", "d", "c"]);
    expect(joinStored(graph, ["z"], ledger).stored.size).toBe(0);
  });
});
