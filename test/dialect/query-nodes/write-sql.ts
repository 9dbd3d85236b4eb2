import type { writeCases } from "./write-cases";
import type { SqlOfFamilies } from "./nodes";

/** What the databases are asked. */
export const writeSql: Readonly<Record<keyof typeof writeCases, SqlOfFamilies>> = {
  "inserts what a query gives": {
    postgres:
      'INSERT INTO "author" ("id", "name") SELECT "b"."id" + 10, "b"."title" FROM "book" "b" WHERE "b"."id" < $1',
    mysql: "INSERT INTO `author` (`id`, `name`) SELECT `b`.`id` + 10, `b`.`title` FROM `book` `b` WHERE `b`.`id` < ?",
    mariadb: "INSERT INTO `author` (`id`, `name`) SELECT `b`.`id` + 10, `b`.`title` FROM `book` `b` WHERE `b`.`id` < ?",
    sqlite: 'INSERT INTO "author" ("id", "name") SELECT "b"."id" + 10, "b"."title" FROM "book" "b" WHERE "b"."id" < ?',
  },
  "inserts what a named query gives": {
    postgres:
      'WITH "n" AS (SELECT 9 AS "id", \'Nia\' AS "name") INSERT INTO "author" ("id", "name") SELECT "n"."id", "n"."name" FROM "n" "n"',
    mysql:
      "INSERT INTO `author` (`id`, `name`) WITH `n` AS (SELECT 9 AS `id`, 'Nia' AS `name`) SELECT `n`.`id`, `n`.`name` FROM `n` `n`",
    mariadb:
      "INSERT INTO `author` (`id`, `name`) WITH `n` AS (SELECT 9 AS `id`, 'Nia' AS `name`) SELECT `n`.`id`, `n`.`name` FROM `n` `n`",
    sqlite:
      'WITH "n" AS (SELECT 9 AS "id", \'Nia\' AS "name") INSERT INTO "author" ("id", "name") SELECT "n"."id", "n"."name" FROM "n" "n"',
  },
  "leaves a row that exists as it is": {
    postgres: 'INSERT INTO "author" ("id", "name") VALUES (3, \'New\'), (4, \'Di\') ON CONFLICT ("id") DO NOTHING',
    mysql:
      "INSERT INTO `author` (`id`, `name`) VALUES (3, 'New'), (4, 'Di') ON DUPLICATE KEY UPDATE `author`.`id` = `author`.`id`",
    mariadb:
      "INSERT INTO `author` (`id`, `name`) VALUES (3, 'New'), (4, 'Di') ON DUPLICATE KEY UPDATE `author`.`id` = `author`.`id`",
    sqlite: 'INSERT INTO "author" ("id", "name") VALUES (3, \'New\'), (4, \'Di\') ON CONFLICT ("id") DO NOTHING',
  },
  "changes a row that exists": {
    postgres:
      'INSERT INTO "author" ("id", "name") VALUES (3, $1) ON CONFLICT ("id") DO UPDATE SET "name" = (excluded."name" || \'!\')',
    mysql:
      "INSERT INTO `author` (`id`, `name`) VALUES (3, ?) ON DUPLICATE KEY UPDATE `name` = CONCAT(VALUES(`name`), '!')",
    mariadb:
      "INSERT INTO `author` (`id`, `name`) VALUES (3, ?) ON DUPLICATE KEY UPDATE `name` = CONCAT(VALUES(`name`), '!')",
    sqlite:
      'INSERT INTO "author" ("id", "name") VALUES (3, ?) ON CONFLICT ("id") DO UPDATE SET "name" = (excluded."name" || \'!\')',
  },
  "changes a row that exists where it matches": {
    postgres:
      'INSERT INTO "author" ("id", "name") VALUES (3, \'New\') ON CONFLICT ("id") DO UPDATE SET "name" = excluded."name" WHERE "author"."name" = \'Ben\'',
    mysql: { refused: "MySQL 9.7.0 does not have ON CONFLICT for one unique key, with a condition" },
    mariadb: { refused: "MariaDB 11.8.0 does not have ON CONFLICT for one unique key, with a condition" },
    sqlite:
      'INSERT INTO "author" ("id", "name") VALUES (3, \'New\') ON CONFLICT ("id") DO UPDATE SET "name" = excluded."name" WHERE "author"."name" = \'Ben\'',
  },
  "changes rows that a query gives and that exist": {
    postgres:
      'INSERT INTO "author" ("id", "name") SELECT "b"."id", "b"."title" FROM "book" "b" WHERE "b"."id" > 2 ON CONFLICT ("id") DO UPDATE SET "name" = excluded."name"',
    mysql:
      "INSERT INTO `author` (`id`, `name`) SELECT `b`.`id`, `b`.`title` FROM `book` `b` WHERE `b`.`id` > 2 ON DUPLICATE KEY UPDATE `name` = VALUES(`name`)",
    mariadb:
      "INSERT INTO `author` (`id`, `name`) SELECT `b`.`id`, `b`.`title` FROM `book` `b` WHERE `b`.`id` > 2 ON DUPLICATE KEY UPDATE `name` = VALUES(`name`)",
    sqlite:
      'INSERT INTO "author" ("id", "name") SELECT * FROM (SELECT "b"."id", "b"."title" FROM "book" "b" WHERE "b"."id" > 2) WHERE 1 = 1 ON CONFLICT ("id") DO UPDATE SET "name" = excluded."name"',
  },
  "gives back what it inserts": {
    postgres: 'INSERT INTO "author" ("id", "name") VALUES (5, \'Eve\') RETURNING "id", UPPER("name") AS "shout"',
    mysql: { refused: "MySQL 9.7.0 does not have INSERT ... RETURNING" },
    mariadb: "INSERT INTO `author` (`id`, `name`) VALUES (5, 'Eve') RETURNING `id`, UPPER(`name`) AS `shout`",
    sqlite: 'INSERT INTO "author" ("id", "name") VALUES (5, \'Eve\') RETURNING "id", UPPER("name") AS "shout"',
  },
  "gives back what it changes": {
    postgres: 'UPDATE "author" SET "name" = \'Zed\' WHERE "id" = 2 RETURNING "name"',
    mysql: { refused: "MySQL 9.7.0 does not have UPDATE ... RETURNING" },
    mariadb: { refused: "MariaDB 11.8.0 does not have UPDATE ... RETURNING" },
    sqlite: 'UPDATE "author" SET "name" = \'Zed\' WHERE "id" = 2 RETURNING "name"',
  },
  "gives back what it deletes": {
    postgres: 'DELETE FROM "book" WHERE "id" = $1 RETURNING "title"',
    mysql: { refused: "MySQL 9.7.0 does not have DELETE ... RETURNING" },
    mariadb: "DELETE FROM `book` WHERE `id` = ? RETURNING `title`",
    sqlite: 'DELETE FROM "book" WHERE "id" = ? RETURNING "title"',
  },
  "changes rows by another table": {
    postgres:
      'UPDATE "book" AS "b" SET "price" = "b"."price" + "a"."id" FROM "author" "a" WHERE "a"."id" = "b"."author"',
    mysql:
      "UPDATE `book` AS `b` CROSS JOIN `author` `a` SET `b`.`price` = `b`.`price` + `a`.`id` WHERE `a`.`id` = `b`.`author`",
    mariadb:
      "UPDATE `book` AS `b` CROSS JOIN `author` `a` SET `b`.`price` = `b`.`price` + `a`.`id` WHERE `a`.`id` = `b`.`author`",
    sqlite: 'UPDATE "book" AS "b" SET "price" = "b"."price" + "a"."id" FROM "author" "a" WHERE "a"."id" = "b"."author"',
  },
  "deletes rows by another table": {
    postgres: 'DELETE FROM "book" AS "b" USING "author" "a" WHERE ("a"."id" = "b"."author") AND ("a"."name" = $1)',
    mysql: "DELETE `b` FROM `book` AS `b` CROSS JOIN `author` `a` WHERE (`a`.`id` = `b`.`author`) AND (`a`.`name` = ?)",
    mariadb:
      "DELETE `b` FROM `book` AS `b` CROSS JOIN `author` `a` WHERE (`a`.`id` = `b`.`author`) AND (`a`.`name` = ?)",
    sqlite: { refused: "SQLite 3.52.0 does not have DELETE that joins other tables" },
  },
  "changes the first rows only": {
    postgres: { refused: "PostgreSQL 18.0 does not have UPDATE and DELETE with ORDER BY or LIMIT" },
    mysql: "UPDATE `book` SET `price` = 0 ORDER BY `price` DESC LIMIT 1",
    mariadb: "UPDATE `book` SET `price` = 0 ORDER BY `price` DESC LIMIT 1",
    sqlite: { refused: "SQLite 3.52.0 does not have UPDATE and DELETE with ORDER BY or LIMIT" },
  },
  "deletes the first rows only": {
    postgres: { refused: "PostgreSQL 18.0 does not have UPDATE and DELETE with ORDER BY or LIMIT" },
    mysql: "DELETE FROM `book` ORDER BY `id` ASC LIMIT ?",
    mariadb: "DELETE FROM `book` ORDER BY `id` ASC LIMIT ?",
    sqlite: { refused: "SQLite 3.52.0 does not have UPDATE and DELETE with ORDER BY or LIMIT" },
  },
  "changes rows by a named query": {
    postgres:
      '/* sale */ WITH "dear" AS (SELECT "b"."id" AS "id" FROM "book" "b" WHERE "b"."price" > 9) UPDATE "book" SET "price" = 1 WHERE "id" IN (SELECT "d"."id" FROM "dear" "d")',
    mysql:
      "/* sale */ WITH `dear` AS (SELECT `b`.`id` AS `id` FROM `book` `b` WHERE `b`.`price` > 9) UPDATE `book` SET `price` = 1 WHERE `id` IN (SELECT `d`.`id` FROM `dear` `d`)",
    mariadb: { refused: "MariaDB 11.8.0 does not have UPDATE and DELETE behind WITH" },
    sqlite:
      '/* sale */ WITH "dear" AS (SELECT "b"."id" AS "id" FROM "book" "b" WHERE "b"."price" > 9) UPDATE "book" SET "price" = 1 WHERE "id" IN (SELECT "d"."id" FROM "dear" "d")',
  },
};
