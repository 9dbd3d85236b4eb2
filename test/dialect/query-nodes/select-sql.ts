import type { selectCases } from "./select-cases";
import type { SqlOfFamilies } from "./nodes";

/** What the databases are asked. */
export const selectSql: Readonly<Record<keyof typeof selectCases, SqlOfFamilies>> = {
  "reads from a subquery": {
    postgres: 'SELECT "s"."title" FROM (SELECT "b"."title" AS "title" FROM "book" "b" WHERE "b"."id" = $1) "s"',
    mysql: "SELECT `s`.`title` FROM (SELECT `b`.`title` AS `title` FROM `book` `b` WHERE `b`.`id` = ?) `s`",
    mariadb: "SELECT `s`.`title` FROM (SELECT `b`.`title` AS `title` FROM `book` `b` WHERE `b`.`id` = ?) `s`",
    sqlite: 'SELECT "s"."title" FROM (SELECT "b"."title" AS "title" FROM "book" "b" WHERE "b"."id" = ?) "s"',
  },
  "joins a subquery": {
    postgres:
      'SELECT "a"."name", "s"."total" FROM "author" "a" LEFT JOIN (SELECT "b"."author" AS "author", COUNT(*) AS "total" FROM "book" "b" GROUP BY "b"."author") "s" ON "s"."author" = "a"."id" ORDER BY "a"."id" ASC',
    mysql:
      "SELECT `a`.`name`, `s`.`total` FROM `author` `a` LEFT JOIN (SELECT `b`.`author` AS `author`, COUNT(*) AS `total` FROM `book` `b` GROUP BY `b`.`author`) `s` ON `s`.`author` = `a`.`id` ORDER BY `a`.`id` ASC",
    mariadb:
      "SELECT `a`.`name`, `s`.`total` FROM `author` `a` LEFT JOIN (SELECT `b`.`author` AS `author`, COUNT(*) AS `total` FROM `book` `b` GROUP BY `b`.`author`) `s` ON `s`.`author` = `a`.`id` ORDER BY `a`.`id` ASC",
    sqlite:
      'SELECT "a"."name", "s"."total" FROM "author" "a" LEFT JOIN (SELECT "b"."author" AS "author", COUNT(*) AS "total" FROM "book" "b" GROUP BY "b"."author") "s" ON "s"."author" = "a"."id" ORDER BY "a"."id" ASC',
  },
  "joins for each row": {
    postgres:
      'SELECT "a"."name", "s"."title" FROM "author" "a" LEFT JOIN LATERAL (SELECT "b"."title" AS "title" FROM "book" "b" WHERE "b"."author" = "a"."id" ORDER BY "b"."id" DESC LIMIT 1) "s" ON 1 = 1 ORDER BY "a"."id" ASC',
    mysql:
      "SELECT `a`.`name`, `s`.`title` FROM `author` `a` LEFT JOIN LATERAL (SELECT `b`.`title` AS `title` FROM `book` `b` WHERE `b`.`author` = `a`.`id` ORDER BY `b`.`id` DESC LIMIT 1) `s` ON 1 = 1 ORDER BY `a`.`id` ASC",
    mariadb: { refused: "MariaDB 11.8.0 does not have LATERAL subqueries" },
    sqlite: { refused: "SQLite 3.52.0 does not have LATERAL subqueries" },
  },
  "joins on the right": {
    postgres:
      'SELECT "b"."title", "a"."name" FROM "book" "b" RIGHT JOIN "author" "a" ON "b"."author" = "a"."id" ORDER BY "a"."id" ASC, "b"."id" ASC',
    mysql:
      "SELECT `b`.`title`, `a`.`name` FROM `book` `b` RIGHT JOIN `author` `a` ON `b`.`author` = `a`.`id` ORDER BY `a`.`id` ASC, `b`.`id` ASC",
    mariadb:
      "SELECT `b`.`title`, `a`.`name` FROM `book` `b` RIGHT JOIN `author` `a` ON `b`.`author` = `a`.`id` ORDER BY `a`.`id` ASC, `b`.`id` ASC",
    sqlite:
      'SELECT "b"."title", "a"."name" FROM "book" "b" RIGHT JOIN "author" "a" ON "b"."author" = "a"."id" ORDER BY "a"."id" ASC, "b"."id" ASC',
  },
  "joins on both sides": {
    postgres:
      'SELECT "b"."title", "a"."name" FROM "book" "b" FULL JOIN "author" "a" ON "b"."author" = "a"."id" ORDER BY "a"."id" ASC NULLS LAST, "b"."id" ASC',
    mysql: { refused: "MySQL 9.7.0 does not have FULL JOIN" },
    mariadb: { refused: "MariaDB 11.8.0 does not have FULL JOIN" },
    sqlite:
      'SELECT "b"."title", "a"."name" FROM "book" "b" FULL JOIN "author" "a" ON "b"."author" = "a"."id" ORDER BY "a"."id" ASC NULLS LAST, "b"."id" ASC',
  },
  "takes several tables": {
    postgres:
      'SELECT "b"."title", "a"."name", "c"."title" FROM "book" "b" CROSS JOIN "author" "a" LEFT JOIN "book" "c" ON "c"."id" = ("b"."id" + 1) WHERE "b"."author" = "a"."id" ORDER BY "b"."id" ASC',
    mysql:
      "SELECT `b`.`title`, `a`.`name`, `c`.`title` FROM `book` `b` CROSS JOIN `author` `a` LEFT JOIN `book` `c` ON `c`.`id` = (`b`.`id` + 1) WHERE `b`.`author` = `a`.`id` ORDER BY `b`.`id` ASC",
    mariadb:
      "SELECT `b`.`title`, `a`.`name`, `c`.`title` FROM `book` `b` CROSS JOIN `author` `a` LEFT JOIN `book` `c` ON `c`.`id` = (`b`.`id` + 1) WHERE `b`.`author` = `a`.`id` ORDER BY `b`.`id` ASC",
    sqlite:
      'SELECT "b"."title", "a"."name", "c"."title" FROM "book" "b", "author" "a" LEFT JOIN "book" "c" ON "c"."id" = ("b"."id" + 1) WHERE "b"."author" = "a"."id" ORDER BY "b"."id" ASC',
  },
  "selects without a table": {
    postgres: "SELECT 1 + 2",
    mysql: "SELECT 1 + 2",
    mariadb: "SELECT 1 + 2",
    sqlite: "SELECT 1 + 2",
  },
  "takes rows that stand in it": {
    postgres:
      'SELECT "v"."n", "v"."word" FROM (VALUES (1, \'one\'), (2, \'it\'\'s\')) "v" ("n", "word") ORDER BY "v"."n" ASC',
    mysql:
      "SELECT `v`.`n`, `v`.`word` FROM (SELECT 1 AS `n`, 'one' AS `word` UNION ALL SELECT 2, 'it''s') `v` ORDER BY `v`.`n` ASC",
    mariadb:
      "SELECT `v`.`n`, `v`.`word` FROM (SELECT 1 AS `n`, 'one' AS `word` UNION ALL SELECT 2, 'it''s') `v` ORDER BY `v`.`n` ASC",
    sqlite:
      'SELECT "v"."n", "v"."word" FROM (SELECT 1 AS "n", \'one\' AS "word" UNION ALL SELECT 2, \'it\'\'s\') "v" ORDER BY "v"."n" ASC',
  },
  "takes the elements of a JSON array": {
    postgres:
      'SELECT "b"."id", "e"."value" FROM "book" "b" CROSS JOIN LATERAL (SELECT CAST(e.v AS TEXT) AS "value" FROM JSONB_ARRAY_ELEMENTS_TEXT(CAST(("b"."details" #> ARRAY[\'tags\']) AS JSONB)) AS e (v)) "e" WHERE "b"."id" = 1 ORDER BY "e"."value" ASC',
    mysql:
      "SELECT `b`.`id`, `e`.`value` FROM `book` `b` CROSS JOIN JSON_TABLE(JSON_EXTRACT(`b`.`details`, '$.\"tags\"'), '$[*]' COLUMNS (`value` LONGTEXT PATH '$')) `e` WHERE `b`.`id` = 1 ORDER BY `e`.`value` ASC",
    mariadb:
      "SELECT `b`.`id`, `e`.`value` FROM `book` `b` CROSS JOIN JSON_TABLE(JSON_EXTRACT(`b`.`details`, '$.\"tags\"'), '$[*]' COLUMNS (`value` LONGTEXT PATH '$')) `e` WHERE `b`.`id` = 1 ORDER BY `e`.`value` ASC",
    sqlite:
      'SELECT "b"."id", "e"."value" FROM "book" "b" CROSS JOIN JSON_EACH((SELECT CASE JSON_TYPE(j.d, \'$."tags"\') WHEN \'true\' THEN \'true\' WHEN \'false\' THEN \'false\' WHEN \'object\' THEN JSON_EXTRACT(j.d, \'$."tags"\') WHEN \'array\' THEN JSON_EXTRACT(j.d, \'$."tags"\') WHEN \'null\' THEN \'null\' ELSE NULLIF(JSON_QUOTE(JSON_EXTRACT(j.d, \'$."tags"\')), \'null\') END FROM (SELECT "b"."details" AS d) j)) "e" WHERE "b"."id" = 1 ORDER BY "e"."value" ASC',
  },
  "takes the elements of an array": {
    postgres: 'SELECT "e"."value" FROM UNNEST(CAST($1 AS INTEGER[])) AS "e" ("value") ORDER BY "e"."value" ASC',
    mysql: { refused: "MySQL 9.7.0 does not have arrays" },
    mariadb: { refused: "MariaDB 11.8.0 does not have arrays" },
    sqlite: { refused: "SQLite 3.52.0 does not have arrays" },
  },
  "takes SQL of the caller's": {
    postgres: 'SELECT "r"."n" FROM (select 1 + 1 as n) "r"',
    mysql: "SELECT `r`.`n` FROM (select 1 + 1 as n) `r`",
    mariadb: "SELECT `r`.`n` FROM (select 1 + 1 as n) `r`",
    sqlite: 'SELECT "r"."n" FROM (select 1 + 1 as n) "r"',
  },
  "names a query": {
    postgres:
      'WITH "cheap" AS MATERIALIZED (SELECT "b"."title" AS "title", "b"."id" AS "id" FROM "book" "b" WHERE "b"."price" < $1) SELECT "c"."title" FROM "cheap" "c" ORDER BY "c"."id" ASC',
    mysql:
      "WITH `cheap` AS (SELECT `b`.`title` AS `title`, `b`.`id` AS `id` FROM `book` `b` WHERE `b`.`price` < ?) SELECT `c`.`title` FROM `cheap` `c` ORDER BY `c`.`id` ASC",
    mariadb:
      "WITH `cheap` AS (SELECT `b`.`title` AS `title`, `b`.`id` AS `id` FROM `book` `b` WHERE `b`.`price` < ?) SELECT `c`.`title` FROM `cheap` `c` ORDER BY `c`.`id` ASC",
    sqlite:
      'WITH "cheap" AS MATERIALIZED (SELECT "b"."title" AS "title", "b"."id" AS "id" FROM "book" "b" WHERE "b"."price" < ?) SELECT "c"."title" FROM "cheap" "c" ORDER BY "c"."id" ASC',
  },
  "repeats a query": {
    postgres:
      'WITH RECURSIVE "numbers" ("n") AS (SELECT 1 UNION ALL SELECT "x"."n" + 1 FROM "numbers" "x" WHERE "x"."n" < 3) SELECT "x"."n" FROM "numbers" "x" ORDER BY "x"."n" ASC',
    mysql:
      "WITH RECURSIVE `numbers` (`n`) AS (SELECT 1 UNION ALL SELECT `x`.`n` + 1 FROM `numbers` `x` WHERE `x`.`n` < 3) SELECT `x`.`n` FROM `numbers` `x` ORDER BY `x`.`n` ASC",
    mariadb:
      "WITH RECURSIVE `numbers` (`n`) AS (SELECT 1 UNION ALL SELECT `x`.`n` + 1 FROM `numbers` `x` WHERE `x`.`n` < 3) SELECT `x`.`n` FROM `numbers` `x` ORDER BY `x`.`n` ASC",
    sqlite:
      'WITH RECURSIVE "numbers" ("n") AS (SELECT 1 UNION ALL SELECT "x"."n" + 1 FROM "numbers" "x" WHERE "x"."n" < 3) SELECT "x"."n" FROM "numbers" "x" ORDER BY "x"."n" ASC',
  },
  "names a query that writes": {
    postgres: 'WITH "d" AS (DELETE FROM "book" WHERE "id" = 4 RETURNING "id") SELECT "d"."id" FROM "d" "d"',
    mysql: { refused: "MySQL 9.7.0 does not have WITH that inserts, updates or deletes" },
    mariadb: { refused: "MariaDB 11.8.0 does not have WITH that inserts, updates or deletes" },
    sqlite: { refused: "SQLite 3.52.0 does not have WITH that inserts, updates or deletes" },
  },
  "unites queries": {
    postgres:
      'SELECT "b"."title" AS "name" FROM "book" "b" UNION (SELECT "a"."name" FROM "author" "a" ORDER BY "a"."name" ASC LIMIT 1) ORDER BY "name" DESC LIMIT $1 OFFSET 1',
    mysql:
      "SELECT `b`.`title` AS `name` FROM `book` `b` UNION (SELECT `a`.`name` FROM `author` `a` ORDER BY `a`.`name` ASC LIMIT 1) ORDER BY `name` DESC LIMIT ? OFFSET 1",
    mariadb:
      "SELECT `b`.`title` AS `name` FROM `book` `b` UNION (SELECT `a`.`name` FROM `author` `a` ORDER BY `a`.`name` ASC LIMIT 1) ORDER BY `name` DESC LIMIT ? OFFSET 1",
    sqlite:
      'SELECT "b"."title" AS "name" FROM "book" "b" UNION SELECT * FROM (SELECT "a"."name" FROM "author" "a" ORDER BY "a"."name" ASC LIMIT 1) ORDER BY "name" DESC LIMIT ? OFFSET 1',
  },
  "sorts nulls of what is united": {
    postgres:
      'SELECT "u"."pages" FROM (SELECT "b"."pages" AS "pages" FROM "book" "b" UNION SELECT 250 ORDER BY "pages" DESC NULLS FIRST LIMIT 2) "u" ORDER BY "u"."pages" ASC NULLS FIRST',
    mysql:
      "SELECT `u`.`pages` FROM (SELECT `b`.`pages` AS `pages` FROM `book` `b` UNION SELECT 250 ORDER BY `pages` IS NULL DESC, `pages` DESC LIMIT 2) `u` ORDER BY `u`.`pages` ASC",
    mariadb:
      "SELECT `u`.`pages` FROM (SELECT `b`.`pages` AS `pages` FROM `book` `b` UNION SELECT 250 ORDER BY `pages` IS NULL DESC, `pages` DESC LIMIT 2) `u` ORDER BY `u`.`pages` ASC",
    sqlite:
      'SELECT "u"."pages" FROM (SELECT "b"."pages" AS "pages" FROM "book" "b" UNION SELECT 250 ORDER BY "pages" DESC NULLS FIRST LIMIT 2) "u" ORDER BY "u"."pages" ASC NULLS FIRST',
  },
  "unites what is united": {
    postgres:
      '(SELECT "b"."id" FROM "book" "b" UNION ALL SELECT "b"."id" FROM "book" "b") EXCEPT SELECT "b"."id" FROM "book" "b" WHERE "b"."id" > 2',
    mysql:
      "(SELECT `b`.`id` FROM `book` `b` UNION ALL SELECT `b`.`id` FROM `book` `b`) EXCEPT SELECT `b`.`id` FROM `book` `b` WHERE `b`.`id` > 2",
    mariadb:
      "(SELECT `b`.`id` FROM `book` `b` UNION ALL SELECT `b`.`id` FROM `book` `b`) EXCEPT SELECT `b`.`id` FROM `book` `b` WHERE `b`.`id` > 2",
    sqlite:
      'SELECT * FROM (SELECT "b"."id" FROM "book" "b" UNION ALL SELECT "b"."id" FROM "book" "b") EXCEPT SELECT "b"."id" FROM "book" "b" WHERE "b"."id" > 2',
  },
  "keeps what both have": {
    postgres: 'SELECT "b"."id" AS "id" FROM "book" "b" INTERSECT SELECT "a"."id" FROM "author" "a" ORDER BY "id" ASC',
    mysql: "SELECT `b`.`id` AS `id` FROM `book` `b` INTERSECT SELECT `a`.`id` FROM `author` `a` ORDER BY `id` ASC",
    mariadb: "SELECT `b`.`id` AS `id` FROM `book` `b` INTERSECT SELECT `a`.`id` FROM `author` `a` ORDER BY `id` ASC",
    sqlite: 'SELECT "b"."id" AS "id" FROM "book" "b" INTERSECT SELECT "a"."id" FROM "author" "a" ORDER BY "id" ASC',
  },
  "keeps equal rows that both have": {
    postgres: 'SELECT "b"."id" FROM "book" "b" INTERSECT ALL SELECT "b"."id" FROM "book" "b"',
    mysql: "SELECT `b`.`id` FROM `book` `b` INTERSECT ALL SELECT `b`.`id` FROM `book` `b`",
    mariadb: "SELECT `b`.`id` FROM `book` `b` INTERSECT ALL SELECT `b`.`id` FROM `book` `b`",
    sqlite: { refused: "SQLite 3.52.0 does not have INTERSECT ALL and EXCEPT ALL" },
  },
  "leaves out equal rows": {
    postgres: 'SELECT DISTINCT "b"."author" FROM "book" "b" ORDER BY "b"."author" ASC NULLS FIRST',
    mysql: "SELECT DISTINCT `b`.`author` FROM `book` `b` ORDER BY `b`.`author` ASC",
    mariadb: "SELECT DISTINCT `b`.`author` FROM `book` `b` ORDER BY `b`.`author` ASC",
    sqlite: 'SELECT DISTINCT "b"."author" FROM "book" "b" ORDER BY "b"."author" ASC NULLS FIRST',
  },
  "takes the first row of each group": {
    postgres:
      'SELECT DISTINCT ON ("b"."author") "b"."author", "b"."title" FROM "book" "b" WHERE "b"."author" IS NOT NULL ORDER BY "b"."author" ASC, "b"."id" DESC',
    mysql: { refused: "MySQL 9.7.0 does not have DISTINCT ON" },
    mariadb: { refused: "MariaDB 11.8.0 does not have DISTINCT ON" },
    sqlite: { refused: "SQLite 3.52.0 does not have DISTINCT ON" },
  },
  "groups, and filters the groups": {
    postgres:
      'SELECT "b"."author", COUNT(*), SUM("b"."pages") FROM "book" "b" GROUP BY "b"."author" HAVING COUNT(*) > $1',
    mysql: "SELECT `b`.`author`, COUNT(*), SUM(`b`.`pages`) FROM `book` `b` GROUP BY `b`.`author` HAVING COUNT(*) > ?",
    mariadb:
      "SELECT `b`.`author`, COUNT(*), SUM(`b`.`pages`) FROM `book` `b` GROUP BY `b`.`author` HAVING COUNT(*) > ?",
    sqlite: 'SELECT "b"."author", COUNT(*), SUM("b"."pages") FROM "book" "b" GROUP BY "b"."author" HAVING COUNT(*) > ?',
  },
  "adds totals": {
    postgres:
      'SELECT "b"."author", COUNT(*) FROM "book" "b" WHERE "b"."author" IS NOT NULL GROUP BY ROLLUP ("b"."author")',
    mysql:
      "SELECT `b`.`author`, COUNT(*) FROM `book` `b` WHERE `b`.`author` IS NOT NULL GROUP BY `b`.`author` WITH ROLLUP",
    mariadb:
      "SELECT `b`.`author`, COUNT(*) FROM `book` `b` WHERE `b`.`author` IS NOT NULL GROUP BY `b`.`author` WITH ROLLUP",
    sqlite: { refused: "SQLite 3.52.0 does not have ROLLUP" },
  },
  "numbers rows in windows": {
    postgres:
      'SELECT "b"."id", ROW_NUMBER() OVER (PARTITION BY "b"."author" ORDER BY "b"."pages" ASC), RANK() OVER (PARTITION BY "b"."author" ORDER BY "b"."pages" ASC) FROM "book" "b" WHERE "b"."id" < 4 ORDER BY "b"."id" ASC',
    mysql:
      "SELECT `b`.`id`, ROW_NUMBER() OVER (PARTITION BY `b`.`author` ORDER BY `b`.`pages` ASC), RANK() OVER (PARTITION BY `b`.`author` ORDER BY `b`.`pages` ASC) FROM `book` `b` WHERE `b`.`id` < 4 ORDER BY `b`.`id` ASC",
    mariadb:
      "SELECT `b`.`id`, ROW_NUMBER() OVER (PARTITION BY `b`.`author` ORDER BY `b`.`pages` ASC), RANK() OVER (PARTITION BY `b`.`author` ORDER BY `b`.`pages` ASC) FROM `book` `b` WHERE `b`.`id` < 4 ORDER BY `b`.`id` ASC",
    sqlite:
      'SELECT "b"."id", ROW_NUMBER() OVER (PARTITION BY "b"."author" ORDER BY "b"."pages" ASC), RANK() OVER (PARTITION BY "b"."author" ORDER BY "b"."pages" ASC) FROM "book" "b" WHERE "b"."id" < 4 ORDER BY "b"."id" ASC',
  },
  "names a window": {
    postgres:
      'SELECT "b"."id", SUM("b"."pages") OVER "w", LAG("b"."id", 1) OVER "w" FROM "book" "b" WHERE "b"."id" < 3 WINDOW "w" AS (ORDER BY "b"."id" ASC) ORDER BY "b"."id" ASC',
    mysql:
      "SELECT `b`.`id`, SUM(`b`.`pages`) OVER `w`, LAG(`b`.`id`, 1) OVER `w` FROM `book` `b` WHERE `b`.`id` < 3 WINDOW `w` AS (ORDER BY `b`.`id` ASC) ORDER BY `b`.`id` ASC",
    mariadb:
      "SELECT `b`.`id`, SUM(`b`.`pages`) OVER `w`, LAG(`b`.`id`, 1) OVER `w` FROM `book` `b` WHERE `b`.`id` < 3 WINDOW `w` AS (ORDER BY `b`.`id` ASC) ORDER BY `b`.`id` ASC",
    sqlite:
      'SELECT "b"."id", SUM("b"."pages") OVER "w", LAG("b"."id", 1) OVER "w" FROM "book" "b" WHERE "b"."id" < 3 WINDOW "w" AS (ORDER BY "b"."id" ASC) ORDER BY "b"."id" ASC',
  },
  "frames a window": {
    postgres:
      'SELECT "b"."id", COUNT("b"."id") OVER (ORDER BY "b"."id" ASC ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM "book" "b" ORDER BY "b"."id" ASC',
    mysql:
      "SELECT `b`.`id`, COUNT(`b`.`id`) OVER (ORDER BY `b`.`id` ASC ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM `book` `b` ORDER BY `b`.`id` ASC",
    mariadb:
      "SELECT `b`.`id`, COUNT(`b`.`id`) OVER (ORDER BY `b`.`id` ASC ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM `book` `b` ORDER BY `b`.`id` ASC",
    sqlite:
      'SELECT "b"."id", COUNT("b"."id") OVER (ORDER BY "b"."id" ASC ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM "book" "b" ORDER BY "b"."id" ASC',
  },
  "leaves rows out of a frame": {
    postgres:
      'SELECT "b"."id", COUNT("b"."id") OVER (ORDER BY "b"."id" ASC GROUPS UNBOUNDED PRECEDING EXCLUDE CURRENT ROW) FROM "book" "b" ORDER BY "b"."id" ASC',
    mysql: { refused: "MySQL 9.7.0 does not have window frames with GROUPS or EXCLUDE" },
    mariadb: { refused: "MariaDB 11.8.0 does not have window frames with GROUPS or EXCLUDE" },
    sqlite:
      'SELECT "b"."id", COUNT("b"."id") OVER (ORDER BY "b"."id" ASC GROUPS UNBOUNDED PRECEDING EXCLUDE CURRENT ROW) FROM "book" "b" ORDER BY "b"."id" ASC',
  },
  "sorts nulls where it is told to": {
    postgres: 'SELECT "b"."id" FROM "book" "b" ORDER BY "b"."pages" ASC NULLS LAST, "b"."id" ASC LIMIT $1 OFFSET $2',
    mysql:
      "SELECT `b`.`id` FROM `book` `b` ORDER BY `b`.`pages` IS NULL ASC, `b`.`pages` ASC, `b`.`id` ASC LIMIT ? OFFSET ?",
    mariadb:
      "SELECT `b`.`id` FROM `book` `b` ORDER BY `b`.`pages` IS NULL ASC, `b`.`pages` ASC, `b`.`id` ASC LIMIT ? OFFSET ?",
    sqlite: 'SELECT "b"."id" FROM "book" "b" ORDER BY "b"."pages" ASC NULLS LAST, "b"."id" ASC LIMIT ? OFFSET ?',
  },
  "locks rows": {
    postgres: 'SELECT "b"."id" FROM "book" "b" ORDER BY "b"."id" ASC LIMIT 1 FOR UPDATE OF "b"',
    mysql: "SELECT `b`.`id` FROM `book` `b` ORDER BY `b`.`id` ASC LIMIT 1 FOR UPDATE",
    mariadb: "SELECT `b`.`id` FROM `book` `b` ORDER BY `b`.`id` ASC LIMIT 1 FOR UPDATE",
    sqlite: 'SELECT "b"."id" FROM "book" "b" ORDER BY "b"."id" ASC LIMIT 1',
  },
  "shares rows of one table": {
    postgres: 'SELECT "b"."id" FROM "book" "b" WHERE "b"."id" = 1 FOR SHARE OF "b"',
    mysql: "SELECT `b`.`id` FROM `book` `b` WHERE `b`.`id` = 1 FOR SHARE OF `b`",
    mariadb: { refused: "MariaDB 11.8.0 does not have locks of single tables" },
    sqlite: 'SELECT "b"."id" FROM "book" "b" WHERE "b"."id" = 1',
  },
  "skips rows that are locked": {
    postgres: 'SELECT "b"."id" FROM "book" "b" WHERE "b"."id" = 1 FOR UPDATE OF "b" SKIP LOCKED',
    mysql: "SELECT `b`.`id` FROM `book` `b` WHERE `b`.`id` = 1 FOR UPDATE SKIP LOCKED",
    mariadb: "SELECT `b`.`id` FROM `book` `b` WHERE `b`.`id` = 1 FOR UPDATE SKIP LOCKED",
    sqlite: { refused: "SQLite 3.52.0 does not have NOWAIT and SKIP LOCKED" },
  },
  "locks keys": {
    postgres: 'SELECT "b"."id" FROM "book" "b" WHERE "b"."id" = 1 FOR NO KEY UPDATE OF "b" NOWAIT',
    mysql: { refused: "MySQL 9.7.0 does not have locks of keys only" },
    mariadb: { refused: "MariaDB 11.8.0 does not have locks of keys only" },
    sqlite: { refused: "SQLite 3.52.0 does not have NOWAIT and SKIP LOCKED" },
  },
  "forces an index": {
    postgres: { refused: "PostgreSQL 18.0 does not have index hints" },
    mysql: "SELECT `b`.`id` FROM `book` `b` FORCE INDEX (`book_author`) WHERE `b`.`author` = 2",
    mariadb: "SELECT `b`.`id` FROM `book` `b` FORCE INDEX (`book_author`) WHERE `b`.`author` = 2",
    sqlite: 'SELECT "b"."id" FROM "book" "b" INDEXED BY "book_author" WHERE "b"."author" = 2',
  },
  "limits the time": {
    postgres: { refused: "PostgreSQL 18.0 does not have a longest execution time of one statement" },
    mysql: "SELECT /*+ MAX_EXECUTION_TIME(1500) */ `b`.`id` FROM `book` `b` WHERE `b`.`id` = 1",
    mariadb: "SET STATEMENT max_statement_time=1.5 FOR SELECT `b`.`id` FROM `book` `b` WHERE `b`.`id` = 1",
    sqlite: { refused: "SQLite 3.52.0 does not have a longest execution time of one statement" },
  },
  "passes hints on": {
    postgres: '/*+ NO_INDEX_MERGE(b)* / */ SELECT "b"."id" FROM "book" "b" WHERE "b"."id" = 1',
    mysql: "SELECT /*+ NO_INDEX_MERGE(b)* / */ `b`.`id` FROM `book` `b` WHERE `b`.`id` = 1",
    mariadb: "SELECT /*+ NO_INDEX_MERGE(b)* / */ `b`.`id` FROM `book` `b` WHERE `b`.`id` = 1",
    sqlite: { refused: "SQLite 3.52.0 does not have optimizer hints" },
  },
  "says what a statement is for": {
    postgres: '/* ho* / * / drop table book; / * -- */ SELECT "b"."id" FROM "book" "b" WHERE "b"."id" = 1',
    mysql: "/* ho* / * / drop table book; / * -- */ SELECT `b`.`id` FROM `book` `b` WHERE `b`.`id` = 1",
    mariadb: "/* ho* / * / drop table book; / * -- */ SELECT `b`.`id` FROM `book` `b` WHERE `b`.`id` = 1",
    sqlite: '/* ho* / * / drop table book; / * -- */ SELECT "b"."id" FROM "book" "b" WHERE "b"."id" = 1',
  },
};
