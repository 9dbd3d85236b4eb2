import { readStatement } from "../../../../src/dialects/mysql/statement-target";

const targetsOf = (sql: string): readonly string[] | undefined =>
  readStatement(sql).targets?.map(({ kind, name }) => `${kind} ${name}`);

describe("what a statement does to its transaction", () => {
  it.each([
    ["INSERT INTO t VALUES (1)", "data"],
    ["  -- a comment\n UPDATE t SET a = 1", "data"],
    ["/* why */ DELETE FROM t", "data"],
    ["WITH x AS (SELECT 1) SELECT * FROM x", "data"],
    ["(SELECT 1) UNION (SELECT 2)", "data"],
    ["SAVEPOINT a", "data"],
    ["ROLLBACK TO SAVEPOINT a", "data"],
    ["DROP TEMPORARY TABLE t", "data"],
    ["SET @a = 1", "session"],
    ["USE other", "session"],
    ["CREATE TEMPORARY TABLE t (id int)", "temporary"],
    ["COMMIT", "commit"],
    ["START TRANSACTION", "commit"],
    ["ROLLBACK", "rollback"],
    ["CREATE TABLE t (id int)", "schema"],
    ["TRUNCATE t", "schema"],
    ["ALTER USER u IDENTIFIED BY 'x'", "schema"],
    ["/*!50003 CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1 */", "schema"],
    ["CALL p()", "opaque"],
    ["CREATE USER u", "opaque"],
    ["ALTER TABLE a EXCHANGE PARTITION p WITH TABLE b", "opaque"],
    ["LOCK TABLES t WRITE", "opaque"],
    ["XA START 'a'", "opaque"],
  ])("%s: %s", (sql, effect) => {
    expect(readStatement(sql).effect).toBe(effect);
  });

  it.each([
    ["CREATE TABLE IF NOT EXISTS `a``b` (id int)", ["TABLE `a``b`"]],
    ["CREATE OR REPLACE ALGORITHM=MERGE DEFINER=`root`@`%` SQL SECURITY INVOKER VIEW v AS SELECT 1", ["TABLE `v`"]],
    ["ALTER TABLE shop.orders ADD COLUMN a int", ["TABLE `shop`.`orders`"]],
    ["DROP TABLE IF EXISTS a, `b`, c.d", ["TABLE `a`", "TABLE `b`", "TABLE `c`.`d`"]],
    ["RENAME TABLE a TO t, b TO a, t TO b", ["TABLE `a`", "TABLE `t`", "TABLE `b`"]],
    ["CREATE UNIQUE INDEX i USING BTREE ON `t` (a)", ["TABLE `t`"]],
    ["DROP INDEX i ON t", ["TABLE `t`"]],
    ["CREATE DEFINER=CURRENT_USER() TRIGGER g BEFORE INSERT ON t FOR EACH ROW BEGIN END", ["TRIGGER `g`"]],
    ["DROP PROCEDURE IF EXISTS p", ["PROCEDURE `p`"]],
    ["CREATE FUNCTION f() RETURNS int RETURN 1", ["FUNCTION `f`"]],
    ["ALTER DATABASE d CHARACTER SET utf8mb4", ["DATABASE `d`"]],
  ])("%s is about %s", (sql, targets) => {
    expect(targetsOf(sql)).toEqual(targets);
  });
});
