import { diff } from "../../../src/diff/diff";
import type { DiffAnswers, DiffOptions } from "../../../src/diff/diff-options";
import { downgradeOf } from "../../../src/diff/downgrade-of";
import { optionFor, requireAnswers, type Question } from "../../../src/diff/question";
import { argumentsOf, summarizeOperation } from "../../../src/operations/definitions";
import type { Operation } from "../../../src/operations/operation";
import { table } from "../../../src/schema/edit";
import type { Column, EnumType, Schema, SchemaObject } from "../../../src/schema/model";
import { SqlFragment } from "../../../src/schema/sql-fragment";
import { fakeTypes } from "./fake-types";

const options: DiffOptions = {
  capabilities: { tableComments: true, columnComments: true },
  types: {
    ...fakeTypes,
    listed: (type) => {
      const [, word, list] = /^(enum|set)\((.*)\)$/.exec(type) ?? [];
      return list === undefined ? undefined : { values: list.split(","), isSet: word === "set" };
    },
    castQuery: (from, to) => ([from, to].includes("timestamptz") ? `SELECT can_cast(${from}, ${to})` : undefined),
  },
};

const column = (name: string, type: string, rest: Partial<Column> = {}): Column => ({
  name,
  type,
  nullable: false,
  ...rest,
});
const id = column("id", "integer");

function users(
  columns: readonly Column[],
  enums: readonly EnumType[] = [],
  objects: readonly SchemaObject[] = [],
): Schema {
  return { tables: [table({ name: "users", columns: [id, ...columns] })], enums, objects, unmanaged: [] };
}

function compare(actual: Schema, wanted: Schema, answers: DiffAnswers = {}) {
  return diff(actual, wanted, { ...options, answers });
}

/** The calls of `op` that a revision file would have. */
function calls(operations: readonly Operation[]): readonly unknown[] {
  return operations.map((operation) => [operation.kind, ...argumentsOf(operation)]);
}

function kinds(questions: readonly Question[]): readonly string[] {
  return questions.map(({ kind }) => kind);
}

describe("a new column that may not be NULL", () => {
  const email = column("email", "varchar(255)");

  it("asks what the rows of its table hold", () => {
    expect(compare(users([]), users([email])).questions).toEqual([
      {
        kind: "fill new column",
        table: "users",
        column: "email",
        definition: "varchar(255), not null",
        rows: [{ table: { name: "users" } }],
      },
    ]);
  });

  it("is filled with the answer, which the downgrade has no use for", () => {
    const { operations, questions } = compare(users([]), users([email]), {
      values: [{ target: "users.email", value: "" }],
    });
    expect({ upgrade: calls(operations), downgrade: calls(downgradeOf(operations)), questions }).toEqual({
      upgrade: [["addColumn", "users", { name: "email", type: "varchar(255)" }, { backfill: "" }]],
      downgrade: [["dropColumn", "users", "email"]],
      questions: [],
    });
  });

  it("is filled by an expression over the other columns", () => {
    const value = new SqlFragment(["lower(name)"], []);
    const { operations } = compare(users([]), users([email]), { values: [{ target: "users.email", value }] });
    expect(operations).toMatchObject([{ kind: "addColumn", backfill: { kind: "expression", sql: "lower(name)" } }]);
  });

  it.each<[string, Partial<Column>]>([
    ["is nullable", { nullable: true }],
    ["has a default", { default: { kind: "literal", value: "x" } }],
    ["is computed", { generated: { expression: "1", stored: true } }],
    ["numbers itself", { autoIncrement: true }],
    ["is an identity", { identity: { always: true } }],
  ])("asks nothing where it %s", (_reason, rest) => {
    expect(compare(users([]), users([{ ...email, ...rest }])).questions).toEqual([]);
  });

  it("asks nothing where its type brings a default", () => {
    const domain = { kind: "domain", name: "mail", type: "text", default: { kind: "literal", value: "" } } as const;
    expect(compare(users([], [], [domain]), users([column("email", "mail")], [], [domain])).questions).toEqual([]);
  });

  it("asks nothing in a new table", () => {
    expect(compare({ ...users([]), tables: [] }, users([email])).questions).toEqual([]);
  });

  it("waits for the question whether it is a renamed one", () => {
    const [actual, wanted] = [users([column("mail", "varchar(255)")]), users([email])];
    expect([
      kinds(compare(actual, wanted).questions),
      kinds(compare(actual, wanted, { noRenames: true }).questions),
    ]).toEqual([["rename column"], ["fill new column"]]);
  });

  it("names the rows by what the table is called before the rename", () => {
    const wanted = users([email]);
    const renamed = {
      ...wanted,
      tables: wanted.tables.map((each) => ({ ...each, name: "people", renamedFrom: "users" })),
    };
    expect(compare(users([]), renamed).questions).toMatchObject([
      { table: "people", rows: [{ table: { name: "users" } }] },
    ]);
  });
});

