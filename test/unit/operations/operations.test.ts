import {
  applyOperation,
  applyOperations,
  argumentsOf,
  hazardsOf,
  isOperationApplied,
  operationDefinitions,
  reverseOperation,
  summarizeOperation,
} from "../../../src/operations/definitions";
import type { ConstraintType, CoreKind, Operation } from "../../../src/operations/operation";
import type { Schema } from "../../../src/schema/model";
import { table } from "../../../src/schema/edit";
import { SqlFragment } from "../../../src/schema/sql-fragment";

const users = table({
  name: "users",
  columns: [
    { name: "id", type: "integer", nullable: false, autoIncrement: true },
    { name: "email", type: "varchar(100)", nullable: false },
    { name: "role", type: "users_role_enum", nullable: true, default: { kind: "literal", value: "member" } },
  ],
  primaryKey: { name: "PK_users", columns: ["id"] },
  uniques: [{ name: "UQ_users", columns: ["email"] }],
  checks: [{ name: "CHK_users", expression: "email <> ''" }],
  indexes: [{ name: "IDX_users", parts: [{ column: "email" }], where: "email is not null" }],
});
const posts = table({
  name: "posts",
  columns: [{ name: "authorId", type: "integer", nullable: false }],
  foreignKeys: [
    { name: "FK_posts", columns: ["authorId"], references: { table: "users", columns: ["id"] }, notValid: true },
  ],
});
const tags = table({ name: "tags", columns: [{ name: "name", type: "text", nullable: false }] });
const start: Schema = {
  tables: [users, posts],
  enums: [{ name: "users_role_enum", values: ["admin", "member", "guest"] }],
  unmanaged: [],
};

interface Case {
  readonly operation: Operation;
  readonly summary: string;
  /** Facts that only a comparison knows; a revision file does not write them. */
  readonly known?: readonly string[];
  readonly isIrreversible?: boolean;
  /** The schema cannot show the effect. */
  readonly isInvisible?: boolean;
}

const name = { name: "users" };

