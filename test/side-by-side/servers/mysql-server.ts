import { createConnection, type Connection } from "mysql2/promise";
import type { DataSourceOptions as TheirOptions } from "typeorm";
import { createDatabaseName } from "../../support/database-name";
import type { Target } from "../../support/matrix";
import { BOOKKEEPING, type SideDatabase, type SideServer } from "./server";

/** Two databases of a MySQL or MariaDB server. */
export async function openMysqlServer(target: Target): Promise<SideServer> {
  const type = target.type === "mariadb" ? "mariadb" : "mysql";
  const [theirs, ours] = [await openSide(target, type), await openSide(target, type)];
  return {
    name: type,
    reset: async () => {
      await Promise.all([theirs.empty(), ours.empty()]);
      return { theirs: theirs.database, ours: ours.database };
    },
    close: async () => {
      for (const { connection, name } of [theirs, ours]) {
        await connection.query(`DROP DATABASE IF EXISTS ${name}`);
        await connection.end();
      }
    },
  };
}

async function openSide(target: Target, type: "mysql" | "mariadb") {
  const name = createDatabaseName();
  const uri = new URL((target.url ?? "").replace(/^mariadb:/, "mysql:"));
  const connection = await createConnection({ uri: uri.href });
  const empty = async (): Promise<void> => {
    await connection.query(`DROP DATABASE IF EXISTS ${name}`);
    await connection.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
    await connection.query(`USE ${name}`);
  };
  await empty();
  const address = new URL(target.url ?? "");
  address.pathname = `/${name}`;
  uri.pathname = `/${name}`;
  const theirs: TheirOptions = { type, url: uri.href };
  const database: SideDatabase = {
    ours: { type, url: address.href },
    theirs,
    execute: async (sql) => void (await connection.query(sql)),
    dump: () => readLines(connection),
  };
  return { connection, name, database, empty };
}

async function readLines(connection: Connection): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const [name, type] of await readRows(connection, "SHOW FULL TABLES")) {
    if (BOOKKEEPING.test(name)) continue;
    const kind = type === "VIEW" ? "VIEW" : type === "SEQUENCE" ? "SEQUENCE" : "TABLE";
    const [shown] = await readRows(connection, `SHOW CREATE ${kind} \`${name.replaceAll("`", "``")}\``);
    lines.push(...linesOf(name, shown![1]));
  }
  const [database] = await readRows(connection, "SELECT DATABASE(), ''");
  return lines.map((line) => line.replaceAll(`\`${database![0]}\`.`, "")).sort();
}

async function readRows(connection: Connection, sql: string): Promise<readonly (readonly [string, string])[]> {
  const [rows] = await connection.query({ sql, rowsAsArray: true });
  return (rows as unknown[][]).map((row) => [String(row[0]), String(row[1])] as const);
}

/** The columns with their places, the keys without: their order is the order of their creation. The counter is no part of the schema. */
function linesOf(name: string, text: string): readonly string[] {
  let place = 0;
  return text
    .replace(/ AUTO_INCREMENT=\d+/, "")
    .split("\n")
    .map((line) => line.replace(/,$/, "").trim())
    .map((line) => {
      if (!line.startsWith("`")) return `${name}: ${line}`;
      place += 1;
      return `${name}: column ${String(place).padStart(3, "0")} ${line}`;
    });
}
