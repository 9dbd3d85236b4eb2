import { refuseForeign } from "../../../src/dialect/scratch-guard";
import type { Operation } from "../../../src/operations/operation";

const names = {
  isForeign: (name: string) => name === "billing",
  allowsSchema: (schema: string) => schema === "own",
};

function sql(text: string): Operation {
  return { kind: "execute", strings: [text], values: [] };
}

describe("the guard of a scratch place", () => {
  it.each([
    "UPDATE users SET name = 'x' WHERE name IS NULL",
    "create unique index i on users (name); INSERT INTO users DEFAULT VALUES;",
    "CREATE OR REPLACE FUNCTION f() RETURNS integer LANGUAGE sql AS $$ SELECT 1; COMMIT $$",
    "/* first */ ALTER TABLE users ADD COLUMN a integer -- last",
    "SET LOCAL lock_timeout = '1s'",
  ])("lets SQL run that stays in its database: %s", (text) => {
    expect(refuseForeign(sql(text), names)).toBeUndefined();
  });

  it.each([
    "COMMIT",
    "UPDATE users SET a = 1; DROP DATABASE app",
    "CREATE ROLE reader",
    "GRANT SELECT ON users TO reader",
    "SET GLOBAL max_connections = 1",
    "DO $$ BEGIN PERFORM 1; END $$",
    "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO DELETE FROM users",
  ])("refuses SQL that could reach further: %s", (text) => {
    expect(refuseForeign(sql(text), names)).toMatch(/^its SQL may reach beyond a scratch place: /);
  });

  it.each([
    "DELETE FROM billing.invoices",
    'DELETE FROM "billing"',
    "SELECT set_config('search_path', 'billing', false)",
  ])("refuses SQL that mentions what is outside: %s", (text) => {
    expect(refuseForeign(sql(text), names)).toBe('its SQL mentions "billing", which is outside of the scratch place');
  });

  it("refuses operations that name another schema", () => {
    const drop = (schema: string): Operation => ({ kind: "dropTable", table: { name: "users", schema } });
    expect(refuseForeign(drop("own"), names)).toBeUndefined();
    expect(refuseForeign(drop("other"), names)).toBe(
      'an operation names "other", which is outside of the scratch place',
    );
  });
});