describe("a column that may not be NULL any more", () => {
  const [before, after] = [column("name", "text", { nullable: true }), column("name", "text")];

  it("asks what takes the place of NULL", () => {
    expect(compare(users([before]), users([after])).questions).toEqual([
      {
        kind: "fill null",
        table: "users",
        column: "name",
        definition: "text, not null",
        rows: [{ table: { name: "users" }, column: "name" }],
      },
    ]);
  });

  it("is filled with the answer, and the downgrade lets NULL in again", () => {
    const { operations } = compare(users([before]), users([after]), { values: [{ target: "users.name", value: "?" }] });
    expect([calls(operations), calls(downgradeOf(operations))]).toEqual([
      [["alterColumn", "users", "name", { nullable: false, backfill: "?" }]],
      [["alterColumn", "users", "name", { nullable: true }]],
    ]);
  });

  it("names the column by what it is called before the rename", () => {
    const renamed = { ...after, name: "full_name", renamedFrom: "name" };
    expect(compare(users([before]), users([renamed])).questions).toMatchObject([
      { column: "full_name", rows: [{ table: { name: "users" }, column: "name" }] },
    ]);
  });
});

describe("a value for rows", () => {
  const fill = (
    type: string,
    value: string | number | boolean | null,
    enums: readonly EnumType[] = [],
  ): Operation[] => [
    ...compare(users([], enums), users([column("x", type)], enums), { values: [{ target: "users.x", value }] })
      .operations,
  ];

  it.each([
    ["integer", "7", 7],
    ["numeric(10,2)", "7.50", "7.50"],
    ["bigint", "9223372036854775807", "9223372036854775807"],
    ["boolean", "true", true],
    ["boolean", 0, false],
    ["varchar(5)", "7", "7"],
    ["varchar(5)", true, "true"],
    ["enum(a,b)", "b", "b"],
  ])("of type %s takes the form of the column: %s", (type, text, value) => {
    expect(fill(type, text)).toMatchObject([{ backfill: { kind: "literal", value } }]);
  });

  it.each([
    ["integer", "", 'column "x" of table "users" is of type integer: "" does not fit'],
    ["boolean", "maybe", 'column "x" of table "users" is of type boolean: "maybe" does not fit'],
    ["date", "", 'column "x" of table "users" is of type date: "" does not fit'],
    ["enum(a,b)", "c", 'column "x" of table "users": "c" is none of its values'],
    ["text", null, 'column "x" of table "users" may not be NULL'],
    ["mood", "odd", 'column "x" of table "users": "odd" is none of its values'],
  ])("of type %s is refused where it does not fit: %s", (type, text, message) => {
    expect(() => fill(type, text, [{ name: "mood", values: ["calm"] }])).toThrow(
      expect.objectContaining({ code: "DIFF.ANSWER_INVALID", message }),
    );
  });

  it.each<[string, DiffAnswers, string]>([
    ["a value", { values: [{ target: "users.y", value: "1" }] }, "the value for users.y: nothing asks for it"],
    [
      "a conversion",
      { conversions: [{ target: "users.id", direction: "upgrade", using: "1" }] },
      "the conversion of users.id: nothing asks for it",
    ],
  ])("that nothing asks for is refused: %s", (_what, answers, message) => {
    expect(() => compare(users([]), users([column("x", "text")]), answers)).toThrow(
      expect.objectContaining({ code: "DIFF.ANSWER_INVALID", message }),
    );
  });
});

