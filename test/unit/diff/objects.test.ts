import type { ObjectChanges } from "../../../src/dialect/object-changes";
import { diff } from "../../../src/diff/diff";
import type { DiffAnswers, DiffOptions } from "../../../src/diff/diff-options";
import { downgradeOf } from "../../../src/diff/downgrade-of";
import { applyOperations, summarizeOperation } from "../../../src/operations/definitions";
import { table } from "../../../src/schema/edit";
import { emptySchema, type Column, type Schema, type SchemaObject, type Table } from "../../../src/schema/model";
import { fakeTypes } from "./fake-types";
import { strictObjectChanges } from "./schema-objects";

const options: DiffOptions = {
  types: fakeTypes,
  capabilities: { tableComments: true, columnComments: true },
  objectChanges: strictObjectChanges,
};
const column = (name: string, type = "integer", rest: Partial<Column> = {}): Column => ({
  name,
  type,
  nullable: false,
  ...rest,
});
const users = table({ name: "users", columns: [column("id"), column("email", "text")] });
const view = (name: string, query: string, rest: object = {}): SchemaObject => ({ kind: "view", name, query, ...rest });
const routine = (name: string, definition: string): SchemaObject => ({
  kind: "function",
  name,
  arguments: "",
  definition: `() RETURNS integer LANGUAGE sql AS $$ ${definition} $$`,
});
const emails = view("emails", "SELECT users.email FROM users");
const schema = (objects: readonly SchemaObject[], tables: readonly Table[] = [users]): Schema => ({
  ...emptySchema,
  tables,
  objects,
});

/** The way there and back; what it leads to is checked on the way. */
function compare(actual: Schema, wanted: Schema, given: Partial<DiffOptions> = {}): readonly string[] {
  const { operations } = diff(actual, wanted, { ...options, ...given });
  const after = applyOperations(actual, operations);
  expect(diff(after, wanted, { ...options, ...given, answers: { noRenames: true } }).operations).toEqual([]);
  expect(diff(applyOperations(after, downgradeOf(operations)), actual, options).operations).toEqual([]);
  return operations.map(summarizeOperation);
}

describe("objects", () => {
  test("are created and dropped", () => {
    expect([compare(schema([]), schema([emails])), compare(schema([emails]), schema([]))]).toEqual([
      ['create view "emails"'],
      ['drop view "emails"'],
    ]);
  });

  test("that are equal on both sides are left alone, whatever the catalog says of them", () => {
    const stored = { attributes: { "any.stored.text": "CREATE VIEW ..." } };
    expect(compare(schema([{ ...emails, ...stored }]), schema([emails]))).toEqual([]);
  });

  test("that nobody declares stay where unknown objects are kept", () => {
    const { operations } = diff(schema([emails]), schema([]), { ...options, keepUnknownObjects: true });
    expect(operations).toEqual([]);
  });

  test("of tables that somebody else looks after are not touched, nor are those that the wanted side cannot tell", () => {
    const trigger: SchemaObject = { kind: "trigger", name: "t", table: { name: "audit" }, event: "e", action: "a" };
    const numbers: SchemaObject = { kind: "sequence", name: "n", ownedBy: { table: { name: "audit" }, column: "id" } };
    const ignored = { tables: [{ name: "audit" }], indexes: [] };
    const wanted = { ...schema([]), unmanaged: [{ name: "log", type: "view" }] };
    const { operations } = diff(schema([trigger, numbers, view("log", "SELECT 1")]), wanted, { ...options, ignored });
    expect(operations).toEqual([]);
  });

  test("change in place where the database can, and else go and come again", () => {
    const before = [routine("one", "SELECT 1"), view("two", "SELECT 1")];
    const after = [routine("one", "SELECT 2"), view("two", "SELECT 2")];
    expect(compare(schema(before), schema(after))).toEqual([
      'drop view "two"',
      'create view "two"',
      'change function "one()"',
    ]);
  });

  test("are not made anew for a comment", () => {
    const { operations } = diff(schema([emails]), schema([{ ...emails, comment: "all of them" }]), options);
    expect(operations).toEqual([
      { kind: "replaceView", object: { ...emails, comment: "all of them" }, previous: emails },
    ]);
  });

  test("that nobody declares keep their names", () => {
    const listed = table({ name: "emails", columns: [column("email", "text")] });
    const compareAll = () =>
      diff(schema([emails]), schema([], [users, listed]), { ...options, keepUnknownObjects: true });
    expect(compareAll).toThrow(
      expect.objectContaining({ code: "DIFF.NAME_TAKEN", message: 'view "emails" has the name of a new table' }),
    );
  });

  test("are created in a new schema after it", () => {
    expect(compare(schema([]), schema([{ ...emails, schema: "stats" }])).slice(0, 2)).toEqual([
      'create schema "stats"',
      'create view "stats.emails"',
    ]);
  });
});

