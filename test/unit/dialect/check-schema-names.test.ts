import { checkSchemaNames } from "../../../src/dialect/check-schema-names";
import { createNameRules } from "../../../src/dialect/name-rules";
import type { ListedValues } from "../../../src/dialect/type-system";
import { table } from "../../../src/schema/edit";
import { emptySchema, type Schema } from "../../../src/schema/model";

const id = { name: "id", type: "integer", nullable: false } as const;
const names = createNameRules({ name: 8, enumValue: 5 });

function refusalOf(schema: Partial<Schema>, listed?: (type: string) => ListedValues | undefined): unknown {
  try {
    checkSchemaNames({ ...emptySchema, ...schema }, { names, types: { ...(listed && { listed }) } as never });
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

it.each<[what: string, schema: Partial<Schema>, message: string]>([
  [
    "a table",
    { tables: [table({ name: "", columns: [id] })] },
    'table "": the database cannot hold this name: it is empty',
  ],
  [
    "a column",
    { tables: [table({ name: "users", columns: [{ ...id, name: "a\0b" }] })] },
    'table "users", column "a\0b": the database cannot hold this name: it contains the character NUL',
  ],
  [
    "an index",
    {
      tables: [table({ name: "users", columns: [id], indexes: [{ name: "users_by_id", parts: [{ column: "id" }] }] })],
    },
    'table "users", index "users_by_id": the database cannot hold this name: it has 11 bytes, and the database takes 8',
  ],
  [
    "a constraint",
    { tables: [table({ name: "users", columns: [id], checks: [{ name: "größeren", expression: "id > 0" }] })] },
    'table "users", constraint "größeren": the database cannot hold this name: it has 10 bytes, and the database takes 8',
  ],
  [
    "a comment",
    { tables: [table({ name: "users", columns: [{ ...id, comment: "\0" }] })] },
    'table "users", column "id": the database cannot hold this comment: it contains the character NUL',
  ],
  [
    "a value of an enum",
    { enums: [{ name: "state", values: ["live", "deleted"] }] },
    'enum type "state", value "deleted": the database cannot hold this value: it has 7 bytes, and the database takes 5',
  ],
  [
    "the column of a view",
    { objects: [{ kind: "view", name: "v", columns: ["id", ""], query: "select 1, 2" }] },
    'view "v", column "": the database cannot hold this name: it is empty',
  ],
])("refuses %s that the database cannot hold, and says where and why", (_what, schema, message) => {
  expect(refusalOf(schema)).toBe(message);
});

it("looks at the values that the type of a column lists", () => {
  const state = { name: "state", type: "enum('draft','finished')", nullable: false };
  const listed = () => ({ values: ["draft", "finished"], isSet: false });
  expect(refusalOf({ tables: [table({ name: "users", columns: [state] })] }, listed)).toBe(
    'table "users", column "state", value "finished": the database cannot hold this value: it has 8 bytes, and the database takes 5',
  );
});

it("takes what fits", () => {
  expect(refusalOf({ tables: [table({ name: "12345678", columns: [id] })] })).toBeUndefined();
});
