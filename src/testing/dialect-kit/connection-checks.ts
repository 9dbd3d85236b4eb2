import { SqlFragment } from "../../schema/sql-fragment";
import type { Dialect, DialectOptions } from "../../dialect/dialect";
import { requireSame, requireTrue } from "./dialect-bench";
import type { DialectCheck } from "./dialect-check";

/** Connections and what a statement gives back. */
export const connectionChecks: readonly DialectCheck[] = [
  {
    name: "says for people which server it is",
    async check({ dialect, dataSource }) {
      requireTrue(/\d/.test(dialect.displayName), `displayName "${dialect.displayName}" has no version`);
      requireTrue(dataSource.address !== "", "the address is empty");
    },
  },
  {
    name: "gives rows as arrays in the order of the fields, also where two have one name",
    check: ({ withConnection }) =>
      withConnection(async (connection) => {
        const { rows, fields } = await connection.execute("SELECT 'x' AS b, 'y' AS a, 'z' AS a", []);
        requireSame(
          "the names of the fields",
          fields.map(({ name }) => name),
          ["b", "a", "a"],
        );
        requireSame("the rows", rows, [["x", "y", "z"]]);
      }),
  },
  {
    name: "gives NULL as null",
    async check({ query }) {
      requireSame("NULL", await query("SELECT NULL AS n"), [[null]]);
    },
  },
  {
    name: "binds values, and never writes them into the statement",
    async check({ dialect, query }) {
      const value = "it's $1 ? :a \\' \"; --";
      const { sql, parameters } = dialect.queries.fragment(new SqlFragment(["SELECT 1 WHERE 'a' <> ", ""], [value]));
      requireTrue(!sql.includes("it's"), `the value is part of the statement: ${sql}`);
      requireSame("the parameters", parameters, [value]);
      requireSame("the rows", (await query(sql, parameters)).length, 1);
    },
  },
  {
    name: "counts the rows that a statement changed",
    async check({ run, withConnection }) {
      await run({ kind: "execute", strings: ["CREATE TABLE counted (id integer)"], values: [] });
      await withConnection(async (connection) => {
        const { affected } = await connection.execute("INSERT INTO counted VALUES (1), (2), (3)", []);
        requireSame("the rows of an INSERT", affected, 3);
        const { affected: deleted } = await connection.execute("DELETE FROM counted WHERE id > 1", []);
        requireSame("the rows of a DELETE", deleted, 2);
      });
    },
  },
  {
    name: "runs the statements of one connection in their order, also when nobody awaits them",
    async check({ run, query, withConnection }) {
      await run({ kind: "execute", strings: ["CREATE TABLE steps (id integer)"], values: [] });
      await withConnection(async (connection) => {
        await Promise.all([1, 2, 3, 4].map((id) => connection.execute(`INSERT INTO steps SELECT ${id}`, [])));
        await Promise.all([
          connection.execute("UPDATE steps SET id = id + 10", []),
          connection.execute("DELETE FROM steps WHERE id < 10", []),
        ]);
      });
      requireSame(
        "the rows",
        (await query("SELECT count(*) FROM steps")).map((row) => Number(row[0])),
        [4],
      );
    },
  },
  {
    name: "says of a connection whether it is open",
    async check({ dataSource }) {
      const connection = await dataSource.openConnection();
      if (connection === undefined) return;
      requireTrue(connection.isOpen, "a new connection is not open");
      await connection.close();
      requireTrue(!connection.isOpen, "a closed connection is open");
    },
  },
  {
    name: "makes an empty database for tests beside its own, and drops it",
    async check({ dataSource }) {
      const { type } = dataSource.options;
      if (typeof type !== "object" || type.databases === undefined) return;
      const scratch = await type.databases.createScratch({ ...dataSource.options, type: type.name });
      const driver = type.connect(scratch.options);
      try {
        const connection = await driver.open();
        const resolved = type.resolve(await driver.readServerInfo(connection));
        const { tables } = await resolved.introspector.read(connection, {});
        await connection.close();
        requireSame("its tables", tables, []);
      } finally {
        await driver.close();
        await scratch.drop();
      }
    },
  },
  {
    name: "says where it connects without the password",
    async check({ dataSource }) {
      const options = dataSource.options as unknown as DialectOptions;
      const dialect = dataSource.options.type as Dialect;
      const { url } = options;
      const secret = "canary-of-the-kit";
      const place = url === undefined ? { password: secret } : { url: withPassword(url, secret) };
      const driver = dialect.connect({ ...options, type: dialect.name, ...place });
      await driver.close();
      requireTrue(driver.address !== "" && !driver.address.includes(secret), `the address is ${driver.address}`);
    },
  },
];

/** A path has no password. */
function withPassword(url: string, password: string): string {
  if (!url.includes("://")) return url;
  const changed = new URL(url);
  changed.password = password;
  return changed.href;
}
