import type { AttributeChange } from "../../../operations/operation";
import type { Attributes } from "../../../schema/model";

/** The attribute that names the storage engine of a table, where it is not InnoDB. */
export const ENGINE = "mysql.engine";

/** The attribute that names the collation of a table, where it is not the database's. */
export const COLLATION = "mysql.collation";

/** The attribute that names how rows are stored, where it is not the server's usual way. */
export const ROW_FORMAT = "mysql.rowFormat";

const NAME = /^\w+$/;

/** What an ALTER TABLE says to change options. A collation is given to every column, too. */
export function tableOptionChanges(change: AttributeChange): readonly string[] {
  const { [ENGINE]: engine, [COLLATION]: collation, [ROW_FORMAT]: format } = change;
  return [
    ...(engine === undefined ? [] : [`ENGINE=${isName(engine) ? engine : "InnoDB"}`]),
    ...(format === undefined ? [] : [`ROW_FORMAT=${isName(format) ? format : "DEFAULT"}`]),
    ...(collation === undefined ? [] : [convertTo(collation)]),
  ];
}

function convertTo(collation: unknown): string {
  if (!isName(collation)) return "CONVERT TO CHARACTER SET DEFAULT";
  return `CONVERT TO CHARACTER SET ${collation.split("_")[0]} COLLATE ${collation}`;
}

/** What follows the columns in CREATE TABLE. Engines and collations are words and stand without quotes. */
export function tableOptions(attributes: Attributes | undefined): string {
  const collation = attributes?.[COLLATION];
  const engine = attributes?.[ENGINE];
  const format = attributes?.[ROW_FORMAT];
  return [
    `ENGINE=${isName(engine) ? engine : "InnoDB"}`,
    ...(isName(collation) ? [`COLLATE=${collation}`] : []),
    ...(isName(format) ? [`ROW_FORMAT=${format}`] : []),
  ].join(" ");
}

function isName(value: unknown): value is string {
  return typeof value === "string" && NAME.test(value);
}
