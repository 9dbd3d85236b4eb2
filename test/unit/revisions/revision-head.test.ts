import { OrmError } from "../../../src/errors/orm-error";
import { readRevisionHead, readRevisionHeadFast } from "../../../src/revisions/revision-head";

const COMMENT = `/**
 * add email to users
 *
 * Revision ID: 3f2a9c1d7b4e
 * Revises: 9b1c0d2e4f6a
 * Create Date: 2026-11-20T18:27:33.000Z
 */
`;
const TYPESCRIPT = `${COMMENT}import type { Operations } from "ormolu/migrate";
import { sql } from 'ormolu';

export const revision = "3f2a9c1d7b4e";
export const downRevision = "9b1c0d2e4f6a"; // null at a base, an array at a merge
export const branchLabels: string[] = [];
export const dependsOn: string[] = [];

export async function upgrade(op: Operations): Promise<void> {}
`;
const HEAD = {
  revision: "3f2a9c1d7b4e",
  downRevision: "9b1c0d2e4f6a",
  branchLabels: [],
  dependsOn: [],
  message: "add email to users",
  createDate: "2026-11-20T18:27:33.000Z",
};
const TSC = `"use strict";
${COMMENT}Object.defineProperty(exports, "__esModule", { value: true });
exports.dependsOn = exports.branchLabels = exports.downRevision = exports.revision = void 0;
exports.upgrade = upgrade;
const ormolu_1 = require("ormolu");
exports.revision = "3f2a9c1d7b4e";
exports.downRevision = "9b1c0d2e4f6a"; // null at a base, an array at a merge
exports.branchLabels = [];
exports.dependsOn = [];
async function upgrade(op) { }
`;
const SWC = `${COMMENT}"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
_export(exports, { get revision() { return revision; } });
const revision = "3f2a9c1d7b4e";
const downRevision = "9b1c0d2e4f6a";
const branchLabels = [];
const dependsOn = [];
`;

async function errorOf(text: string, path = "migrations/versions/x.ts"): Promise<unknown> {
  try {
    await readRevisionHead(text, path);
  } catch (error) {
    if (OrmError.is(error)) return { code: error.code, message: error.message };
    throw error;
  }
  return undefined;
}

describe("readRevisionHead", () => {
  it.each([
    ["TypeScript", TYPESCRIPT, "x.ts"],
    ["Windows line ends and a byte order mark", `\uFEFF${TYPESCRIPT.replaceAll("\n", "\r\n")}`, "x.ts"],
    [
      "JavaScript modules",
      TYPESCRIPT.replaceAll(/: (?:string\[\]|Operations|Promise<void>)/g, "").replace(/import type.*\n/, ""),
      "x.mjs",
    ],
    ["CommonJS", TSC.replace(/const ormolu_1.*\n/, ""), "x.js"],
  ])("reads %s at sight", (_name, text, path) => {
    expect(readRevisionHeadFast(text, path)).toEqual({ ...HEAD, path });
  });

  it.each([
    ["compiled by tsc with imports", TSC],
    ["compiled by swc", SWC],
    [
      "module.exports",
      `${COMMENT}module.exports = { revision: "3f2a9c1d7b4e", "downRevision": ["9b1c0d2e4f6a"][0] };`.replace(
        /\["9b1c0d2e4f6a"\]\[0\]/,
        '"9b1c0d2e4f6a"',
      ),
    ],
    [
      "constants after the functions",
      `${COMMENT}export function upgrade() {}\nexport const revision = \`3f2a9c1d7b4e\`, downRevision = "9b1c0d2e4f6a" as const;`,
    ],
  ])("parses what it does not know at sight: %s", async (_name, text) => {
    expect(readRevisionHeadFast(text, "x.js")).toBeUndefined();
    expect(await readRevisionHead(text, _name.startsWith("constants") ? "x.ts" : "x.js")).toEqual({
      ...HEAD,
      path: _name.startsWith("constants") ? "x.ts" : "x.js",
    });
  });

  it("is not misled by comments and by text that looks like a head", async () => {
    const text = `/*\nexport const revision = "old";\n*/\n// export const revision = "older";\nconst help = \`\nexport const revision = "help";\n\`;\n${TYPESCRIPT}`;
    expect(await readRevisionHead(text, "x.ts")).toMatchObject({ revision: "3f2a9c1d7b4e" });
  });

  it("reads merges, labels, dependencies and a message of several lines", () => {
    const text = `/**
 * first line, with an escaped *\\/ end
 *
 * second
 * Revision ID: m
 */
export const revision: string = 'm';
export const downRevision: string | string[] | null = [
  "a", // one
  'b',
];
export const branchLabels = ["one"] as const;
export const dependsOn = ["c"]
`;
    expect(readRevisionHeadFast(text, "m.ts")).toEqual({
      revision: "m",
      downRevision: ["a", "b"],
      branchLabels: ["one"],
      dependsOn: ["c"],
      message: "first line, with an escaped */ end\n\nsecond",
      path: "m.ts",
    });
  });

  it.each([
    [
      "a missing constant",
      `export const downRevision = null;`,
      "migrations/versions/x.ts:1:1: the constant revision is missing",
    ],
    [
      "a missing down revision",
      `export const revision = "a";`,
      "migrations/versions/x.ts:1:1: the constant downRevision is missing",
    ],
    [
      "a computed constant",
      `export const downRevision = null;\nexport const revision = "a" + "b";`,
      "migrations/versions/x.ts:2:14: revision is not a literal",
    ],
    [
      "a wrong type",
      `export const revision = "a";\nexport const downRevision = [["b"]];`,
      "migrations/versions/x.ts:2:14: downRevision is not a literal",
    ],
    ["a syntax error", `export const revision = "a";\nexport const = 3;`, "migrations/versions/x.ts:2:14: "],
  ])("names file, line and column of %s", async (_name, text, message) => {
    expect(await errorOf(text)).toEqual({
      code: "REVISION.FILE_INVALID",
      message: expect.stringContaining(message) as string,
    });
  });
});
