import type { ObjectWriter, SqlPieces } from "../../../dialect/object-writer";
import type { Attributes, ObjectName, View } from "../../../schema/model";
import { toText, type Row } from "../read-keys";
import { withoutDatabase } from "../view-text";
import { definerClause, ownerAttributes, type Creator } from "./stored-program";

/** How the view is computed where the server does not choose: `MERGE`, `TEMPTABLE`. */
export const ALGORITHM = "mysql.algorithm";

/** Whose rights count: `INVOKER`, where it is not those of the definer. */
export const SQL_SECURITY = "mysql.sqlSecurity";

/** Whether rows that the view would not show can be written through it: `CASCADED` or `LOCAL` where they cannot. */
export const CHECK_OPTION = "mysql.checkOption";

/** A view as SHOW CREATE VIEW has it. */
export interface ShownView {
  readonly algorithm: string;
  readonly columns?: readonly string[];
  readonly query: string;
}

/** A view from its row in information_schema, or `undefined` where its query is hidden from the user. */
export function readView(row: Row, shown: ShownView | undefined, database: string, creator: Creator): View | undefined {
  const [name, text, check, definer, security, ownAlgorithm] = row.map(toText);
  const query = shown?.query ?? text;
  if (query === "" || query === undefined) return undefined;
  const algorithm = shown?.algorithm ?? ownAlgorithm ?? "";
  const attributes: Attributes = {
    ...(algorithm === "" || algorithm === "UNDEFINED" ? {} : { [ALGORITHM]: algorithm }),
    ...(check === "NONE" ? {} : { [CHECK_OPTION]: check! }),
    ...(security === "INVOKER" ? { [SQL_SECURITY]: "INVOKER" } : {}),
    ...ownerAttributes(definer!, undefined, creator),
  };
  return {
    kind: "view",
    name: name!,
    query: withoutDatabase(query, database),
    ...(shown?.columns === undefined ? {} : { columns: shown.columns }),
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
  };
}

/** Replaced in place: nobody ever sees the database without it. */
export function createViewWriter(sql: SqlPieces): ObjectWriter<View> {
  const define = (verb: string, view: View): string => {
    const word = (key: string, before: string): string => {
      const value = view.attributes?.[key];
      return typeof value === "string" && /^\w+$/.test(value) ? `${before}${value.toUpperCase()} ` : "";
    };
    const columns = view.columns === undefined ? "" : ` (${view.columns.map((name) => sql.quote(name)).join(", ")})`;
    const head = `${verb} ${word(ALGORITHM, "ALGORITHM=")}${definerClause(view.attributes, sql)}${word(SQL_SECURITY, "SQL SECURITY ")}`;
    const check = word(CHECK_OPTION, "\nWITH ");
    return `${head}VIEW ${sql.name(view)}${columns} AS\n${view.query}${check === "" ? "" : `${check}CHECK OPTION`}`;
  };
  const drop = (view: ObjectName): string => `DROP VIEW ${sql.name(view)}`;
  return {
    create: (view) => [define("CREATE", view)],
    change: (view) => [define("CREATE OR REPLACE", view)],
    drop: (reference) => [drop(reference)],
  };
}
