/**
 * The test matrix: every database that the tests can run on, and which of them answer on this machine.
 *
 * @typedef {object} Target
 * @property {string} name what people call it: `sqlite-libsql`, `postgres-new`
 * @property {"sqlite" | "pglite" | "postgres" | "mysql" | "mariadb"} type the data source's type
 * @property {"sqlite" | "postgres" | "mysql"} dialect the folder of its dialect
 * @property {string} version as the server says it
 * @property {string} displayName for people
 * @property {string} [driver] the package of an SQLite target
 * @property {string} [url] the address of a server
 *
 * @typedef {object} LeftOut
 * @property {string} name
 * @property {string} reason
 * @property {boolean} isRequired whether `ORMOLU_TEST_REQUIRE=all` fails without it
 */
const { greet } = require("./greet.cjs");
const { ensurePgliteImage, findPgliteImage } = require("./pglite-image.cjs");
const { servers } = require("./servers.cjs");

const sqliteDrivers = [
  { driver: "sqlite3", isRequired: true, readVersion: readVersionByCallback },
  { driver: "libsql", isRequired: true, readVersion: (module) => readVersionInline(new module(":memory:")) },
  { driver: "better-sqlite3", isRequired: false, readVersion: (module) => readVersionInline(new module(":memory:")) },
  {
    driver: "node:sqlite",
    isRequired: false,
    readVersion: (module) => readVersionInline(new module.DatabaseSync(":memory:")),
  },
];
const VERSION_QUERY = "select sqlite_version() as version";

function readVersionInline(database) {
  const { version } = database.prepare(VERSION_QUERY).get();
  database.close();
  return version;
}

function readVersionByCallback({ Database }) {
  return new Promise((resolve, reject) => {
    const database = new Database(":memory:");
    database.get(VERSION_QUERY, (error, row) => {
      if (error) return reject(error);
      return database.close(() => resolve(row.version));
    });
  });
}

async function probeSqlite({ driver, isRequired, readVersion }) {
  const name = `sqlite-${driver.replace("node:sqlite", "node")}`;
  try {
    const version = await readVersion(require(driver));
    return { name, type: "sqlite", dialect: "sqlite", driver, version, displayName: `SQLite ${version} by ${driver}` };
  } catch (error) {
    const isMissing = error.code === "MODULE_NOT_FOUND" || error.code === "ERR_UNKNOWN_BUILTIN_MODULE";
    const place = driver.startsWith("node:") ? `in Node ${process.versions.node}` : "as a package";
    const reason = isMissing
      ? `${driver} is not there ${place}`
      : `${driver} does not load: ${error.message.split("\n")[0]}`;
    return { name, reason, isRequired };
  }
}

const productNames = { postgres: "PostgreSQL", mysql: "MySQL", mariadb: "MariaDB" };

async function probeServer(server) {
  const { name, url } = server;
  const { version, reason } = await greet(server);
  if (!version)
    return { name, reason: `${url.replace(/:[^:@/]*@/, "@")}: ${reason}; try \`npm run servers\``, isRequired: true };
  const type = /mariadb/i.test(version) ? "mariadb" : server.protocol;
  return {
    name,
    type,
    dialect: server.protocol,
    url,
    version,
    displayName: `${productNames[type]} ${parseInt(version) ? version.split("-")[0] : version}`,
  };
}

async function probePglite() {
  const name = "pglite";
  try {
    const image = findPgliteImage();
    const serverVersion = await ensurePgliteImage(image);
    const displayName = `PGlite ${image.version} (PostgreSQL ${serverVersion})`;
    return { name, type: "pglite", dialect: "postgres", version: serverVersion, displayName };
  } catch (error) {
    return { name, reason: `it does not load: ${error.message.split("\n")[0]}`, isRequired: true };
  }
}

function isAvailable(entry) {
  return "version" in entry;
}

/**
 * Which targets answer, and which are left out and why.
 *
 * PGlite stands in for PostgreSQL where no server of it answers; it always runs when all targets are required.
 * `only` is a comma-separated list of names (`ORMOLU_TEST_ONLY`), for work on one database.
 */
async function findTargets({ requireAll = false, only } = {}) {
  const names = only ? only.split(",") : undefined;
  const found = await Promise.all([...sqliteDrivers.map(probeSqlite), ...servers().map(probeServer)]);
  const hasServer = found.some((entry) => isAvailable(entry) && entry.type === "postgres");
  const pgliteIsIdle = hasServer && !requireAll && !names?.includes("pglite");
  found.push(
    pgliteIsIdle
      ? { name: "pglite", reason: "a PostgreSQL server answers; ORMOLU_TEST_REQUIRE=all runs both", isRequired: true }
      : await probePglite(),
  );
  const chosen = found.map((entry) =>
    names && isAvailable(entry) && !names.includes(entry.name)
      ? { name: entry.name, reason: `ORMOLU_TEST_ONLY is ${only}`, isRequired: true }
      : entry,
  );
  return { targets: chosen.filter(isAvailable), leftOut: chosen.filter((entry) => !isAvailable(entry)) };
}

module.exports = { findTargets };
