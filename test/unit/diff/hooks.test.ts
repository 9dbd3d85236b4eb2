import { diff } from "../../../src/diff/diff";
import type { DiffOptions } from "../../../src/diff/diff-options";
import type { ComparisonHooks, IncludedType } from "../../../src/diff/include-hooks";
import { summarizeOperation } from "../../../src/operations/definitions";
import { table } from "../../../src/schema/edit";
import type { Column, Schema, Table } from "../../../src/schema/model";
import { fakeTypes } from "./fake-types";

const options: DiffOptions = { types: fakeTypes, capabilities: { tableComments: true, columnComments: true } };

const schema = (tables: readonly Table[], rest: Partial<Schema> = {}): Schema => ({
  tables,
  enums: [],
  objects: [],
  unmanaged: [],
  ...rest,
});
const column = (name: string, type = "integer", rest: Partial<Column> = {}): Column => ({
  name,
  type,
  nullable: true,
  ...rest,
});

function compare(actual: Schema, wanted: Schema, hooks: ComparisonHooks, rest: Partial<DiffOptions> = {}) {
  const { operations, questions } = diff(actual, wanted, { ...options, ...rest, hooks });
  return { operations: operations.map(summarizeOperation), questions: questions.map(({ kind }) => kind) };
}

const nothing = { operations: [], questions: [] };
const users = table({ name: "users", columns: [column("id")] });

describe("includeName", () => {
  it("leaves a table out of both sides, with what belongs to it", () => {
    const legacy = table({ name: "legacy_log", columns: [column("id")] });
    const trigger = {
      kind: "trigger",
      name: "stamp",
      table: { name: "legacy_log" },
      event: "BEFORE INSERT",
      action: "x",
    } as const;
    const includeName: ComparisonHooks["includeName"] = (name, type) =>
      type !== "table" || name?.startsWith("legacy_") !== true;
    const actual = schema([users, legacy], { objects: [trigger] });
    expect([
      compare(actual, schema([users]), { includeName }),
      compare(schema([users]), schema([users, legacy]), { includeName }),
      compare(actual, schema([users]), {}).operations,
    ]).toEqual([nothing, nothing, ['drop trigger "stamp" of table "legacy_log"', 'drop table "legacy_log"']]);
  });

  it("leaves a whole schema out", () => {
    const invoice = table({ schema: "billing", name: "invoice", columns: [column("id")] });
    const hooks: ComparisonHooks = { includeName: (name, type) => type !== "schema" || name !== "billing" };
    const actual = schema([users, invoice], { schemas: ["billing"] });
    expect(compare(actual, schema([users]), hooks)).toEqual(nothing);
    expect(compare(schema([users]), schema([users, invoice]), hooks)).toEqual(nothing);
  });

  it("is told what a name belongs to", () => {
    const asked: [string | undefined, IncludedType, object][] = [];
    const includeName: ComparisonHooks["includeName"] = (name, type, parent) => {
      asked.push([name, type, parent]);
      return true;
    };
    const one = table({
      schema: "billing",
      name: "invoice",
      columns: [column("id")],
      checks: [{ expression: "id > 0" }],
      indexes: [{ name: "IDX", parts: [{ column: "id" }] }],
    });
    compare(schema([one]), schema([one]), { includeName });
    const parent = { schema: "billing", table: "invoice" };
    expect(asked).toEqual([
      ["billing", "schema", {}],
      ["invoice", "table", { schema: "billing" }],
      ["id", "column", parent],
      ["id", "column", parent],
      ["IDX", "index", parent],
      [undefined, "checkConstraint", parent],
    ]);
  });
});

