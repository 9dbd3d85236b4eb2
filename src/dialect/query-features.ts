import { OrmError } from "../errors/orm-error";
import type { Capabilities } from "./capabilities";

/** The capabilities that decide how queries are written, or that they are refused. */
export type QueryFeature =
  | "arrays"
  | "conflictTargets"
  | "deleteReturning"
  | "deleteUsing"
  | "distinctOn"
  | "fullJoins"
  | "insertReturning"
  | "intersectAll"
  | "jsonContainment"
  | "jsonTables"
  | "lateralSources"
  | "limitedWrites"
  | "lockedTables"
  | "lockWaiting"
  | "rightJoins"
  | "rollup"
  | "updateReturning"
  | "windowFrames"
  | "writingCommonTables";

export type QueryFeatures = Pick<Capabilities, QueryFeature>;

/** What each feature is called where it is missing. */
export const FEATURE_NAMES: Readonly<Record<QueryFeature, string>> = {
  arrays: "arrays",
  conflictTargets: "ON CONFLICT for one unique key, with a condition",
  deleteReturning: "DELETE ... RETURNING",
  deleteUsing: "DELETE that joins other tables",
  distinctOn: "DISTINCT ON",
  fullJoins: "FULL JOIN",
  insertReturning: "INSERT ... RETURNING",
  intersectAll: "INTERSECT ALL and EXCEPT ALL",
  jsonContainment: "containment of JSON",
  jsonTables: "the elements of JSON as rows",
  lateralSources: "LATERAL subqueries",
  limitedWrites: "UPDATE and DELETE with ORDER BY or LIMIT",
  lockedTables: "locks of single tables",
  lockWaiting: "NOWAIT and SKIP LOCKED",
  rightJoins: "RIGHT JOIN",
  rollup: "ROLLUP",
  updateReturning: "UPDATE ... RETURNING",
  windowFrames: "window frames with GROUPS or EXCLUDE",
  writingCommonTables: "WITH that inserts, updates or deletes",
};

/** All of them: what the standard, and compilers without a server, are taken to have. */
export const ALL_FEATURES = Object.fromEntries(
  Object.keys(FEATURE_NAMES).map((name) => [name, true]),
) as unknown as QueryFeatures;

/** @param database the database and its version, for people. */
export function unsupported(what: string, database: string, hint = "Ask for it in another way."): OrmError {
  return new OrmError("DIALECT.UNSUPPORTED", `${database} does not have ${what}`, { hint });
}
