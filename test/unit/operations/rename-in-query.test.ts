import { renameColumnInText, renameTableInText, renameTypeInText } from "../../../src/operations/rename-in-query";

const table = { name: "users" };
const plain = { isOwned: false, keepsColumns: false };

describe("a renamed table", () => {
  test.each([
    ["SELECT users.id FROM users", "SELECT people.id FROM people"],
    ["SELECT u.users FROM users u", "SELECT u.users FROM people u"],
    ["SELECT 'users' FROM \"users\" -- users", "SELECT 'users' FROM \"people\" -- people"],
    ["SELECT id FROM shop.users", "SELECT id FROM shop.users"],
  ])("in %s", (before, after) => {
    expect(renameTableInText(before, { kind: "renameTable", table, newName: "people" })).toBe(after);
  });

  test("is found behind its schema alone where it has one", () => {
    const operation = { kind: "renameTable", table: { name: "users", schema: "shop" }, newName: "The People" } as const;
    expect(renameTableInText("FROM shop.users, users", operation)).toBe('FROM shop."The People", users');
  });
});

describe("a renamed column", () => {
  const rename = (text: string, context = plain): string =>
    renameColumnInText(text, { kind: "renameColumn", table, column: "name", newName: "full_name" }, context);

  test.each([
    ["SELECT name FROM users", "SELECT full_name FROM users"],
    ["SELECT u.name, t.name FROM users u JOIN tags AS t", "SELECT u.full_name, t.name FROM users u JOIN tags AS t"],
    ["select `users`.`name` AS `name` from `users`", "select `users`.`full_name` AS `name` from `users`"],
    ["SELECT name FROM users, tags", "SELECT name FROM users, tags"],
    ["SELECT name FROM tags", "SELECT name FROM tags"],
    ["SELECT users.name, name(1) FROM users", "SELECT users.full_name, name(1) FROM users"],
  ])("in %s", (before, after) => {
    expect(rename(before)).toBe(after);
  });

  test.each([
    ["SELECT u.name,\n u.id FROM users u", "SELECT u.full_name AS name,\n u.id FROM users u"],
    ["SELECT u.name AS n FROM users u", "SELECT u.full_name AS n FROM users u"],
    [
      "SELECT lower(u.name) FROM users u ORDER BY u.name",
      "SELECT lower(u.full_name) FROM users u ORDER BY u.full_name",
    ],
    [
      "SELECT (SELECT max(u.name) FROM users u), u.name FROM users u",
      "SELECT (SELECT max(u.full_name) FROM users u), u.full_name AS name FROM users u",
    ],
  ])("keeps the names of the columns that a view gives: %s", (before, after) => {
    expect(rename(before, { isOwned: false, keepsColumns: true })).toBe(after);
  });

  test("is meant by bare names and by rows where the text belongs to the table", () => {
    expect(rename("WHEN (new.name <> old.name) name x.name", { isOwned: true, keepsColumns: false })).toBe(
      "WHEN (new.full_name <> old.full_name) full_name x.name",
    );
  });
});

describe("a renamed type", () => {
  test.each([
    ["code", "SELECT u.mood FROM u WHERE mood = 'calm'::mood", "SELECT u.mood FROM u WHERE mood = 'calm'::temper"],
    ["code", "CAST(x AS mood)", "CAST(x AS temper)"],
    ["signature", "(mood mood, b mood[]) RETURNS mood", "(mood temper, b temper[]) RETURNS temper"],
    ["body", "'calm'::mood", "'calm'::mood"],
    ["type", "mood[]", "temper[]"],
    ["type", "moody", "moody"],
  ] as const)("in %s: %s", (place, before, after) => {
    expect(renameTypeInText(before, { name: "mood" }, "temper", place)).toBe(after);
  });
});
