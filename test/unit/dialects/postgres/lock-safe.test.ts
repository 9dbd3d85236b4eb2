import { postgresDialect } from "../../../../src/dialects/postgres";
import { applyOperations, summarizeOperation } from "../../../../src/operations/definitions";
import type { Operation } from "../../../../src/operations/operation";
import { table as tableOf } from "../../../../src/schema/edit";
import { emptySchema, type Schema } from "../../../../src/schema/model";

const { lockSafety } = postgresDialect.resolve(postgresDialect.offline);

const table = { name: "users" };
const users = tableOf({
  name: "users",
  columns: [
    { name: "id", type: "integer", nullable: false },
    { name: "email", type: "text", nullable: true },
    { name: "teamId", type: "integer", nullable: true },
    { name: "age", type: "integer", nullable: true },
  ],
  checks: [{ name: "age_known", expression: '("age" IS NOT NULL)' }],
  indexes: [{ name: "IDX_old", parts: [{ column: "email" }] }],
});
const logs = tableOf({ ...users, name: "logs", checks: [], attributes: { "postgres.partitionBy": "RANGE (id)" } });
const teams = tableOf({ name: "teams", columns: users.columns, primaryKey: { columns: ["id"] } });
const schema: Schema = { ...emptySchema, tables: [users, logs, teams] };

const index = { name: "IDX", parts: [{ column: "email" }] };
const foreignKey = { name: "FK", columns: ["teamId"], references: { table: "teams", columns: ["id"] } };
const check = { name: "CHK", expression: "id > 0" };
const unique = { name: "UQ", columns: ["email"], include: ["id"], nullsNotDistinct: true };

/** The forms as lines, those outside of the transaction behind a bar. */
function forms(...operations: readonly Operation[]): readonly string[] {
  return lockSafety
    .rewrite(operations, schema)
    .flatMap((operation) =>
      operation.kind === "autocommit"
        ? operation.operations.map((inner) => `| ${describe(inner)}`)
        : [describe(operation)],
    );
  function describe(operation: Operation): string {
    const { kind, ...rest } = operation as Operation & Readonly<Record<string, unknown>>;
    const marks = ["concurrently", "usingIndex"].filter((mark) => rest[mark] !== undefined);
    const isUnchecked = JSON.stringify(rest).includes('"notValid":true');
    return [summarizeOperation(operation), ...marks, ...(isUnchecked ? ["unchecked"] : [])].join(", ") || kind;
  }
}

