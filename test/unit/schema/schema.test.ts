import { table, withChangedColumn, withChangedTable, withoutTable, withTable } from "../../../src/schema/edit";
import { findColumn, findEnum, findTable, getColumn, getEnum, getTable } from "../../../src/schema/lookup";
import { emptySchema, type Schema } from "../../../src/schema/model";
import { isSameName, nameKey, nameOf } from "../../../src/schema/object-name";
import { readTypeName, writeTypeName } from "../../../src/schema/type-name";

const users = table({ name: "users", columns: [{ name: "email", type: "text", nullable: false }] });
const invoices = table({ name: "invoices", schema: "billing", columns: [] });
const schema: Schema = {
  tables: [users, invoices],
  enums: [{ name: "mood", values: ["calm"] }],
  objects: [],
  unmanaged: [],
};

describe("lookup", () => {
  test("finds objects by name and schema", () => {
    expect([
      findTable(schema, { name: "users" }),
      findTable(schema, { name: "invoices" }),
      findTable(schema, { name: "invoices", schema: "billing" }),
      findColumn(users, "email"),
      findColumn(users, "mail"),
      findEnum(schema, { name: "mood" }),
    ]).toEqual([users, undefined, invoices, users.columns[0], undefined, schema.enums[0]]);
  });

  test.each([
    ['table "user" does not exist', 'Did you mean "users"?', () => getTable(schema, { name: "user" })],
    [
      'table "billing.invoice" does not exist',
      'Did you mean "billing.invoices"?',
      () => getTable(schema, { name: "invoice", schema: "billing" }),
    ],
    ['table "users" has no column "mail"', 'Did you mean "email"?', () => getColumn(users, "mail")],
    [
      'enum type "shade" does not exist',
      "Check the name, or whether an earlier operation already removed it.",
      () => getEnum(schema, { name: "shade" }),
    ],
  ])("says %s and what is near", (message, hint, get) => {
    expect(get).toThrow(expect.objectContaining({ code: "SCHEMA.NOT_FOUND", message, hint }));
  });
});

describe("edit", () => {
  test("adds and takes away a table without touching the schema that it was given", () => {
    const added = withTable(emptySchema, users);
    expect([emptySchema.tables, added.tables, withoutTable(added, users).tables]).toEqual([[], [users], []]);
  });

  test("changes one table and one column in their places", () => {
    const changed = withChangedTable(schema, { name: "users" }, (owner) =>
      withChangedColumn(owner, "email", (column) => ({ ...column, nullable: true })),
    );
    expect(changed.tables).toEqual([
      { ...users, columns: [{ name: "email", type: "text", nullable: true }] },
      invoices,
    ]);
  });

  test("refuses a second table of one name in one schema only", () => {
    expect(withTable(schema, { ...users, schema: "billing" }).tables).toHaveLength(3);
    expect(() => withTable(schema, users)).toThrow(expect.objectContaining({ code: "SCHEMA.DUPLICATE" }));
  });

  test("refuses to change what is not there", () => {
    const change = (): Schema => withChangedTable(schema, { name: "people" }, (owner) => owner);
    expect(change).toThrow(expect.objectContaining({ code: "SCHEMA.NOT_FOUND" }));
    expect(() => withoutTable(schema, { name: "invoices" })).toThrow(
      expect.objectContaining({ code: "SCHEMA.NOT_FOUND" }),
    );
  });
});

describe("names", () => {
  test("tell schemas apart", () => {
    expect([nameKey(users), nameKey(invoices), isSameName(users, { name: "users" }), nameOf(invoices)]).toEqual([
      "users",
      "billing.invoices",
      true,
      { name: "invoices", schema: "billing" },
    ]);
  });

  test.each([
    [{ name: "users_role_enum" }, '"users_role_enum"'],
    [{ name: "Status", schema: "billing" }, '"billing"."Status"'],
    [{ name: 'odd.na"me' }, '"odd.na""me"'],
  ])("of types are written so that they read back: %j", (name, written) => {
    expect([writeTypeName(name), readTypeName(`${written}[]`)]).toEqual([written, name]);
  });

  test("of types are read without quotes too", () => {
    expect([readTypeName("users_Role_enum"), readTypeName("billing.Status[]")]).toEqual([
      { name: "users_Role_enum" },
      { name: "Status", schema: "billing" },
    ]);
  });
});
