import { compileOperation } from "../../../src/dialect/ddl-compiler";
import type { DialectOptions, ResolvedDialect } from "../../../src/dialect/dialect";
import type { Driver, DriverConnection } from "../../../src/dialect/driver";
import { mysqlDialect } from "../../../src/dialects/mysql";
import { diff } from "../../../src/diff/diff";
import { applyOperation } from "../../../src/operations/definitions";
import { emptySchema, type Schema } from "../../../src/schema/model";
import type { Operation } from "../../../src/operations/operation";
import type { NamedPlace } from "../../support/each-place";
import { readMatrix } from "../../support/matrix";

/** A database of its own on one server, with a connection to it. */
export interface Place {
  readonly driver: Driver;
  readonly connection: DriverConnection;
  readonly server: ResolvedDialect;
  readonly options: DialectOptions;
  query(sql: string, parameters?: readonly unknown[]): Promise<readonly (readonly unknown[])[]>;
  /** Compiles and runs operations one by one; the schema is read when one needs it, and then kept up to date. */
  apply(...operations: readonly Operation[]): Promise<void>;
  read(): Promise<Schema>;
  /** What is left to do between the database and a wanted schema, as operations. */
  remaining(wanted: Schema): Promise<readonly Operation[]>;
  close(): Promise<void>;
}

/** Each server under test: a name, and how to get a database there. */
export const places: readonly NamedPlace<Place>[] = readMatrix()
  .targets.filter(({ dialect }) => dialect === "mysql")
  .map(({ name, url }) => [name, (label: string) => createOnServer(url!, label)] as const);

async function createOnServer(url: string, label: string): Promise<Place> {
  const database = `orm_my_${process.pid}_${label}`;
  const admin = async (...statements: readonly string[]): Promise<void> => {
    const connection = await mysqlDialect.connect({ type: "mysql", url }).open();
    for (const sql of statements) await connection.execute(sql, []);
    await connection.close();
  };
  await admin(`drop database if exists ${database}`, `create database ${database} character set utf8mb4`);
  const target = new URL(url);
  target.pathname = `/${database}`;
  const options = { type: "mysql", url: target.href };
  const driver = mysqlDialect.connect(options);
  const connection = await driver.open();
  const server = mysqlDialect.resolve(await driver.readServerInfo(connection));
  const read = (): Promise<Schema> => server.introspector.read(connection, {});
  return {
    driver,
    connection,
    server,
    options,
    read,
    query: async (sql, parameters = []) => (await connection.execute(sql, parameters)).rows,
    apply: async (...operations) => {
      let known: Schema | undefined;
      for (const operation of operations) {
        if (known === undefined && server.lowering.needsSchema(operation)) known = await read();
        const schema = known ?? emptySchema;
        for (const lowered of server.lowering.lower([operation], { schema })) {
          for (const { sql, parameters } of compileOperation(server.ddl, lowered, { schema })) {
            await connection.execute(sql, parameters);
          }
        }
        if (known !== undefined) known = applyOperation(known, operation);
      }
    },
    remaining: async (wanted) => {
      const actual = await read();
      const normal = await server.normalizer.normalize(connection, wanted, actual);
      return diff(actual, normal, { ...server, answers: { noRenames: true } }).operations;
    },
    close: async () => {
      await connection.close();
      await driver.close();
      await admin(`drop database if exists ${database}`);
    },
  };
}
