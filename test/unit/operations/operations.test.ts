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
import type { ObjectOfKind, Schema, SchemaObject } from "../../../src/schema/model";
import { referenceTo } from "../../../src/schema/object-reference";
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
const touch: ObjectOfKind<"function"> = {
  kind: "function",
  name: "touch",
  arguments: "integer",
  definition: "(id integer) RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
};
const objects = {
  view: { kind: "view", name: "emails", query: "SELECT email FROM users" },
  materializedView: { kind: "materializedView", schema: "stats", name: "totals", query: "SELECT count(*) FROM users" },
  function: touch,
  trigger: {
    kind: "trigger",
    name: "on_change",
    table: { name: "users" },
    event: "BEFORE UPDATE",
    action: "FOR EACH ROW EXECUTE FUNCTION touch()",
  },
  sequence: { kind: "sequence", name: "order_number", start: "1000" },
  domain: { kind: "domain", name: "positive", type: "integer", checks: [{ expression: "VALUE > 0" }] },
  compositeType: { kind: "compositeType", name: "address", columns: [{ name: "street", type: "text" }] },
  extension: { kind: "extension", name: "citext" },
  policy: { kind: "policy", name: "own_rows", table: { name: "users" }, using: "email = current_user" },
} as const satisfies { readonly [K in SchemaObject["kind"]]: ObjectOfKind<K> };