describe("a value that an enum type loses", () => {
  const status = (...values: readonly string[]): EnumType => ({ name: "status", values });
  const [actual, wanted] = [
    users([column("a", "status"), column("list", "status[]")], [status("new", "old", "done")]),
    users([column("a", "status"), column("list", "status[]")], [status("new", "done")]),
  ];

  it("asks what takes its place in every column that has the type", () => {
    expect(compare(actual, wanted).questions).toEqual([
      {
        kind: "replace enum value",
        enum: "status",
        value: "old",
        choices: ["new", "done"],
        mayBeNull: false,
        rows: [
          { table: { name: "users" }, column: "a", type: "status", value: "old" },
          { table: { name: "users" }, column: "list", type: "status[]", value: "old" },
        ],
      },
    ]);
  });

  it("goes to the value of the answer", () => {
    const { operations } = compare(actual, wanted, { values: [{ target: "status.old", value: "done" }] });
    expect(calls(operations)).toEqual([["alterEnum", "status", { remove: { old: "done" } }]]);
  });

  it("cannot go to a value that the type does not have", () => {
    expect(() => compare(actual, wanted, { values: [{ target: "status.old", value: "dome" }] })).toThrow(
      expect.objectContaining({
        code: "DIFF.ANSWER_INVALID",
        message: 'enum "status": "dome" is none of its values',
        hint: 'Did you mean "done"? It has: new, done.',
      }),
    );
  });

  it("names the rows by what type and column are called before the rename", () => {
    const of = (column: string, type: EnumType): Schema =>
      users([{ name: column, type: type.name, nullable: false }], [type]);
    const before = of("state", { name: "users_state_enum", values: ["new", "old", "done"] });
    const after = of("status", { name: "users_status_enum", values: ["new", "done"] });
    const { questions } = compare(before, after, { renames: [{ table: "users", from: "state", to: "status" }] });
    expect(questions).toMatchObject([
      {
        enum: "users_status_enum",
        rows: [{ table: { name: "users" }, column: "state", type: "users_state_enum", value: "old" }],
      },
    ]);
  });

  it("goes to NULL where every column of the type may be NULL", () => {
    const of = (...values: readonly string[]): Schema =>
      users([column("a", "status", { nullable: true }), column("list", "status[]")], [status(...values)]);
    const answers = { values: [{ target: "status.old", value: null }] };
    const { operations } = compare(of("new", "old"), of("new"), answers);
    expect([calls(operations), calls(downgradeOf(operations))]).toEqual([
      [["alterEnum", "status", { clear: ["old"] }]],
      [["alterEnum", "status", { add: ["old"] }]],
    ]);
    expect(() => compare(actual, wanted, answers)).toThrow(
      expect.objectContaining({ code: "DIFF.ANSWER_INVALID", message: 'enum "status": "NULL" is none of its values' }),
    );
  });

  it("asks nothing where no column keeps the type", () => {
    const without = users([], [status("new", "done")]);
    expect(compare(actual, without).questions).toEqual([]);
  });
});

