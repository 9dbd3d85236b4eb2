import type { SqlPieces } from "../../../dialect/object-writer";
import type { ObjectName } from "../../../schema/model";

/**
 * Takes away what an attempt to build the index concurrently left behind: an index that is not valid, which slows writes
 * down, helps no query, and keeps the name. One that is valid stays, and the next statement fails with its name.
 */
export function dropLeftover(sql: SqlPieces, table: ObjectName, index: string): string {
  const name = sql.name({ ...table, name: index });
  const isLeft = `EXISTS (SELECT FROM pg_catalog.pg_index WHERE indexrelid = to_regclass(${sql.text(name)}) AND indrelid = to_regclass(${sql.text(sql.name(table))}) AND NOT indisvalid)`;
  return `DO ${sql.text(`BEGIN IF ${isLeft} THEN DROP INDEX ${name}; END IF; END`)}`;
}

/** `CREATE INDEX ...` as a statement that lets writes go on. */
export function buildConcurrently(definition: string): string {
  return definition.replace(/^CREATE (UNIQUE )?INDEX /, "CREATE $1INDEX CONCURRENTLY ");
}