describe("a lock-safe form", () => {
  const createIndex: Operation = { kind: "createIndex", table, index };
  const dropIndex: Operation = { kind: "dropIndex", table, index: "IDX_old", dropped: users.indexes[0]! };
  const createKey: Operation = { kind: "createForeignKey", table, foreignKey };
  const createCheck: Operation = { kind: "createCheckConstraint", table, check };
  const notNull: Operation = {
    kind: "alterColumn",
    table,
    column: "email",
    change: { type: "varchar", nullable: false },
    previous: { type: "text", nullable: true },
  };

  test("builds and drops indexes concurrently, in one block", () => {
    expect(forms(dropIndex, createIndex)).toEqual([
      '| drop index "IDX_old" of table "users", concurrently',
      '| create index "IDX" on table "users", concurrently',
    ]);
  });

  test("creates constraints unchecked and validates them together at the end", () => {
    expect(forms(createCheck, createKey)).toEqual([
      'create check constraint "CHK" on table "users", unchecked',
      'create foreign key "FK" on table "users", unchecked',
      '| validate check constraint "CHK" of table "users"',
      '| validate foreign key "FK" of table "users"',
    ]);
  });

  test("gathers blocks, but keeps an index before the key that refers to it", () => {
    expect(forms(createIndex, createKey)).toEqual([
      'create foreign key "FK" on table "users", unchecked',
      '| create index "IDX" on table "users", concurrently',
      '| validate foreign key "FK" of table "users"',
    ]);
    const target: Operation = { kind: "createIndex", table: { name: "teams" }, index: { ...index, unique: true } };
    expect(forms(target, createKey)).toEqual([
      '| create index "IDX" on table "teams", concurrently',
      'create foreign key "FK" on table "users", unchecked',
      '| validate foreign key "FK" of table "users"',
    ]);
  });

  test("makes a unique constraint of an index that is built before", () => {
    const operation: Operation = { kind: "createUniqueConstraint", table, unique };
    expect(forms(operation)).toEqual([
      '| create index "UQ" on table "users", concurrently',
      'create unique constraint "UQ" on table "users", usingIndex',
    ]);
    const [block] = lockSafety.rewrite([operation], schema);
    expect(block).toMatchObject({
      operations: [
        {
          index: {
            unique: true,
            parts: [{ column: "email" }],
            attributes: { "postgres.include": ["id"], "postgres.nullsNotDistinct": true },
          },
        },
      ],
    });
  });

  test("makes a primary key of an index, but not over columns that may be NULL", () => {
    const createPrimaryKey = (column: string): Operation => ({
      kind: "createPrimaryKey",
      table,
      primaryKey: { columns: [column] },
    });
    expect(forms(createPrimaryKey("id"))).toEqual([
      '| create index "users_pkey" on table "users", concurrently',
      'create primary key (id) on table "users", usingIndex',
    ]);
    expect(forms(createPrimaryKey("email"))).toEqual(['create primary key (email) on table "users"']);
  });

  test("stands NOT NULL on a check that is validated before, after what else changes", () => {
    expect(forms(notNull)).toEqual([
      'change column "email" of table "users": type from text to varchar',
      'create check constraint "users_email_filled_check" on table "users", unchecked',
      '| validate check constraint "users_email_filled_check" of table "users"',
      'change column "email" of table "users": NOT NULL',
      'drop check constraint "users_email_filled_check" of table "users"',
    ]);
  });

  test("fills rows while the check keeps new ones from holding NULL", () => {
    const filled: Operation = {
      kind: "alterColumn",
      table,
      column: "email",
      change: { nullable: false },
      backfill: { kind: "literal", value: "it's" },
    };
    expect(forms(filled)).toEqual([
      'create check constraint "users_email_filled_check" on table "users", unchecked',
      `| execute UPDATE "users" SET "email" = 'it''s' WHERE "email" IS NULL`,
      '| validate check constraint "users_email_filled_check" of table "users"',
      'change column "email" of table "users": NOT NULL',
      'drop check constraint "users_email_filled_check" of table "users"',
    ]);
  });

  test("is the usual one where a check promises NOT NULL, in a new table, in a partitioned one, and without a name", () => {
    const usual: readonly Operation[] = [
      { kind: "alterColumn", table, column: "age", change: { nullable: false } },
      { kind: "createTable", table: { ...users, name: "people" } },
      { kind: "createIndex", table: { name: "people" }, index },
      { kind: "createIndex", table: logs, index },
      {
        kind: "createForeignKey",
        table,
        foreignKey: { ...foreignKey, name: undefined } as unknown as typeof foreignKey,
      },
      { kind: "addColumn", table, column: { name: "bio", type: "text", nullable: true } },
    ];
    expect(lockSafety.rewrite(usual, schema)).toEqual(usual);
  });

  test("commits a new value of an enum type before it is used, instead of making the type anew", () => {
    const change = {
      kind: "alterEnum",
      enum: { name: "mood" },
      add: [{ value: "c" }],
      rename: {},
      usedAtOnce: true,
    } as const;
    const added: Operation = { ...change, remove: {} };
    const { usedAtOnce: _usedAtOnce, ...plain } = added;
    expect(lockSafety.rewrite([added, createIndex], schema)).toEqual([
      { kind: "autocommit", operations: [plain, { ...createIndex, concurrently: true }] },
    ]);
    const removed: Operation = { ...change, remove: { a: "c" } };
    expect(lockSafety.rewrite([removed], schema)).toEqual([removed]);
  });

  test("leads to the same schema", () => {
    const operations: readonly Operation[] = [
      dropIndex,
      notNull,
      { kind: "createUniqueConstraint", table, unique },
      createCheck,
      createIndex,
      createKey,
    ];
    const plain = applyOperations(schema, operations);
    expect(applyOperations(schema, lockSafety.rewrite(operations, schema))).toEqual(plain);
  });
});