describe("the order of objects", () => {
  const list: readonly SchemaObject[] = [
    view("a_top", "SELECT low.email FROM z_low low"),
    view("z_low", "SELECT users.email FROM users WHERE users.id > counted()"),
    routine("counted", "SELECT 1"),
    {
      kind: "trigger",
      name: "touch",
      table: { name: "users" },
      event: "BEFORE UPDATE",
      action: "FOR EACH ROW EXECUTE FUNCTION counted()",
    },
    { kind: "policy", name: "own", table: { name: "users" }, using: "counted() > 0" },
    { kind: "extension", name: "citext" },
    { kind: "domain", name: "mail", type: "citext" },
    { kind: "compositeType", name: "address", columns: [{ name: "mail", type: "mail" }] },
  ];
  const addressed = table({ name: "users", columns: [column("id"), column("email", "address")] });

  test("is that of what they mention, and the reverse when they go", () => {
    const created = [
      'create extension "citext"',
      'create domain "mail"',
      'create composite type "address"',
      'create table "users"',
      'create function "counted()"',
      'create view "z_low"',
      'create view "a_top"',
      'create trigger "touch" of table "users"',
      'create policy "own" of table "users"',
    ];
    const wanted = schema(list, [addressed]);
    expect([compare(emptySchema, wanted), compare(wanted, emptySchema)]).toEqual([
      created,
      [
        'drop policy "own" of table "users"',
        'drop trigger "touch" of table "users"',
        'drop view "a_top"',
        'drop view "z_low"',
        'drop function "counted()"',
        'drop table "users"',
        'drop composite type "address"',
        'drop domain "mail"',
        'drop extension "citext"',
      ],
    ]);
  });

  test("puts a function before the table whose default calls it", () => {
    const numbered = table({
      name: "users",
      columns: [column("id", "integer", { default: { kind: "expression", sql: "counted()" } })],
    });
    expect(compare(emptySchema, schema([routine("counted", "SELECT 1")], [numbered]))).toEqual([
      'create function "counted()"',
      'create table "users"',
    ]);
  });

  test("sets a default later where its function reads the table", () => {
    const numbered = table({
      name: "users",
      columns: [column("id", "integer", { default: { kind: "expression", sql: "counted()" } })],
    });
    const wanted = schema([routine("counted", "SELECT count(*) FROM users")], [numbered]);
    expect([compare(emptySchema, wanted), compare(wanted, emptySchema)]).toEqual([
      [
        'create table "users"',
        'create function "counted()"',
        'change column "id" of table "users": default from none to counted()',
      ],
      [
        'change column "id" of table "users": default from counted() to none',
        'drop function "counted()"',
        'drop table "users"',
      ],
    ]);
  });

  test("gives a sequence to its column when both are there", () => {
    const sql = "nextval('numbers'::regclass)";
    const numbered = table({
      name: "users",
      columns: [column("id", "integer", { default: { kind: "expression", sql } })],
    });
    const numbers: SchemaObject = {
      kind: "sequence",
      name: "numbers",
      ownedBy: { table: { name: "users" }, column: "id" },
    };
    const wanted = schema([numbers], [numbered]);
    expect([compare(emptySchema, wanted), compare(wanted, emptySchema)]).toEqual([
      ['create sequence "numbers"', 'create table "users"', 'change sequence "numbers"'],
      ['change sequence "numbers"', 'drop table "users"', 'drop sequence "numbers"'],
    ]);
  });

  test("changes a function after a column that it reads came and before one that it read goes", () => {
    const renewed = table({ name: "users", columns: [column("id"), column("mail", "text")] });
    const before = schema([routine("first", "SELECT users.email FROM users")]);
    const after = schema([routine("first", "SELECT users.mail FROM users")], [renewed]);
    expect(compare(before, after, { answers: { noRenames: true } })).toEqual([
      'add column "mail" to table "users"',
      'change function "first()"',
      'drop column "email" of table "users"',
    ]);
  });

  test("is right where a parameter has the name of the view that calls its function", () => {
    const definition = "(emails integer) RETURNS integer LANGUAGE sql AS $$ SELECT 1 $$";
    const called = { ...routine("counted", ""), definition } as SchemaObject;
    const reader = routine("a_reader", "SELECT emails.n FROM emails");
    const all = schema([view("emails", "SELECT counted() AS n"), called, reader]);
    const created = ['create function "counted()"', 'create view "emails"', 'create function "a_reader()"'];
    const dropped = ['drop function "a_reader()"', 'drop view "emails"', 'drop function "counted()"'];
    expect([compare(schema([]), all), compare(all, schema([]))]).toEqual([created, dropped]);
  });

  test("frees a name before another kind of object takes it", () => {
    const listed = table({ name: "emails", columns: [column("email", "text")] });
    expect(compare(schema([emails]), schema([], [users, listed]))).toEqual([
      'drop view "emails"',
      'create table "emails"',
    ]);
  });
});

