import { compileOperation } from "../../../../src/dialect/ddl-compiler";
import { postgresDialect } from "../../../../src/dialects/postgres";
import { castFor } from "../../../../src/dialects/postgres/casts";
import { operationDefinitions as op } from "../../../../src/operations/definitions";
import type { Operation } from "../../../../src/operations/operation";
import { emptySchema, type Schema } from "../../../../src/schema/model";
import { table } from "../../../../src/schema/edit";

const server = postgresDialect.resolve(postgresDialect.offline);
const compile = (operation: Operation, schema: Schema = emptySchema, dialect = server): readonly string[] =>
  compileOperation(dialect.ddl, operation, { schema }).map((statement) => statement.sql);

const schema: Schema = {
  ...emptySchema,
  tables: [
    table({
      name: "t",
      columns: [
        { name: "a", type: "integer", nullable: false },
        { name: "word", type: "varchar(10)", nullable: true, default: { kind: "literal", value: "x" } },
        { name: "sum", type: "integer", nullable: true, generated: { expression: "a + 1", stored: true } },
      ],
      uniques: [{ name: "UQ_sum", columns: ["sum"] }],
      checks: [
        { name: "CHK_sum", expression: "sum > 0" },
        { name: "CHK_a", expression: "a > 0" },
      ],
      indexes: [
        { name: "IDX_sum", parts: [{ column: "sum" }] },
        { name: "IDX_a", parts: [{ column: "a" }], attributes: { "postgres.include": ["sum"] } },
        { name: "IDX_word", parts: [{ column: "word" }] },
      ],
    }),
  ],
};

describe("a column that changes", () => {
  it("brings back what goes with it where the server can only make it anew", () => {
    const old = postgresDialect.resolve({ version: "15.2", facts: {} });
    const operation = op.alterColumn.create("t", "sum", { generated: { expression: "a + 2", stored: true } });
    expect(compile(operation, schema, old)).toEqual([
      'ALTER TABLE "t" DROP COLUMN "sum"',
      'ALTER TABLE "t" ADD COLUMN "sum" integer GENERATED ALWAYS AS (a + 2) STORED',
      'ALTER TABLE "t" ADD CONSTRAINT "UQ_sum" UNIQUE ("sum")',
      'ALTER TABLE "t" ADD CONSTRAINT "CHK_sum" CHECK (sum > 0)',
      'CREATE INDEX "IDX_sum" ON "t" ("sum")',
      'CREATE INDEX "IDX_a" ON "t" ("a") INCLUDE ("sum")',
    ]);
  });

  it("has its default spelt again under another type, and not under the same with another length", () => {
    expect(compile(op.alterColumn.create("t", "word", { type: "text" }), schema)).toEqual([
      'ALTER TABLE "t" ALTER COLUMN "word" DROP DEFAULT',
      'ALTER TABLE "t" ALTER COLUMN "word" TYPE text',
      `ALTER TABLE "t" ALTER COLUMN "word" SET DEFAULT 'x'`,
    ]);
    expect(compile(op.alterColumn.create("t", "word", { type: "varchar(20)" }), schema)).toEqual([
      'ALTER TABLE "t" ALTER COLUMN "word" TYPE varchar(20)',
    ]);
  });

  it("becomes a list of what it held, and a list becomes its only element or is refused", () => {
    const list = castFor("integer", "integer[]", '"a"', "integer[]");
    const element = castFor("integer[]", "integer", '"a"', "integer");
    expect([list, element, castFor("text", "integer[]", '"a"', "integer[]")]).toEqual([
      'CASE WHEN "a" IS NULL THEN NULL ELSE array["a"]::integer[] END',
      `nullif(trim(both '{}' from "a"::text), '')::integer`,
      '"a"::integer[]',
    ]);
  });

  it("is numbered behind the rows that are there", () => {
    expect(compile(op.alterColumn.create("t", "a", { identity: { always: true, start: 5 } }), schema)).toEqual([
      'ALTER TABLE "t" ALTER COLUMN "a" ADD GENERATED ALWAYS AS IDENTITY (START WITH 5)',
      `SELECT setval(pg_get_serial_sequence('"t"', 'a'), (SELECT greatest(coalesce(max("a") + 1, 5), 5) FROM "t"), false)`,
    ]);
  });
});

describe("foreign keys and indexes in SQL", () => {
  it("say how NULLs match and which columns a deleted row empties", () => {
    const operation = op.createForeignKey.create("t", {
      name: "FK",
      columns: ["a", "b"],
      references: { table: "p", columns: ["x", "y"] },
      match: "full",
      onDelete: "SET NULL",
      onDeleteColumns: ["b"],
    });
    expect(compile(operation)).toEqual([
      'ALTER TABLE "t" ADD CONSTRAINT "FK" FOREIGN KEY ("a", "b") REFERENCES "p" ("x", "y") MATCH FULL ON DELETE SET NULL ("b")',
    ]);
  });

  it("are not valid at once only where that is said, also in a new table", () => {
    const owner = table({
      name: "t",
      columns: [{ name: "a", type: "integer", nullable: false }],
      checks: [{ name: "CHK", expression: "a > 0", notValid: true }],
    });
    expect([
      ...compile({ kind: "createTable", table: owner }),
      ...compile(op.validateConstraint.create("t", "check", "CHK")),
    ]).toEqual([
      'CREATE TABLE "t" (\n  "a" integer NOT NULL\n)',
      'ALTER TABLE "t" ADD CONSTRAINT "CHK" CHECK (a > 0) NOT VALID',
      'ALTER TABLE "t" VALIDATE CONSTRAINT "CHK"',
    ]);
  });

  it("hold over ranges of time", () => {
    const references = { table: "p", columns: ["id", "during"] };
    const columns = ["p_id", "during"];
    expect([
      ...compile(op.createPrimaryKey.create("p", { columns: ["id", "during"], withoutOverlaps: true })),
      ...compile(op.createForeignKey.create("t", { name: "FK", columns, references, period: true })),
    ]).toEqual([
      'ALTER TABLE "p" ADD PRIMARY KEY ("id", "during" WITHOUT OVERLAPS)',
      'ALTER TABLE "t" ADD CONSTRAINT "FK" FOREIGN KEY ("p_id", PERIOD "during") REFERENCES "p" ("id", PERIOD "during")',
    ]);
  });

  it("carry columns along and stay with their own table where that is said", () => {
    expect([
      ...compile(op.createUniqueConstraint.create("t", { name: "UQ", columns: ["a"], include: ["b"] })),
      ...compile(op.createCheckConstraint.create("t", { name: "CHK", expression: "a > 0", noInherit: true })),
    ]).toEqual([
      'ALTER TABLE "t" ADD CONSTRAINT "UQ" UNIQUE ("a") INCLUDE ("b")',
      'ALTER TABLE "t" ADD CONSTRAINT "CHK" CHECK (a > 0) NO INHERIT',
    ]);
  });

  it("carry storage parameters and those of an operator class", () => {
    const operation: Operation = {
      kind: "createIndex",
      table: { name: "t" },
      index: {
        name: "ix",
        method: "gist",
        parts: [
          {
            column: "a",
            attributes: { "postgres.opclass": "tsvector_ops", "postgres.opclassOptions": ["siglen=9"] },
          },
        ],
        where: "a IS NOT NULL",
        attributes: { "postgres.with": ["fillfactor=70"] },
      },
    };
    expect(compile(operation)).toEqual([
      `CREATE INDEX "ix" ON "t" USING gist ("a" "tsvector_ops" ("siglen" = '9')) WITH ("fillfactor" = '70') WHERE a IS NOT NULL`,
    ]);
  });
});
