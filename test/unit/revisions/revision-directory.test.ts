import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { loadRevisionGraph, readRevisionDirectory } from "../../../src/revisions/revision-directory";

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "ormolu-revisions-"));
  mkdirSync(path.join(root, "node_modules"));
  mkdirSync(path.join(root, "versions"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const head = (revision: string, down: string | null): string =>
  `export const revision = "${revision}";\nexport const downRevision = ${JSON.stringify(down)};\nexport const branchLabels = [];\nexport const dependsOn = [];\n`;
const write = (name: string, text: string): string => {
  const file = path.join(root, "versions", name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
};
const cacheIn = (folder: string): string => {
  const cache = path.join(folder, "node_modules", ".cache", "ormolu");
  return path.join(cache, readdirSync(cache)[0]!);
};
/** Puts another id into the cache, by which a test sees where an answer comes from. */
const rename = (cache: string, from: string, to: string): void =>
  writeFileSync(cache, readFileSync(cache, "utf8").replace(`"ids":"${from}"`, `"ids":"${to}"`));
const locations = () => [path.join(root, "versions")];
const ids = async (options = {}) =>
  (await readRevisionDirectory({ locations: locations(), ...options })).map((revision) => revision.revision);

describe("readRevisionDirectory", () => {
  it("reads revision files sorted by name, and nothing else", async () => {
    write("b_two.ts", head("b", "a"));
    write("a_one.js", head("a", null));
    write("c_three.mts", head("c", "b"));
    for (const name of ["README.md", "a_one.d.ts", "a_one.js.map", ".b_two.ts"]) write(name, "not a revision");
    expect(await ids()).toEqual(["a", "b", "c"]);
  });

  it("takes the source where a compiled file lies beside it", async () => {
    write("a.ts", head("a", null));
    write("a.js", head("a", null));
    expect(
      (await readRevisionDirectory({ locations: locations() })).map((revision) => path.basename(revision.path!)),
    ).toEqual(["a.ts"]);
  });

  it("reads folders inside only when asked", async () => {
    write("a.ts", head("a", null));
    write("2026/b.ts", head("b", "a"));
    expect([await ids(), await ids({ recursive: true })]).toEqual([["a"], ["b", "a"]]);
  });

  it("reads several locations one after the other, each file once, and links them into one graph", async () => {
    const more = path.join(root, "more");
    mkdirSync(more);
    write("b.ts", head("b", null));
    writeFileSync(path.join(more, "a.ts"), head("a", null).replace("dependsOn = []", 'dependsOn = ["b"]'));
    const two = [...locations(), more, ...locations()];
    const graph = await loadRevisionGraph({ locations: two });
    expect([await ids({ locations: two }), graph.bases, graph.effectiveHeads]).toEqual([["b", "a"], ["b", "a"], ["a"]]);
  });

  it("remembers heads until a file changes", async () => {
    const file = write("a.ts", head("a", null));
    utimesSync(file, new Date(), new Date(2_000));
    await ids();
    rename(cacheIn(root), "a", "cached");
    expect(await ids()).toEqual(["cached"]);
    utimesSync(file, new Date(), new Date(1_000));
    expect(await ids()).toEqual(["a"]);
  });

  it("does not trust what it remembers of a file that changed in the same tick of the clock", async () => {
    const file = write("a.ts", head("a", null));
    await ids();
    const cache = cacheIn(root);
    rename(cache, "a", "cached");
    const { mtimeMs } = statSync(file);
    utimesSync(cache, new Date(), new Date(mtimeMs + 5));
    expect(await ids()).toEqual(["a"]);
  });

  it("remembers all that a head says, whatever it says", async () => {
    const merge = `/**\n * two\n * lines\n *\n * Revises: a, b\n * Create Date: 2026-11-20\n */\n${head("c", null)}`
      .replace("downRevision = null", 'downRevision = ["a", "b"]')
      .replace("branchLabels = []", 'branchLabels = ["one"]')
      .replace("dependsOn = []", 'dependsOn = ["b"]');
    for (const [name, text] of [
      ["a.ts", head("a", null)],
      ["b.ts", `/** b */\n${head("b", "a")}`],
      ["c.ts", merge],
    ] as const)
      utimesSync(write(name, text), new Date(), new Date(2_000));
    const read = await readRevisionDirectory({ locations: locations() });
    expect(await readRevisionDirectory({ locations: locations() })).toEqual(read);
    expect(read[2]).toMatchObject({
      downRevision: ["a", "b"],
      branchLabels: ["one"],
      dependsOn: ["b"],
      message: "two\nlines",
    });
  });

  it.each([
    "",
    "{",
    '{"format":1,"files":[{"size":"x"}]}',
    '{"format":99,"files":[]}',
    '{"format":3,"files":"a"}',
    "null",
  ])("ignores a damaged cache: %j", async (damaged) => {
    write("a.ts", head("a", null));
    const cacheFile = path.join(root, "cache.json");
    writeFileSync(cacheFile, damaged);
    expect(await ids({ cacheFile })).toEqual(["a"]);
  });

  it("works where the cache cannot be written", async () => {
    write("a.ts", head("a", null));
    const cacheFile = path.join(root, "versions", "a.ts", "cache.json");
    expect(await ids({ cacheFile })).toEqual(["a"]);
    expect(await ids({ cacheFile: false })).toEqual(["a"]);
    expect(existsSync(cacheFile)).toBe(false);
  });

  it("refuses a location that is not there, or takes it as empty when told so", async () => {
    const missing = [path.join(root, "nowhere")];
    await expect(readRevisionDirectory({ locations: missing })).rejects.toMatchObject({ code: "CONFIG.INVALID" });
    expect(await ids({ locations: missing, missing: "empty" })).toEqual([]);
  });

  it("names both files of a repeated id, and the file whose parent is missing", async () => {
    const [one, two] = [write("a_one.ts", head("a", null)), write("a_two.ts", head("a", null))];
    await expect(loadRevisionGraph({ locations: locations() })).rejects.toMatchObject({
      code: "REVISION.DUPLICATE_REVISION",
      message: `revision "a" is there twice: ${one} and ${two}`,
    });
    writeFileSync(two, head("b", "gone"));
    await expect(loadRevisionGraph({ locations: locations() })).rejects.toMatchObject({
      code: "REVISION.BROKEN_MAP",
      message: `revision "b" (${two}): no revision file has its down revision "gone"`,
    });
  });
});
