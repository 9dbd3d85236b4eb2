import { describe, it } from "node:test";
import { describeMigrations } from "ormolu/testing";

describeMigrations({
  config: "orm.config.ts",
  modelFiles: ["entities/*.ts"],
  dataAt: {
    "0a1c2e3f4b5d": (query) =>
      query(
        "insert into customers (name, email) values ('Ada Lovelace', 'ada@example.org'), ('Plato', 'plato@example.org')",
      ),
  },
  runner: { describe, it },
});
