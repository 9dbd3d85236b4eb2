import { compileOperation } from "../../../../src/dialect/ddl-compiler";
import { mariadbDialect, mysqlDialect } from "../../../../src/dialects/mysql";
import { changeOf, createOf, dropOf } from "../../../../src/operations/objects/define-object-operations";
import type { Operation } from "../../../../src/operations/operation";
import {
  emptySchema,
  type SchemaObject,
  type Sequence,
  type StoredFunction,
  type Trigger,
  type View,
} from "../../../../src/schema/model";

const mysql = mysqlDialect.resolve(mysqlDialect.offline);
const mariadb = mariadbDialect.resolve(mariadbDialect.offline);

function sqlOf(operation: Operation, server = mysql, objects: readonly SchemaObject[] = []): readonly string[] {
  return compileOperation(server.ddl, operation, { schema: { ...emptySchema, objects } }).map(({ sql }) => sql);
}

const view: View = { kind: "view", name: "v", query: "select 1 as a" };
const trigger: Trigger = {
  kind: "trigger",
  name: "t",
  table: { name: "users" },
  event: "BEFORE INSERT",
  action: "FOR EACH ROW SET NEW.a = 1",
};
const procedure: StoredFunction = { kind: "function", type: "procedure", name: "p", definition: "()\nSELECT 1" };
const event: StoredFunction = {
  kind: "function",
  type: "event",
  name: "e",
  definition: "ON SCHEDULE EVERY 1 DAY DO SELECT 1",
};
const sequence: Sequence = { kind: "sequence", name: "s", increment: "-5", cache: "0" };

describe("objects", () => {
  it("are views with everything that the server keeps of them", () => {
    const full: View = {
      ...view,
      columns: ["x`y"],
      attributes: {
        "mysql.algorithm": "MERGE",
        "mysql.definer": "an@a@%",
        "mysql.sqlSecurity": "INVOKER",
        "mysql.checkOption": "LOCAL",
      },
    };
    expect(sqlOf(createOf(full))).toEqual([
      "CREATE ALGORITHM=MERGE DEFINER=`an@a`@`%` SQL SECURITY INVOKER VIEW `v` (`x``y`) AS\nselect 1 as a\nWITH LOCAL CHECK OPTION",
    ]);
    expect(sqlOf(changeOf(view, view))).toEqual(["CREATE OR REPLACE VIEW `v` AS\nselect 1 as a"]);
    expect(sqlOf(dropOf(view))).toEqual(["DROP VIEW `v`"]);
  });

  it("do not let attributes break out of their place", () => {
    const bad: View = { ...view, attributes: { "mysql.algorithm": "MERGE VIEW x; --", "mysql.definer": "a`b@c`d" } };
    expect(sqlOf(createOf(bad))).toEqual(["CREATE DEFINER=`a``b`@`c``d` VIEW `v` AS\nselect 1 as a"]);
  });

  it("are triggers that go and come, or are replaced where the server can", () => {
    expect(sqlOf(changeOf(trigger, trigger))).toEqual([
      "DROP TRIGGER `t`",
      "CREATE TRIGGER `t` BEFORE INSERT ON `users`\nFOR EACH ROW SET NEW.a = 1",
    ]);
    expect(sqlOf(changeOf(trigger, trigger), mariadb)).toEqual([
      "CREATE OR REPLACE TRIGGER `t` BEFORE INSERT ON `users`\nFOR EACH ROW SET NEW.a = 1",
    ]);
  });

  it("are triggers that come again to the place that they had", () => {
    const next: Trigger = { ...trigger, name: "n", action: "FOR EACH ROW FOLLOWS `t` SET NEW.b = 1" };
    expect(sqlOf(changeOf(trigger, trigger), mariadb, [trigger, next])).toEqual([
      "CREATE OR REPLACE TRIGGER `t` BEFORE INSERT ON `users`\nFOR EACH ROW PRECEDES `n` SET NEW.a = 1",
    ]);
  });

  it("are procedures and events", () => {
    expect(sqlOf(changeOf(procedure, procedure))).toEqual(["DROP PROCEDURE `p`", "CREATE PROCEDURE `p`()\nSELECT 1"]);
    expect(sqlOf(createOf(event))).toEqual([
      "CREATE EVENT `e`\nON SCHEDULE EVERY 1 DAY\nON COMPLETION NOT PRESERVE ENABLE\nDO SELECT 1",
    ]);
    expect(sqlOf(changeOf(event, event))).toEqual([
      "ALTER EVENT `e`\nON SCHEDULE EVERY 1 DAY\nON COMPLETION NOT PRESERVE ENABLE\nCOMMENT ''\nDO SELECT 1",
    ]);
    expect(sqlOf(dropOf(event))).toEqual(["DROP EVENT `e`"]);
  });

  it("are aggregate functions where the body reads the rows of a group", () => {
    const sum: StoredFunction = {
      kind: "function",
      name: "total",
      definition: "(`a` int) RETURNS int\nBEGIN LOOP FETCH GROUP NEXT ROW; END LOOP; END",
    };
    expect(sqlOf(createOf(sum), mariadb)[0]).toMatch(/^CREATE AGGREGATE FUNCTION `total`\(/);
  });

  it("run under the sql_mode that they keep", () => {
    const moded: Trigger = { ...trigger, attributes: { "mysql.sqlMode": "ANSI_QUOTES" } };
    expect(sqlOf(createOf(moded))).toEqual([
      "SET @orm_sql_mode = @@SESSION.sql_mode, SESSION sql_mode = 'ANSI_QUOTES'",
      "CREATE TRIGGER `t` BEFORE INSERT ON `users`\nFOR EACH ROW SET NEW.a = 1",
      "SET SESSION sql_mode = @orm_sql_mode",
    ]);
    expect(sqlOf(createOf(moded), mariadb)).toEqual([
      "SET STATEMENT sql_mode = 'ANSI_QUOTES' FOR CREATE TRIGGER `t` BEFORE INSERT ON `users`\nFOR EACH ROW SET NEW.a = 1",
    ]);
  });

  it("are sequences where the server has them", () => {
    expect(sqlOf(createOf(sequence), mariadb)).toEqual([
      "CREATE SEQUENCE `s` START WITH -1 INCREMENT BY -5 MINVALUE -9223372036854775807 MAXVALUE -1 NOCACHE NOCYCLE",
    ]);
    expect(() => sqlOf(createOf(sequence))).toThrow(expect.objectContaining({ code: "OPERATION.UNSUPPORTED" }));
  });

  it("refuse numbers of a sequence that are none", () => {
    const bad: Sequence = { ...sequence, start: "1; DROP TABLE users" };
    expect(() => sqlOf(createOf(bad), mariadb)).toThrow(expect.objectContaining({ code: "OPERATION.INVALID" }));
  });

  it.each(["materializedView", "domain", "policy"] as const)("refuse a %s", (kind) => {
    const object = { kind, name: "x", table: { name: "t" }, query: "select 1", type: "int" } as unknown as SchemaObject;
    expect(() => sqlOf(createOf(object))).toThrow(expect.objectContaining({ code: "OPERATION.UNSUPPORTED" }));
  });
});
