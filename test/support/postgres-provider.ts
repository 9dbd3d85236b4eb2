import { Client } from "pg";
import { createDatabaseName } from "./database-name";
import type { DatabaseProvider } from "./database-provider";
import type { Target } from "./matrix";

/** `CREATE DATABASE` on a server, `DROP DATABASE` with whatever is still connected. */
export function createPostgresProvider(target: Target): DatabaseProvider {
  const names: string[] = [];
  let admin: Promise<Client> | undefined;
  const connect = () => (admin ??= open(target.url ?? ""));
  return {
    async createEmpty() {
      const name = createDatabaseName();
      await (await connect()).query(`create database "${name}" template template0`);
      names.push(name);
      const url = new URL(target.url ?? "");
      url.pathname = `/${name}`;
      return { type: target.type, url: url.href };
    },
    async cleanUp() {
      for (const name of names.splice(0)) {
        await (await connect()).query(`drop database if exists "${name}" with (force)`);
      }
    },
    async close() {
      await (await admin)?.end();
      admin = undefined;
    },
  };
}

async function open(connectionString: string): Promise<Client> {
  const client = new Client({ connectionString });
  await client.connect();
  return client;
}
