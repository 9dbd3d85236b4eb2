import type { DeliberateDifference } from "./difference";

/** What means the same in other words. */
export const spellings: readonly DeliberateDifference[] = [
  {
    title: "Foreign keys that do nothing do not say so",
    reason:
      "`NO ACTION` is what a foreign key does when it says nothing, and `RESTRICT` is the same in InnoDB; Ormolu leaves the words away, so that a revision holds what matters.",
    spelling: { on: ["mysql", "mariadb"], pattern: / ON (?:DELETE|UPDATE) (?:NO ACTION|RESTRICT)/g, replacement: "" },
  },
  {
    title: "Foreign keys that do nothing do not say so (SQLite)",
    reason: "As above; `RESTRICT` is another thing here, and is written.",
    spelling: {
      on: ["sqlite"],
      pattern: /(?<=\))(?:on (?:delete|update) no action ?)+| on (?:delete|update) no action/g,
      replacement: "",
    },
  },
  {
    title: "Computed columns are written in the words of the standard",
    reason: "SQLite keeps the text of a table: `GENERATED ALWAYS AS (…)` and `AS (…)` are the same to it.",
    spelling: { on: ["sqlite"], pattern: /generated always as\(/g, replacement: "as(" },
  },
  {
    title: "One pair of parentheses around a default",
    reason: "SQLite keeps the text of a default; TypeORM puts parentheses around an expression that has some already.",
    spelling: { on: ["sqlite"], pattern: / default \((.*)\) (?=key \d)/g, replacement: " default $1 " },
  },
  {
    title: "`CURRENT_TIMESTAMP` stays what it is",
    reason: "TypeORM writes `now()` for it. Both are the moment at which the transaction began.",
    spelling: { on: ["postgres"], pattern: / default CURRENT_TIMESTAMP /g, replacement: " default now() " },
  },
];
