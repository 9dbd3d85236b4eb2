import { compileOperation } from "../../../../../src/dialect/ddl-compiler";
import { mysqlDialect } from "../../../../../src/dialects/mysql";
import type { Operation } from "../../../../../src/operations/operation";
import { table } from "../../../../../src/schema/edit";
import { emptySchema, type Schema } from "../../../../../src/schema/model";

const server = mysqlDialect.resolve(mysqlDialect.offline);
const name = { name: "posts" };
const posts = table({
  name: "posts",
  columns: [
    { name: "id", type: "int", nullable: false },
    { name: "a", type: "int", nullable: true },
    { name: "b", type: "int", nullable: true },
  ],
  primaryKey: { columns: ["id"] },
  foreignKeys: [{ name: "FK_a", columns: ["a"], references: { table: "authors", columns: ["id"] } }],
});
const schema: Schema = { ...emptySchema, tables: [posts] };

function sqlOf(...operations: readonly Operation[]): readonly string[] {
  return server.lowering
    .lower(operations, { schema })
    .flatMap((lowered) => compileOperation(server.ddl, lowered, { schema }))
    .map(({ sql }) => sql);
}

const widen = (column: string): Operation => ({ kind: "alterColumn", table: name, column, change: { type: "bigint" } });
const reference = (key: string, column: string): Operation => ({
  kind: "createForeignKey",
  table: name,
  foreignKey: { name: key, columns: [column], references: { table: "authors", columns: ["id"] } },
});

describe("several changes of one table", () => {
  it("become one ALTER where each of them copies the table", () => {
    expect(sqlOf(widen("a"), widen("b"))).toEqual([
      "ALTER TABLE `posts` MODIFY COLUMN `a` bigint NULL, MODIFY COLUMN `b` bigint NULL",
    ]);
  });

  it("become one ALTER for several foreign keys", () => {
    expect(sqlOf(reference("FK_1", "a"), reference("FK_2", "b"))).toEqual([
      "ALTER TABLE `posts` ADD CONSTRAINT `FK_1` FOREIGN KEY (`a`) REFERENCES `authors` (`id`), ADD CONSTRAINT `FK_2` FOREIGN KEY (`b`) REFERENCES `authors` (`id`)",
    ]);
  });

  it("stay apart where one names what the other changes", () => {
    expect(sqlOf(widen("a"), { ...widen("a"), change: { nullable: false } } as Operation)).toEqual([
      "ALTER TABLE `posts` MODIFY COLUMN `a` bigint NULL",
      "ALTER TABLE `posts` MODIFY COLUMN `a` bigint NOT NULL",
    ]);
    expect(sqlOf(widen("b"), reference("FK_2", "b"))).toHaveLength(2);
  });

  it("leave a foreign key that goes and comes in two statements", () => {
    const drop: Operation = { kind: "dropConstraint", table: name, constraint: { type: "foreignKey", name: "FK_a" } };
    expect(sqlOf(drop, reference("FK_a", "b"))).toEqual([
      "ALTER TABLE `posts` DROP FOREIGN KEY `FK_a`, DROP INDEX `FK_a`",
      "ALTER TABLE `posts` ADD CONSTRAINT `FK_a` FOREIGN KEY (`b`) REFERENCES `authors` (`id`)",
    ]);
  });

  it("leave alone what needs no copy", () => {
    const add: Operation = { kind: "addColumn", table: name, column: { name: "c", type: "int", nullable: true } };
    expect(sqlOf(widen("a"), add, widen("b"))).toEqual([
      "ALTER TABLE `posts` MODIFY COLUMN `a` bigint NULL",
      "ALTER TABLE `posts` ADD COLUMN `c` int NULL",
      "ALTER TABLE `posts` MODIFY COLUMN `b` bigint NULL",
    ]);
  });

  it("are compiled for the table as the ones before leave it", () => {
    const add: Operation = { kind: "addColumn", table: name, column: { name: "c", type: "int", nullable: true } };
    expect(sqlOf(add, { ...widen("c") })).toEqual([
      "ALTER TABLE `posts` ADD COLUMN `c` int NULL",
      "ALTER TABLE `posts` MODIFY COLUMN `c` bigint NULL",
    ]);
  });
});
