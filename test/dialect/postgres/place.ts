import { compileOperation } from "../../../src/dialect/ddl-compiler";
import type { Dialect, DialectOptions, ResolvedDialect } from "../../../src/dialect/dialect";
import type { Driver, DriverConnection } from "../../../src/dialect/driver";
import { pgliteDialect, postgresDialect } from "../../../src/dialects/postgres";
import { emptySchema, type Schema } from "../../../src/schema/model";
import type { Operation } from "../../../src/operations/operation";
import type { NamedPlace } from "../../support/each-place";
import { readMatrix } from "../../support/matrix";

/** A database of its own on one server, with a connection to it. */
export interface Place {
  readonly dialect: Dialect;
  readonly driver: Driver;
  readonly connection: DriverConnection;
  readonly server: ResolvedDialect;
  readonly options: DialectOptions;
  query(sql: string, parameters?: readonly unknown[]): Promise<readonly (readonly unknown[])[]>;
  /** Compiles and runs operations one by one, with the live schema at hand where it is needed. */
  apply(...operations: readonly Operation[]): Promise<void>;
  read(): Promise<Schema>;
  close(): Promise<void>;
}

/** Each server under test: a name, and how to get a database there. */
export const places: readonly NamedPlace<Place>[] = readMatrix()
  .targets.filter(({ dialect }) => dialect === "postgres")
  .map(
    ({ name, url }) =>
      [name, (label: string) => (url === undefined ? createInProcess() : createOnServer(url, label))] as const,
  );

/** The places that are servers, for what one session cannot show. */
export const serverPlaces = places.filter(([name]) => name !== "pglite");

function createInProcess(): Promise<Place> {
  return connect(pgliteDialect, { type: "pglite" }, async () => {});
}

async function createOnServer(url: string, label: string): Promise<Place> {
  const database = `orm_pg_${process.pid}_${label}`;
  const admin = async (sql: string): Promise<void> => {
    const driver = postgresDialect.connect({ type: "postgres", url });
    const connection = await driver.open();
    await connection.execute(sql, []);
    await connection.close();
  };
  await admin(`drop database if exists ${database} with (force)`);
  await admin(`create database ${database}`);
  const target = new URL(url);
  target.pathname = `/${database}`;
  const drop = (): Promise<void> => admin(`drop database if exists ${database} with (force)`);
  return connect(postgresDialect, { type: "postgres", url: target.href }, drop);
}

async function connect(dialect: Dialect, options: DialectOptions, drop: () => Promise<void>): Promise<Place> {
  const driver = dialect.connect(options);
  const connection = await driver.open();
  const server = dialect.resolve(await driver.readServerInfo(connection));
  const read = (): Promise<Schema> => server.introspector.read(connection, {});
  return {
    dialect,
    driver,
    connection,
    server,
    options,
    read,
    query: async (sql, parameters = []) => (await connection.execute(sql, parameters)).rows,
    apply: async (...operations) => {
      for (const operation of operations) {
        const schema = server.lowering.needsSchema(operation) ? await read() : emptySchema;
        for (const lowered of server.lowering.lower([operation], { schema })) {
          for (const { sql, parameters } of compileOperation(server.ddl, lowered, { schema })) {
            await connection.execute(sql, parameters);
          }
        }
      }
    },
    close: async () => {
      await connection.close();
      await driver.close();
      await drop();
    },
  };
}
