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
  /** information_schema shows expressions with their quotes escaped, and text beyond ASCII in the wrong encoding. */
  readonly escapesCatalogExpressions: boolean;
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
    escapesCatalogExpressions: !isMariadb,
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
