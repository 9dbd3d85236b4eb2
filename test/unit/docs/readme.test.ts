import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const ROOT = path.resolve(__dirname, "../../..");

function readPage(page: string): string {
  return readFileSync(path.join(ROOT, page), "utf8");
}

function listPages(): readonly string[] {
  const docs = readdirSync(path.join(ROOT, "docs"), { recursive: true, encoding: "utf8" });
  return ["README.md", "CHANGELOG.md", ...docs.map((name) => path.join("docs", name))].filter((name) =>
    name.endsWith(".md"),
  );
}

/** The files that a page links to and that are not there. */
function brokenLinks(page: string): readonly string[] {
  const targets = [...readPage(page).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, target]) => target!);
  return targets
    .filter((target) => !/^https?:/.test(target))
    .filter((target) => !existsSync(path.join(ROOT, path.dirname(page), target)))
    .map((target) => `${page}: ${target}`);
}

describe("README.md", () => {
  it("has two commands under Quick start: the main job, then the tests", () => {
    const section = /^## Quick start\n([^]*?)^## /m.exec(readPage("README.md"))?.[1] ?? "";
    const blocks = [...section.matchAll(/^```sh\n([^]*?)^```$/gm)].map((match) => match[1]!.trim());
    expect(blocks).toEqual(["npm ci && npm run quickstart", "npm test"]);
  });
});

describe("the documentation", () => {
  it("links to files that exist", () => {
    expect(listPages().flatMap(brokenLinks)).toEqual([]);
  });
});