describe("an enum that a column lists itself", () => {
  const of = (type: string, rest: Partial<Column> = {}): Schema => users([column("a", type, rest)]);

  it("asks whether a value was renamed, and only then what takes its place", () => {
    const [actual, wanted] = [of("enum(a,b)"), of("enum(a,bb)")];
    expect([
      kinds(compare(actual, wanted).questions),
      kinds(compare(actual, wanted, { noRenames: true }).questions),
    ]).toEqual([["rename enum value"], ["replace enum value"]]);
  });

  it("renames a value in the rows, there and back", () => {
    const renames = [{ enum: "users.a", from: "b", to: "bb" }];
    const { operations } = compare(of("enum(a,b)"), of("enum(a,bb)"), { renames });
    expect([calls(operations), calls(downgradeOf(operations))]).toEqual([
      [["alterColumn", "users", "a", { type: "enum(a,bb)", replace: { b: "bb" } }]],
      [["alterColumn", "users", "a", { type: "enum(a,b)", replace: { bb: "b" } }]],
    ]);
  });

  it("renames a value by a hint, which is in no operation", () => {
    const { operations, questions } = compare(of("enum(a,b)"), of("enum(a,bb)", { renamedValues: { bb: "b" } }));
    expect({ operations: calls(operations), questions }).toEqual({
      operations: [["alterColumn", "users", "a", { type: "enum(a,bb)", replace: { b: "bb" } }]],
      questions: [],
    });
  });

  it("leaves rows without a value where the answer is NULL and the column may be NULL", () => {
    const values = [{ target: "users.a.c", value: new SqlFragment(["null"], []) }];
    const nullable = { nullable: true };
    const { operations } = compare(of("enum(a,c)", nullable), of("enum(a)", nullable), { values });
    expect(calls(operations)).toEqual([["alterColumn", "users", "a", { type: "enum(a)", clear: ["c"] }]]);
  });

  it("puts another value in the place of one that goes, and not back", () => {
    const values = [{ target: "users.a.c", value: "a" }];
    const { operations } = compare(of("enum(a,b,c)"), of("enum(a,b)"), { values });
    expect([calls(operations), calls(downgradeOf(operations))]).toEqual([
      [["alterColumn", "users", "a", { type: "enum(a,b)", replace: { c: "a" } }]],
      [["alterColumn", "users", "a", { type: "enum(a,b,c)" }]],
    ]);
  });
});

describe("a type that the database cannot turn into another", () => {
  const [actual, wanted] = [users([column("at", "bigint")]), users([column("at", "timestamptz")])];

  it("asks for both directions", () => {
    expect(compare(actual, wanted).questions).toEqual([
      { kind: "convert column", direction: "upgrade", table: "users", column: "at", from: "bigint", to: "timestamptz" },
      {
        kind: "convert column",
        direction: "downgrade",
        table: "users",
        column: "at",
        from: "timestamptz",
        to: "bigint",
      },
    ]);
  });

  it("is converted by the expressions of the answers", () => {
    const target = "users.at";
    const { operations } = compare(actual, wanted, {
      conversions: [
        { target, direction: "upgrade", using: "to_timestamp(at)" },
        { target, direction: "downgrade", using: "extract(epoch from at)" },
      ],
    });
    expect([calls(operations), calls(downgradeOf(operations)), operations.map(summarizeOperation)]).toEqual([
      [["alterColumn", "users", "at", { type: "timestamptz", using: "to_timestamp(at)" }]],
      [["alterColumn", "users", "at", { type: "bigint", using: "extract(epoch from at)" }]],
      ['change column "at" of table "users": type from bigint to timestamptz'],
    ]);
  });
});

describe("whoever needs answers about rows", () => {
  const status = (...values: readonly string[]): EnumType => ({ name: "status", values });
  const at = (type: string): Schema => users([column("at", type)]);

  it.each<[string, Schema, Schema, string]>([
    [
      "a value",
      users([]),
      users([column("e-mail", "text")]),
      "Say --value users.e-mail=... with a value, or with sql: and an expression over the columns of the row.",
    ],
    [
      "one of the values that are left",
      users([column("a", "status")], [status("new", "old")]),
      users([column("a", "status")], [status("new")]),
      "Say --value status.old=... with one of new.",
    ],
    [
      "several answers",
      at("bigint"),
      at("timestamptz"),
      "Give the option that stands with each question, or all answers in a file: --hints. Where nothing was renamed, say --no-renames.",
    ],
  ])("is told how to give %s", (_what, actual, wanted, hint) => {
    expect(() => requireAnswers(compare(actual, wanted).questions)).toThrow(
      expect.objectContaining({ code: "DIFF.ANSWER_NEEDED", hint }),
    );
  });

  it.each([
    ["that a shell reads as they are meant", "it's $x", "--value 'users.it'\\''s $x=...'"],
    ["that can hold the name", "a=b", "--hints answers.json"],
  ])("gets options %s", (_what, name, option) => {
    const { questions } = compare(users([]), users([column(name, "text")]));
    expect(questions.map(optionFor)).toEqual([option]);
  });
});
