import type { ServerInfo } from "../../dialect/driver";
import { OrmError } from "../../errors/orm-error";

export type Flavour = "mysql" | "mariadb";

/** One server: its flavour, its version, and what follows from them. Every question about a version is answered here. */
export interface MysqlServer {
  readonly flavour: Flavour;
  /** `MySQL 9.7.4`, `MariaDB 10.11.19`. */
  readonly displayName: string;
  /** The zone in which dates are written (see the option `timezone`). */
  readonly timezone: string;
  /** How names of tables are kept: `0` as written, `1` in lower case, `2` as written but compared without case. */
  readonly tableNameCase: string;
  /** A type of its own for UUIDs. */
  readonly hasUuidType: boolean;
  /** JSON is kept as text with a check. */
  readonly keepsJsonAsText: boolean;
  /** `vector(n)`. */
  readonly hasVectorType: boolean;
  /** `inet6` and `inet4`. */
  readonly hasInetTypes: boolean;
  readonly insertReturning: boolean;
  readonly lateralSources: boolean;
  /** INTERSECT and EXCEPT, both with ALL. */
  readonly intersects: boolean;
  /** FOR SHARE, which may name tables. */
  readonly locksTables: boolean;
  /** NOWAIT and SKIP LOCKED. */
  readonly lockWaiting: boolean;
  /** JSON_TABLE. */
  readonly jsonTables: boolean;
  /** UPDATE and DELETE behind WITH. */
  readonly writesBehindWith: boolean;
  /** LAG and LEAD take a value for the rows that are not there. */
  readonly defaultsBeyondWindow: boolean;
  /** JSON_ARRAYAGG takes ORDER BY. */
  readonly ordersJsonAggregates: boolean;
  /** Keys over expressions. */
  readonly expressionIndexes: boolean;
  readonly descendingIndexes: boolean;
  /** What an index that no query uses is marked with, where there are such indexes. */
  readonly hiddenIndexWord?: "INVISIBLE" | "IGNORED";
  /** The default of a text, JSON or blob column must be an expression. */
  readonly textDefaultsAreExpressions: boolean;
  /** Checks and generated columns that name a column follow when it is renamed. */
  readonly renamesColumnsInExpressions: boolean;
  /** A column cannot be added with a default that every replica would compute for itself. */
  readonly refusesVolatileDefaults: boolean;
  /** A generated column may be NOT NULL. */
  readonly generatedNotNull: boolean;
  /** A column can be dropped without touching the rows. */
  readonly dropsColumnsInstantly: boolean;
  /** So can one that is in an index. */
  readonly dropsIndexedColumnsInPlace: boolean;
  /** A column whose default is an expression comes without touching the rows. */
  readonly addsExpressionsInstantly: boolean;
  /** A virtual column takes another expression without touching the rows. */
  readonly changesVirtualInPlace: boolean;
  /** A column stops numbering without touching the rows. */
  readonly stopsNumberingInPlace: boolean;
  /** A table with stored columns takes NOT NULL only by a copy. */
  readonly copiesStoredColumns: boolean;
  /** Text of at most 127 bytes may become any length without touching the rows, else only as long as it stays below 256. */
  readonly widensShortText: boolean;
  /** A column with an index takes another collation while writes go on. */
  readonly changesCollationInPlace: boolean;
  /** information_schema shows expressions with their quotes escaped, and text beyond ASCII in the wrong encoding. */
  readonly escapesCatalogExpressions: boolean;
  /** information_schema shows characters that take four bytes as question marks. */
  readonly losesWideCharacters: boolean;
  /** A column of a foreign key, or one that it refers to, cannot begin or stop to number itself. */
  readonly refusesToNumberReferencedColumns: boolean;
  /** SHOW CREATE alone says by which algorithm a view is computed. */
  readonly hidesViewAlgorithm: boolean;
  /** CREATE OR REPLACE for triggers and routines. */
  readonly replacesPrograms: boolean;
  /** SET STATEMENT: settings for one statement. */
  readonly setsForOneStatement: boolean;
  readonly hasAggregateFunctions: boolean;
  readonly hasSequences: boolean;
  /** System-versioned tables and periods. */
  readonly hasPeriods: boolean;
  /** IF EXISTS and IF NOT EXISTS for columns, indexes and constraints, not only for tables. */
  readonly hasConditions: boolean;
  /** The reference system of a spatial column stands behind its type, as REF_SYSTEM_ID. */
  readonly namesSystemBehindType: boolean;
  /** What the syntax of events calls a server that copies another one. */
  readonly replicaWord: "SLAVE" | "REPLICA";
}