const CASES: { readonly [K in CoreKind]: Case } = {
  createTable: { operation: { kind: "createTable", table: tags }, summary: 'create table "tags"' },
  dropTable: {
    operation: { kind: "dropTable", table: { name: "posts" }, dropped: posts },
    summary: 'drop table "posts"',
    known: ["dropped"],
  },
  renameTable: {
    operation: { kind: "renameTable", table: name, newName: "people" },
    summary: 'rename table "users" to "people"',
  },
  addColumn: {
    operation: { kind: "addColumn", table: name, column: { name: "bio", type: "text", nullable: true } },
    summary: 'add column "bio" to table "users"',
  },
  alterColumn: {
    operation: {
      kind: "alterColumn",
      table: name,
      column: "email",
      change: { type: "varchar(200)", default: { kind: "expression", sql: "lower('X')" }, comment: "an address" },
      previous: { type: "varchar(100)", default: null, comment: null },
    },
    summary: `change column "email" of table "users": type from varchar(100) to varchar(200), default from none to lower('X'), comment from none to an address`,
    known: ["previous"],
  },
  dropColumn: {
    operation: { kind: "dropColumn", table: name, column: "role", dropped: users.columns[2]! },
    summary: 'drop column "role" of table "users"',
    known: ["dropped"],
  },
  renameColumn: {
    operation: { kind: "renameColumn", table: name, column: "email", newName: "mail" },
    summary: 'rename column "email" of table "users" to "mail"',
  },
  createIndex: {
    operation: {
      kind: "createIndex",
      table: name,
      index: { name: "IDX_2", parts: [{ column: "email", order: "desc" }, { expression: "lower(email)" }] },
    },
    summary: 'create index "IDX_2" on table "users"',
  },
  dropIndex: {
    operation: { kind: "dropIndex", table: name, index: "IDX_users", dropped: users.indexes[0]! },
    summary: 'drop index "IDX_users" of table "users"',
    known: ["dropped"],
  },
  renameIndex: {
    operation: { kind: "renameIndex", table: name, index: "IDX_users", newName: "IDX_new" },
    summary: 'rename index "IDX_users" of table "users" to "IDX_new"',
  },
  createPrimaryKey: {
    operation: {
      kind: "createPrimaryKey",
      table: { name: "posts" },
      primaryKey: { name: "PK", columns: ["authorId"] },
    },
    summary: 'create primary key "PK" on table "posts"',
  },
  createForeignKey: {
    operation: {
      kind: "createForeignKey",
      table: name,
      foreignKey: { name: "FK_2", columns: ["id"], references: { table: "posts", columns: ["authorId"] } },
    },
    summary: 'create foreign key "FK_2" on table "users"',
  },
  createUniqueConstraint: {
    operation: { kind: "createUniqueConstraint", table: name, unique: { columns: ["role", "email"] } },
    summary: 'create unique constraint (role, email) on table "users"',
  },
  createCheckConstraint: {
    operation: { kind: "createCheckConstraint", table: name, check: { expression: "id > 0" } },
    summary: 'create check constraint (id > 0) on table "users"',
  },
  dropConstraint: {
    operation: {
      kind: "dropConstraint",
      table: name,
      constraint: { type: "unique", name: "UQ_users" },
      dropped: { type: "unique", definition: users.uniques[0]! },
    },
    summary: 'drop unique constraint "UQ_users" of table "users"',
    known: ["dropped"],
  },
  renameConstraint: {
    operation: { kind: "renameConstraint", table: name, type: "primaryKey", constraint: "PK_users", newName: "PK_new" },
    summary: 'rename primary key "PK_users" of table "users" to "PK_new"',
  },
  validateConstraint: {
    operation: {
      kind: "validateConstraint",
      table: { name: "posts" },
      type: "foreignKey",
      constraint: "FK_posts",
      previous: { type: "foreignKey", definition: posts.foreignKeys[0]! },
    },
    summary: 'validate foreign key "FK_posts" of table "posts"',
    known: ["previous"],
  },
  createEnum: {
    operation: { kind: "createEnum", enum: { name: "mood", values: ["calm", "wild"] } },
    summary: 'create enum type "mood"',
  },
  alterEnum: {
    operation: {
      kind: "alterEnum",
      enum: { name: "users_role_enum" },
      add: [{ value: "editor", after: "admin" }, { value: "bot" }],
      rename: { member: "user" },
      remove: { guest: "user" },
      previous: ["admin", "member", "guest"],
    },
    summary: 'change enum type "users_role_enum": add "editor", add "bot", rename "member" to "user", remove "guest"',
    known: ["previous"],
  },
  dropEnum: {
    operation: { kind: "dropEnum", enum: { name: "users_role_enum" }, dropped: start.enums[0]! },
    summary: 'drop enum type "users_role_enum"',
    known: ["dropped"],
  },
  createSchema: {
    operation: { kind: "createSchema", name: "billing" },
    summary: 'create schema "billing"',
    isInvisible: true,
  },
  dropSchema: {
    operation: { kind: "dropSchema", name: "billing" },
    summary: 'drop schema "billing"',
    isInvisible: true,
  },
  commentOn: {
    operation: { kind: "commentOn", table: name, comment: "People", previous: null },
    summary: 'set the comment of table "users"',
    known: ["previous"],
  },
  setTableAttributes: {
    operation: { kind: "setTableAttributes", table: name, change: { "a.b": true }, previous: { "a.b": null } },
    summary: 'set a.b to true of table "users"',
    known: ["previous"],
  },
  execute: {
    operation: { kind: "execute", strings: ["delete from users where id = ", ""], values: [1] },
    summary: "execute delete from users where id = ?",
    isIrreversible: true,
    isInvisible: true,
  },
  bulkInsert: {
    operation: { kind: "bulkInsert", table: name, rows: [{ id: 1, email: "a@b.c" }] },
    summary: 'insert 1 row into table "users"',
    isIrreversible: true,
    isInvisible: true,
  },
};

function create(kind: CoreKind, args: readonly unknown[]): Operation {
  const definition = operationDefinitions[kind] as unknown as { create(...given: readonly unknown[]): Operation };
  return definition.create(...args);
}

function without(operation: Operation, members: readonly string[]): Partial<Operation> {
  return Object.fromEntries(Object.entries(operation).filter(([member]) => !members.includes(member)));
}

/** Lists of a table have no order that matters. */
function sorted(schema: Schema): unknown {
  const sort = <T>(list: readonly T[]): readonly T[] =>
    [...list].sort((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1));
  const tables = schema.tables.map((owner) => ({
    ...owner,
    columns: sort(owner.columns),
    uniques: sort(owner.uniques),
    checks: sort(owner.checks),
    indexes: sort(owner.indexes),
  }));
  return { ...schema, tables: sort(tables) };
}

