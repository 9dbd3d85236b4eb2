/**
 * The servers of the test matrix: where each is, and which variable says that it is elsewhere.
 *
 * CommonJS without dependencies, because jest's set-up, its reporter and `npm run servers` read it too.
 */
const known = [
  {
    name: "postgres",
    protocol: "postgres",
    variable: "ORMOLU_TEST_POSTGRES",
    url: "postgres://postgres@127.0.0.1:5432/postgres",
  },
  {
    name: "postgres-new",
    protocol: "postgres",
    variable: "ORMOLU_TEST_POSTGRES_NEW",
    url: "postgres://postgres@127.0.0.1:5433/postgres",
  },
  { name: "mariadb", protocol: "mysql", variable: "ORMOLU_TEST_MARIADB", url: "mariadb://root@127.0.0.1:3306" },
  { name: "mysql", protocol: "mysql", variable: "ORMOLU_TEST_MYSQL", url: "mysql://root@127.0.0.1:3307" },
];
const defaultPorts = { postgres: 5432, mysql: 3306 };

/** Each server with its address, after the environment had its say. */
function servers() {
  return known.map((server) => {
    const url = process.env[server.variable] || server.url;
    const { hostname, port } = new URL(url);
    return { ...server, url, host: hostname, port: Number(port) || defaultPorts[server.protocol] };
  });
}

module.exports = { servers };
