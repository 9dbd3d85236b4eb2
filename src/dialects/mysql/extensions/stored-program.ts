import type { SqlPieces } from "../../../dialect/object-writer";
import type { Attributes } from "../../../schema/model";
import type { MysqlServer } from "../server";

/** The attribute that names the account with whose rights a view or a stored program runs, where it is not the one that is connected. */
export const DEFINER = "mysql.definer";

/** The attribute that holds the sql_mode with which a stored program runs, where it is not that of the session. */
export const SQL_MODE = "mysql.sqlMode";

/** The session that reads the catalog: what it would give to new objects is not written down. */
export interface Creator {
  readonly user: string;
  readonly sqlMode: string;
}

/** Who owns an object, as far as it is not what a new one would get by itself. */
export function ownerAttributes(definer: string, sqlMode: string | undefined, creator: Creator): Attributes {
  return {
    ...(definer === creator.user || definer === "" ? {} : { [DEFINER]: definer }),
    ...(sqlMode === undefined || sqlMode === creator.sqlMode ? {} : { [SQL_MODE]: sqlMode }),
  };
}

/** `DEFINER=... `, or nothing. The host is what stands behind the last `@`; a role has none. */
export function definerClause(attributes: Attributes | undefined, sql: SqlPieces): string {
  const definer = attributes?.[DEFINER];
  if (typeof definer !== "string") return "";
  const at = definer.lastIndexOf("@");
  const [user, host] = at < 0 ? [definer, ""] : [definer.slice(0, at), definer.slice(at + 1)];
  return `DEFINER=${sql.quote(user)}${host === "" ? "" : `@${sql.quote(host)}`} `;
}

/** The statement under the sql_mode that the object keeps. Where one statement can say both, no other one can be left without the mode of before. */
export function underSqlMode(
  attributes: Attributes | undefined,
  statement: string,
  server: MysqlServer,
  sql: SqlPieces,
): readonly string[] {
  const mode = attributes?.[SQL_MODE];
  if (typeof mode !== "string") return [statement];
  if (server.setsForOneStatement) return [`SET STATEMENT sql_mode = ${sql.text(mode)} FOR ${statement}`];
  return [
    `SET @orm_sql_mode = @@SESSION.sql_mode, SESSION sql_mode = ${sql.text(mode)}`,
    statement,
    "SET SESSION sql_mode = @orm_sql_mode",
  ];
}