describe("objects in the way of a change", () => {
  const wider = table({ name: "users", columns: [column("id"), column("email", "varchar(50)")] });
  const over = view("over", "SELECT emails.email FROM emails");
  const apart = view("apart", "SELECT users.id FROM users");

  test("go before it and come again after, with those that read them, and without the others", () => {
    expect(compare(schema([emails, over, apart]), schema([emails, over, apart], [wider]))).toEqual([
      'drop view "over"',
      'drop view "emails"',
      'change column "email" of table "users": type from text to varchar(50)',
      'create view "emails"',
      'create view "over"',
    ]);
  });

  test("come again as they are wanted", () => {
    const wanted = schema([view("emails", "SELECT users.email, 1 FROM users")], [wider]);
    const { operations } = diff(schema([emails]), wanted, options);
    expect(operations.map((operation) => ("object" in operation ? operation.object : operation.kind))).toEqual([
      { kind: "view", name: "emails" },
      "alterColumn",
      wanted.objects[0],
    ]);
  });

  test("come again though nobody declares them", () => {
    expect(compare(schema([emails]), schema([], [wider]), { keepUnknownObjects: true })).toEqual([
      'drop view "emails"',
      'change column "email" of table "users": type from text to varchar(50)',
      'create view "emails"',
    ]);
  });

  test("do not come again where nobody declares them and what they read goes for good", () => {
    const without = table({ name: "users", columns: [column("id")] });
    const given = { keepUnknownObjects: true, answers: { noRenames: true } };
    const list = [emails, over, apart];
    const gone = ['drop view "over"', 'drop view "emails"', 'drop column "email" of table "users"'];
    expect(
      diff(schema(list), schema([], [without]), { ...options, ...given }).operations.map(summarizeOperation),
    ).toEqual(gone);
    expect(diff(schema(list), schema([], []), { ...options, ...given }).operations.map(summarizeOperation)).toEqual([
      'drop view "apart"',
      'drop view "over"',
      'drop view "emails"',
      'drop table "users"',
    ]);
  });

  test("are the triggers of a view that is made anew", () => {
    const free = { ...strictObjectChanges, isHeldBy: () => false };
    const insert: SchemaObject = {
      kind: "trigger",
      name: "ins",
      table: { name: "emails" },
      event: "INSTEAD OF INSERT",
      action: "",
    };
    const changed = view("emails", "SELECT users.id FROM users");
    expect(compare(schema([emails, insert]), schema([changed, insert]), { objectChanges: free })).toEqual([
      'drop trigger "ins" of table "emails"',
      'drop view "emails"',
      'create view "emails"',
      'create trigger "ins" of table "emails"',
    ]);
  });

  test("go by name with a table that goes, so that the way back has them", () => {
    const trigger: SchemaObject = {
      kind: "trigger",
      name: "t",
      table: { name: "users" },
      event: "BEFORE UPDATE",
      action: "",
    };
    const numbers: SchemaObject = {
      kind: "sequence",
      name: "numbers",
      ownedBy: { table: { name: "users" }, column: "id" },
    };
    const { operations } = diff(schema([trigger, numbers]), schema([], []), { ...options, keepUnknownObjects: true });
    expect(operations.map(summarizeOperation)).toEqual([
      'drop trigger "t" of table "users"',
      'drop sequence "numbers"',
      'drop table "users"',
    ]);
  });

  test("are a default and a check where a function is made anew", () => {
    const used = table({
      name: "users",
      columns: [column("id", "integer", { default: { kind: "expression", sql: "next_one()" } })],
      checks: [{ name: "positive", expression: "id >= next_one()" }],
      indexes: [{ name: "by_next", parts: [{ expression: "(id - next_one())" }] }],
    });
    const other: SchemaObject = {
      kind: "function",
      name: "next_one",
      arguments: "",
      definition: "() RETURNS bigint AS $$ SELECT 1 $$",
    };
    expect(compare(schema([routine("next_one", "SELECT 1")], [used]), schema([other], [used]))).toEqual([
      'change column "id" of table "users": default from next_one() to none',
      'drop check constraint "positive" of table "users"',
      'drop index "by_next" of table "users"',
      'drop function "next_one()"',
      'create function "next_one()"',
      'change column "id" of table "users": default from none to next_one()',
      'create check constraint "positive" on table "users"',
      'create index "by_next" on table "users"',
    ]);
  });

  test("are views over a column whose enum type is made anew", () => {
    const held: ObjectChanges = { ...strictObjectChanges, isHeldBy: ({ kind }) => kind === "alterEnum" };
    const typed = table({ name: "users", columns: [column("id"), column("mood", "mood")] });
    const enums = (values: readonly string[]) => [{ name: "mood", values }];
    const moods = view("moods", "SELECT users.mood FROM users");
    const [before, after] = [enums(["calm", "wild"]), enums(["calm"])];
    const actual = { ...schema([moods, apart], [typed]), enums: before };
    expect(compare(actual, { ...actual, enums: after }, { objectChanges: held })).toEqual([
      'drop view "moods"',
      'change enum type "mood": remove "wild"',
      'create view "moods"',
    ]);
  });
});

