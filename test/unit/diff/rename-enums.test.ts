import { diff } from "../../../src/diff/diff";
import { downgradeOf } from "../../../src/diff/downgrade-of";
import { applyOperations, summarizeOperation } from "../../../src/operations/definitions";
import { table } from "../../../src/schema/edit";
import { emptySchema, type Schema } from "../../../src/schema/model";
import { fakeTypes } from "./fake-types";

const options = { types: fakeTypes, capabilities: { tableComments: true, columnComments: true } };

/** A schema with one table, whose columns have enum types. */
function schemaOf(
  name: string,
  columns: Readonly<Record<string, string>>,
  enums: Readonly<Record<string, readonly string[]>>,
): Schema {
  return {
    ...emptySchema,
    tables: [
      table({
        name,
        columns: Object.entries(columns).map(([column, type]) => ({ name: column, type, nullable: false })),
      }),
    ],
    enums: Object.entries(enums).map(([type, values]) => ({ name: type, values })),
  };
}

function compare(actual: Schema, wanted: Schema, answers = {}): readonly string[] {
  return diff(actual, wanted, { ...options, answers }).operations.map(summarizeOperation);
}

describe("an enum type that takes another name", () => {
  const actual = schemaOf("users", { role: "users_role_enum" }, { users_role_enum: ["a", "b"] });

  test("is renamed with its table, without a change of the column", () => {
    const wanted = schemaOf("people", { role: "people_role_enum" }, { people_role_enum: ["a", "b"] });
    const answers = { renames: [{ from: "users", to: "people" }] };
    const { operations } = diff(actual, wanted, { ...options, answers });
    expect({
      operations: operations.map(summarizeOperation),
      after: applyOperations(actual, operations),
      back: applyOperations(wanted, downgradeOf(operations)),
    }).toEqual({
      operations: ['rename table "users" to "people"', 'rename enum type "users_role_enum" to "people_role_enum"'],
      after: wanted,
      back: actual,
    });
  });

  test("gets its new values after the rename", () => {
    const wanted = schemaOf("users", { role: "role" }, { role: ["a", "b", "c"] });
    expect(compare(actual, wanted)).toEqual([
      'rename enum type "users_role_enum" to "role"',
      'change enum type "role": add "c"',
    ]);
  });

  test("has its values renamed, added and removed after the rename", () => {
    const wanted = schemaOf("users", { role: "role" }, { role: ["first", "c"] });
    const shared = schemaOf("users", { role: "users_role_enum" }, { users_role_enum: ["a", "b"] });
    const hinted = { ...wanted, enums: [{ ...wanted.enums[0]!, renamedValues: { first: "a" } }] };
    const { operations } = diff(shared, hinted, { ...options, answers: { noRenames: true } });
    expect(operations.map(summarizeOperation)).toEqual([
      'rename enum type "users_role_enum" to "role"',
      'change enum type "role": add "c", rename "a" to "first"',
      'change enum type "role": remove "b"',
    ]);
  });

  test("is another type where the values are others", () => {
    const wanted = schemaOf("users", { role: "role" }, { role: ["x", "y"] });
    expect(compare(actual, wanted)).toEqual([
      'create enum type "role"',
      'change column "role" of table "users": type from users_role_enum to role',
      'drop enum type "users_role_enum"',
    ]);
  });

  test("is another type where it was of two columns that part", () => {
    const shared = schemaOf("users", { first: "role", second: "role" }, { role: ["a"] });
    const parted = schemaOf("users", { first: "one", second: "two" }, { one: ["a"], two: ["a"] });
    expect(compare(shared, parted)).toEqual([
      'create enum type "one"',
      'create enum type "two"',
      'change column "first" of table "users": type from role to one',
      'change column "second" of table "users": type from role to two',
      'drop enum type "role"',
    ]);
  });

  test("keeps its name where a table that is left alone has it", () => {
    const [first, second] = [
      schemaOf("users", { role: "role" }, { role: ["a"] }),
      schemaOf("audit", { role: "role" }, {}),
    ];
    const both = { ...first, tables: [...first.tables, ...second.tables] };
    const wanted = schemaOf("users", { role: "rank" }, { rank: ["a"] });
    const { operations } = diff(both, wanted, { ...options, keepUnknownTables: true });
    expect(operations.map(summarizeOperation)).toEqual([
      'create enum type "rank"',
      'change column "role" of table "users": type from role to rank',
    ]);
  });
});