describe.each(Object.entries(CASES) as [CoreKind, Case][])("operation %s", (kind, example) => {
  const { operation, summary, known = [], isIrreversible = false, isInvisible = false } = example;

  test("is made again from the arguments that a revision file holds", () => {
    expect(create(kind, argumentsOf(operation))).toEqual(without(operation, known));
  });

  test("says what it does in one line", () => {
    expect(summarizeOperation(operation)).toBe(summary);
  });

  test("knows whether a schema shows it", () => {
    const after = applyOperation(start, operation);
    expect([isOperationApplied(start, operation), isOperationApplied(after, operation)]).toEqual(
      isInvisible ? [undefined, undefined] : [false, true],
    );
  });

  test("is undone by its reverse", () => {
    const reverse = reverseOperation(operation);
    expect(reverse === undefined).toBe(isIrreversible);
    const back = applyOperations(applyOperation(start, operation), reverse ?? []);
    expect(sorted(back)).toEqual(sorted(start));
  });

  if (known.includes("dropped")) {
    test("has no reverse without what it dropped", () => {
      expect(reverseOperation(without(operation, known) as Operation)).toBeUndefined();
    });
  }
});

describe("applying operations", () => {
  test("renames a column wherever the schema names it", () => {
    const after = applyOperations(start, [
      { kind: "renameColumn", table: name, column: "email", newName: "mail" },
      { kind: "renameColumn", table: name, column: "id", newName: "key" },
    ]);
    expect(after.tables).toEqual([
      {
        ...users,
        columns: [{ ...users.columns[0], name: "key" }, { ...users.columns[1], name: "mail" }, users.columns[2]],
        primaryKey: { name: "PK_users", columns: ["key"] },
        uniques: [{ name: "UQ_users", columns: ["mail"] }],
        checks: [{ name: "CHK_users", expression: "mail <> ''" }],
        indexes: [{ name: "IDX_users", parts: [{ column: "mail" }], where: "mail is not null" }],
      },
      {
        ...posts,
        foreignKeys: [{ ...posts.foreignKeys[0], references: { table: "users", columns: ["key"] } }],
      },
    ]);
  });

  test("renames a table in the foreign keys that refer to it", () => {
    const after = applyOperation(start, { kind: "renameTable", table: name, newName: "people" });
    expect(after.tables[1]?.foreignKeys[0]?.references).toEqual({ table: "people", columns: ["id"] });
  });

  test("takes constraints and indexes away with their column", () => {
    const after = applyOperation(start, { kind: "dropColumn", table: name, column: "email" });
    expect(after.tables[0]).toEqual({
      ...users,
      columns: [users.columns[0], users.columns[2]],
      uniques: [],
      indexes: [],
    });
  });

  test("lets defaults follow a renamed enum value", () => {
    const after = applyOperation(start, CASES.alterEnum.operation);
    expect([after.enums[0]?.values, after.tables[0]?.columns[2]?.default]).toEqual([
      ["admin", "editor", "user", "bot"],
      { kind: "literal", value: "user" },
    ]);
  });

  test("moves an enum value that is replaced by itself, and back", () => {
    const move: Operation = {
      kind: "alterEnum",
      enum: { name: "users_role_enum" },
      add: [{ value: "admin" }],
      rename: {},
      remove: { admin: "admin" },
      previous: ["admin", "member", "guest"],
    };
    const after = applyOperation(start, move);
    expect({
      values: after.enums[0]?.values,
      hazards: hazardsOf(move),
      isApplied: [isOperationApplied(start, move), isOperationApplied(after, move)],
      back: applyOperations(after, reverseOperation(move)!),
    }).toEqual({ values: ["member", "guest", "admin"], hazards: [], isApplied: [false, true], back: start });
  });

  const refusals: readonly (readonly [string, string, Operation])[] = [
    ["a second table of one name", "SCHEMA.DUPLICATE", { kind: "createTable", table: users }],
    ["a table renamed to a taken name", "SCHEMA.DUPLICATE", { kind: "renameTable", table: name, newName: "posts" }],
    ["a missing table", "SCHEMA.NOT_FOUND", { kind: "dropTable", table: { name: "user" } }],
    ["a second column of one name", "SCHEMA.DUPLICATE", { kind: "addColumn", table: name, column: users.columns[0]! }],
    [
      "a column renamed to a taken name",
      "SCHEMA.DUPLICATE",
      { kind: "renameColumn", table: name, column: "id", newName: "role" },
    ],
    ["a missing column", "SCHEMA.NOT_FOUND", { kind: "dropColumn", table: name, column: "mail" }],
    ["a second index of one name", "SCHEMA.DUPLICATE", { kind: "createIndex", table: name, index: users.indexes[0]! }],
    ["a missing index", "SCHEMA.NOT_FOUND", { kind: "renameIndex", table: name, index: "IDX", newName: "IDX_2" }],
    [
      "a second primary key",
      "SCHEMA.DUPLICATE",
      { kind: "createPrimaryKey", table: name, primaryKey: { columns: ["email"] } },
    ],
    [
      "a second constraint of one name",
      "SCHEMA.DUPLICATE",
      { kind: "createUniqueConstraint", table: name, unique: { name: "UQ_users", columns: ["role"] } },
    ],
    [
      "a missing constraint",
      "SCHEMA.NOT_FOUND",
      { kind: "dropConstraint", table: name, constraint: { type: "check", name: "UQ_users" } },
    ],
    ["a second enum of one name", "SCHEMA.DUPLICATE", { kind: "createEnum", enum: start.enums[0]! }],
    [
      "a value that the enum has",
      "SCHEMA.DUPLICATE",
      { kind: "alterEnum", enum: { name: "users_role_enum" }, add: [{ value: "guest" }], rename: {}, remove: {} },
    ],
    [
      "a value that the enum lacks",
      "SCHEMA.NOT_FOUND",
      { kind: "alterEnum", enum: { name: "users_role_enum" }, add: [], rename: { visitor: "guest" }, remove: {} },
    ],
  ];

  test.each(refusals)("refuses %s", (_what, code, operation) => {
    expect(() => applyOperation(start, operation)).toThrow(expect.objectContaining({ code }));
  });
});

