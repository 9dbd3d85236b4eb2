import type { MysqlServer } from "./server";

/** The queries for views, triggers, routines and events: one each, for the whole database of the connection. */
export interface ObjectQueries {
  readonly views: string;
  readonly triggers: string;
  readonly routines: string;
  readonly parameters: string;
  readonly events: string;
}

const HERE = "DATABASE()";

/** The flavours differ in where the algorithm of a view stands, and in the language of a routine. */
export function objectQueriesOf(server: MysqlServer): ObjectQueries {
  const isMariadb = server.flavour === "mariadb";
  return {
    views: `SELECT TABLE_NAME, VIEW_DEFINITION, CHECK_OPTION, DEFINER, SECURITY_TYPE, ${isMariadb ? "ALGORITHM" : "NULL"}
      FROM information_schema.VIEWS WHERE TABLE_SCHEMA = ${HERE} ORDER BY TABLE_NAME`,
    triggers: `SELECT TRIGGER_NAME, EVENT_OBJECT_TABLE, ACTION_TIMING, EVENT_MANIPULATION, ACTION_ORDER, ACTION_STATEMENT, DEFINER, SQL_MODE
      FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = ${HERE}
      ORDER BY EVENT_OBJECT_TABLE, ACTION_TIMING, EVENT_MANIPULATION, ACTION_ORDER`,
    routines: `SELECT ROUTINE_NAME, ROUTINE_TYPE, ROUTINE_DEFINITION, IS_DETERMINISTIC, SQL_DATA_ACCESS, SECURITY_TYPE, ROUTINE_COMMENT,
        DEFINER, SQL_MODE, ${isMariadb ? "'SQL'" : "EXTERNAL_LANGUAGE"}
      FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = ${HERE} ORDER BY ROUTINE_NAME, ROUTINE_TYPE`,
    parameters: `SELECT p.SPECIFIC_NAME, p.ROUTINE_TYPE, p.ORDINAL_POSITION, p.PARAMETER_MODE, p.PARAMETER_NAME, p.DTD_IDENTIFIER,
        p.CHARACTER_SET_NAME, p.COLLATION_NAME, c.DEFAULT_COLLATE_NAME, @@collation_database
      FROM information_schema.PARAMETERS p LEFT JOIN information_schema.CHARACTER_SETS c ON c.CHARACTER_SET_NAME = p.CHARACTER_SET_NAME
      WHERE p.SPECIFIC_SCHEMA = ${HERE} ORDER BY p.SPECIFIC_NAME, p.ROUTINE_TYPE, p.ORDINAL_POSITION`,
    events: `SELECT EVENT_NAME, EVENT_DEFINITION, EVENT_TYPE, EXECUTE_AT, INTERVAL_VALUE, INTERVAL_FIELD, STARTS, ENDS, STATUS,
        ON_COMPLETION, EVENT_COMMENT, DEFINER, SQL_MODE, STARTS IN (CREATED, LAST_ALTERED)
      FROM information_schema.EVENTS WHERE EVENT_SCHEMA = ${HERE} ORDER BY EVENT_NAME`,
  };
}
