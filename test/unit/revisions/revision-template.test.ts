import { format } from "prettier";
import { readRevisionHead } from "../../../src/revisions/revision-head";
import {
  defaultRevisionTemplate,
  renderRevisionFile,
  type RevisionFileParts,
} from "../../../src/revisions/revision-template";

const PARTS: RevisionFileParts = {
  revision: "3f2a9c1d7b4e",
  downRevision: "9b1c0d2e4f6a",
  message: "add email to users",
  createDate: "2026-11-20T18:27:33.000Z",
  upgrade: ['await op.addColumn("users", { name: "email", type: "varchar(255)", nullable: true });'],
  downgrade: ['await op.dropColumn("users", "email");'],
};

describe("renderRevisionFile", () => {
  it("prints TypeScript", () => {
    expect(renderRevisionFile(PARTS)).toBe(`/**
 * add email to users
 *
 * Revision ID: 3f2a9c1d7b4e
 * Revises: 9b1c0d2e4f6a
 * Create Date: 2026-11-20T18:27:33.000Z
 */
import type { Operations } from "ormolu/migrate";

export const revision = "3f2a9c1d7b4e";
export const downRevision = "9b1c0d2e4f6a";
export const branchLabels: string[] = [];
export const dependsOn: string[] = [];

export async function upgrade(op: Operations): Promise<void> {
  await op.addColumn("users", { name: "email", type: "varchar(255)", nullable: true });
}

export async function downgrade(op: Operations): Promise<void> {
  await op.dropColumn("users", "email");
}
`);
  });

  it("prints CommonJS with empty functions that are ready to be filled", () => {
    const parts = { ...PARTS, downRevision: null, upgrade: [], downgrade: [], format: "commonjs" as const };
    expect(renderRevisionFile(parts)).toBe(`"use strict";
/**
 * add email to users
 *
 * Revision ID: 3f2a9c1d7b4e
 * Revises: base
 * Create Date: 2026-11-20T18:27:33.000Z
 */

exports.revision = "3f2a9c1d7b4e";
exports.downRevision = null;
exports.branchLabels = [];
exports.dependsOn = [];

/** @param {import("ormolu/migrate").Operations} op */
exports.upgrade = async function upgrade(op) {};

/** @param {import("ormolu/migrate").Operations} op */
exports.downgrade = async function downgrade(op) {};
`);
  });

  it.each(["typescript", "esm", "commonjs"] as const)(
    "writes %s that reads back and that prettier leaves alone",
    async (language) => {
      const parts: RevisionFileParts = {
        ...PARTS,
        downRevision: ["a", "b"],
        branchLabels: ["one"],
        dependsOn: ["c"],
        message: "ends */ the comment\n\n$& $upgrade ${x}",
        imports: language === "commonjs" ? ['const { sql } = require("ormolu");'] : ['import { sql } from "ormolu";'],
        format: language,
      };
      const text = renderRevisionFile(parts);
      const path = { typescript: "x.ts", esm: "x.mjs", commonjs: "x.cjs" }[language];
      expect(await readRevisionHead(text, path)).toEqual({
        revision: parts.revision,
        downRevision: parts.downRevision,
        branchLabels: parts.branchLabels,
        dependsOn: parts.dependsOn,
        message: parts.message,
        createDate: parts.createDate,
        path,
      });
      expect(await format(text, { parser: language === "typescript" ? "typescript" : "babel", printWidth: 120 })).toBe(
        text,
      );
    },
  );

  it("shows in the comment what a message hides", () => {
    const text = renderRevisionFile({ ...PARTS, message: "add \u202etable\u001b[2J */ now" });
    expect(text).toContain(String.raw` * add \u202etable\u001b[2J *\/ now`);
  });

  it("leaves an unused parameter marked as such", () => {
    const text = renderRevisionFile({ ...PARTS, downgrade: [] });
    expect(text).toContain("export async function downgrade(op: Operations): Promise<void> {}\n");
    expect(text).toContain("export async function upgrade(op: Operations)");
  });

  it("fills a project's own template", () => {
    const template = `// ours: $message\n${defaultRevisionTemplate().replace("  /* $upgrade */", "  await op.execute(setup);\n  /* $upgrade */")}`;
    const text = renderRevisionFile(PARTS, template);
    expect(text).toContain("// ours: add email to users\n");
    expect(text).toContain('  await op.execute(setup);\n  await op.addColumn("users"');
  });

  it("refuses a template without a place for what it must hold", () => {
    expect(() => renderRevisionFile(PARTS, "export {};")).toThrow(
      expect.objectContaining({ code: "CONFIG.INVALID", message: expect.stringContaining('"$revision"') as string }),
    );
  });
});

describe("placeholders of the project", () => {
  const template = `/** $message, by $owner */
/* $imports */
export const revision = "$revision";
export const downRevision = "$downRevision";
export const owner = "$owner";
export const tags: string[] = ["$tags"];
export const ticket = "$ticket";
export const prices = "$1.50 $unknown";
export async function upgrade() {
  /* $upgrade */
}
export async function downgrade() {
  /* $downgrade */
}
`;

  it("become values as code, and text in a comment", () => {
    const values = { owner: 'the "core" team', tags: ["a", "b"], ticket: 42 };
    const text = renderRevisionFile(
      { ...PARTS, upgrade: [], downgrade: [], values, imports: ['import "./x";'] },
      template,
    );
    expect(text.split("\n").slice(0, 8)).toEqual([
      '/** add email to users, by the "core" team */',
      'import "./x";',
      'export const revision = "3f2a9c1d7b4e";',
      'export const downRevision = "9b1c0d2e4f6a";',
      'export const owner = "the \\"core\\" team";',
      'export const tags: string[] = ["a","b"];',
      "export const ticket = 42;",
      'export const prices = "$1.50 $unknown";',
    ]);
  });

  it("stay as they are where nobody gives a value, and messages are no templates", () => {
    const text = renderRevisionFile({ ...PARTS, message: "about $owner", values: { owner: "me" } }, template);
    expect(text).toContain("/** about $owner, by me */");
    expect(text).toContain('export const ticket = "$ticket";');
  });

  it("need a place for imports where the operations need some", () => {
    const bare = template.replace("/* $imports */\n", "");
    expect(() => renderRevisionFile({ ...PARTS, imports: ['import "./x";'] }, bare)).toThrow(
      expect.objectContaining({ code: "CONFIG.INVALID", hint: expect.stringContaining('import "./x";') as string }),
    );
  });
});
