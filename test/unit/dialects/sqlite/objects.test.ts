import {
  parseCreateTrigger,
  eventOf,
  normalizeTrigger,
  watchedColumns,
  writeTrigger,
} from "../../../../src/dialects/sqlite/extensions/trigger";
import { normalizeView, parseCreateView, withoutSemicolon } from "../../../../src/dialects/sqlite/extensions/view";
import { readRowsMessage } from "../../../../src/dialects/sqlite/extensions/row-guard";
import { sqliteErrors } from "../../../../src/dialects/sqlite/errors";
import type { Trigger } from "../../../../src/schema/model";

const quote = (name: string): string => `"${name}"`;

it("reads a view whose name, columns and comments hold the word AS", () => {
  expect(parseCreateView("as", 'CREATE VIEW "as" /* as */ ("as", [b c]) AS -- as\nselect 1 as x, 2')).toEqual({
    kind: "view",
    name: "as",
    columns: ["as", "b c"],
    query: "-- as\nselect 1 as x, 2",
  });
});

it("reads a trigger whose name and table are ON, and whose body holds the word", () => {
  const sql =
    'CREATE TRIGGER "on" BEFORE UPDATE OF "on", b ON "on" WHEN new."on" BEGIN select 1 from a join b on 1; END';
  expect(parseCreateTrigger("on", "on", sql)).toEqual({
    kind: "trigger",
    name: "on",
    table: { name: "on" },
    event: 'BEFORE UPDATE OF "on", b',
    action: 'WHEN new."on" BEGIN select 1 from a join b on 1; END',
  });
});

it("does not let the comment of an event swallow the table", () => {
  const trigger: Trigger = {
    kind: "trigger",
    name: "t",
    table: { name: "users" },
    event: "AFTER INSERT -- always",
    action: "BEGIN SELECT 1; END",
  };
  expect(writeTrigger(trigger, quote)).toBe(
    'CREATE TRIGGER "t" AFTER INSERT -- always\nON "users"\nBEGIN SELECT 1; END',
  );
});

it("takes the spelling of the file where only white space, case, quotes and words without meaning differ", () => {
  const actual: Trigger = {
    kind: "trigger",
    name: "t",
    table: { name: "users" },
    event: "before update of a",
    action: "for each row begin select 'X'; end",
  };
  const respelled = { ...actual, event: 'UPDATE  OF "a"', action: "BEGIN\n  SELECT 'X';\nEND;" };
  expect(normalizeTrigger(respelled, actual)).toEqual(actual);
  const other = { ...actual, action: "begin select 'x'; end" };
  expect(normalizeTrigger(other, actual)).toEqual(other);
  const after = { ...actual, event: "after update of a" };
  expect(normalizeTrigger(after, actual)).toEqual(after);
});

it("keeps the query of a view that differs in a string", () => {
  const actual = { kind: "view", name: "v", query: "select 'A' from t" } as const;
  expect(normalizeView({ ...actual, query: "SELECT 'A'\nFROM \"t\" ;" }, actual).query).toBe(actual.query);
  expect(normalizeView({ ...actual, query: "select 'a' from t;" }, actual).query).toBe("select 'a' from t");
});

it("takes semicolons off the end, and nothing else", () => {
  expect([" select 1 ;; ", "select ';'", "select 1 -- ;"].map(withoutSemicolon)).toEqual([
    "select 1",
    "select ';'",
    "select 1 -- ;",
  ]);
});

it("knows what sets a trigger off", () => {
  const events = ["instead of delete", "after insert", 'update of a, "b c"', "before update"].map((event) => ({
    event,
  }));
  expect(events.map(eventOf)).toEqual(["DELETE", "INSERT", "UPDATE", "UPDATE"]);
  expect(events.map(watchedColumns)).toEqual([[], [], ["a", "b c"], []]);
});

it("reads the message of a rebuild that would lose rows, whatever the table is called", () => {
  const payload = JSON.stringify(["a rebuild keeps every row", `it's "a" ]\n`, 3, 2]).replaceAll("'", "''");
  const found = { table: `it's "a" ]\n`, before: 3, after: 2 };
  expect(readRowsMessage(`bad JSON path: '${payload}'`)).toEqual(found);
  expect(readRowsMessage(`JSON path error near '${payload}'`)).toEqual(found);
  expect(readRowsMessage("no such table: a")).toBeUndefined();
});

it("says which view or trigger stands in the way of an ALTER TABLE", () => {
  const translate = (message: string) => {
    const { code, message: text } = sqliteErrors.translate(
      Object.assign(new Error(message), { code: "SQLITE_ERROR" }),
      {
        sql: "ALTER TABLE x",
      },
    );
    return [code, text];
  };
  expect(translate("error in view v after drop column: no such column: a")).toEqual([
    "SCHEMA.BROKEN_OBJECT",
    'after the change view "v" would fail: no such column: a',
  ]);
  expect(translate("error in trigger t: no such table: main.gone")).toEqual([
    "SCHEMA.BROKEN_OBJECT",
    'trigger "t" is broken (no such table: main.gone), and the database changes no table while it is',
  ]);
});