describe("objects and renames", () => {
  const people = table({ name: "people", columns: [column("id"), column("mail", "text")] });
  const answers: DiffAnswers = {
    renames: [
      { from: "users", to: "people" },
      { table: "people", from: "email", to: "mail" },
    ],
  };
  const trigger = (name: string): SchemaObject => ({
    kind: "trigger",
    name: "touch",
    table: { name },
    event: "BEFORE UPDATE",
    action: "FOR EACH ROW EXECUTE FUNCTION one()",
  });
  const moved = view("emails", "SELECT people.mail FROM people");
  const renames = ['rename table "users" to "people"', 'rename column "email" of table "people" to "mail"'];

  test("need nothing where the database writes the new names by itself", () => {
    const actual = schema([emails, trigger("users"), routine("one", "SELECT 1")]);
    const wanted = schema([moved, trigger("people"), routine("one", "SELECT 1")], [people]);
    expect(compare(actual, wanted, { answers })).toEqual(renames);
  });

  test("need nothing where the columns of a view keep their names", () => {
    const wanted = schema([view("emails", "SELECT people.mail AS email FROM people")], [people]);
    const { operations } = diff(schema([emails]), wanted, { ...options, answers });
    expect(operations.map(summarizeOperation)).toEqual(renames);
  });

  test("go before and come after where it does not", () => {
    const objectChanges = { ...strictObjectChanges, followsRenames: false };
    const actual = schema([emails, trigger("users"), routine("one", "SELECT 1")]);
    const wanted = schema([moved, trigger("people"), routine("one", "SELECT 1")], [people]);
    const { operations } = diff(actual, wanted, { ...options, answers, objectChanges });
    expect(operations.map(summarizeOperation)).toEqual(['drop view "emails"', ...renames, 'create view "emails"']);
  });

  test("that nobody declares come again with the new names", () => {
    const objectChanges = { ...strictObjectChanges, followsRenames: false };
    const { operations } = diff(schema([emails]), schema([], [people]), {
      ...options,
      answers,
      objectChanges,
      keepUnknownObjects: true,
    });
    expect(operations[operations.length - 1]).toEqual({ kind: "createView", object: moved });
  });

  test("go before and come after where the new text is not the one that the database would write", () => {
    const wanted = schema([view("emails", "SELECT people.mail AS address FROM people")], [people]);
    const { operations } = diff(schema([emails]), wanted, { ...options, answers });
    expect(operations.map(summarizeOperation)).toEqual(['drop view "emails"', ...renames, 'create view "emails"']);
  });

  test("leave the body of a function to be replaced", () => {
    const [actual, wanted] = [
      routine("first", "SELECT users.email FROM users"),
      routine("first", "SELECT people.mail FROM people"),
    ];
    const { operations } = diff(schema([actual]), schema([wanted], [people]), { ...options, answers });
    expect(operations.map(summarizeOperation)).toEqual([...renames, 'change function "first()"']);
  });
});
