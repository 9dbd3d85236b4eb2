import { diff } from "../../../src/diff/diff";
import type { DiffAnswers, DiffOptions } from "../../../src/diff/diff-options";
import { downgradeOf } from "../../../src/diff/downgrade-of";
import { isRename, requireAnswers } from "../../../src/diff/question";
import { applyOperations, summarizeOperation } from "../../../src/operations/definitions";
import type { Operation } from "../../../src/operations/operation";
import { table } from "../../../src/schema/edit";
import { emptySchema, type Column, type EnumType, type Schema, type Table } from "../../../src/schema/model";
import { fakeTypes } from "./fake-types";

const options: DiffOptions = { types: fakeTypes, capabilities: { tableComments: true, columnComments: true } };

const schema = (tables: readonly Table[], enums: readonly EnumType[] = []): Schema => ({
  tables,
  enums,
  objects: [],
  unmanaged: [],
});
const column = (name: string, type = "integer", rest: Partial<Column> = {}): Column => ({
  name,
  type,
  nullable: false,
  ...rest,
});
const users = table({
  name: "users",
  columns: [column("id"), column("email", "text")],
  primaryKey: { name: "PK_users", columns: ["id"] },
});

function summaries(actual: Schema, wanted: Schema, given: Partial<DiffOptions> = {}): readonly string[] {
  return diff(actual, wanted, { ...options, ...given }).operations.map(summarizeOperation);
}

/** Questions about rows have a test of their own. */
function compare(actual: Schema, wanted: Schema, answers: DiffAnswers = {}) {
  const { operations, questions } = diff(actual, wanted, { ...options, answers });
  return { operations: operations.map(summarizeOperation), questions: questions.filter(isRename) };
}

describe("tables", () => {
  test("are left alone where the wanted side has them in a form that the model cannot tell", () => {
    const wanted = { ...emptySchema, unmanaged: [{ name: "users", type: "system-versioned table" }] };
    expect(summaries(schema([users]), wanted)).toEqual([]);
  });

  const refersTo = (name: string, target: string): Table =>
    table({
      name,
      columns: [column("id")],
      primaryKey: { columns: ["id"] },
      foreignKeys: [{ name: `FK_${name}`, columns: ["id"], references: { table: target, columns: ["id"] } }],
    });

  test("are created after those that they refer to, and dropped before them", () => {
    const wanted = schema([refersTo("a", "b"), refersTo("b", "c"), refersTo("c", "c")]);
    const names = ["c", "b", "a"];
    expect([summaries(emptySchema, wanted), summaries(wanted, emptySchema)]).toEqual([
      names.map((name) => `create table "${name}"`),
      [...names].reverse().map((name) => `drop table "${name}"`),
    ]);
  });

  test("that refer to each other get their foreign keys last and lose them first", () => {
    const wanted = schema([refersTo("a", "b"), refersTo("b", "a")]);
    expect([summaries(emptySchema, wanted), summaries(wanted, emptySchema)]).toEqual([
      ['create table "b"', 'create table "a"', 'create foreign key "FK_b" on table "b"'],
      ['drop foreign key "FK_b" of table "b"', 'drop table "a"', 'drop table "b"'],
    ]);
  });

  test("that nobody wants stay where unknown tables are kept", () => {
    expect(summaries(schema([users]), emptySchema, { keepUnknownTables: true })).toEqual([]);
  });

  test("and indexes that are ignored are not touched on either side", () => {
    const index = { name: "IDX_theirs", parts: [{ column: "email" }] };
    const actual = schema([table({ name: "audit", columns: [column("id")] }), { ...users, indexes: [index] }]);
    const ignored = {
      tables: [{ name: "audit" }, { name: "log" }],
      indexes: [{ table: { name: "users" }, index: "IDX_theirs" }],
    };
    const wanted = schema([users, table({ name: "log", columns: [column("id")] })]);
    expect(summaries(actual, wanted, { ignored })).toEqual([]);
  });

  test("in a schema where nothing is yet create it first", () => {
    expect(summaries(emptySchema, schema([{ ...users, schema: "billing" }]))).toEqual([
      'create schema "billing"',
      'create table "billing.users"',
    ]);
  });
});

