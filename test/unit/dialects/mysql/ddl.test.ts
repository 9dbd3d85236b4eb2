import { compileOperation } from "../../../../src/dialect/ddl-compiler";
import { mysqlDialect } from "../../../../src/dialects/mysql";
import type { Operation } from "../../../../src/operations/operation";
import { table } from "../../../../src/schema/edit";
import { emptySchema, type Schema } from "../../../../src/schema/model";

const server = mysqlDialect.resolve(mysqlDialect.offline);

function sqlOf(operation: Operation, schema: Schema = emptySchema): readonly string[] {
  return compileOperation(server.ddl, operation, { schema }).map(({ sql }) => sql);
}

const posts = table({
  name: "posts",
  columns: [
    { name: "id", type: "integer", nullable: false, autoIncrement: true },
    { name: "authorId", type: "integer", nullable: true, comment: "it's" },
    { name: "title", type: "varchar(20)", nullable: false, default: { kind: "literal", value: "x" } },
  ],
  primaryKey: { columns: ["id"] },
  foreignKeys: [{ name: "FK_a", columns: ["authorId"], references: { table: "authors", columns: ["id"] } }],
  indexes: [{ name: "IDX_t", parts: [{ column: "title" }] }],
});
const schema: Schema = { ...emptySchema, tables: [posts] };

describe("schema changes", () => {
  it("create a table with its indexes in one statement", () => {
    expect(sqlOf({ kind: "createTable", table: posts })).toEqual([
      [
        "CREATE TABLE `posts` (",
        "  `id` int NOT NULL AUTO_INCREMENT,",
        "  `authorId` int NULL COMMENT 'it''s',",
        "  `title` varchar(20) NOT NULL DEFAULT 'x',",
        "  PRIMARY KEY (`id`),",
        "  CONSTRAINT `FK_a` FOREIGN KEY (`authorId`) REFERENCES `authors` (`id`),",
        "  INDEX `IDX_t` (`title`)",
        ") ENGINE=InnoDB",
      ].join("\n"),
    ]);
  });

  it("write a changed column whole", () => {
    const change = { nullable: false };
    expect(sqlOf({ kind: "alterColumn", table: posts, column: "authorId", change }, schema)).toEqual([
      "ALTER TABLE `posts` MODIFY COLUMN `authorId` int NOT NULL COMMENT 'it''s'",
    ]);
  });

  it("drop the index of a foreign key with the key", () => {
    const drop: Operation = { kind: "dropConstraint", table: posts, constraint: { type: "foreignKey", name: "FK_a" } };
    expect(sqlOf(drop, schema)).toEqual(["ALTER TABLE `posts` DROP FOREIGN KEY `FK_a`, DROP INDEX `FK_a`"]);
    expect(sqlOf(drop)).toEqual(["ALTER TABLE `posts` DROP FOREIGN KEY `FK_a`"]);
  });

  it("replace an index that a foreign key needs", () => {
    const index = { name: "IDX_author", parts: [{ column: "authorId" }, { column: "title" }] };
    const served: Schema = { ...emptySchema, tables: [{ ...posts, indexes: [index] }] };
    expect(sqlOf({ kind: "dropIndex", table: posts, index: "IDX_author" }, served)).toEqual([
      "ALTER TABLE `posts` DROP INDEX `IDX_author`, ADD INDEX `FK_a` (`authorId`)",
    ]);
  });

  it("put defaults of long texts and expressions in parentheses", () => {
    const add = (type: string, value: Parameters<typeof literalOrExpression>[0]): readonly string[] =>
      sqlOf({
        kind: "addColumn",
        table: posts,
        column: { name: "c", type, nullable: false, default: literalOrExpression(value) },
      });
    expect([
      add("text", "a"),
      add("json", "{}"),
      add("char(36)", { sql: "uuid()" }),
      add("datetime(6)", { sql: "now(6)" }),
    ]).toEqual([
      ["ALTER TABLE `posts` ADD COLUMN `c` text NOT NULL DEFAULT ('a')"],
      ["ALTER TABLE `posts` ADD COLUMN `c` json NOT NULL DEFAULT ('{}')"],
      [
        "ALTER TABLE `posts` ADD COLUMN `c` char(36) NULL",
        "UPDATE `posts` SET `c` = (uuid())",
        "ALTER TABLE `posts` MODIFY COLUMN `c` char(36) NOT NULL DEFAULT (uuid())",
      ],
      ["ALTER TABLE `posts` ADD COLUMN `c` datetime(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6)"],
    ]);
  });

  it("refuse an index over some rows", () => {
    const index = { name: "i", parts: [{ column: "title" }], where: "id > 1" };
    expect(() => sqlOf({ kind: "createIndex", table: posts, index })).toThrow(
      expect.objectContaining({ code: "OPERATION.UNSUPPORTED" }),
    );
  });

  it("quote names and texts that try to end early", () => {
    const { queries } = server;
    expect([queries.quoteIdentifier('a`b"c'), queries.quoteString("a'b\\'c")]).toEqual(['`a``b"c`', "'a''b\\\\''c'"]);
  });
});

function literalOrExpression(value: string | { readonly sql: string }) {
  return typeof value === "string"
    ? ({ kind: "literal", value } as const)
    : ({ kind: "expression", sql: value.sql } as const);
}
