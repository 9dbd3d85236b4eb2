import type { SqlPieces } from "../../../dialect/object-writer";
import type { AttributeChange } from "../../../operations/operation";
import type { Attributes, ObjectName } from "../../../schema/model";
import type { RelationRow } from "../catalog";

/**
 * The attribute that says whether the policies of a table hold: `enabled`, `forced` (for its owner as well), or
 * `disabled, forced` (forced as soon as it is enabled). Absent: they do not.
 */
export const ROW_SECURITY = "postgres.rowSecurity";

/** The row security of a table, out of the catalog. */
export function readRowSecurity({ hasRowSecurity, forcesRowSecurity }: RelationRow): Attributes {
  if (hasRowSecurity) return { [ROW_SECURITY]: forcesRowSecurity ? "forced" : "enabled" };
  return forcesRowSecurity ? { [ROW_SECURITY]: "disabled, forced" } : {};
}

/** The statements that set it: both halves where nothing is known of what was before. */
export function writeRowSecurity(
  sql: SqlPieces,
  table: ObjectName,
  change: AttributeChange,
  previous: AttributeChange | undefined,
): readonly string[] {
  const wanted = change[ROW_SECURITY];
  if (wanted === undefined) return [];
  const before = previous?.[ROW_SECURITY];
  const words = [
    ...(previous !== undefined && isEnabled(before) === isEnabled(wanted)
      ? []
      : [isEnabled(wanted) ? "ENABLE" : "DISABLE"]),
    ...(previous !== undefined && isForced(before) === isForced(wanted)
      ? []
      : [isForced(wanted) ? "FORCE" : "NO FORCE"]),
  ];
  return words.map((word) => `ALTER TABLE ${sql.name(table)} ${word} ROW LEVEL SECURITY`);
}

function isEnabled(state: AttributeChange[string] | undefined): boolean {
  return state === "enabled" || state === "forced";
}

function isForced(state: AttributeChange[string] | undefined): boolean {
  return state === "forced" || state === "disabled, forced";
}