describe("includeObject", () => {
  it("is given what the models have, with what the database has under that name", () => {
    const asked: unknown[] = [];
    const before = schema([table({ name: "users", columns: [column("a"), column("b")] })]);
    const after = schema([table({ name: "users", columns: [column("b", "text"), column("c")] })]);
    compare(before, after, {
      includeObject: (object, name, type, isReflected, compareTo) => {
        if (type === "column") asked.push([name, isReflected, object, compareTo]);
        return true;
      },
    });
    expect(asked.slice(0, 3)).toEqual([
      ["a", true, column("a"), undefined],
      ["b", false, column("b", "text"), column("b")],
      ["c", false, column("c"), undefined],
    ]);
  });

  it("leaves out a column, and what stands on it, without a question about a rename", () => {
    const before = table({
      name: "users",
      columns: [column("id"), column("old_mail", "text")],
      primaryKey: { columns: ["id"] },
      uniques: [{ name: "UQ", columns: ["old_mail"] }],
      checks: [{ name: "CK", expression: "length(old_mail) > 3" }],
      indexes: [{ name: "IDX", parts: [{ expression: 'lower("old_mail")' }] }],
    });
    const after = table({
      name: "users",
      columns: [column("id"), column("mail", "text")],
      primaryKey: { columns: ["id"] },
    });
    const includeObject: ComparisonHooks["includeObject"] = (_object, name, type) =>
      type !== "column" || name !== "old_mail";
    expect(compare(schema([before]), schema([after]), { includeObject })).toEqual({
      operations: ['add column "mail" to table "users"'],
      questions: [],
    });
  });

  it("keeps indexes that nobody declared", () => {
    const before = table({ ...users, indexes: [{ name: "by_hand", parts: [{ column: "id" }] }] });
    const includeObject: ComparisonHooks["includeObject"] = (_object, _name, type, isReflected, compareTo) =>
      !(type === "index" && isReflected && compareTo === undefined);
    expect(compare(schema([before]), schema([users]), { includeObject })).toEqual(nothing);
  });

  it("follows a table to its new name", () => {
    const before = schema([table({ name: "users", columns: [column("id"), column("legacy")] })]);
    const after = schema([table({ name: "people", renamedFrom: "users", columns: [column("id")] })]);
    const includeObject: ComparisonHooks["includeObject"] = (_object, name, type) =>
      type !== "column" || name !== "legacy";
    expect(compare(before, after, { includeObject })).toEqual({
      operations: ['rename table "users" to "people"'],
      questions: [],
    });
  });

  it("keeps the whole of a table that is dropped, for the way back", () => {
    const before = schema([table({ name: "users", columns: [column("id"), column("legacy")] })]);
    const includeObject: ComparisonHooks["includeObject"] = (_object, name) => name !== "legacy";
    const { operations } = diff(before, schema([]), { ...options, hooks: { includeObject } });
    expect(operations).toEqual([expect.objectContaining({ kind: "dropTable", dropped: before.tables[0] })]);
  });

  it("leaves out enum types and views", () => {
    const view = { kind: "view", name: "all_users", query: "SELECT 1" } as const;
    const actual = schema([], { enums: [{ name: "mood", values: ["a"] }], objects: [view] });
    const includeObject: ComparisonHooks["includeObject"] = (_object, _name, type) =>
      type !== "enum" && type !== "view";
    expect(compare(actual, schema([]), { includeObject })).toEqual(nothing);
  });
});

describe("compareType and compareServerDefault", () => {
  const one = (rest: Partial<Column>): Schema =>
    schema([table({ name: "users", columns: [column("id", "integer", rest)] })]);
  const literal = (value: number): Partial<Column> => ({ default: { kind: "literal", value } });

  it("switch a comparison off", () => {
    expect(compare(one({ type: "integer" }), one({ type: "bigint" }), { compareType: false })).toEqual(nothing);
    expect(compare(one(literal(1)), one(literal(2)), { compareServerDefault: false })).toEqual(nothing);
  });

  it("decide with true, with false, and leave it with undefined", () => {
    const changed = ['change column "id" of table "users": type from integer to bigint'];
    const found = (answer: boolean | undefined, type: string) =>
      compare(one({ type: "integer" }), one({ type }), { compareType: () => answer }).operations;
    expect([found(false, "bigint"), found(undefined, "bigint"), found(undefined, "integer")]).toEqual([
      [],
      changed,
      [],
    ]);
    expect(found(true, "integer")).toEqual(['change column "id" of table "users": type from integer to integer']);
  });

  it("are told both columns, and what the comparison found", () => {
    const asked: unknown[] = [];
    const [before, after] = [one(literal(1)), one(literal(2))];
    compare(before, after, { compareServerDefault: (comparison) => void asked.push(comparison) });
    expect(asked).toEqual([
      {
        table: { name: "users" },
        column: "id",
        actual: before.tables[0]!.columns[0],
        wanted: after.tables[0]!.columns[0],
        isDifferent: true,
      },
    ]);
  });
});

describe("compareComments", () => {
  it("leaves the comments of what is there alone, and gives new tables theirs", () => {
    const before = schema(
      [table({ ...users, comment: "old", columns: [column("id", "integer", { comment: "old" })] })],
      {
        enums: [{ name: "mood", values: ["a"], comment: "old" }],
      },
    );
    const after = schema(
      [
        table({ ...users, comment: "new", columns: [column("id", "integer", { comment: "new" })] }),
        table({ name: "posts", columns: [column("id")], comment: "posts" }),
      ],
      { enums: [{ name: "mood", values: ["a"], comment: "new" }] },
    );
    const { operations } = diff(before, after, { ...options, hooks: { compareComments: false } });
    expect(operations).toEqual([
      { kind: "createTable", table: expect.objectContaining({ name: "posts", comment: "posts" }) as object },
    ]);
  });
});