const start: Schema = {
  tables: [users, posts],
  enums: [{ name: "users_role_enum", values: ["admin", "member", "guest"] }],
  objects: Object.values(objects),
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
  createExclusionConstraint: {
    operation: {
      kind: "createExclusionConstraint",
      table: name,
      exclusion: { name: "apart", method: "gist", elements: [{ column: "email", operator: "=" }] },
    },
    summary: 'create exclusion constraint "apart" on table "users"',
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
  renameEnum: {
    operation: { kind: "renameEnum", enum: { name: "users_role_enum" }, newName: "role" },
    summary: 'rename enum type "users_role_enum" to "role"',
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
  createView: {
    operation: { kind: "createView", object: { ...objects.view, name: "mails", columns: ["mail"], comment: "all" } },
    summary: 'create view "mails"',
  },
  replaceView: {
    operation: { kind: "replaceView", object: { ...objects.view, query: "SELECT 1" }, previous: objects.view },
    summary: 'change view "emails"',
    known: ["previous"],
  },
  dropView: {
    operation: { kind: "dropView", object: referenceTo(objects.view), dropped: objects.view },
    summary: 'drop view "emails"',
    known: ["dropped"],
  },
  createMaterializedView: {
    operation: { kind: "createMaterializedView", object: { ...objects.materializedView, name: "sums" } },
    summary: 'create materialized view "stats.sums"',
  },
  replaceMaterializedView: {
    operation: {
      kind: "replaceMaterializedView",
      object: { ...objects.materializedView, indexes: [{ name: "by_count", parts: [{ column: "count" }] }] },
      previous: objects.materializedView,
    },
    summary: 'change materialized view "stats.totals"',
    known: ["previous"],
  },
  dropMaterializedView: {
    operation: {
      kind: "dropMaterializedView",
      object: referenceTo(objects.materializedView),
      dropped: objects.materializedView,
    },
    summary: 'drop materialized view "stats.totals"',
    known: ["dropped"],
  },
  createFunction: {
    operation: { kind: "createFunction", object: { ...touch, arguments: "text", type: "procedure" } },
    summary: 'create procedure "touch(text)"',
  },
  replaceFunction: {
    operation: { kind: "replaceFunction", object: { ...touch, definition: "() ..." }, previous: touch },
    summary: 'change function "touch(integer)"',
    known: ["previous"],
  },
  dropFunction: {
    operation: { kind: "dropFunction", object: referenceTo(touch), dropped: touch },
    summary: 'drop function "touch(integer)"',
    known: ["dropped"],
  },
  createTrigger: {
    operation: { kind: "createTrigger", object: { ...objects.trigger, table: { name: "posts" } } },
    summary: 'create trigger "on_change" of table "posts"',
  },
  replaceTrigger: {
    operation: {
      kind: "replaceTrigger",
      object: { ...objects.trigger, event: "AFTER UPDATE" },
      previous: objects.trigger,
    },
    summary: 'change trigger "on_change" of table "users"',
    known: ["previous"],
  },
  dropTrigger: {
    operation: { kind: "dropTrigger", object: referenceTo(objects.trigger), dropped: objects.trigger },
    summary: 'drop trigger "on_change" of table "users"',
    known: ["dropped"],
  },
  createSequence: {
    operation: { kind: "createSequence", object: { kind: "sequence", name: "invoice_number" } },
    summary: 'create sequence "invoice_number"',
  },
  alterSequence: {
    operation: {
      kind: "alterSequence",
      object: { ...objects.sequence, increment: "5", ownedBy: { table: name, column: "id" } },
      previous: objects.sequence,
    },
    summary: 'change sequence "order_number"',
    known: ["previous"],
  },
  dropSequence: {
    operation: { kind: "dropSequence", object: referenceTo(objects.sequence), dropped: objects.sequence },
    summary: 'drop sequence "order_number"',
    known: ["dropped"],
  },
  createDomain: {
    operation: { kind: "createDomain", object: { kind: "domain", name: "email", type: "text", notNull: true } },
    summary: 'create domain "email"',
  },
  alterDomain: {
    operation: { kind: "alterDomain", object: { ...objects.domain, notNull: true }, previous: objects.domain },
    summary: 'change domain "positive"',
    known: ["previous"],
  },
  dropDomain: {
    operation: { kind: "dropDomain", object: referenceTo(objects.domain), dropped: objects.domain },
    summary: 'drop domain "positive"',
    known: ["dropped"],
  },
  createCompositeType: {
    operation: {
      kind: "createCompositeType",
      object: { kind: "compositeType", name: "point2", columns: [{ name: "x", type: "integer" }] },
    },
    summary: 'create composite type "point2"',
  },
  alterCompositeType: {
    operation: {
      kind: "alterCompositeType",
      object: { ...objects.compositeType, columns: [{ name: "street", type: "varchar(50)", collation: "C" }] },
      previous: objects.compositeType,
    },
    summary: 'change composite type "address"',
    known: ["previous"],
  },
  dropCompositeType: {
    operation: {
      kind: "dropCompositeType",
      object: referenceTo(objects.compositeType),
      dropped: objects.compositeType,
    },
    summary: 'drop composite type "address"',
    known: ["dropped"],
  },
  createExtension: {
    operation: { kind: "createExtension", object: { kind: "extension", schema: "gis", name: "postgis", version: "3" } },
    summary: 'create extension "gis.postgis"',
  },
  alterExtension: {
    operation: {
      kind: "alterExtension",
      object: { ...objects.extension, version: "1.6" },
      previous: objects.extension,
    },
    summary: 'change extension "citext"',
    known: ["previous"],
  },
  dropExtension: {
    operation: { kind: "dropExtension", object: referenceTo(objects.extension), dropped: objects.extension },
    summary: 'drop extension "citext"',
    known: ["dropped"],
  },
  createPolicy: {
    operation: { kind: "createPolicy", object: { ...objects.policy, name: "all_rows", command: "select" } },
    summary: 'create policy "all_rows" of table "users"',
  },
  alterPolicy: {
    operation: {
      kind: "alterPolicy",
      object: { ...objects.policy, roles: ["staff"], restrictive: true },
      previous: objects.policy,
    },
    summary: 'change policy "own_rows" of table "users"',
    known: ["previous"],
  },
  dropPolicy: {
    operation: { kind: "dropPolicy", object: referenceTo(objects.policy), dropped: objects.policy },
    summary: 'drop policy "own_rows" of table "users"',
    known: ["dropped"],
  },
  renameObject: {
    operation: { kind: "renameObject", object: referenceTo(objects.sequence), newName: "number" },
    summary: 'rename sequence "order_number" to "number"',
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
  custom: {
    operation: {
      kind: "custom",
      name: "createTags",
      arguments: ["tags"],
      summary: 'createTags("tags")',
      operations: [{ kind: "createTable", table: tags }],
      undo: [{ kind: "dropTable", table: { name: "tags" }, dropped: tags }],
    },
    summary: 'createTags("tags")',
  },
  autocommit: {
    operation: {
      kind: "autocommit",
      operations: [
        {
          kind: "createIndex",
          table: name,
          index: { name: "IDX_mail", parts: [{ column: "email" }] },
          concurrently: true,
        },
      ],
    },
    summary: 'outside of a transaction: create index "IDX_mail" on table "users"',
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
  return { ...schema, tables: sort(tables), objects: sort(schema.objects) };
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
    ["a second view of one name", "SCHEMA.DUPLICATE", { kind: "createView", object: objects.view }],
    ["a missing view", "SCHEMA.NOT_FOUND", { kind: "dropView", object: { kind: "view", name: "email" } }],
    [
      "an enum type renamed to a taken name",
      "SCHEMA.DUPLICATE",
      { kind: "renameEnum", enum: start.enums[0]!, newName: "users_role_enum" },
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

describe("operations on objects", () => {
  const stored = { ...objects.view, attributes: { "any.stored.text": "CREATE VIEW ...", "any.fast": true } };

  test("write nothing of what introspection keeps for itself", () => {
    expect(argumentsOf({ kind: "createView", object: stored })).toEqual([
      "emails",
      { query: objects.view.query, attributes: { "any.fast": true } },
    ]);
  });

  test("see a change in a live schema, whatever introspection keeps for itself", () => {
    const change: Operation = { kind: "replaceView", object: { ...stored, attributes: { "any.fast": true } } };
    expect(isOperationApplied({ ...start, objects: [stored] }, change)).toBe(true);
  });

  test("take their names and texts along when a table, a column or a type is renamed", () => {
    const typed: Schema = {
      ...start,
      objects: [
        ...start.objects,
        {
          kind: "domain",
          name: "roles",
          type: "users_role_enum",
          checks: [{ expression: "VALUE <> 'x'::users_role_enum" }],
        },
        { kind: "sequence", name: "owned", ownedBy: { table: name, column: "id" } },
      ],
    };
    const after = applyOperations(typed, [
      { kind: "renameTable", table: name, newName: "people" },
      { kind: "renameColumn", table: { name: "people" }, column: "email", newName: "mail" },
      { kind: "renameColumn", table: { name: "people" }, column: "id", newName: "key" },
      { kind: "renameEnum", enum: { name: "users_role_enum" }, newName: "role" },
    ]);
    expect(after.objects).toEqual([
      { ...objects.view, query: "SELECT mail FROM people" },
      { ...objects.materializedView, query: "SELECT count(*) FROM people" },
      touch,
      { ...objects.trigger, table: { name: "people" } },
      objects.sequence,
      objects.domain,
      objects.compositeType,
      objects.extension,
      { ...objects.policy, table: { name: "people" }, using: "mail = current_user" },
      { kind: "domain", name: "roles", type: "role", checks: [{ expression: "VALUE <> 'x'::role" }] },
      { kind: "sequence", name: "owned", ownedBy: { table: { name: "people" }, column: "key" } },
    ]);
    expect(after.tables[0]!.columns[2]!.type).toBe("role");
  });

  test("let what uses a sequence, a view or a type follow its new name", () => {
    const owner = table({
      name: "orders",
      columns: [
        {
          name: "id",
          type: "positive",
          nullable: false,
          default: { kind: "expression", sql: "nextval('order_number'::regclass)" },
        },
      ],
      checks: [{ expression: "id <> 1::positive" }],
    });
    const reader: SchemaObject = { kind: "view", name: "reader", query: "SELECT emails.email FROM emails" };
    const onView: SchemaObject = { ...objects.trigger, name: "instead", table: { name: "emails" } };
    const after = applyOperations({ ...start, tables: [owner], objects: [...start.objects, reader, onView] }, [
      { kind: "renameObject", object: referenceTo(objects.sequence), newName: "Number" },
      { kind: "renameObject", object: referenceTo(objects.domain), newName: "natural" },
      { kind: "renameObject", object: referenceTo(objects.view), newName: "mails" },
    ]);
    expect([after.tables[0], after.objects.slice(-2)]).toEqual([
      {
        ...owner,
        columns: [
          {
            ...owner.columns[0],
            type: "natural",
            default: { kind: "expression", sql: `nextval('"Number"'::regclass)` },
          },
        ],
        checks: [{ expression: "id <> 1::natural" }],
      },
      [
        { ...reader, query: "SELECT mails.email FROM mails" },
        { ...onView, table: { name: "mails" } },
      ],
    ]);
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
    ["renameEnum", ["mood", ""]],
    ["renameObject", ["trigger", "touch", "touched"]],
    ["renameObject", ["view", "emails", ""]],
    ["createView", ["emails", {}]],
    ["createView", ["", { query: "SELECT 1" }]],
    ["createMaterializedView", ["totals", { query: " " }]],
    ["createFunction", ["touch", { arguments: "" }]],
    ["createTrigger", ["touch", "users", { event: "BEFORE UPDATE" }]],
    ["createDomain", ["positive", {}]],
    ["createCompositeType", ["address", {}]],
    ["createPolicy", ["own_rows", ""]],
    ["dropTrigger", ["touch"]],
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
