import { compileOperation } from "../../../../src/dialect/ddl-compiler";
import { postgresDialect } from "../../../../src/dialects/postgres";
import { operationDefinitions as op } from "../../../../src/operations/definitions";
import type { Operation } from "../../../../src/operations/operation";
import { emptySchema, type Schema } from "../../../../src/schema/model";
import { table } from "../../../../src/schema/edit";
import { sql } from "../../../../src/sql/sql-tag";

const server = postgresDialect.resolve(postgresDialect.offline);
const compile = (operation: Operation, schema: Schema = emptySchema, dialect = server): readonly string[] =>
  compileOperation(dialect.ddl, operation, { schema }).map((statement) => statement.sql);

describe("schema changes in SQL", () => {
  it("creates a table with constraints inside, and indexes and comments behind it", () => {
    const operation = op.createTable.create("users", {
      columns: [
        { name: "id", type: "int", autoIncrement: true },
        { name: "email", type: "character varying(255)", comment: "it's unique" },
        { name: "role", type: "users_role_enum", default: "admin" },
        { name: "createdAt", type: "datetime", default: sql`now()` },
      ],
      primaryKey: { name: "PK_users", columns: ["id"] },
      uniques: [{ name: "UQ_email", columns: ["email"], nullsNotDistinct: true }],
      indexes: [{ name: "IDX_role", columns: ["role", { column: "id", order: "desc" }], where: "id > 0" }],
      comment: "people",
    });
    expect(compile(operation)).toEqual([
      [
        'CREATE TABLE "users" (',
        '  "id" serial NOT NULL,',
        '  "email" varchar(255) NOT NULL,',
        `  "role" "users_role_enum" NOT NULL DEFAULT 'admin',`,
        '  "createdAt" timestamp NOT NULL DEFAULT now(),',
        '  CONSTRAINT "PK_users" PRIMARY KEY ("id"),',
        '  CONSTRAINT "UQ_email" UNIQUE NULLS NOT DISTINCT ("email")',
        ")",
      ].join("\n"),
      'CREATE INDEX "IDX_role" ON "users" ("role", "id" DESC) WHERE id > 0',
      `COMMENT ON TABLE "users" IS 'people'`,
      `COMMENT ON COLUMN "users"."email" IS 'it''s unique'`,
    ]);
  });

  it("casts only where the server does not by itself", () => {
    const schema: Schema = {
      ...emptySchema,
      tables: [
        table({
          name: "t",
          columns: [
            { name: "word", type: "varchar(10)", nullable: false, default: { kind: "literal", value: "1" } },
            { name: "number", type: "integer", nullable: false, default: { kind: "literal", value: 1 } },
          ],
        }),
      ],
    };
    const to = (column: string, type: string): readonly string[] =>
      compile(op.alterColumn.create("t", column, { type }), schema);
    expect(to("word", "varchar(20)")).toEqual(['ALTER TABLE "t" ALTER COLUMN "word" TYPE varchar(20)']);
    expect(to("number", "bigint")).toEqual(['ALTER TABLE "t" ALTER COLUMN "number" TYPE bigint']);
    expect(to("word", "integer")).toEqual([
      'ALTER TABLE "t" ALTER COLUMN "word" DROP DEFAULT',
      'ALTER TABLE "t" ALTER COLUMN "word" TYPE integer USING "word"::integer',
      `ALTER TABLE "t" ALTER COLUMN "word" SET DEFAULT '1'`,
    ]);
    expect(
      compile(op.alterColumn.create("t", "word", { type: "date", default: null, using: "to_date(word)" }), schema),
    ).toEqual([
      'ALTER TABLE "t" ALTER COLUMN "word" DROP DEFAULT',
      'ALTER TABLE "t" ALTER COLUMN "word" TYPE date USING to_date(word)',
    ]);
  });

  it("adds values to an enum type in place, and needs no schema for it", () => {
    const operation = op.alterEnum.create("role", { add: [{ value: "it's", before: "user" }], rename: { a: "b" } });
    expect(server.lowering.needsSchema(operation)).toBe(false);
    expect(compile(operation)).toEqual([
      `ALTER TYPE "role" RENAME VALUE 'a' TO 'b'`,
      `ALTER TYPE "role" ADD VALUE 'it''s' BEFORE 'user'`,
    ]);
  });

  it("drops a constraint without a name by the name that the server gave it", () => {
    const operation: Operation = {
      kind: "dropConstraint",
      table: { name: "t" },
      constraint: { type: "unique", columns: ["a", "b"] },
    };
    expect(compile(operation)).toEqual(['ALTER TABLE "t" DROP CONSTRAINT "t_a_b_key"']);
  });

  it("refuses what an older server cannot do", () => {
    const old = postgresDialect.resolve({ version: "14.2", facts: {} });
    const operation = op.createUniqueConstraint.create("t", { columns: ["a"], nullsNotDistinct: true });
    expect(() => compile(operation, emptySchema, old)).toThrow("needs PostgreSQL 15");
    expect(() => postgresDialect.resolve({ version: "9.6.1", facts: {} })).toThrow("PostgreSQL 9.6.1 is too old");
  });
});

describe("literals", () => {
  it("mean the same whatever the server takes a backslash for", () => {
    expect(server.queries.quoteString("a\\' or 1=1 --")).toBe("E'a\\\\'' or 1=1 --'");
  });
});