test("what introspection keeps for itself is in no operation", () => {
  const attributes = { "any.strict": true, "any.stored.sql": "CREATE TABLE ..." };
  const { operations } = diff(schema([{ ...users, attributes }]), emptySchema, options);
  expect(operations).toEqual([
    { kind: "dropTable", table: { name: "users" }, dropped: { ...users, attributes: { "any.strict": true } } },
  ]);
});

describe("columns", () => {
  test("change their type in place, with what the reverse needs", () => {
    const before = column("email", "text", { default: { kind: "literal", value: "x" }, comment: "old" });
    const after = column("email", "varchar(50)", { nullable: true });
    const { operations } = diff(
      schema([{ ...users, columns: [column("id"), before] }]),
      schema([{ ...users, columns: [column("id"), after] }]),
      options,
    );
    expect(operations).toEqual([
      {
        kind: "alterColumn",
        table: { name: "users" },
        column: "email",
        change: { type: "varchar(50)", nullable: true, default: null, comment: null },
        previous: { type: "text", nullable: false, default: { kind: "literal", value: "x" }, comment: "old" },
      },
    ]);
  });

  test("do not differ by comments where the database has none", () => {
    const wanted = schema([
      { ...users, comment: "People", columns: [column("id"), column("email", "text", { comment: "x" })] },
    ]);
    const capabilities = { tableComments: false, columnComments: false };
    expect(summaries(schema([users]), wanted, { capabilities })).toEqual([]);
  });

  test("are added without the hint of their earlier name", () => {
    const added = column("bio", "text", { renamedFrom: "about" });
    const { operations } = diff(schema([users]), schema([{ ...users, columns: [...users.columns, added] }]), options);
    expect(operations).toEqual([{ kind: "addColumn", table: { name: "users" }, column: column("bio", "text") }]);
  });
});

