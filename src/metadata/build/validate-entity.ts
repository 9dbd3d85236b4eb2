import { OrmError } from "../../errors/orm-error";
import type { ColumnMetadata, EntityMetadata } from "../entity-metadata";
import { ownsTable } from "../owns-table";
import type { EntityDraft } from "./draft";
import { tablePath } from "./draft";
import { describeClass, describeProperty } from "./property-label";
import { relationError } from "./relation-error";

/** What must hold before references are followed: a primary key, and one property a column. */
export function validateColumns(draft: EntityDraft): void {
  const { source: target } = draft.definition;
  if (draft.metadata.kind === "entity" && !draft.columns.some((column) => column.isPrimary)) {
    throw new OrmError("ENTITY.NO_PRIMARY_KEY", `${describeClass(target)} has no primary column`, {
      hint: "Decorate a property with @PrimaryGeneratedColumn() or @PrimaryColumn().",
      details: { class: target.name },
    });
  }
  checkColumnNames(draft);
  const numbered = draft.columns.filter(
    (column) => column.isPrimary && column.isGenerated && column.generationStrategy !== "uuid",
  );
  if (numbered.length > 1) {
    const names = numbered.map((column) => `"${column.propertyPath}"`).join(" and ");
    throw new OrmError(
      "ENTITY.OPTION_INVALID",
      `${describeClass(target)}: ${names} are both numbered by the database`,
      {
        hint: "One column of a key can be numbered: make the others @PrimaryColumn().",
        details: { class: target.name },
      },
    );
  }
}

/** `@JoinColumn()` and `@JoinTable()` stand beside a relation. */
export function validateJoins({ definition }: EntityDraft): void {
  const { source: target, relations, joinColumns, joinTables } = definition;
  for (const [decorator, properties] of [
    ["@JoinColumn()", joinColumns.keys()],
    ["@JoinTable()", joinTables.keys()],
  ] as const) {
    for (const property of properties) {
      if (relations.has(property)) continue;
      throw relationError(target, property, `${decorator} stands on a property that is no relation`, "Add a relation.");
    }
  }
}

/** No two tables have one name. */
export function validateTables(metadatas: readonly EntityMetadata[]): void {
  const byPath = new Map<string, EntityMetadata>();
  for (const metadata of metadatas.filter(ownsTable)) {
    const path = JSON.stringify([metadata.database ?? "", tablePath(metadata)]);
    const other = byPath.get(path);
    if (other !== undefined) throw duplicateTable(metadata, other);
    byPath.set(path, metadata);
  }
}

function checkColumnNames({ columns, definition: { source: target } }: EntityDraft): void {
  const byName = new Map<string, ColumnMetadata>();
  for (const column of columns) {
    const other = byName.get(column.columnName);
    if (other !== undefined) {
      const place = describeProperty(target, column.propertyPath);
      throw new OrmError(
        "ENTITY.DUPLICATE_COLUMN",
        `${place}: column "${column.columnName}" belongs to property "${other.propertyPath}" already`,
        { hint: "Give one of them another `name`.", details: { class: target.name, column: column.columnName } },
      );
    }
    byName.set(column.columnName, column);
  }
}

function duplicateTable(second: EntityMetadata, first: EntityMetadata): OrmError {
  const describe = (metadata: EntityMetadata): string =>
    metadata.kind === "junction" ? "a many-to-many relation" : describeClass(metadata);
  return new OrmError(
    "ENTITY.DUPLICATE_TABLE",
    `table "${tablePath(second)}" is claimed by ${describe(first)} and by ${describe(second)}`,
    {
      hint: 'Give one of them another name: @Entity("name"), or @JoinTable({ name }).',
      details: { table: tablePath(second), first: first.name, second: second.name },
    },
  );
}
