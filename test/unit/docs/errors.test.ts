import { readFileSync } from "node:fs";
import path from "node:path";
import { ERROR_CODES } from "../../../src/errors/codes";

const PAGE = path.resolve(__dirname, "../../../docs/errors.md");

interface Section {
  readonly code: string;
  readonly text: string;
}

function readSections(): readonly Section[] {
  const parts = readFileSync(PAGE, "utf8").split(/^### /m).slice(1);
  return parts.map((part) => {
    const [code, text] = [part.split("\n", 1)[0]!, part.split("\n").slice(1).join("\n")];
    return { code: code.replaceAll("`", ""), text };
  });
}

describe("docs/errors.md", () => {
  it("has a section for every code, in the order of the list", () => {
    expect(readSections().map(({ code }) => code)).toEqual(Object.keys(ERROR_CODES));
  });

  it("starts every section with the meaning that the list gives", () => {
    const meanings = readSections().map(({ code, text }) => [code, text.trim().split("\n", 1)[0]]);
    expect(Object.fromEntries(meanings)).toEqual(ERROR_CODES);
  });

  it("says of every code what to do", () => {
    const silent = readSections().filter(({ text }) => !/^\*\*Do:\*\* \S/m.test(text));
    expect(silent.map(({ code }) => code)).toEqual([]);
  });
});
