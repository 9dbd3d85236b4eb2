import { PostgresQueryCompiler } from "../../../../src/dialects/postgres/query-compiler";
import { createStatementProbe } from "../../../../src/dialects/postgres/statement-probe";

describe("whether a statement may have a transaction of its own", () => {
  const { effectOf } = createStatementProbe(new PostgresQueryCompiler(), true);

  it.each([
    ["SELECT 1; COMMIT; SELECT 2", "commit"],
    ["INSERT INTO t VALUES (1); /* ; */ ROLLBACK", "rollback"],
    ["INSERT INTO t VALUES ('; COMMIT'); SELECT 1 -- ; COMMIT", "data"],
    ["CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $b$ BEGIN RETURN 1; END; $b$; SELECT f()", "data"],
    ["CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; END; SELECT 1", "data"],
    [`SELECT "; COMMIT"; ROLLBACK TO SAVEPOINT a`, "data"],
  ] as const)("looks at each statement of several: %s is %s", (sql, effect) => {
    expect(effectOf(sql)).toBe(effect);
  });

  it.each([
    ["UPDATE t SET a = 1", "data"],
    ["CREATE TABLE t (id int)", "data"],
    ["CREATE INDEX i ON t (a)", "data"],
    ["SET LOCAL lock_timeout = 1", "data"],
    ["DO $$ BEGIN PERFORM 1; END $$", "data"],
    ["ANALYZE t", "data"],
    ["SET search_path = a", "session"],
    ["SELECT pg_catalog.set_config('search_path', '', false);", "session"],
    ["SELECT set_config('search_path', '', true)", "data"],
    ["SET TRANSACTION ISOLATION LEVEL SERIALIZABLE", "data"],
    ["COMMIT", "commit"],
    ["/* why */ END", "commit"],
    ["START TRANSACTION", "commit"],
    ["ROLLBACK WORK", "rollback"],
    ["ROLLBACK TO SAVEPOINT a", "data"],
    ["PREPARE TRANSACTION 'a'", "rollback"],
    ["COMMIT PREPARED 'a'", "opaque"],
    ["CREATE TEMP TABLE t (id int)", "temporary"],
    ["-- why\nCREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON ONLY a.t (b)", "schema"],
    ["CREATE INDEX CONCURRENTLY ON t (a)", "schema"],
    ['DROP INDEX CONCURRENTLY "a"."i"', "schema"],
    ["VACUUM FULL t", "schema"],
    ["REINDEX TABLE CONCURRENTLY t", "schema"],
    ["ALTER TABLE t DETACH PARTITION p CONCURRENTLY", "schema"],
    ["CALL p()", "opaque"],
    ["DO $$ BEGIN COMMIT; END $$", "opaque"],
    ["CREATE DATABASE d", "opaque"],
  ])("%s: %s", (sql, effect) => {
    expect(effectOf(sql)).toBe(effect);
  });
});
