import { createConnection } from "mysql2/promise";
import { Client } from "pg";
import type { DatabaseOptions } from "../../support/database-provider";
import { readSql, type RealSchema } from "./real-schema";

interface FileDatabase {
  new (
    file: string,
    opened: () => void,
  ): {
    exec(sql: string, done: (error: Error | null) => void): void;
    close(done: () => void): void;
  };
}

/** Brings the SQL of a schema into an empty database, without the code under test. */
export const loadSchema: Readonly<
  Record<RealSchema["dialect"], (schema: RealSchema, options: DatabaseOptions) => Promise<void>>
> = {
  async postgres(schema, { url }) {
    const client = new Client({ connectionString: url! });
    await client.connect();
    try {
      await client.query(readSql(schema));
    } finally {
      await client.end();
    }
  },

  async mysql(schema, { url }) {
    const uri = url!.replace(/^mariadb:/, "mysql:");
    const connection = await createConnection({ uri, multipleStatements: true });
    try {
      for (const statements of splitByDelimiter(readSql(schema))) await connection.query(statements);
    } finally {
      await connection.end();
    }
  },

  async sqlite(schema, { database }) {
    const { Database } = require("sqlite3") as { readonly Database: FileDatabase };
    await new Promise<void>((resolve, reject) => {
      const file = new Database(database!, () =>
        file.exec(readSql(schema), (error) => file.close(() => (error === null ? resolve() : reject(error)))),
      );
    });
  },
};

/** Schemas with a function whose body the server takes only unread. The others show that functions come behind what they read. */
const UNREAD_BODIES: ReadonlySet<string> = new Set(["postgrest-big"]);

/** What a schema says of the session in which it wants to be created: which dates are valid, whether references must lead somewhere. */
export function sessionSettingsOf(schema: RealSchema): readonly string[] {
  switch (schema.dialect) {
    case "postgres":
      return UNREAD_BODIES.has(schema.name) ? ["SET check_function_bodies = false"] : [];
    case "mysql":
      return [
        ...readSql(schema).matchAll(/^SET (?:SESSION )?(?:sql_mode|foreign_key_checks) ?= ?(?:'\w*'|\d);/gim),
      ].map(([statement]) => statement);
    case "sqlite":
      return [];
  }
}

/** What the client's word DELIMITER means: between two of them, statements end with the text that it names. */
export function splitByDelimiter(sql: string): readonly string[] {
  const parts = `DELIMITER ;\n${sql}`.split(/^[ \t]*DELIMITER[ \t]+(\S+)[ \t]*$/im).slice(1);
  const texts: string[] = [];
  for (let index = 0; index < parts.length; index += 2) {
    const [delimiter, text] = [parts[index]!, parts[index + 1]!];
    texts.push(...(delimiter === ";" ? [text] : text.split(delimiter)));
  }
  return texts.map((text) => text.trim()).filter((text) => text.replace(/^\s*(?:--.*|#.*)$/gm, "").trim() !== "");
}
