import { ownedObjectFinder } from "../../../src/migrate/owned-objects";
import type { SchemaObject } from "../../../src/schema/model";
import { createRevisionFiles, removeRevisionFiles, type RevisionFiles } from "./lint/revision-files";

const view = (name: string): SchemaObject => ({ kind: "view", name, query: "SELECT 1" });
const create = (name: string, options = ""): string =>
  `await op.createView("${name}", { query: "SELECT 1" }${options});`;

describe("the search for owned objects", () => {
  let files: RevisionFiles;
  let loaded: string[];

  beforeEach(() => {
    files = createRevisionFiles();
    loaded = [];
  });

  afterEach(removeRevisionFiles);

  async function find(rows: readonly string[], ...objects: readonly SchemaObject[]): Promise<readonly string[]> {
    const host = {
      ...files,
      loadModule: async (file: string, code: Parameters<RevisionFiles["loadModule"]>[1]) => {
        loaded.push(file.slice(file.lastIndexOf("/") + 1));
        return files.loadModule(file, code);
      },
    };
    const graph = await files.graph();
    return [...(await ownedObjectFinder(host, async () => ({ graph, rows }))(objects))];
  }

  it("finds what applied revisions created for a declaration, and nothing else", async () => {
    files.write("a1", { upgrade: create("ours", ", { declared: true }") });
    files.write("b2", { upgrade: create("by_revision") });
    files.write("c3", { upgrade: create("not_yet", ", { declared: true }") });
    const owned = await find(["b2"], view("ours"), view("by_revision"), view("by_hand"), view("not_yet"));
    expect(owned).toEqual(["view:ours"]);
  });

  it("runs only the revisions that mention an object", async () => {
    files.write("a1", { upgrade: create("ours", ", { declared: true }") });
    files.write("b2", { upgrade: create("other", ", { declared: true }") });
    await find(["b2"], view("ours"));
    expect(loaded).toEqual(["a1.js"]);
  });

  it("runs none where no revision declares an object", async () => {
    files.write("a1", { upgrade: create("by_revision") });
    files.write("b2", { upgrade: create("other", ", { declared: true }") });
    expect(await find(["b2"], view("by_revision"), view("by_hand"))).toEqual([]);
    expect(loaded).toEqual([]);
  });

  it("follows an object to the name that it was created under", async () => {
    files.write("a1", { upgrade: create("first", ", { declared: true }") });
    files.write("b2", { upgrade: `await op.renameObject("view", "first", "second");` });
    files.write("c3", { upgrade: `await op.renameObject("view", "second", "declared_third");` });
    expect(await find(["c3"], view("declared_third"))).toEqual(["view:declared_third"]);
  });

  it("follows a trigger with its table", async () => {
    const trigger = `{ event: "BEFORE UPDATE", action: "EXECUTE FUNCTION f()" }`;
    files.write("a1", { upgrade: `await op.createTrigger("touched", "users", ${trigger}, { declared: true });` });
    files.write("b2", { upgrade: `await op.renameTable("users", "people");` });
    const touched: SchemaObject = {
      kind: "trigger",
      name: "touched",
      table: { name: "people" },
      event: "BEFORE UPDATE",
      action: "EXECUTE FUNCTION f()",
    };
    expect(await find(["b2"], touched)).toEqual(["trigger:people.touched"]);
  });
});
