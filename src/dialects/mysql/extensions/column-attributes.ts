/** The attribute of a column that `SELECT *` leaves out, and of an index that no query uses. */
export const INVISIBLE = "mysql.invisible";

/** The attribute that holds a check written behind a column, which has no name of its own and goes when the column is written anew. */
export const COLUMN_CHECK = "mysql.check";

/** The attribute that names the character set of a column, where it is not the table's. */
export const CHARSET = "mysql.charset";

/** The attribute of an index part: how many characters of the column are indexed. */
export const PREFIX_LENGTH = "mysql.length";

/** The attribute of an index: its comment. */
export const COMMENT = "mysql.comment";

/** The attribute of a column whose values the server compresses by itself. */
export const COMPRESSED = "mysql.compressed";

/** The attribute of a spatial column: the number of the reference system that its values must have. */
export const SRID = "mysql.srid";

/** The attribute of a fulltext index: the plugin that takes its text apart. */
export const PARSER = "mysql.parser";
