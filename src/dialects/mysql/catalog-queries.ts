import type { MysqlServer } from "./server";

/** The queries of one introspection. Each reads the whole database of the connection, in an order that does not change. */
export interface CatalogQueries {
  readonly tables: string;
  readonly columns: string;
  readonly indexes: string;
  readonly foreignKeys: string;
  readonly checks: string;
  readonly unmanaged: string;
}

const HERE = "DATABASE()";

/** The flavours differ in the columns of two views of information_schema. */
export function catalogQueriesOf(server: MysqlServer): CatalogQueries {
  const expression = server.expressionIndexes ? "EXPRESSION" : "NULL";
  const visible =
    server.hiddenIndexWord === "IGNORED"
      ? "IF(IGNORED = 'YES', 'NO', 'YES')"
      : server.hiddenIndexWord === "INVISIBLE"
        ? "IS_VISIBLE"
        : "'YES'";
  return {
    tables: `SELECT t.TABLE_NAME, t.TABLE_TYPE, t.ENGINE, t.TABLE_COLLATION, t.TABLE_COMMENT, s.DEFAULT_COLLATION_NAME, t.CREATE_OPTIONS
      FROM information_schema.TABLES t JOIN information_schema.SCHEMATA s ON s.SCHEMA_NAME = t.TABLE_SCHEMA
      WHERE t.TABLE_SCHEMA = ${HERE} ORDER BY t.TABLE_NAME`,
    columns: `SELECT TABLE_NAME, COLUMN_NAME, COLUMN_TYPE, IS_NULLABLE, COLUMN_DEFAULT, EXTRA, COLLATION_NAME, COLUMN_COMMENT, GENERATION_EXPRESSION
      FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ${HERE} ORDER BY TABLE_NAME, ORDINAL_POSITION`,
    indexes: `SELECT TABLE_NAME, INDEX_NAME, NON_UNIQUE, INDEX_TYPE, COLUMN_NAME, ${expression}, COLLATION, SUB_PART, INDEX_COMMENT, ${visible}
      FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = ${HERE} ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX`,
    foreignKeys: `SELECT k.TABLE_NAME, k.CONSTRAINT_NAME, k.COLUMN_NAME, k.REFERENCED_TABLE_SCHEMA, k.REFERENCED_TABLE_NAME,
        k.REFERENCED_COLUMN_NAME, r.DELETE_RULE, r.UPDATE_RULE, ${HERE}
      FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r
        ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME
      WHERE k.TABLE_SCHEMA = ${HERE} AND k.REFERENCED_TABLE_NAME IS NOT NULL
      ORDER BY k.TABLE_NAME, k.CONSTRAINT_NAME, k.ORDINAL_POSITION`,
    checks:
      server.flavour === "mariadb"
        ? `SELECT TABLE_NAME, CONSTRAINT_NAME, CHECK_CLAUSE, LEVEL FROM information_schema.CHECK_CONSTRAINTS
      WHERE CONSTRAINT_SCHEMA = ${HERE} ORDER BY TABLE_NAME, CONSTRAINT_NAME`
        : `SELECT t.TABLE_NAME, c.CONSTRAINT_NAME, c.CHECK_CLAUSE, 'Table', t.ENFORCED
      FROM information_schema.CHECK_CONSTRAINTS c JOIN information_schema.TABLE_CONSTRAINTS t
        ON t.CONSTRAINT_SCHEMA = c.CONSTRAINT_SCHEMA AND t.CONSTRAINT_NAME = c.CONSTRAINT_NAME
      WHERE c.CONSTRAINT_SCHEMA = ${HERE} AND t.CONSTRAINT_TYPE = 'CHECK' ORDER BY t.TABLE_NAME, c.CONSTRAINT_NAME`,
    unmanaged: `SELECT 'trigger', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = ${HERE}
      UNION ALL SELECT LOWER(ROUTINE_TYPE), ROUTINE_NAME FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = ${HERE}
      UNION ALL SELECT 'event', EVENT_NAME FROM information_schema.EVENTS WHERE EVENT_SCHEMA = ${HERE}`,
  };
}
