import { memoizeTypes } from "../../dialect/memoize-types";
import type { Dialect, ResolvedDialect } from "../../dialect/dialect";
import type { ServerInfo } from "../../dialect/driver";
import { capabilitiesOf } from "./capabilities";
import { mysqlDatabases } from "./databases";
import { createDateText } from "./date-text";
import { MysqlDdlCompiler } from "./ddl-compiler";
import { createMysqlDriver } from "./driver";
import { mysqlErrors } from "./errors";
import { createHazards } from "./hazards";
import { mysqlIndexFacts } from "./index-facts";
import { createIntrospector } from "./introspector";
import { mysqlLocks } from "./locks";
import { mysqlLockSafety } from "./lock-safety";
import { mysqlLowering } from "./lowering";
import { mysqlObjectChanges } from "./object-changes";
import { createMysqlNameRules } from "./name-rules";
import { createNormalizer } from "./normalizer";
import { readMysqlOptions } from "./options";
import { MysqlQueryCompiler } from "./query-compiler";
import { createMysqlScratchPlace } from "./scratch-place";
import { createScriptStyle } from "./script-style";
import { describeServer } from "./server";
import { createStatementProbe } from "./statement-probe";
import { createTableTraits } from "./table-traits";
import { createTypes } from "./types";

/** MySQL and MariaDB. Which of the two a server is, and in which version, it says itself when it is connected to. */
export const mysqlDialect: Dialect = {
  name: "mysql",
  connect: (options) => createMysqlDriver(readMysqlOptions(options)),
  errors: mysqlErrors,
  resolve: resolveServer,
  offline: { version: "9.7.0", facts: {} },
  databases: mysqlDatabases,
};

/** The same, for data sources of type `mariadb`: only what is assumed without a server differs. */
export const mariadbDialect: Dialect = {
  ...mysqlDialect,
  name: "mariadb",
  offline: { version: "11.8.0-MariaDB", facts: {} },
};

function resolveServer(info: ServerInfo): ResolvedDialect {
  const server = describeServer(info);
  const capabilities = capabilitiesOf(server);
  const dates = createDateText(server.timezone);
  const types = memoizeTypes(createTypes(server, dates));
  const queries = new MysqlQueryCompiler(dates, server, capabilities);
  const ddl = new MysqlDdlCompiler(queries, types, server);
  const introspector = createIntrospector(server, types);
  return {
    name: server.flavour,
    displayName: server.displayName,
    capabilities,
    types,
    indexFacts: mysqlIndexFacts,
    queries,
    ddl,
    lowering: mysqlLowering,
    introspector,
    normalizer: createNormalizer(server, types, ddl),
    errors: mysqlErrors,
    locks: mysqlLocks,
    names: createMysqlNameRules(),
    objectChanges: {
      ...mysqlObjectChanges,
      kinds: ["view", "trigger", "function", ...(server.hasSequences ? (["sequence"] as const) : [])],
    },
    tableTraits: createTableTraits(server, {
      quote: (name) => queries.quoteIdentifier(name),
      text: (value) => queries.quoteString(value),
    }),
    hazards: createHazards(server, types),
    statementProbe: createStatementProbe(introspector),
    lockSafety: mysqlLockSafety,
    scriptStyle: createScriptStyle(server),
    scratchPlace: createMysqlScratchPlace(() => resolveServer(info)),
  };
}