describe("constraints and indexes", () => {
  const withParts = (parts: Partial<Table>): Schema => schema([{ ...users, ...parts }]);

  test("with one structure and two names are renamed", () => {
    const actual = withParts({
      primaryKey: { name: "users_pkey", columns: ["id"] },
      uniques: [{ name: "users_email_key", columns: ["email"] }],
      indexes: [{ name: "users_email", parts: [{ column: "email" }] }],
    });
    const wanted = withParts({
      uniques: [{ name: "UQ_users", columns: ["email"] }],
      indexes: [{ name: "IDX_users", parts: [{ column: "email" }] }],
    });
    expect(summaries(actual, wanted)).toEqual([
      'rename primary key "users_pkey" of table "users" to "PK_users"',
      'rename unique constraint "users_email_key" of table "users" to "UQ_users"',
      'rename index "users_email" of table "users" to "IDX_users"',
    ]);
  });

  test("are equal where one side has no name", () => {
    const actual = withParts({
      primaryKey: { columns: ["id"] },
      uniques: [{ columns: ["email"] }],
      checks: [{ expression: "id > 0" }],
      foreignKeys: [{ columns: ["id"], references: { table: "users", columns: ["id"] } }],
    });
    const wanted = withParts({
      uniques: [{ name: "UQ", columns: ["email"], nullsNotDistinct: false }],
      checks: [{ name: "CHK", expression: "id > 0" }],
      foreignKeys: [
        { name: "FK", columns: ["id"], references: { table: "users", columns: ["id"] }, onDelete: "NO ACTION" },
      ],
    });
    expect(summaries(actual, wanted)).toEqual([]);
  });

  test("that swap their names are dropped and created", () => {
    const unique = (a: string, b: string): Partial<Table> => ({
      uniques: [
        { name: a, columns: ["id"] },
        { name: b, columns: ["email"] },
      ],
    });
    const operations = diff(withParts(unique("x", "y")), withParts(unique("y", "x")), options).operations;
    const after = applyOperations(withParts(unique("x", "y")), operations).tables[0]?.uniques;
    expect([operations.length, new Set(after?.map(({ name, columns }) => `${name}:${columns[0]}`))]).toEqual([
      3,
      new Set(["y:id", "x:email"]),
    ]);
  });

  test("are replaced when they say something else under the same name", () => {
    const index = (where?: string): Partial<Table> => ({
      indexes: [{ name: "IDX", parts: [{ column: "email" }], ...(where === undefined ? {} : { where }) }],
    });
    expect(summaries(withParts(index()), withParts(index("id > 0")))).toEqual([
      'drop index "IDX" of table "users"',
      'create index "IDX" on table "users"',
    ]);
  });

  test("change the attributes that are asked for, and leave the others", () => {
    const actual = schema([{ ...users, attributes: { "x.engine": "A", "x.other": "stays" } }]);
    const wanted = schema([{ ...users, attributes: { "x.engine": "B", "x.new": true } }]);
    const entities = { ...options, keepUnknownObjects: true };
    expect(diff(actual, wanted, entities).operations).toEqual([
      {
        kind: "setTableAttributes",
        table: { name: "users" },
        change: { "x.engine": "B", "x.new": true },
        previous: { "x.engine": "A", "x.new": null },
      },
    ]);
    expect(diff(actual, schema([users]), entities).operations).toEqual([]);
  });

  test("take away attributes that a complete schema does not have", () => {
    const actual = schema([{ ...users, attributes: { "x.engine": "A" } }]);
    expect(diff(actual, schema([users]), options).operations).toEqual([
      {
        kind: "setTableAttributes",
        table: { name: "users" },
        change: { "x.engine": null },
        previous: { "x.engine": "A" },
      },
    ]);
  });

  test("let go of a foreign key while both its sides change their type, where the types must fit", () => {
    const posts = (type: string): Table =>
      table({
        name: "posts",
        columns: [column("author", type)],
        foreignKeys: [{ name: "FK", columns: ["author"], references: { table: "users", columns: ["id"] } }],
      });
    const retyped = { ...users, columns: [column("id", "bigint"), column("email", "text")] };
    const capabilities = { ...options.capabilities, typedForeignKeys: true };
    const [actual, wanted] = [schema([posts("integer"), users]), schema([posts("bigint"), retyped])];
    const changes = [
      'change column "author" of table "posts": type from integer to bigint',
      'change column "id" of table "users": type from integer to bigint',
    ];
    expect(summaries(actual, wanted)).toEqual(changes);
    expect(summaries(actual, wanted, { capabilities })).toEqual([
      'drop foreign key "FK" of table "posts"',
      ...changes,
      'create foreign key "FK" on table "posts"',
    ]);
  });

  test("let go of a foreign key while the key that it refers to is replaced", () => {
    const posts = table({
      name: "posts",
      columns: [column("author")],
      foreignKeys: [{ name: "FK", columns: ["author"], references: { table: "users", columns: ["id"] } }],
    });
    const actual = schema([posts, users]);
    const wanted = schema([
      posts,
      { ...users, primaryKey: { columns: ["email"] }, uniques: [{ name: "UQ", columns: ["id"] }] },
    ]);
    expect(summaries(actual, wanted)).toEqual([
      'drop foreign key "FK" of table "posts"',
      'drop primary key "PK_users" of table "users"',
      'create primary key (email) on table "users"',
      'create unique constraint "UQ" on table "users"',
      'create foreign key "FK" on table "posts"',
    ]);
  });
});

