import { createMysqlNameRules } from "../../../../src/dialects/mysql/name-rules";

const rules = createMysqlNameRules();

it("refuses names that the servers refuse", () => {
  expect(rules.name("wide ")).toBe("it ends with a space");
  expect(rules.name("owl 🦉")).toBe('it contains "🦉", a character of four bytes');
  expect(rules.name("größe")).toBeUndefined();
});

it("refuses values and comments that the servers would change without a word", () => {
  expect(rules.enumValue("x ")).toBe("it ends with a space");
  expect(rules.enumValue("🦉")).toBe('it contains "🦉", a character of four bytes');
  expect(rules.enumValue("é".repeat(256))).toBe("it has 256 characters, and the database takes 255");
  expect(rules.enumValue("é".repeat(255))).toBeUndefined();
  expect(rules.comment("by 🦉")).toBe('it contains "🦉", a character of four bytes');
  expect(rules.comment("ends here ")).toBeUndefined();
});
