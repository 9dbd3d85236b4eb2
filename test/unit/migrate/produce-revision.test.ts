import { produceRevision } from "../../../src/migrate/produce-revision";
import { operationDefinitions } from "../../../src/operations/definitions";

const { addColumn, execute } = operationDefinitions;
const column = addColumn.create("users", { name: "email", type: "text", nullable: true });
const head = {
  revision: "3f2a9c1d7b4e",
  downRevision: "9b1c0d2e4f6a",
  message: "add email",
  createDate: new Date("2026-11-20T18:27:33.000Z"),
};

describe("produceRevision", () => {
  it("gives the text of a revision file, the same for the same operations", async () => {
    const source = await produceRevision([column], head);
    expect(source).toBe(`/**
 * add email
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
  await op.addColumn("users", { name: "email", type: "text", nullable: true });
}

export async function downgrade(op: Operations): Promise<void> {
  // Loses data: drops column "email" of table "users" and what it holds.
  await op.dropColumn("users", "email");
}
`);
    expect(await produceRevision([column], head)).toBe(source);
  });

  it("takes a format, a template, a renderItem and a downgrade of its own", async () => {
    const template = `exports.revision = "$revision";
exports.downRevision = "$downRevision";
exports.owner = "$owner";
exports.upgrade = async (op) => { /* $upgrade */ };
exports.downgrade = async (op) => { /* $downgrade */ };
`;
    const source = await produceRevision([execute.create("UPDATE users SET a = 1")], {
      ...head,
      format: "commonjs",
      template,
      templateArguments: { owner: "core" },
      renderItem: ({ kind, item }) =>
        kind === "operation" && item.kind === "addColumn" ? "await addEmail(op);" : undefined,
      downgrade: [column],
    });
    expect(source.split("\n").slice(2)).toEqual([
      'exports.owner = "core";',
      "exports.upgrade = async (op) => {",
      '  await op.execute("UPDATE users SET a = 1");',
      "};",
      "exports.downgrade = async (op) => {",
      "  await addEmail(op);",
      "};",
      "",
    ]);
  });

  it("refuses operations that nothing undoes, unless it is told what takes them back", async () => {
    await expect(async () => produceRevision([execute.create("UPDATE users SET a = 1")])).rejects.toMatchObject({
      code: "OPERATION.IRREVERSIBLE",
    });
  });
});