describe("renames", () => {
  const people = { ...users, name: "people" };
  const renamedColumn = (rest: Partial<Column> = {}): Schema =>
    schema([{ ...users, columns: [column("id"), column("mail", "text", rest)] }]);

  test("of tables and columns are found by hints", () => {
    const wanted = schema([
      {
        ...people,
        renamedFrom: "users",
        columns: [column("id"), column("mail", "text", { renamedFrom: "email" })],
        primaryKey: { name: "PK_people", columns: ["id"] },
      },
    ]);
    expect(compare(schema([users]), wanted)).toEqual({
      operations: [
        'rename table "users" to "people"',
        'rename column "email" of table "people" to "mail"',
        'rename primary key "PK_users" of table "people" to "PK_people"',
      ],
      questions: [],
    });
  });

  test("are not repeated by a hint that was followed before", () => {
    const actual = schema([{ ...users, columns: [column("id"), column("mail", "text")] }]);
    expect(compare(actual, renamedColumn({ renamedFrom: "email" }))).toEqual({ operations: [], questions: [] });
  });

  test("in a chain are made from its free end", () => {
    const actual = schema([table({ name: "users", columns: [column("a"), column("b")] })]);
    const wanted = schema([
      table({
        name: "users",
        columns: [column("b", "integer", { renamedFrom: "a" }), column("c", "integer", { renamedFrom: "b" })],
      }),
    ]);
    expect(compare(actual, wanted)).toEqual({
      operations: ['rename column "b" of table "users" to "c"', 'rename column "a" of table "users" to "b"'],
      questions: [],
    });
  });

  test("that nobody vouches for are asked about, once for each pair", () => {
    expect([compare(schema([users]), schema([people])), compare(schema([users]), renamedColumn())]).toEqual([
      {
        operations: ['drop table "users"', 'create table "people"'],
        questions: [
          {
            kind: "rename table",
            from: "users",
            to: "people",
            score: 1,
            before: ["id: integer, not null", "email: text, not null"],
            after: ["id: integer, not null", "email: text, not null"],
          },
        ],
      },
      {
        operations: ['add column "mail" to table "users"', 'drop column "email" of table "users"'],
        questions: [
          {
            kind: "rename column",
            table: "users",
            from: "email",
            to: "mail",
            score: 0.95,
            before: ["text, not null"],
            after: ["text, not null"],
          },
        ],
      },
    ]);
  });

  test("are asked about wherever a column goes and one comes, however unlike they are", () => {
    const wanted = schema([{ ...users, columns: [column("id"), column("score", "integer")] }]);
    expect(compare(schema([users]), wanted).questions).toEqual([
      expect.objectContaining({ kind: "rename column", from: "email", to: "score", score: 0.35 }),
    ]);
  });

  test("are asked about with the pairs that are possible instead, so that a no cannot hide another yes", () => {
    const before = schema([table({ name: "users", columns: [column("age", "integer"), column("fax", "text")] })]);
    const after = schema([table({ name: "users", columns: [column("years", "bigint"), column("page", "integer")] })]);
    expect(compare(before, after).questions).toEqual([
      expect.objectContaining({
        from: "age",
        to: "page",
        others: [
          { from: "fax", to: "page" },
          { from: "age", to: "years" },
        ],
      }),
      expect.objectContaining({
        from: "fax",
        to: "years",
        others: [
          { from: "fax", to: "page" },
          { from: "age", to: "years" },
        ],
      }),
    ]);
  });

  test("are asked about one pair at a time, the most alike first, until the other pairs were refused too", () => {
    const before = schema([table({ name: "users", columns: [column("age", "integer")] })]);
    const after = schema([
      table({
        name: "users",
        columns: [column("years", "bigint"), column("page", "integer"), column("rank", "bigint")],
      }),
    ]);
    const refused: { table: string; from: string; to: string }[] = [];
    const asked: string[] = [];
    for (;;) {
      const [question] = compare(before, after, { refused }).questions;
      if (question === undefined) break;
      asked.push(question.to);
      refused.push({ table: "users", from: question.from, to: question.to });
    }
    expect(asked).toEqual(["page", "rank", "years"]);
  });

  test("are not asked about where the database cannot take the values over, unless the name speaks for it", () => {
    const types = { ...fakeTypes, castQuery: () => "SELECT false" };
    const asked = (from: Column, to: Column) => {
      const [before, after] = [from, to].map((one) => schema([table({ name: "users", columns: [one] })]));
      return diff(before!, after!, { ...options, types }).questions.filter(isRename).length;
    };
    expect([
      asked(column("payload", "json"), column("at", "timestamp")),
      asked(column("at", "date"), column("created", "timestamp")),
      asked(column("payload", "json"), column("payloads", "boolean")),
    ]).toEqual([0, 1, 1]);
  });

  test("are not asked about between a column that is computed and one that holds values", () => {
    const computed = column("total", "bigint", { generated: { expression: "a + b", stored: true } });
    const [before, after] = [computed, column("rank", "integer")].map((one) =>
      schema([table({ name: "users", columns: [one] })]),
    );
    expect(compare(before!, after!).questions).toEqual([]);
  });

  test("are asked about between tables with one column in common, with like names, or with the same types", () => {
    const before = table({ name: "orders", columns: [column("id"), column("note", "text"), column("at", "date")] });
    const scoreTo = (name: string, columns: readonly Column[]) =>
      compare(schema([before]), schema([table({ name, columns })])).questions.map(({ score }) => score);
    expect([
      scoreTo("events", [column("id"), column("name", "json")]),
      scoreTo("orders_2", [column("key", "uuid")]),
      scoreTo("events", [column("key"), column("text", "text"), column("day", "date")]),
      scoreTo("events", [column("key", "uuid")]),
    ]).toEqual([[0.33], [0.38], [0.5], []]);
  });

  test("of enum columns are asked about, though the type has another name", () => {
    const kind = (name: string): Schema =>
      schema(
        [table({ name: "users", columns: [column("id"), column(name, `users_${name}_enum`)] })],
        [{ name: `users_${name}_enum`, values: ["a", "b"] }],
      );
    expect(compare(kind("role"), kind("function")).questions).toEqual([
      expect.objectContaining({ kind: "rename column", table: "users", from: "role", to: "function", score: 0.75 }),
    ]);
  });

  test("follow an answer of yes, of no, and of no to all", () => {
    const pair = { table: "users", from: "email", to: "mail" };
    const dropAndAdd = ['add column "mail" to table "users"', 'drop column "email" of table "users"'];
    expect([
      compare(schema([users]), renamedColumn(), { renames: [pair] }),
      compare(schema([users]), renamedColumn(), { refused: [pair] }),
      compare(schema([users]), renamedColumn(), { noRenames: true }),
      compare(schema([users]), schema([people]), { renames: [{ from: "users", to: "people" }] }),
    ]).toEqual([
      { operations: ['rename column "email" of table "users" to "mail"'], questions: [] },
      { operations: dropAndAdd, questions: [] },
      { operations: dropAndAdd, questions: [] },
      { operations: ['rename table "users" to "people"'], questions: [] },
    ]);
  });

  test("follow an answer whose dots were read in another way", () => {
    const billing = (name: string): Schema => schema([{ ...users, schema: "billing", name }]);
    const answered = compare(billing("users"), billing("people"), {
      renames: [{ table: "billing", from: "users", to: "people" }],
    });
    expect(answered).toEqual({ operations: ['rename table "billing.users" to "people"'], questions: [] });
    expect(
      compare(billing("users"), billing("people"), { refused: [{ table: "billing", from: "users", to: "people" }] })
        .questions,
    ).toEqual([]);
  });

  test("refuse an answer that fits nothing", () => {
    const renames = [{ table: "users", from: "emial", to: "mail" }];
    expect(() => compare(schema([users]), renamedColumn(), { renames })).toThrow(
      expect.objectContaining({
        code: "DIFF.ANSWER_INVALID",
        message: 'the answer table "users", column "emial" to "mail": nothing was renamed so',
      }),
    );
  });

  test("stop whoever needs answers, with the options that give them", () => {
    const { questions } = compare(schema([users]), renamedColumn());
    expect(() => requireAnswers(questions)).toThrow(
      expect.objectContaining({
        code: "DIFF.ANSWER_NEEDED",
        message: 'was column "email" of table "users" renamed to "mail"?',
        hint: "If yes, say --rename users.email:users.mail, or renamedFrom in the entity. If no, say --no-renames: the old one is dropped with what it holds.",
        details: {
          questions: [
            {
              ...questions[0],
              text: 'was column "email" of table "users" renamed to "mail"?',
              option: "--rename users.email:users.mail",
              answer: null,
            },
          ],
        },
      }),
    );
    expect(requireAnswers([])).toBeUndefined();
  });
});

