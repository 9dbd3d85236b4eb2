import { compileOperation } from "../../../../src/dialect/ddl-compiler";
import { postgresDialect } from "../../../../src/dialects/postgres";
import { recordTable, type TableRecorder } from "../../../../src/migrate/table-recorder";
import { table as tableOf } from "../../../../src/schema/edit";
import { emptySchema } from "../../../../src/schema/model";

const server = postgresDialect.resolve(postgresDialect.offline);
const users = tableOf({
  name: "users",
  columns: [
    { name: "name", type: "varchar(20)", nullable: true },
    { name: "fax", type: "text", nullable: true },
  ],
});

function sqlOf(change: (t: TableRecorder) => void): readonly string[] {
  const context = { schema: { ...emptySchema, tables: [users] } };
  return server.lowering
    .lower(recordTable("users", change), context)
    .flatMap((operation) => compileOperation(server.ddl, operation, context))
    .map(({ sql }) => sql);
}

describe("several changes of one table on PostgreSQL", () => {
  it("are one statement", () => {
    expect(
      sqlOf((t) => {
        t.addColumn({ name: "team", type: "integer", nullable: true });
        t.dropColumn("fax");
        t.alterColumn("name", { type: "varchar(50)", default: "x", nullable: false });
        t.createUniqueConstraint({ name: "UQ", columns: ["name"] });
        t.dropConstraint({ type: "check", name: "CHK" });
      }),
    ).toEqual([
      'ALTER TABLE "users" ADD COLUMN "team" integer, DROP COLUMN "fax", ALTER COLUMN "name" DROP DEFAULT, ALTER COLUMN "name" TYPE varchar(50), ' +
        `ALTER COLUMN "name" SET DEFAULT 'x', ALTER COLUMN "name" SET NOT NULL, ADD CONSTRAINT "UQ" UNIQUE ("name"), DROP CONSTRAINT "CHK"`,
    ]);
  });

  it("are parted where one speaks of what another drops or adds, because the server does drops first", () => {
    expect(
      sqlOf((t) => {
        t.addColumn({ name: "a", type: "integer", nullable: true });
        t.alterColumn("a", { nullable: false });
        t.createCheckConstraint({ name: "CHK", expression: "\"fax\" <> ''" });
        t.dropColumn("fax");
      }),
    ).toEqual([
      'ALTER TABLE "users" ADD COLUMN "a" integer',
      'ALTER TABLE "users" ALTER COLUMN "a" SET NOT NULL, ADD CONSTRAINT "CHK" CHECK ("fax" <> \'\')',
      'ALTER TABLE "users" DROP COLUMN "fax"',
    ]);
  });

  it("are parted by what is no action of ALTER TABLE", () => {
    expect(
      sqlOf((t) => {
        t.dropColumn("fax");
        t.createIndex({ name: "IDX", columns: ["name"] });
        t.addColumn({ name: "b", type: "integer", nullable: true });
        t.addColumn({ name: "c", type: "integer", nullable: true });
      }),
    ).toEqual([
      'ALTER TABLE "users" DROP COLUMN "fax"',
      'CREATE INDEX "IDX" ON "users" ("name")',
      'ALTER TABLE "users" ADD COLUMN "b" integer, ADD COLUMN "c" integer',
    ]);
  });
});
