import type { Target } from "./matrix";
import { createMysqlProvider } from "./mysql-provider";
import { createPgliteProvider } from "./pglite-provider";
import { createPostgresProvider } from "./postgres-provider";
import { createSqliteProvider } from "./sqlite-provider";

/** Options of a data source that leads to one database. */
export interface DatabaseOptions {
  readonly type: string;
  readonly url?: string;
  readonly database?: string;
  readonly driver?: string;
  readonly [option: string]: unknown;
}

/** Makes and drops databases on one target, without the code under test. */
export interface DatabaseProvider {
  createEmpty(): Promise<DatabaseOptions>;
  cleanUp(): Promise<void>;
  /** Closes its own connection to the server. */
  close(): Promise<void>;
}

const factories: Readonly<Record<Target["type"], (target: Target) => DatabaseProvider>> = {
  sqlite: createSqliteProvider,
  pglite: createPgliteProvider,
  postgres: createPostgresProvider,
  mysql: createMysqlProvider,
  mariadb: createMysqlProvider,
};

export function createProvider(target: Target): DatabaseProvider {
  return factories[target.type](target);
}
