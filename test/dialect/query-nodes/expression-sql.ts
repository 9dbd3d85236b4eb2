import type { expressionCases } from "./expression-cases";
import type { SqlOfFamilies } from "./nodes";

/** What the databases are asked. */
export const expressionSql: Readonly<Record<keyof typeof expressionCases, SqlOfFamilies>> = {
  "counts with operators": {
    postgres: 'SELECT ("b"."pages" * 2) - (10 % 4) FROM "book" "b" WHERE "b"."id" = 1',
    mysql: "SELECT (`b`.`pages` * 2) - (10 % 4) FROM `book` `b` WHERE `b`.`id` = 1",
    mariadb: "SELECT (`b`.`pages` * 2) - (10 % 4) FROM `book` `b` WHERE `b`.`id` = 1",
    sqlite: 'SELECT ("b"."pages" * 2) - (10 % 4) FROM "book" "b" WHERE "b"."id" = 1',
  },
  "joins texts": {
    postgres:
      'SELECT "b"."title" || \'!\', ("b"."title" || \'-\' || CAST($1 AS TEXT)) FROM "book" "b" WHERE "b"."id" = 1',
    mysql: "SELECT CONCAT(`b`.`title`, '!'), CONCAT(`b`.`title`, '-', ?) FROM `book` `b` WHERE `b`.`id` = 1",
    mariadb: "SELECT CONCAT(`b`.`title`, '!'), CONCAT(`b`.`title`, '-', ?) FROM `book` `b` WHERE `b`.`id` = 1",
    sqlite: 'SELECT "b"."title" || \'!\', ("b"."title" || \'-\' || ?) FROM "book" "b" WHERE "b"."id" = 1',
  },
  "compares nulls": {
    postgres:
      'SELECT "b"."id" FROM "book" "b" WHERE ("b"."pages" IS NOT DISTINCT FROM NULL) AND ("b"."author" IS DISTINCT FROM 1)',
    mysql: "SELECT `b`.`id` FROM `book` `b` WHERE (`b`.`pages` <=> NULL) AND (NOT (`b`.`author` <=> 1))",
    mariadb: "SELECT `b`.`id` FROM `book` `b` WHERE (`b`.`pages` <=> NULL) AND (NOT (`b`.`author` <=> 1))",
    sqlite: 'SELECT "b"."id" FROM "book" "b" WHERE ("b"."pages" IS NULL) AND ("b"."author" IS NOT 1)',
  },
  "keeps apart what binds weaker": {
    postgres:
      'SELECT "b"."id" FROM "book" "b" WHERE NOT ("b"."id" < 4) OR (("b"."pages" IS NULL) = ("b"."id" IN (3))) ORDER BY "b"."id" ASC',
    mysql:
      "SELECT `b`.`id` FROM `book` `b` WHERE NOT (`b`.`id` < 4) OR ((`b`.`pages` IS NULL) = (`b`.`id` IN (3))) ORDER BY `b`.`id` ASC",
    mariadb:
      "SELECT `b`.`id` FROM `book` `b` WHERE NOT (`b`.`id` < 4) OR ((`b`.`pages` IS NULL) = (`b`.`id` IN (3))) ORDER BY `b`.`id` ASC",
    sqlite:
      'SELECT "b"."id" FROM "book" "b" WHERE NOT ("b"."id" < 4) OR (("b"."pages" IS NULL) = ("b"."id" IN (3))) ORDER BY "b"."id" ASC',
  },
  "matches patterns": {
    postgres: 'SELECT "b"."id" FROM "book" "b" WHERE "b"."title" LIKE $1 ESCAPE \'!\' ORDER BY "b"."id" ASC',
    mysql: "SELECT `b`.`id` FROM `book` `b` WHERE `b`.`title` LIKE ? ESCAPE '!' ORDER BY `b`.`id` ASC",
    mariadb: "SELECT `b`.`id` FROM `book` `b` WHERE `b`.`title` LIKE ? ESCAPE '!' ORDER BY `b`.`id` ASC",
    sqlite: 'SELECT "b"."id" FROM "book" "b" WHERE "b"."title" LIKE ? ESCAPE \'!\' ORDER BY "b"."id" ASC',
  },
  "matches patterns in any case": {
    postgres: 'SELECT "b"."id" FROM "book" "b" WHERE "b"."title" NOT ILIKE \'%NE%\' ORDER BY "b"."id" ASC',
    mysql: "SELECT `b`.`id` FROM `book` `b` WHERE LOWER(`b`.`title`) NOT LIKE LOWER('%NE%') ORDER BY `b`.`id` ASC",
    mariadb: "SELECT `b`.`id` FROM `book` `b` WHERE LOWER(`b`.`title`) NOT LIKE LOWER('%NE%') ORDER BY `b`.`id` ASC",
    sqlite: 'SELECT "b"."id" FROM "book" "b" WHERE LOWER("b"."title") NOT LIKE LOWER(\'%NE%\') ORDER BY "b"."id" ASC',
  },
  "finds values between": {
    postgres: 'SELECT "b"."id" FROM "book" "b" WHERE "b"."price" NOT BETWEEN $1 AND $2 ORDER BY "b"."id" ASC',
    mysql: "SELECT `b`.`id` FROM `book` `b` WHERE `b`.`price` NOT BETWEEN ? AND ? ORDER BY `b`.`id` ASC",
    mariadb: "SELECT `b`.`id` FROM `book` `b` WHERE `b`.`price` NOT BETWEEN ? AND ? ORDER BY `b`.`id` ASC",
    sqlite: 'SELECT "b"."id" FROM "book" "b" WHERE "b"."price" NOT BETWEEN ? AND ? ORDER BY "b"."id" ASC',
  },
  "finds values in a list": {
    postgres: 'SELECT "b"."id" FROM "book" "b" WHERE "b"."id" IN (1, $1) ORDER BY "b"."id" ASC',
    mysql: "SELECT `b`.`id` FROM `book` `b` WHERE `b`.`id` IN (1, ?) ORDER BY `b`.`id` ASC",
    mariadb: "SELECT `b`.`id` FROM `book` `b` WHERE `b`.`id` IN (1, ?) ORDER BY `b`.`id` ASC",
    sqlite: 'SELECT "b"."id" FROM "book" "b" WHERE "b"."id" IN (1, ?) ORDER BY "b"."id" ASC',
  },
  "finds values in a bound list": {
    postgres: 'SELECT "b"."id" FROM "book" "b" WHERE "b"."id" <> ALL ($1) ORDER BY "b"."id" ASC',
    mysql: "SELECT `b`.`id` FROM `book` `b` WHERE `b`.`id` NOT IN (?, ?) ORDER BY `b`.`id` ASC",
    mariadb: "SELECT `b`.`id` FROM `book` `b` WHERE `b`.`id` NOT IN (?, ?) ORDER BY `b`.`id` ASC",
    sqlite: 'SELECT "b"."id" FROM "book" "b" WHERE "b"."id" NOT IN (?, ?) ORDER BY "b"."id" ASC',
  },
  "finds nothing in an empty list": {
    postgres: 'SELECT "b"."id" FROM "book" "b" WHERE 1 = 0 ORDER BY "b"."id" ASC',
    mysql: "SELECT `b`.`id` FROM `book` `b` WHERE 1 = 0 ORDER BY `b`.`id` ASC",
    mariadb: "SELECT `b`.`id` FROM `book` `b` WHERE 1 = 0 ORDER BY `b`.`id` ASC",
    sqlite: 'SELECT "b"."id" FROM "book" "b" WHERE 1 = 0 ORDER BY "b"."id" ASC',
  },
  "finds values in a subquery": {
    postgres:
      'SELECT "b"."id" FROM "book" "b" WHERE "b"."price" IN (SELECT "o"."price" FROM "book" "o" WHERE "o"."author" = 1) ORDER BY "b"."id" ASC',
    mysql:
      "SELECT `b`.`id` FROM `book` `b` WHERE `b`.`price` IN (SELECT `o`.`price` FROM `book` `o` WHERE `o`.`author` = 1) ORDER BY `b`.`id` ASC",
    mariadb:
      "SELECT `b`.`id` FROM `book` `b` WHERE `b`.`price` IN (SELECT `o`.`price` FROM `book` `o` WHERE `o`.`author` = 1) ORDER BY `b`.`id` ASC",
    sqlite:
      'SELECT "b"."id" FROM "book" "b" WHERE "b"."price" IN (SELECT "o"."price" FROM "book" "o" WHERE "o"."author" = 1) ORDER BY "b"."id" ASC',
  },
  "finds several values at once": {
    postgres:
      'SELECT "b"."id" FROM "book" "b" WHERE ("b"."author", "b"."price") IN ((1, 20), (2, 7)) ORDER BY "b"."id" ASC',
    mysql:
      "SELECT `b`.`id` FROM `book` `b` WHERE (`b`.`author`, `b`.`price`) IN ((1, 20), (2, 7)) ORDER BY `b`.`id` ASC",
    mariadb:
      "SELECT `b`.`id` FROM `book` `b` WHERE (`b`.`author`, `b`.`price`) IN ((1, 20), (2, 7)) ORDER BY `b`.`id` ASC",
    sqlite:
      'SELECT "b"."id" FROM "book" "b" WHERE ("b"."author", "b"."price") IN (VALUES (1, 20), (2, 7)) ORDER BY "b"."id" ASC',
  },
  "compares several values at once": {
    postgres: 'SELECT "b"."id" FROM "book" "b" WHERE ("b"."author", "b"."price") > ($1, $2) ORDER BY "b"."id" ASC',
    mysql: "SELECT `b`.`id` FROM `book` `b` WHERE (`b`.`author`, `b`.`price`) > (?, ?) ORDER BY `b`.`id` ASC",
    mariadb: "SELECT `b`.`id` FROM `book` `b` WHERE (`b`.`author`, `b`.`price`) > (?, ?) ORDER BY `b`.`id` ASC",
    sqlite: 'SELECT "b"."id" FROM "book" "b" WHERE ("b"."author", "b"."price") > (?, ?) ORDER BY "b"."id" ASC',
  },
  "compares with any row": {
    postgres:
      'SELECT "b"."id" FROM "book" "b" WHERE "b"."price" = ANY (SELECT "o"."price" FROM "book" "o" WHERE "o"."author" = 1) ORDER BY "b"."id" ASC',
    mysql:
      "SELECT `b`.`id` FROM `book` `b` WHERE `b`.`price` = ANY (SELECT `o`.`price` FROM `book` `o` WHERE `o`.`author` = 1) ORDER BY `b`.`id` ASC",
    mariadb:
      "SELECT `b`.`id` FROM `book` `b` WHERE `b`.`price` = ANY (SELECT `o`.`price` FROM `book` `o` WHERE `o`.`author` = 1) ORDER BY `b`.`id` ASC",
    sqlite:
      'SELECT "b"."id" FROM "book" "b" WHERE "b"."price" IN (SELECT "o"."price" FROM "book" "o" WHERE "o"."author" = 1) ORDER BY "b"."id" ASC',
  },
  "compares with all rows": {
    postgres:
      'SELECT "b"."id" FROM "book" "b" WHERE "b"."price" >= ALL (SELECT "o"."price" FROM "book" "o" WHERE "o"."author" = 1) ORDER BY "b"."id" ASC',
    mysql:
      "SELECT `b`.`id` FROM `book` `b` WHERE `b`.`price` >= ALL (SELECT `o`.`price` FROM `book` `o` WHERE `o`.`author` = 1) ORDER BY `b`.`id` ASC",
    mariadb:
      "SELECT `b`.`id` FROM `book` `b` WHERE `b`.`price` >= ALL (SELECT `o`.`price` FROM `book` `o` WHERE `o`.`author` = 1) ORDER BY `b`.`id` ASC",
    sqlite: { refused: "SQLite 3.52.0 does not have >= ALL" },
  },
  "compares with any element": {
    postgres: 'SELECT "b"."id" FROM "book" "b" WHERE "b"."id" > ANY ($1) ORDER BY "b"."id" ASC',
    mysql: { refused: "MySQL 9.7.0 does not have arrays" },
    mariadb: { refused: "MariaDB 11.8.0 does not have arrays" },
    sqlite: { refused: "SQLite 3.52.0 does not have arrays" },
  },
  "looks whether rows exist": {
    postgres:
      'SELECT "a"."id" FROM "author" "a" WHERE NOT (EXISTS (SELECT 1 FROM "book" "b" WHERE "b"."author" = "a"."id"))',
    mysql:
      "SELECT `a`.`id` FROM `author` `a` WHERE NOT (EXISTS (SELECT 1 FROM `book` `b` WHERE `b`.`author` = `a`.`id`))",
    mariadb:
      "SELECT `a`.`id` FROM `author` `a` WHERE NOT (EXISTS (SELECT 1 FROM `book` `b` WHERE `b`.`author` = `a`.`id`))",
    sqlite:
      'SELECT "a"."id" FROM "author" "a" WHERE NOT (EXISTS (SELECT 1 FROM "book" "b" WHERE "b"."author" = "a"."id"))',
  },
  "reads one value by a subquery": {
    postgres: 'SELECT (SELECT MAX("o"."price") FROM "book" "o") FROM "book" "b" WHERE "b"."id" = 1',
    mysql: "SELECT (SELECT MAX(`o`.`price`) FROM `book` `o`) FROM `book` `b` WHERE `b`.`id` = 1",
    mariadb: "SELECT (SELECT MAX(`o`.`price`) FROM `book` `o`) FROM `book` `b` WHERE `b`.`id` = 1",
    sqlite: 'SELECT (SELECT MAX("o"."price") FROM "book" "o") FROM "book" "b" WHERE "b"."id" = 1',
  },
  "decides by cases": {
    postgres:
      'SELECT CASE WHEN "b"."price" > 9 THEN \'dear\' ELSE \'cheap\' END, CASE "b"."id" WHEN 1 THEN \'one\' WHEN 2 THEN \'two\' END FROM "book" "b" ORDER BY "b"."id" ASC',
    mysql:
      "SELECT CASE WHEN `b`.`price` > 9 THEN 'dear' ELSE 'cheap' END, CASE `b`.`id` WHEN 1 THEN 'one' WHEN 2 THEN 'two' END FROM `book` `b` ORDER BY `b`.`id` ASC",
    mariadb:
      "SELECT CASE WHEN `b`.`price` > 9 THEN 'dear' ELSE 'cheap' END, CASE `b`.`id` WHEN 1 THEN 'one' WHEN 2 THEN 'two' END FROM `book` `b` ORDER BY `b`.`id` ASC",
    sqlite:
      'SELECT CASE WHEN "b"."price" > 9 THEN \'dear\' ELSE \'cheap\' END, CASE "b"."id" WHEN 1 THEN \'one\' WHEN 2 THEN \'two\' END FROM "book" "b" ORDER BY "b"."id" ASC',
  },
  "casts values": {
    postgres:
      "SELECT CAST('12' AS INTEGER), CAST('12' AS BIGINT), CAST('1.5' AS DOUBLE PRECISION), CAST('1.25' AS DECIMAL(10, 2)), CAST(7 AS TEXT), (CAST('2026-11-20' AS DATE) || '')",
    mysql:
      "SELECT CAST('12' AS SIGNED), CAST('12' AS SIGNED), CAST('1.5' AS DOUBLE), CAST('1.25' AS DECIMAL(10, 2)), CAST(7 AS CHAR), CONCAT(CAST('2026-11-20' AS DATE), '')",
    mariadb:
      "SELECT CAST('12' AS SIGNED), CAST('12' AS SIGNED), CAST('1.5' AS DOUBLE), CAST('1.25' AS DECIMAL(10, 2)), CAST(7 AS CHAR), CONCAT(CAST('2026-11-20' AS DATE), '')",
    sqlite:
      "SELECT CAST('12' AS INTEGER), CAST('12' AS INTEGER), CAST('1.5' AS REAL), CAST('1.25' AS NUMERIC(10, 2)), CAST(7 AS TEXT), (DATE('2026-11-20') || '')",
  },
  "calls functions of texts": {
    postgres:
      'SELECT UPPER("b"."title"), LOWER("b"."title"), CHAR_LENGTH(\'größe\'), TRIM(\'  a \'), LTRIM(\' a\'), RTRIM(\'a \'), REPLACE("b"."title", \'n\', \'N\'), SUBSTRING("b"."title", CAST($1 AS INTEGER), 3), STRPOS("b"."title", \'gin\') FROM "book" "b" WHERE "b"."id" = 1',
    mysql:
      "SELECT UPPER(`b`.`title`), LOWER(`b`.`title`), CHAR_LENGTH('größe'), TRIM('  a '), LTRIM(' a'), RTRIM('a '), REPLACE(`b`.`title`, 'n', 'N'), SUBSTRING(`b`.`title`, ?, 3), INSTR(`b`.`title`, 'gin') FROM `book` `b` WHERE `b`.`id` = 1",
    mariadb:
      "SELECT UPPER(`b`.`title`), LOWER(`b`.`title`), CHAR_LENGTH('größe'), TRIM('  a '), LTRIM(' a'), RTRIM('a '), REPLACE(`b`.`title`, 'n', 'N'), SUBSTRING(`b`.`title`, ?, 3), INSTR(`b`.`title`, 'gin') FROM `book` `b` WHERE `b`.`id` = 1",
    sqlite:
      'SELECT UPPER("b"."title"), LOWER("b"."title"), LENGTH(\'größe\'), TRIM(\'  a \'), LTRIM(\' a\'), RTRIM(\'a \'), REPLACE("b"."title", \'n\', \'N\'), SUBSTR("b"."title", ?, 3), INSTR("b"."title", \'gin\') FROM "book" "b" WHERE "b"."id" = 1',
  },
  "calls functions of numbers": {
    postgres:
      "SELECT ABS(-3), CEIL(1.2), FLOOR(1.8), ROUND(CAST(2.345 AS NUMERIC), CAST($1 AS INTEGER)), GREATEST(1, 3, 2), LEAST(1, 3), COALESCE(NULL, 4), NULLIF(5, 5)",
    mysql:
      "SELECT ABS(-3), CEIL(1.2), FLOOR(1.8), ROUND(2.345, ?), GREATEST(1, 3, 2), LEAST(1, 3), COALESCE(NULL, 4), NULLIF(5, 5)",
    mariadb:
      "SELECT ABS(-3), CEIL(1.2), FLOOR(1.8), ROUND(2.345, ?), GREATEST(1, 3, 2), LEAST(1, 3), COALESCE(NULL, 4), NULLIF(5, 5)",
    sqlite:
      "SELECT ABS(-3), CEIL(1.2), FLOOR(1.8), ROUND(2.345, ?), MAX(1, 3, 2), MIN(1, 3), COALESCE(NULL, 4), NULLIF(5, 5)",
  },
  "asks for the time": {
    postgres:
      "SELECT CASE WHEN CURRENT_TIMESTAMP >= CURRENT_DATE THEN 'yes' END, CASE WHEN CAST(FLOOR(EXTRACT(YEAR FROM CURRENT_DATE)) AS INTEGER) > 2000 THEN 'yes' END",
    mysql:
      "SELECT CASE WHEN CURRENT_TIMESTAMP(6) >= CURRENT_DATE THEN 'yes' END, CASE WHEN EXTRACT(YEAR FROM CURRENT_DATE) > 2000 THEN 'yes' END",
    mariadb:
      "SELECT CASE WHEN CURRENT_TIMESTAMP(6) >= CURRENT_DATE THEN 'yes' END, CASE WHEN EXTRACT(YEAR FROM CURRENT_DATE) > 2000 THEN 'yes' END",
    sqlite:
      "SELECT CASE WHEN STRFTIME('%Y-%m-%d %H:%M:%f', 'now') >= DATE('now') THEN 'yes' END, CASE WHEN CAST(STRFTIME('%Y', DATE('now')) AS INTEGER) > 2000 THEN 'yes' END",
  },
  "takes parts of dates": {
    postgres:
      'SELECT CAST(FLOOR(EXTRACT(YEAR FROM CAST("b"."published" AS TIMESTAMP))) AS INTEGER), CAST(FLOOR(EXTRACT(MONTH FROM CAST("b"."published" AS TIMESTAMP))) AS INTEGER), CAST(FLOOR(EXTRACT(DAY FROM CAST("b"."published" AS TIMESTAMP))) AS INTEGER), CAST(FLOOR(EXTRACT(HOUR FROM CAST("b"."published" AS TIMESTAMP))) AS INTEGER), CAST(FLOOR(EXTRACT(MINUTE FROM CAST("b"."published" AS TIMESTAMP))) AS INTEGER), CAST(FLOOR(EXTRACT(SECOND FROM CAST("b"."published" AS TIMESTAMP))) AS INTEGER), CAST(FLOOR(EXTRACT(DOW FROM CAST("b"."published" AS TIMESTAMP))) AS INTEGER), CAST(FLOOR(EXTRACT(DOY FROM CAST("b"."published" AS TIMESTAMP))) AS INTEGER) FROM "book" "b" WHERE "b"."id" = 1',
    mysql:
      "SELECT EXTRACT(YEAR FROM CAST(`b`.`published` AS DATETIME(6))), EXTRACT(MONTH FROM CAST(`b`.`published` AS DATETIME(6))), EXTRACT(DAY FROM CAST(`b`.`published` AS DATETIME(6))), EXTRACT(HOUR FROM CAST(`b`.`published` AS DATETIME(6))), EXTRACT(MINUTE FROM CAST(`b`.`published` AS DATETIME(6))), EXTRACT(SECOND FROM CAST(`b`.`published` AS DATETIME(6))), (DAYOFWEEK(CAST(`b`.`published` AS DATETIME(6))) - 1), DAYOFYEAR(CAST(`b`.`published` AS DATETIME(6))) FROM `book` `b` WHERE `b`.`id` = 1",
    mariadb:
      "SELECT EXTRACT(YEAR FROM CAST(`b`.`published` AS DATETIME(6))), EXTRACT(MONTH FROM CAST(`b`.`published` AS DATETIME(6))), EXTRACT(DAY FROM CAST(`b`.`published` AS DATETIME(6))), EXTRACT(HOUR FROM CAST(`b`.`published` AS DATETIME(6))), EXTRACT(MINUTE FROM CAST(`b`.`published` AS DATETIME(6))), EXTRACT(SECOND FROM CAST(`b`.`published` AS DATETIME(6))), (DAYOFWEEK(CAST(`b`.`published` AS DATETIME(6))) - 1), DAYOFYEAR(CAST(`b`.`published` AS DATETIME(6))) FROM `book` `b` WHERE `b`.`id` = 1",
    sqlite:
      'SELECT CAST(STRFTIME(\'%Y\', STRFTIME(\'%Y-%m-%d %H:%M:%f\', "b"."published")) AS INTEGER), CAST(STRFTIME(\'%m\', STRFTIME(\'%Y-%m-%d %H:%M:%f\', "b"."published")) AS INTEGER), CAST(STRFTIME(\'%d\', STRFTIME(\'%Y-%m-%d %H:%M:%f\', "b"."published")) AS INTEGER), CAST(STRFTIME(\'%H\', STRFTIME(\'%Y-%m-%d %H:%M:%f\', "b"."published")) AS INTEGER), CAST(STRFTIME(\'%M\', STRFTIME(\'%Y-%m-%d %H:%M:%f\', "b"."published")) AS INTEGER), CAST(STRFTIME(\'%S\', STRFTIME(\'%Y-%m-%d %H:%M:%f\', "b"."published")) AS INTEGER), CAST(STRFTIME(\'%w\', STRFTIME(\'%Y-%m-%d %H:%M:%f\', "b"."published")) AS INTEGER), CAST(STRFTIME(\'%j\', STRFTIME(\'%Y-%m-%d %H:%M:%f\', "b"."published")) AS INTEGER) FROM "book" "b" WHERE "b"."id" = 1',
  },
  "moves dates": {
    postgres:
      'SELECT CAST(FLOOR(EXTRACT(DAY FROM CAST("b"."published" AS TIMESTAMP) + 1 * INTERVAL \'1 month\')) AS INTEGER), CAST(FLOOR(EXTRACT(DAY FROM CAST("b"."published" AS TIMESTAMP) + $1 * INTERVAL \'1 day\')) AS INTEGER), CAST(FLOOR(EXTRACT(DAY FROM CAST("b"."published" AS TIMESTAMP) + 2 * INTERVAL \'1 week\')) AS INTEGER), CAST(FLOOR(EXTRACT(DAY FROM CAST("b"."published" AS TIMESTAMP) + -19 * INTERVAL \'1 hour\')) AS INTEGER) FROM "book" "b" WHERE "b"."id" = 1',
    mysql:
      "SELECT EXTRACT(DAY FROM DATE_ADD(CAST(`b`.`published` AS DATETIME(6)), INTERVAL 1 MONTH)), EXTRACT(DAY FROM DATE_ADD(CAST(`b`.`published` AS DATETIME(6)), INTERVAL ? DAY)), EXTRACT(DAY FROM DATE_ADD(CAST(`b`.`published` AS DATETIME(6)), INTERVAL 2 WEEK)), EXTRACT(DAY FROM DATE_ADD(CAST(`b`.`published` AS DATETIME(6)), INTERVAL -19 HOUR)) FROM `book` `b` WHERE `b`.`id` = 1",
    mariadb:
      "SELECT EXTRACT(DAY FROM DATE_ADD(CAST(`b`.`published` AS DATETIME(6)), INTERVAL 1 MONTH)), EXTRACT(DAY FROM DATE_ADD(CAST(`b`.`published` AS DATETIME(6)), INTERVAL ? DAY)), EXTRACT(DAY FROM DATE_ADD(CAST(`b`.`published` AS DATETIME(6)), INTERVAL 2 WEEK)), EXTRACT(DAY FROM DATE_ADD(CAST(`b`.`published` AS DATETIME(6)), INTERVAL -19 HOUR)) FROM `book` `b` WHERE `b`.`id` = 1",
    sqlite:
      "SELECT CAST(STRFTIME('%d', STRFTIME('%Y-%m-%d %H:%M:%f', STRFTIME('%Y-%m-%d %H:%M:%f', \"b\".\"published\"), 1 || ' months')) AS INTEGER), CAST(STRFTIME('%d', STRFTIME('%Y-%m-%d %H:%M:%f', STRFTIME('%Y-%m-%d %H:%M:%f', \"b\".\"published\"), ? || ' days')) AS INTEGER), CAST(STRFTIME('%d', STRFTIME('%Y-%m-%d %H:%M:%f', STRFTIME('%Y-%m-%d %H:%M:%f', \"b\".\"published\"), (2 * 7) || ' days')) AS INTEGER), CAST(STRFTIME('%d', STRFTIME('%Y-%m-%d %H:%M:%f', STRFTIME('%Y-%m-%d %H:%M:%f', \"b\".\"published\"), -19 || ' hours')) AS INTEGER) FROM \"book\" \"b\" WHERE \"b\".\"id\" = 1",
  },
  "filters what it aggregates": {
    postgres:
      'SELECT COUNT(*), COUNT(*) FILTER (WHERE "b"."price" > $1), SUM("b"."pages") FILTER (WHERE "b"."price" > $2), MIN("b"."pages"), COUNT(DISTINCT "b"."author") FROM "book" "b"',
    mysql:
      "SELECT COUNT(*), COUNT(CASE WHEN `b`.`price` > ? THEN 1 END), SUM(CASE WHEN `b`.`price` > ? THEN `b`.`pages` END), MIN(`b`.`pages`), COUNT(DISTINCT `b`.`author`) FROM `book` `b`",
    mariadb:
      "SELECT COUNT(*), COUNT(CASE WHEN `b`.`price` > ? THEN 1 END), SUM(CASE WHEN `b`.`price` > ? THEN `b`.`pages` END), MIN(`b`.`pages`), COUNT(DISTINCT `b`.`author`) FROM `book` `b`",
    sqlite:
      'SELECT COUNT(*), COUNT(*) FILTER (WHERE "b"."price" > ?), SUM("b"."pages") FILTER (WHERE "b"."price" > ?), MIN("b"."pages"), COUNT(DISTINCT "b"."author") FROM "book" "b"',
  },
  "joins the texts of a group": {
    postgres: 'SELECT STRING_AGG("b"."title", \', \' ORDER BY "b"."id" DESC) FROM "book" "b"',
    mysql: "SELECT GROUP_CONCAT(`b`.`title` ORDER BY `b`.`id` DESC SEPARATOR ', ') FROM `book` `b`",
    mariadb: "SELECT GROUP_CONCAT(`b`.`title` ORDER BY `b`.`id` DESC SEPARATOR ', ') FROM `book` `b`",
    sqlite: 'SELECT GROUP_CONCAT("b"."title", \', \' ORDER BY "b"."id" DESC) FROM "book" "b"',
  },
  "makes a JSON array of a group": {
    postgres: 'SELECT JSON_AGG("b"."id") FROM "book" "b" WHERE "b"."id" = 1',
    mysql: "SELECT JSON_ARRAYAGG(`b`.`id`) FROM `book` `b` WHERE `b`.`id` = 1",
    mariadb: "SELECT JSON_ARRAYAGG(`b`.`id`) FROM `book` `b` WHERE `b`.`id` = 1",
    sqlite: 'SELECT JSON_GROUP_ARRAY("b"."id") FROM "book" "b" WHERE "b"."id" = 1',
  },
  "looks into JSON": {
    postgres:
      'SELECT ("b"."details" #>> ARRAY[\'tags\', \'1\']), ("b"."details" #>> ARRAY[\'size\', \'width\']), CAST(("b"."details" #>> ARRAY[\'size\', \'width\']) AS DOUBLE PRECISION), ("b"."details" #>> ARRAY[\'isNew\']), CAST(("b"."details" #>> ARRAY[\'isNew\']) AS BOOLEAN), ("b"."details" #>> ARRAY[\'none\']), ("b"."details" #>> ARRAY[\'missing\', \'x\']), ("b"."details" #> ARRAY[\'tags\']) FROM "book" "b" WHERE "b"."id" = 1',
    mysql:
      "SELECT CASE JSON_TYPE(JSON_EXTRACT(`b`.`details`, '$.\"tags\"[1]')) WHEN 'NULL' THEN NULL ELSE JSON_UNQUOTE(JSON_EXTRACT(`b`.`details`, '$.\"tags\"[1]')) END, CASE JSON_TYPE(JSON_EXTRACT(`b`.`details`, '$.\"size\".\"width\"')) WHEN 'NULL' THEN NULL ELSE JSON_UNQUOTE(JSON_EXTRACT(`b`.`details`, '$.\"size\".\"width\"')) END, CAST(CASE JSON_TYPE(JSON_EXTRACT(`b`.`details`, '$.\"size\".\"width\"')) WHEN 'NULL' THEN NULL ELSE JSON_UNQUOTE(JSON_EXTRACT(`b`.`details`, '$.\"size\".\"width\"')) END AS DOUBLE), CASE JSON_TYPE(JSON_EXTRACT(`b`.`details`, '$.\"isNew\"')) WHEN 'NULL' THEN NULL ELSE JSON_UNQUOTE(JSON_EXTRACT(`b`.`details`, '$.\"isNew\"')) END, CASE JSON_UNQUOTE(JSON_EXTRACT(`b`.`details`, '$.\"isNew\"')) WHEN 'true' THEN 1 WHEN 'false' THEN 0 END, CASE JSON_TYPE(JSON_EXTRACT(`b`.`details`, '$.\"none\"')) WHEN 'NULL' THEN NULL ELSE JSON_UNQUOTE(JSON_EXTRACT(`b`.`details`, '$.\"none\"')) END, CASE JSON_TYPE(JSON_EXTRACT(`b`.`details`, '$.\"missing\".\"x\"')) WHEN 'NULL' THEN NULL ELSE JSON_UNQUOTE(JSON_EXTRACT(`b`.`details`, '$.\"missing\".\"x\"')) END, JSON_EXTRACT(`b`.`details`, '$.\"tags\"') FROM `book` `b` WHERE `b`.`id` = 1",
    mariadb:
      "SELECT CASE JSON_TYPE(JSON_EXTRACT(`b`.`details`, '$.\"tags\"[1]')) WHEN 'NULL' THEN NULL ELSE JSON_UNQUOTE(JSON_EXTRACT(`b`.`details`, '$.\"tags\"[1]')) END, CASE JSON_TYPE(JSON_EXTRACT(`b`.`details`, '$.\"size\".\"width\"')) WHEN 'NULL' THEN NULL ELSE JSON_UNQUOTE(JSON_EXTRACT(`b`.`details`, '$.\"size\".\"width\"')) END, CAST(CASE JSON_TYPE(JSON_EXTRACT(`b`.`details`, '$.\"size\".\"width\"')) WHEN 'NULL' THEN NULL ELSE JSON_UNQUOTE(JSON_EXTRACT(`b`.`details`, '$.\"size\".\"width\"')) END AS DOUBLE), CASE JSON_TYPE(JSON_EXTRACT(`b`.`details`, '$.\"isNew\"')) WHEN 'NULL' THEN NULL ELSE JSON_UNQUOTE(JSON_EXTRACT(`b`.`details`, '$.\"isNew\"')) END, CASE JSON_UNQUOTE(JSON_EXTRACT(`b`.`details`, '$.\"isNew\"')) WHEN 'true' THEN 1 WHEN 'false' THEN 0 END, CASE JSON_TYPE(JSON_EXTRACT(`b`.`details`, '$.\"none\"')) WHEN 'NULL' THEN NULL ELSE JSON_UNQUOTE(JSON_EXTRACT(`b`.`details`, '$.\"none\"')) END, CASE JSON_TYPE(JSON_EXTRACT(`b`.`details`, '$.\"missing\".\"x\"')) WHEN 'NULL' THEN NULL ELSE JSON_UNQUOTE(JSON_EXTRACT(`b`.`details`, '$.\"missing\".\"x\"')) END, JSON_EXTRACT(`b`.`details`, '$.\"tags\"') FROM `book` `b` WHERE `b`.`id` = 1",
    sqlite:
      "SELECT (SELECT CASE JSON_TYPE(j.d, '$.\"tags\"[1]') WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE CAST(JSON_EXTRACT(j.d, '$.\"tags\"[1]') AS TEXT) END FROM (SELECT \"b\".\"details\" AS d) j), (SELECT CASE JSON_TYPE(j.d, '$.\"size\".\"width\"') WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE CAST(JSON_EXTRACT(j.d, '$.\"size\".\"width\"') AS TEXT) END FROM (SELECT \"b\".\"details\" AS d) j), CAST(JSON_EXTRACT(\"b\".\"details\", '$.\"size\".\"width\"') AS REAL), (SELECT CASE JSON_TYPE(j.d, '$.\"isNew\"') WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE CAST(JSON_EXTRACT(j.d, '$.\"isNew\"') AS TEXT) END FROM (SELECT \"b\".\"details\" AS d) j), JSON_EXTRACT(\"b\".\"details\", '$.\"isNew\"'), (SELECT CASE JSON_TYPE(j.d, '$.\"none\"') WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE CAST(JSON_EXTRACT(j.d, '$.\"none\"') AS TEXT) END FROM (SELECT \"b\".\"details\" AS d) j), (SELECT CASE JSON_TYPE(j.d, '$.\"missing\".\"x\"') WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE CAST(JSON_EXTRACT(j.d, '$.\"missing\".\"x\"') AS TEXT) END FROM (SELECT \"b\".\"details\" AS d) j), (SELECT CASE JSON_TYPE(j.d, '$.\"tags\"') WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' WHEN 'object' THEN JSON_EXTRACT(j.d, '$.\"tags\"') WHEN 'array' THEN JSON_EXTRACT(j.d, '$.\"tags\"') WHEN 'null' THEN 'null' ELSE NULLIF(JSON_QUOTE(JSON_EXTRACT(j.d, '$.\"tags\"')), 'null') END FROM (SELECT \"b\".\"details\" AS d) j) FROM \"book\" \"b\" WHERE \"b\".\"id\" = 1",
  },
  "looks into JSON by names that are bound": {
    postgres:
      'SELECT ("b"."details" #>> ARRAY[CAST($1 AS TEXT)]), CAST(("b"."details" #>> ARRAY[CAST($2 AS TEXT), CAST($3 AS TEXT)]) AS DOUBLE PRECISION), ("b"."details" #>> ARRAY[\'a"b\']), ("b"."details" #>> ARRAY[CAST($4 AS TEXT)]) FROM "book" "b" WHERE "b"."id" = 1',
    mysql:
      "SELECT CASE JSON_TYPE(JSON_EXTRACT(`b`.`details`, CONCAT('$', '.', JSON_QUOTE(?)))) WHEN 'NULL' THEN NULL ELSE JSON_UNQUOTE(JSON_EXTRACT(`b`.`details`, CONCAT('$', '.', JSON_QUOTE(?)))) END, CAST(CASE JSON_TYPE(JSON_EXTRACT(`b`.`details`, CONCAT('$', '.', JSON_QUOTE(?), '.', JSON_QUOTE(?)))) WHEN 'NULL' THEN NULL ELSE JSON_UNQUOTE(JSON_EXTRACT(`b`.`details`, CONCAT('$', '.', JSON_QUOTE(?), '.', JSON_QUOTE(?)))) END AS DOUBLE), CASE JSON_TYPE(JSON_EXTRACT(`b`.`details`, '$.\"a\\\\\"b\"')) WHEN 'NULL' THEN NULL ELSE JSON_UNQUOTE(JSON_EXTRACT(`b`.`details`, '$.\"a\\\\\"b\"')) END, CASE JSON_TYPE(JSON_EXTRACT(`b`.`details`, CONCAT('$', '.', JSON_QUOTE(?)))) WHEN 'NULL' THEN NULL ELSE JSON_UNQUOTE(JSON_EXTRACT(`b`.`details`, CONCAT('$', '.', JSON_QUOTE(?)))) END FROM `book` `b` WHERE `b`.`id` = 1",
    mariadb:
      "SELECT CASE JSON_TYPE(JSON_EXTRACT(`b`.`details`, CONCAT('$', '.', JSON_QUOTE(?)))) WHEN 'NULL' THEN NULL ELSE JSON_UNQUOTE(JSON_EXTRACT(`b`.`details`, CONCAT('$', '.', JSON_QUOTE(?)))) END, CAST(CASE JSON_TYPE(JSON_EXTRACT(`b`.`details`, CONCAT('$', '.', JSON_QUOTE(?), '.', JSON_QUOTE(?)))) WHEN 'NULL' THEN NULL ELSE JSON_UNQUOTE(JSON_EXTRACT(`b`.`details`, CONCAT('$', '.', JSON_QUOTE(?), '.', JSON_QUOTE(?)))) END AS DOUBLE), CASE JSON_TYPE(JSON_EXTRACT(`b`.`details`, '$.\"a\\\\\"b\"')) WHEN 'NULL' THEN NULL ELSE JSON_UNQUOTE(JSON_EXTRACT(`b`.`details`, '$.\"a\\\\\"b\"')) END, CASE JSON_TYPE(JSON_EXTRACT(`b`.`details`, CONCAT('$', '.', JSON_QUOTE(?)))) WHEN 'NULL' THEN NULL ELSE JSON_UNQUOTE(JSON_EXTRACT(`b`.`details`, CONCAT('$', '.', JSON_QUOTE(?)))) END FROM `book` `b` WHERE `b`.`id` = 1",
    sqlite:
      "SELECT (SELECT CASE JSON_TYPE(j.d, '$') WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE CAST(JSON_EXTRACT(j.d, '$') AS TEXT) END FROM (SELECT (SELECT CASE type WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' WHEN 'object' THEN value WHEN 'array' THEN value ELSE JSON_QUOTE(value) END FROM JSON_EACH(\"b\".\"details\") WHERE key = ?) AS d) j), CAST(JSON_EXTRACT((SELECT CASE type WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' WHEN 'object' THEN value WHEN 'array' THEN value ELSE JSON_QUOTE(value) END FROM JSON_EACH((SELECT CASE type WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' WHEN 'object' THEN value WHEN 'array' THEN value ELSE JSON_QUOTE(value) END FROM JSON_EACH(\"b\".\"details\") WHERE key = ?)) WHERE key = ?), '$') AS REAL), (SELECT CASE JSON_TYPE(j.d, '$') WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE CAST(JSON_EXTRACT(j.d, '$') AS TEXT) END FROM (SELECT (SELECT CASE type WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' WHEN 'object' THEN value WHEN 'array' THEN value ELSE JSON_QUOTE(value) END FROM JSON_EACH(\"b\".\"details\") WHERE key = 'a\"b') AS d) j), (SELECT CASE JSON_TYPE(j.d, '$') WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE CAST(JSON_EXTRACT(j.d, '$') AS TEXT) END FROM (SELECT (SELECT CASE type WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' WHEN 'object' THEN value WHEN 'array' THEN value ELSE JSON_QUOTE(value) END FROM JSON_EACH(\"b\".\"details\") WHERE key = ?) AS d) j) FROM \"book\" \"b\" WHERE \"b\".\"id\" = 1",
  },
  "compares JSON": {
    postgres:
      'SELECT "b"."id" FROM "book" "b" WHERE CAST(("b"."details" #> ARRAY[\'tags\']) AS JSONB) @> CAST(CAST(\'["math"]\' AS JSONB) AS JSONB) AND CAST(CAST(\'["poem"]\' AS JSONB) AS JSONB) <@ CAST(("b"."details" #> ARRAY[\'tags\']) AS JSONB) ORDER BY "b"."id" ASC',
    mysql:
      "SELECT `b`.`id` FROM `book` `b` WHERE JSON_CONTAINS(JSON_EXTRACT(`b`.`details`, '$.\"tags\"'), CAST('[\"math\"]' AS JSON)) AND JSON_CONTAINS(JSON_EXTRACT(`b`.`details`, '$.\"tags\"'), CAST('[\"poem\"]' AS JSON)) ORDER BY `b`.`id` ASC",
    mariadb:
      "SELECT `b`.`id` FROM `book` `b` WHERE JSON_CONTAINS(JSON_EXTRACT(`b`.`details`, '$.\"tags\"'), JSON_COMPACT('[\"math\"]')) AND JSON_CONTAINS(JSON_EXTRACT(`b`.`details`, '$.\"tags\"'), JSON_COMPACT('[\"poem\"]')) ORDER BY `b`.`id` ASC",
    sqlite: { refused: "SQLite 3.52.0 does not have containment of JSON" },
  },
  "finds what JSON has in common": {
    postgres: { refused: "PostgreSQL 18.0 does not have overlaps of JSON documents" },
    mysql:
      'SELECT `b`.`id` FROM `book` `b` WHERE JSON_OVERLAPS(JSON_EXTRACT(`b`.`details`, \'$."tags"\'), CAST(\'["math", "x"]\' AS JSON)) ORDER BY `b`.`id` ASC',
    mariadb:
      'SELECT `b`.`id` FROM `book` `b` WHERE JSON_OVERLAPS(JSON_EXTRACT(`b`.`details`, \'$."tags"\'), JSON_COMPACT(\'["math", "x"]\')) ORDER BY `b`.`id` ASC',
    sqlite: { refused: "SQLite 3.52.0 does not have containment of JSON" },
  },
  "compares arrays": {
    postgres: 'SELECT 1 AS "n" WHERE (ARRAY[1, 2]) @> $1 AND (ARRAY[1, 2]) <@ $2 AND (ARRAY[1, 2]) && $3',
    mysql: { refused: "MySQL 9.7.0 does not have arrays" },
    mariadb: { refused: "MariaDB 11.8.0 does not have arrays" },
    sqlite: { refused: "SQLite 3.52.0 does not have arrays" },
  },
  "searches texts": {
    postgres: 'SELECT "n"."body" FROM "note" "n" WHERE TO_TSVECTOR(COALESCE("n"."body", \'\')) @@ PLAINTO_TSQUERY($1)',
    mysql: "SELECT `n`.`body` FROM `note` `n` WHERE MATCH (`n`.`body`) AGAINST (? IN NATURAL LANGUAGE MODE)",
    mariadb: "SELECT `n`.`body` FROM `note` `n` WHERE MATCH (`n`.`body`) AGAINST (? IN NATURAL LANGUAGE MODE)",
    sqlite:
      'SELECT "n"."body" FROM "note" "n" WHERE "n"."body" MATCH (\'"\' || REPLACE(REPLACE(?, \'"\', \'""\'), \' \', \'" "\') || \'"\')',
  },
  "searches texts with operators": {
    postgres: 'SELECT "n"."body" FROM "note" "n" WHERE TO_TSVECTOR(COALESCE("n"."body", \'\')) @@ TO_TSQUERY(\'lazy\')',
    mysql: "SELECT `n`.`body` FROM `note` `n` WHERE MATCH (`n`.`body`) AGAINST ('lazy' IN BOOLEAN MODE)",
    mariadb: "SELECT `n`.`body` FROM `note` `n` WHERE MATCH (`n`.`body`) AGAINST ('lazy' IN BOOLEAN MODE)",
    sqlite: 'SELECT "n"."body" FROM "note" "n" WHERE "n"."body" MATCH \'lazy\'',
  },
  "takes SQL with expressions in it": {
    postgres: 'SELECT "b"."pages" + $1 FROM "book" "b" WHERE "b"."id" = 1',
    mysql: "SELECT `b`.`pages` + ? FROM `book` `b` WHERE `b`.`id` = 1",
    mariadb: "SELECT `b`.`pages` + ? FROM `book` `b` WHERE `b`.`id` = 1",
    sqlite: 'SELECT "b"."pages" + ? FROM "book" "b" WHERE "b"."id" = 1',
  },
  "takes all columns of a table": {
    postgres: 'SELECT "a".* FROM "author" "a" WHERE "a"."id" = 1',
    mysql: "SELECT `a`.* FROM `author` `a` WHERE `a`.`id` = 1",
    mariadb: "SELECT `a`.* FROM `author` `a` WHERE `a`.`id` = 1",
    sqlite: 'SELECT "a".* FROM "author" "a" WHERE "a"."id" = 1',
  },
};
