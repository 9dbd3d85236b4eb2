import { createConnection } from "mysql2/promise";
import { Client } from "pg";
import type { DatabaseOptions } from "../../support/database-provider";
import { readSql, type RealSchema } from "./real-schema";

interface FileDatabase {
  exec(sql: string): void;
  close(): void;
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
    const Database = require("libsql") as new (file: string) => FileDatabase;
    const file = new Database(database!);
    try {
      file.exec(readSql(schema));
    } finally {
      file.close();
    }
  },
};

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