describe("arguments that cannot be used", () => {
  test.each([
    ["createTable", ["", { columns: [] }]],
    ["createTable", ["users", { columns: [] }]],
    ["addColumn", ["users", { name: "bio" }]],
    ["addColumn", ["users", { name: "at", type: "text", default: new SqlFragment(["", ""], [1]) }]],
    ["alterColumn", ["users", "bio", {}]],
    ["alterColumn", ["users", "bio", { type: undefined }]],
    ["dropConstraint", ["users", { type: "unique" }]],
    ["createEnum", ["mood", ["calm", "calm"]]],
    ["alterEnum", ["mood", {}]],
    ["createSchema", [""]],
    ["dropSchema", [""]],
    ["execute", ["  "]],
    ["bulkInsert", ["users", [{ id: 1 }, { name: "x" }]]],
  ] as readonly [CoreKind, readonly unknown[]][])("%s refuses %j", (kind, args) => {
    expect(() => create(kind, args)).toThrow(expect.objectContaining({ code: "OPERATION.INVALID" }));
  });
});

describe("hazards", () => {
  const alter = (before: string, after: string): readonly string[] =>
    hazardsOf({ kind: "alterColumn", table: name, column: "x", change: { type: after }, previous: { type: before } })
      .filter(({ kind }) => kind === "data loss")
      .map(({ message }) => message);

  test.each([
    ["varchar(200)", "varchar(100)"],
    ["numeric(10,2)", "numeric(8,2)"],
    ["numeric(10,4)", "numeric(10,2)"],
    ["numeric(10,2)", "numeric(10,4)"],
    ["varchar", "varchar(10)"],
    ["bigint", "integer"],
    ["integer[]", "integer"],
  ])("%s to %s is a narrowing", (before, after) => {
    expect(alter(before, after)).toEqual([
      `narrows column "x" of table "users" from ${before} to ${after}: what does not fit is cut off or refused`,
    ]);
  });

  test.each([
    ["varchar(100)", "varchar(200)"],
    ["varchar(100)", "varchar"],
    ["numeric(10,2)", "numeric(12,4)"],
    ["integer", "bigint"],
    ["integer[]", "text"],
  ])("%s to %s loses nothing", (before, after) => {
    expect(alter(before, after)).toEqual([]);
  });

  test("a primary key that goes is one, another constraint is not", () => {
    const drop = (type: ConstraintType): number =>
      hazardsOf({ kind: "dropConstraint", table: name, constraint: { type, name: "x" } }).length;
    expect([drop("primaryKey"), drop("check")]).toEqual([1, 0]);
  });
});
