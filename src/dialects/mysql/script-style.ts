import { addCondition, withSemicolon, type ScriptStyle } from "../../dialect/script-style";
import type { MysqlServer } from "./server";
import { sessionZoneOf } from "./session-setup";

/** Statements whose body may hold semicolons, which the client must not take for their end. */
const HAS_BODY =
  /^\s*(?:CREATE|ALTER)\b[\s\S]*?\b(?:TRIGGER|FUNCTION|PROCEDURE|EVENT|PACKAGE)\b|^\s*BEGIN\s+NOT\s+ATOMIC\b/i;

const DROPPED = ["TABLE", "VIEW", "TRIGGER", "FUNCTION", "PROCEDURE"].map((noun) => `DROP ${noun}`);
const PLAIN_CONDITIONS: ReadonlySet<string> = new Set(["CREATE TABLE", ...DROPPED]);
const ALL_CONDITIONS: ReadonlySet<string> = new Set([
  ...PLAIN_CONDITIONS,
  ...["TABLE", "INDEX", "VIEW", "TRIGGER", "SEQUENCE"].map((noun) => `CREATE ${noun}`),
  "DROP INDEX",
  "DROP SEQUENCE",
  "ADD COLUMN",
  "DROP COLUMN",
  "DROP CONSTRAINT",
]);

/** The mode of our own sessions: the server's, made strict, with what the driver switches on, and with backslashes as escapes. */
const MODE =
  "REPLACE(CONCAT_WS(',', NULLIF(@@SESSION.sql_mode, ''), 'STRICT_TRANS_TABLES', 'NO_ENGINE_SUBSTITUTION', 'IGNORE_SPACE'), 'NO_BACKSLASH_ESCAPES', 'STRICT_TRANS_TABLES')";

/** Scripts for the clients `mysql` and `mariadb`. A schema change commits by itself, so that there are no transactions around revisions. */
export function createScriptStyle({ timezone, hasPeriods, hasConditions }: MysqlServer): ScriptStyle {
  const { zone, mayBeUnknown } = sessionZoneOf(timezone);
  const settings = [
    `sql_mode = ${MODE}`,
    ...(mayBeUnknown ? [] : [`time_zone = '${zone}'`]),
    ...(hasPeriods ? ["system_versioning_alter_history = KEEP"] : []),
  ];
  return {
    usage: "mysql --default-character-set=utf8mb4 DATABASE < SCRIPT",
    setUp: ["SET NAMES utf8mb4", `SET SESSION ${settings.join(", ")}`],
    begin: [],
    commit: [],
    tearDown: [],
    conditional: (sql) => addCondition(sql, hasConditions ? ALL_CONDITIONS : PLAIN_CONDITIONS),
    terminate: (sql) => (HAS_BODY.test(sql) && sql.includes(";") ? withDelimiter(sql) : withSemicolon(sql)),
  };
}

/** The first run of dollar signs that the statement does not hold. */
function withDelimiter(sql: string): string {
  let delimiter = "$$";
  while (sql.includes(delimiter)) delimiter += "$";
  return `DELIMITER ${delimiter}\n${sql.trimEnd()}\n${delimiter}\nDELIMITER ;`;
}
