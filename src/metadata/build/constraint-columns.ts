import { OrmError } from "../../errors/orm-error";
import type { ColumnMetadata } from "../entity-metadata";
import type { PropertyPlace } from "../metadata-storage";
import type { FieldSelector } from "../options/constraint-options";
import { pathOf, type Placed } from "./entity-definition";
import type { EntityDraft } from "./draft";
import { describeClass } from "./property-label";
import { readSelectedProperties } from "./property-selector";
import { suggestName } from "./relation-error";

/** A constraint or an index as its decorator gave it: over fields, or over the property that it stands on. */
export interface OverFields<Field> {
  readonly fields?: readonly Field[] | FieldSelector;
  readonly place?: PropertyPlace;
}

/** The fields that a constraint is over, as they were given. Throws `ENTITY.OPTION_INVALID` where there are none. */
export function readFields<Field>(
  draft: EntityDraft,
  { definition: { fields, place } }: Placed<OverFields<Field>>,
  decorator: string,
): readonly (Field | string)[] {
  const own = place === undefined ? undefined : [String(place.property)];
  const found = typeof fields === "function" ? readSelectedProperties(fields) : (fields ?? own);
  if (found !== undefined && found.length > 0) return found;
  throw optionError(draft, `${decorator} names no properties`, "Name them: an array of the names of properties.");
}

/** The columns of properties, join columns for a relation. Throws `ENTITY.OPTION_INVALID` for what is no column. */
export function findColumns(
  draft: EntityDraft,
  { embedded }: Placed<unknown>,
  properties: readonly string[],
  decorator: string,
): readonly ColumnMetadata[] {
  return properties.flatMap((property) => findPropertyColumns(draft, pathOf(property, embedded), decorator));
}

function findPropertyColumns(draft: EntityDraft, property: string, decorator: string): readonly ColumnMetadata[] {
  const column = draft.columns.find((candidate) => candidate.propertyPath === property && !candidate.isVirtual);
  if (column !== undefined) return [column];
  const relation = draft.relations.find(({ metadata }) => metadata.propertyPath === property)?.metadata;
  if (relation?.isOwner === true && !relation.isToMany) return relation.joinColumns.map((join) => join.column);
  const problem =
    relation === undefined
      ? `${decorator} names "${property}", which is no column or relation`
      : `${decorator} names "${property}", a relation whose columns are in another table`;
  const known = draft.columns.map((candidate) => candidate.propertyPath);
  throw optionError(draft, problem, suggestName(property, known));
}

/** The error for an option of a class that cannot be. */
export function optionError({ definition: { source: target } }: EntityDraft, problem: string, hint: string): OrmError {
  const details = { class: target.name };
  return new OrmError("ENTITY.OPTION_INVALID", `${describeClass(target)}: ${problem}`, { hint, details });
}

/** The names of columns, in their order. */
export function columnNames(columns: readonly ColumnMetadata[]): string[] {
  return columns.map((column) => column.columnName);
}
