import type { MysqlServer } from "./server";

/** The queries for the tables of one introspection. Each reads the whole database of the connection, in an order that does not change. */
export interface CatalogQueries {
  readonly tables: string;
  readonly columns: string;
  readonly indexes: string;
  readonly foreignKeys: string;
  readonly checks: string;
  /** Asked only where there are spatial columns. */
  readonly spatial: string;
  /** Asked only where there are fulltext indexes. */
  readonly parsers: string;
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
  // MySQL does not say "partitioned" of a table whose partitions are by a key without columns (9.7).
  const options =
    server.flavour === "mariadb"
      ? "t.CREATE_OPTIONS"
      : `CONCAT(t.CREATE_OPTIONS, IF(t.TABLE_NAME IN (SELECT TABLE_NAME FROM information_schema.PARTITIONS
          WHERE TABLE_SCHEMA = ${HERE} AND PARTITION_METHOD IS NOT NULL), ' partitioned', ''))`;
  return {
    tables: `SELECT t.TABLE_NAME, t.TABLE_TYPE, t.ENGINE, t.TABLE_COLLATION, t.TABLE_COMMENT, s.DEFAULT_COLLATION_NAME,
        ${options}
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
    spatial:
      server.flavour === "mariadb"
        ? `SELECT G_TABLE_NAME, G_GEOMETRY_COLUMN, SRID FROM information_schema.GEOMETRY_COLUMNS
      WHERE G_TABLE_SCHEMA = ${HERE} AND SRID <> 0 ORDER BY G_TABLE_NAME, G_GEOMETRY_COLUMN`
        : `SELECT TABLE_NAME, COLUMN_NAME, SRS_ID FROM information_schema.COLUMNS
      WHERE TABLE_SCHEMA = ${HERE} AND SRS_ID IS NOT NULL ORDER BY TABLE_NAME, COLUMN_NAME`,
    parsers: "SELECT COUNT(*) FROM information_schema.PLUGINS WHERE PLUGIN_TYPE = 'FTPARSER'",
  };
}