describe("enum types", () => {
  const role = (values: readonly string[], rest: Partial<EnumType> = {}): EnumType => ({
    name: "role",
    values,
    ...rest,
  });
  const withRole = (type: EnumType, value?: string): Schema =>
    schema(
      [
        table({
          name: "users",
          columns: [
            column("id"),
            column("role", "role", value === undefined ? {} : { default: { kind: "literal", value } }),
          ],
        }),
      ],
      [type],
    );

  test("live and die with their columns", () => {
    const plain = schema([table({ name: "users", columns: [column("id")] })]);
    const wanted = withRole(role(["a"]));
    expect([summaries(plain, wanted), summaries(wanted, plain)]).toEqual([
      ['create enum type "role"', 'add column "role" to table "users"'],
      ['drop column "role" of table "users"', 'drop enum type "role"'],
    ]);
  });

  test("that no column had are left alone where unknown objects are kept, and dropped elsewhere", () => {
    const [actual, wanted] = [schema([users], [role(["a"])]), schema([users])];
    expect([summaries(actual, wanted, { keepUnknownObjects: true }), summaries(actual, wanted)]).toEqual([
      [],
      ['drop enum type "role"'],
    ]);
  });

  test("stay while a table that is left alone has them", () => {
    const actual = withRole(role(["a"]));
    expect(summaries(actual, emptySchema, { keepUnknownTables: true })).toEqual([]);
  });

  test("get new values before defaults need them, and lose old ones after", () => {
    const actual = withRole(role(["admin", "old"]), "old");
    const wanted = withRole(role(["new", "admin"]), "new");
    expect(summaries(actual, wanted, { answers: { noRenames: true } })).toEqual([
      'change enum type "role": add "new"',
      'change column "role" of table "users": default from "old" to "new"',
      'change enum type "role": remove "old"',
    ]);
  });

  test("say which new values the same revision uses", () => {
    const actual = withRole(role(["admin"]), "admin");
    const marks = (wanted: Schema): readonly unknown[] =>
      diff(actual, wanted, options).operations.flatMap((operation) =>
        operation.kind === "alterEnum" ? [operation.usedAtOnce] : [],
      );
    expect(marks(withRole(role(["admin", "new"]), "new"))).toEqual([true]);
    expect(marks(withRole(role(["admin", "new"]), "admin"))).toEqual([undefined]);
  });

  test("rename a value by a hint, and the default with it", () => {
    const wanted = withRole(role(["admin", "guest"], { renamedValues: { guest: "visitor" } }), "guest");
    expect(compare(withRole(role(["admin", "visitor"]), "visitor"), wanted)).toEqual({
      operations: ['change enum type "role": rename "visitor" to "guest"'],
      questions: [],
    });
  });

  test("ask whether a value that went and one that came are the same", () => {
    const actual = withRole(role(["admin", "visitor"]));
    const answers = { renames: [{ enum: "role", from: "visitor", to: "guest" }] };
    expect([
      compare(actual, withRole(role(["admin", "guest"]))).questions,
      compare(actual, withRole(role(["admin", "guest"])), answers),
    ]).toEqual([
      [
        {
          kind: "rename enum value",
          enum: "role",
          from: "visitor",
          to: "guest",
          score: 0.14,
          before: ["admin", "visitor"],
          after: ["admin", "guest"],
        },
      ],
      { operations: ['change enum type "role": rename "visitor" to "guest"'], questions: [] },
    ]);
  });

  test("rename a value with a dot in it", () => {
    const answers = { renames: [{ enum: "role.v1", from: "0", to: "v2.0" }] };
    expect(compare(withRole(role(["v1.0"])), withRole(role(["v2.0"])), answers)).toEqual({
      operations: ['change enum type "role": rename "v1.0" to "v2.0"'],
      questions: [],
    });
  });

  test("move a value without losing a row", () => {
    const { operations } = diff(withRole(role(["a", "b", "c"])), withRole(role(["c", "a", "b"])), options);
    expect(operations).toEqual<readonly Operation[]>([
      {
        kind: "alterEnum",
        enum: { name: "role" },
        add: [{ value: "c", before: "a" }],
        rename: {},
        remove: { c: "c" },
        previous: ["a", "b", "c"],
      },
    ]);
  });

  test("change on a column from one to another before the old one goes", () => {
    const other = schema(
      [table({ name: "users", columns: [column("id"), column("role", "rank")] })],
      [{ name: "rank", values: ["b"] }],
    );
    expect(summaries(withRole(role(["a"])), other)).toEqual([
      'create enum type "rank"',
      'change column "role" of table "users": type from role to rank',
      'drop enum type "role"',
    ]);
  });
});

describe("downgradeOf", () => {
  test("is refused for what nothing can undo", () => {
    expect(() => downgradeOf([{ kind: "execute", strings: ["vacuum"], values: [] }])).toThrow(
      expect.objectContaining({ code: "OPERATION.IRREVERSIBLE", message: '"execute vacuum" cannot be undone' }),
    );
  });
});
