import { analyzeHazards } from "../../../src/dialect/hazards";
import type { Operation } from "../../../src/operations/operation";
import { table } from "../../../src/schema/edit";
import { emptySchema, type Schema } from "../../../src/schema/model";

const users = { name: "users" };
const view = { kind: "view", name: "adults" } as const;
const trigger = { kind: "trigger", name: "touch", table: users } as const;
const dropView: Operation = { kind: "dropView", object: view };
const dropTrigger: Operation = { kind: "dropTrigger", object: trigger };

function messages(...operations: readonly Operation[]): readonly (readonly string[])[] {
  const found = analyzeHazards(operations, emptySchema, { hazardsOf: () => [] });
  return found.map((hazards) => hazards.map(({ message }) => message));
}

describe("the hazards of what goes", () => {
  test("say that what uses it fails", () => {
    expect(messages(dropView, dropTrigger)).toEqual([
      ['what still uses view "adults" fails'],
      ['what trigger "touch" of table "users" did is done no more'],
    ]);
  });

  test("say nothing of what comes again, or belongs to a table that goes", () => {
    const createView: Operation = { kind: "createView", object: { ...view, query: "SELECT 1" } };
    const dropTable: Operation = { kind: "dropTable", table: users };
    expect(messages(dropView, dropTrigger, createView, dropTable)).toEqual([
      [],
      [],
      [],
      ['drops table "users" and every row in it', 'what still uses table "users" fails'],
    ]);
  });

  test("tell of the values of an enum type that no column had, where a column's own loss tells nothing", () => {
    const dropEnum: Operation = { kind: "dropEnum", enum: { name: "mood" } };
    const used = {
      ...emptySchema,
      tables: [table({ ...users, columns: [{ name: "m", type: "mood", nullable: true }] })],
    };
    const hazards = (schema: Schema) => analyzeHazards([dropEnum], schema, { hazardsOf: () => [] })[0];
    expect([hazards(emptySchema), hazards(used)]).toEqual([
      [{ kind: "data loss", message: 'drops enum type "mood" and the list of its values' }],
      [],
    ]);
  });
});
