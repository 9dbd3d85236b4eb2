const { existsSync } = require("node:fs");

const ownName = /^orm_test_(\d+)_/;

/**
 * Drops test databases of processes that are gone: a killed run cleans nothing up.
 *
 * Only on this machine's servers: the process ids in the names mean nothing elsewhere.
 */
async function dropLeftovers(targets) {
  for (const target of targets) {
    if (!target.url || !["127.0.0.1", "localhost"].includes(new URL(target.url).hostname)) continue;
    await cleaners[target.dialect](target.url);
  }
}

function isLeftover(name) {
  const match = ownName.exec(name);
  return match !== null && !isAlive(Number(match[1]));
}

function isAlive(pid) {
  if (existsSync("/proc/self")) return existsSync(`/proc/${pid}`);
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}

const cleaners = {
  async postgres(url) {
    const { Client } = require("pg");
    const client = new Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query("select datname as name from pg_database");
    for (const { name } of rows.filter((row) => isLeftover(row.name))) {
      await client.query(`drop database if exists "${name}" with (force)`);
    }
    await client.end();
  },
  async mysql(url) {
    const { createConnection } = require("mysql2/promise");
    const connection = await createConnection({ uri: url.replace(/^mariadb:/, "mysql:") });
    const [rows] = await connection.query("select schema_name as name from information_schema.schemata");
    for (const { name } of rows.filter((row) => isLeftover(row.name))) {
      await connection.query(`drop database if exists \`${name}\``);
    }
    await connection.end();
  },
};

module.exports = { dropLeftovers };
