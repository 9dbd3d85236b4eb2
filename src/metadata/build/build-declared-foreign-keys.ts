import { OrmError } from "../../errors/orm-error";
import type { ColumnMetadata, ForeignKeyMetadata } from "../entity-metadata";
import type { ForeignKeyDefinition } from "../metadata-storage";
import { buildForeignKey } from "./build-foreign-key";
import { findTarget, readAction, readDeferrable } from "./build-relations";
import { pathOf, type Placed } from "./entity-definition";
import type { BuildContext, EntityDraft } from "./draft";
import { describeClass, describeProperty } from "./property-label";
import { readSelectedProperty } from "./property-selector";
import { suggestName } from "./relation-error";

/** Builds the foreign keys of `@ForeignKey()`. Throws `ENTITY.OPTION_INVALID` for columns that are none or do not pair. */
export function buildDeclaredForeignKeys(context: BuildContext, draft: EntityDraft): readonly ForeignKeyMetadata[] {
  return draft.definition.foreignKeys.map((foreignKey) => buildOne(context, draft, foreignKey));
}

function buildOne(
  context: BuildContext,
  draft: EntityDraft,
  foreignKey: Placed<ForeignKeyDefinition>,
): ForeignKeyMetadata {
  const { definition, embedded } = foreignKey;
  const { source } = draft.definition;
  const { options, place } = definition;
  const property = place === undefined ? undefined : pathOf(String(place.property), embedded);
  const label = property ?? "@ForeignKey()";
  const target = findTarget(context, source, label, definition.target);
  const given = property === undefined ? (definition.columns ?? []).map((name) => pathOf(name, embedded)) : [property];
  const columns = given.flatMap((name) => findColumn(draft, draft, property, name));
  const referenced = readReferenced(draft, definition, property);
  const referencedColumns =
    referenced === undefined
      ? target.columns.filter((column) => column.isPrimary)
      : referenced.flatMap((name) => findColumn(draft, target, property, name));
  if (columns.length === 0 || columns.length !== referencedColumns.length) {
    const counts = `${columns.length} and refers to ${referencedColumns.length} of "${target.metadata.name}"`;
    const hint = "Name as many columns on both sides, in the same order.";
    throw invalid(draft, property, `the number of its columns is ${counts}`, hint);
  }
  const pairs = columns.map((column, index) => ({ column, referencedColumn: referencedColumns[index]! }));
  return buildForeignKey(context, draft.metadata, target.metadata, pairs, {
    name: options.name,
    onDelete: readAction(source, label, "onDelete", options),
    onUpdate: readAction(source, label, "onUpdate", options),
    deferrable: readDeferrable(options.deferrable),
  });
}

/** What the foreign key refers to, by name; `undefined`: the primary key. */
function readReferenced(
  draft: EntityDraft,
  { inverseSide, referencedColumns }: ForeignKeyDefinition,
  property: string | undefined,
): readonly string[] | undefined {
  if (inverseSide === undefined) return referencedColumns;
  const name = typeof inverseSide === "string" ? inverseSide : readSelectedProperty(inverseSide);
  if (name !== undefined) return [name];
  throw invalid(draft, property, "what it refers to is no property", "Return one property: (city) => city.code.");
}

/** By property, by the name of the column, or by a relation, which stands for its join columns. */
function findColumn(
  draft: EntityDraft,
  { columns, relations, metadata }: EntityDraft,
  property: string | undefined,
  name: string,
): readonly ColumnMetadata[] {
  const column =
    columns.find((one) => one.propertyPath === name && !one.isVirtual) ??
    columns.find((one) => one.columnName === name);
  if (column !== undefined) return [column];
  const relation = relations.find((one) => one.metadata.propertyPath === name)?.metadata;
  if (relation?.isOwner === true && !relation.isToMany) return relation.joinColumns.map((join) => join.column);
  const known = columns.filter(({ isVirtual }) => !isVirtual).map(({ propertyPath }) => propertyPath);
  throw invalid(draft, property, `"${name}" is no column of "${metadata.name}"`, suggestName(name, known));
}

function invalid(
  { definition: { source } }: EntityDraft,
  property: string | undefined,
  problem: string,
  hint: string,
): OrmError {
  const place = property === undefined ? describeClass(source) : describeProperty(source, property);
  return new OrmError("ENTITY.OPTION_INVALID", `${place}: @ForeignKey(): ${problem}`, {
    hint,
    details: { class: source.name, ...(property === undefined ? {} : { property }) },
  });
}