const OLDEST: Readonly<Record<Flavour, readonly number[]>> = { mysql: [8, 0, 19], mariadb: [10, 5, 2] };
const NAMES: Readonly<Record<Flavour, string>> = { mysql: "MySQL", mariadb: "MariaDB" };

/** Takes the version string apart. @throws OrmError `DIALECT.UNSUPPORTED` for a version that is too old. */
export function describeServer(info: ServerInfo): MysqlServer {
  const flavour: Flavour = /mariadb/i.test(`${info.version} ${info.facts["versionComment"] ?? ""}`)
    ? "mariadb"
    : "mysql";
  const version = readVersion(info.version);
  const displayName = `${NAMES[flavour]} ${version.join(".")}`;
  if (!isAtLeast(version, OLDEST[flavour])) {
    throw new OrmError("DIALECT.UNSUPPORTED", `${displayName} is too old`, {
      hint: `Upgrade the server to ${NAMES[flavour]} ${OLDEST[flavour].join(".")} or newer.`,
    });
  }
  const isMariadb = flavour === "mariadb";
  return {
    flavour,
    displayName,
    timezone: info.facts["timezone"] ?? "local",
    tableNameCase: info.facts["tableNameCase"] ?? "0",
    hasUuidType: isMariadb && isAtLeast(version, [10, 7]),
    keepsJsonAsText: isMariadb,
    hasVectorType: isAtLeast(version, isMariadb ? [11, 7] : [9, 0]),
    hasInetTypes: isMariadb,
    insertReturning: isMariadb,
    lateralSources: !isMariadb,
    intersects: isMariadb || isAtLeast(version, [8, 0, 31]),
    locksTables: !isMariadb,
    lockWaiting: !isMariadb || isAtLeast(version, [10, 6]),
    jsonTables: !isMariadb || isAtLeast(version, [10, 6]),
    writesBehindWith: !isMariadb,
    defaultsBeyondWindow: !isMariadb,
    ordersJsonAggregates: isMariadb,
    expressionIndexes: !isMariadb,
    descendingIndexes: !isMariadb || isAtLeast(version, [10, 8]),
    ...(!isMariadb
      ? { hiddenIndexWord: "INVISIBLE" }
      : isAtLeast(version, [10, 6])
        ? { hiddenIndexWord: "IGNORED" }
        : {}),
    textDefaultsAreExpressions: !isMariadb,
    renamesColumnsInExpressions: isMariadb,
    refusesVolatileDefaults: !isMariadb,
    generatedNotNull: !isMariadb,
    dropsColumnsInstantly: isMariadb || isAtLeast(version, [8, 0, 29]),
    dropsIndexedColumnsInPlace: isMariadb,
    addsExpressionsInstantly: isMariadb,
    changesVirtualInPlace: isMariadb,
    stopsNumberingInPlace: isMariadb,
    copiesStoredColumns: isMariadb,
    widensShortText: isMariadb,
    changesCollationInPlace: isMariadb,
    escapesCatalogExpressions: !isMariadb,
    losesWideCharacters: isMariadb,
    refusesToNumberReferencedColumns: !isMariadb,
    hidesViewAlgorithm: !isMariadb,
    replacesPrograms: isMariadb,
    setsForOneStatement: isMariadb,
    hasAggregateFunctions: isMariadb,
    hasSequences: isMariadb,
    hasPeriods: isMariadb,
    hasConditions: isMariadb,
    namesSystemBehindType: isMariadb,
    replicaWord: !isMariadb && isAtLeast(version, [8, 2]) ? "REPLICA" : "SLAVE",
  };
}

/** Some proxies and old handshakes put `5.5.5-` before the version of MariaDB. */
function readVersion(text: string): readonly number[] {
  const match = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(text.replace(/^5\.5\.5-/, ""));
  return match === null ? [0] : match.slice(1).flatMap((part) => (part === undefined ? [] : [Number(part)]));
}

function isAtLeast(version: readonly number[], wanted: readonly number[]): boolean {
  const length = Math.max(version.length, wanted.length);
  for (let index = 0; index < length; index += 1) {
    const difference = (version[index] ?? 0) - (wanted[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
