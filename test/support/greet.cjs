const CONNECT_TIMEOUT_MS = 2000;
const GREETING_TIMEOUT_MS = 10_000;

/**
 * Logs in to a server and asks for its version: two seconds to connect, ten for the answer of a busy machine.
 *
 * Answers `{ version }`, or `{ reason }` where the server does not answer or refuses the login.
 */
async function greet(server) {
  let timer;
  const timeout = new Promise((resolve) => {
    timer = setTimeout(
      () => resolve({ reason: `no answer within ${GREETING_TIMEOUT_MS / 1000} s` }),
      GREETING_TIMEOUT_MS,
    );
  });
  try {
    return await Promise.race([greeters[server.protocol](server.url), timeout]);
  } catch (error) {
    return { reason: error.code === "ECONNREFUSED" ? "connection refused" : error.message };
  } finally {
    clearTimeout(timer);
  }
}

const greeters = {
  async postgres(url) {
    const { Client } = require("pg");
    const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
    client.on("error", () => {});
    await client.connect();
    const { rows } = await client.query("show server_version");
    await client.end();
    return { version: rows[0].server_version.split(" ")[0] };
  },
  async mysql(url) {
    const { createConnection } = require("mysql2/promise");
    const uri = url.replace(/^mariadb:/, "mysql:");
    const connection = await createConnection({ uri, connectTimeout: CONNECT_TIMEOUT_MS });
    const [rows] = await connection.query("select version() as version");
    await connection.end();
    return { version: rows[0].version.replace(/-0\+deb.*$/, "") };
  },
};

module.exports = { greet };
