import { createConnection, type Connection } from "mysql2/promise";
import { createDatabaseName } from "./database-name";
import type { DatabaseProvider } from "./database-provider";
import type { Target } from "./matrix";

/** `CREATE DATABASE` on a server, in the character set that every version of it can store any text in. */
export function createMysqlProvider(target: Target): DatabaseProvider {
  const names: string[] = [];
  let admin: Promise<Connection> | undefined;
  const connect = () => (admin ??= createConnection({ uri: (target.url ?? "").replace(/^mariadb:/, "mysql:") }));
  return {
    async createEmpty() {
      const name = createDatabaseName();
      await (await connect()).query(`create database \`${name}\` character set utf8mb4`);
      names.push(name);
      const url = new URL(target.url ?? "");
      url.pathname = `/${name}`;
      return { type: target.type, url: url.href };
    },
    async cleanUp() {
      for (const name of names.splice(0)) await (await connect()).query(`drop database if exists \`${name}\``);
    },
    async close() {
      await (await admin)?.end();
      admin = undefined;
    },
  };
}
