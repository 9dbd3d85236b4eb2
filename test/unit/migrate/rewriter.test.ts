import { processRevisions, RevisionDirective, type RevisionContext } from "../../../src/migrate/revision-directive";
import { Rewriter } from "../../../src/migrate/rewriter";
import { operationDefinitions, summarizeOperation } from "../../../src/operations/definitions";
import type { Operation } from "../../../src/operations/operation";
import { RevisionGraph } from "../../../src/revisions/revision-graph";

const { addColumn, createIndex, execute } = operationDefinitions;
const column = (name: string): Operation => addColumn.create("users", { name, type: "text", nullable: true });
const index = (name: string): Operation => createIndex.create("users", { name, columns: ["id"] });
const context: RevisionContext = { isAutogenerate: true, graph: RevisionGraph.from([]), x: {} };
const rewriting = { ...context, direction: "upgrade" } as const;

const summaries = (operations: readonly Operation[]): readonly string[] => operations.map(summarizeOperation);

describe("Rewriter", () => {
  it("puts one, several or no operations in the place of one", () => {
    const rewriter = new Rewriter()
      .on("createIndex", (operation) => ({ ...operation, concurrently: true }))
      .on("addColumn", (operation) =>
        operation.column.name === "skip" ? [] : [operation, index(`IDX_${operation.column.name}`)],
      );
    expect(rewriter.rewrite([index("a"), column("skip"), column("mail")], rewriting)).toEqual([
      { ...index("a"), concurrently: true },
      column("mail"),
      index("IDX_mail"),
    ]);
  });

  it("does not hand what it gave to itself again, but to the next in the chain", () => {
    const twice = new Rewriter().on("createIndex", () => [index("one"), index("two")]);
    const seen: string[] = [];
    const next = new Rewriter().on("createIndex", (operation) => {
      seen.push(operation.index.name);
      return operation;
    });
    expect(summaries(twice.chain(next).rewrite([index("a")], rewriting))).toEqual([
      'create index "one" on table "users"',
      'create index "two" on table "users"',
    ]);
    expect(seen).toEqual(["one", "two"]);
  });

  it("reaches into autocommit, and drops a block that is left empty", () => {
    const block = (...operations: readonly Operation[]): Operation => ({ kind: "autocommit", operations });
    const rewriter = new Rewriter().on("createIndex", ({ index: { name } }) => (name === "a" ? [] : index("c")));
    expect(rewriter.rewrite([block(index("a"), index("b")), block(index("a"))], rewriting)).toEqual([
      block(index("c")),
    ]);
  });

  it("lets the downgrade follow, and rewrites one that was set by hand", async () => {
    const rewriter = new Rewriter().on(["createIndex", "dropIndex"], () => []);
    const derived = new RevisionDirective({ upgrade: [index("a"), column("b")] });
    const own = new RevisionDirective({ upgrade: [], downgrade: [index("a"), column("c")] });
    const [first, second] = await processRevisions(rewriter.process, context, [derived, own]);
    expect([summaries(first!.downgrade), summaries(second!.downgrade)]).toEqual([
      ['drop column "b" of table "users"'],
      ['add column "c" to table "users"'],
    ]);
  });
});

describe("RevisionDirective", () => {
  it("derives the downgrade from the upgrade as it is, until it is set", () => {
    const directive = new RevisionDirective({ upgrade: [column("a")] });
    directive.upgrade.push(column("b"));
    expect(summaries(directive.downgrade)).toEqual([
      'drop column "b" of table "users"',
      'drop column "a" of table "users"',
    ]);
    directive.downgrade = [];
    expect([directive.downgrade, directive.hasOwnDowngrade]).toEqual([[], true]);
  });

  it("refuses a change of a derived downgrade, which would be lost", () => {
    const directive = new RevisionDirective({ upgrade: [column("a")] });
    expect(() => (directive.downgrade as Operation[]).push(column("b"))).toThrow(TypeError);
  });

  it("says what cannot be undone", () => {
    const directive = new RevisionDirective({ upgrade: [execute.create("UPDATE users SET a = 1")] });
    expect(() => directive.downgrade).toThrow(expect.objectContaining({ code: "OPERATION.IRREVERSIBLE" }));
  });
});

describe("processRevision", () => {
  it("changes directives in place, gives others, and runs several functions in their order", async () => {
    const log: number[] = [];
    const result = await processRevisions(
      [
        (_context, directives) => {
          log.push(directives.length);
          directives.length = 0;
        },
        async (_context, directives) => {
          log.push(directives.length);
          return [new RevisionDirective({ message: "one" }), new RevisionDirective({ message: "two" })];
        },
      ],
      context,
      [new RevisionDirective()],
    );
    expect([log, result.map(({ message }) => message)]).toEqual([
      [1, 0],
      ["one", "two"],
    ]);
  });
});
