import type { OrmError } from "../../errors/orm-error";
import type { JoinColumnOptions } from "../options/relation-options";
import type { ColumnDraft, EntityDraft } from "./draft";
import { suggestName } from "./relation-error";

/** One column that a join column refers to, with what was said of the join column. */
export interface ReferencedColumn {
  readonly column: ColumnDraft;
  readonly options: JoinColumnOptions;
}

/**
 * Pairs the options of join columns with columns of the entity that they refer to: the one that each names, by
 * property or by column, else the primary key. Without options, one pair for each primary column.
 */
export function findReferencedColumns(
  entity: EntityDraft,
  given: readonly JoinColumnOptions[],
  fail: (problem: string, hint: string) => OrmError,
): readonly ReferencedColumn[] {
  const primary = entity.columns.filter((column) => column.isPrimary);
  const isPlain = given.every(({ name, referencedColumnName }) => (name ?? referencedColumnName) === undefined);
  if (isPlain) return primary.map((column) => ({ column, options: given[0] ?? {} }));
  const unnamed = given.filter(({ referencedColumnName }) => referencedColumnName === undefined);
  if (unnamed.length > 0 && (primary.length > 1 || given.length > 1)) {
    const keys = primary.map((column) => column.propertyName).join(", ");
    throw fail(
      "it has several join columns, and one does not say what it refers to",
      `Give each of them a referencedColumnName. The primary key of "${entity.metadata.name}" is: ${keys}.`,
    );
  }
  return given.map((options) => ({ column: findColumn(entity, options, primary[0], fail), options }));
}

function findColumn(
  entity: EntityDraft,
  { referencedColumnName: name }: JoinColumnOptions,
  key: ColumnDraft | undefined,
  fail: (problem: string, hint: string) => OrmError,
): ColumnDraft {
  const found =
    name === undefined
      ? key
      : (entity.columns.find((column) => column.propertyPath === name && !column.isVirtual) ??
        entity.columns.find((column) => column.columnName === name));
  if (found !== undefined) return found;
  const known = entity.columns.filter((column) => !column.isVirtual).map((column) => column.propertyPath);
  throw fail(
    `its join column refers to "${name ?? "the primary key"}", which "${entity.metadata.name}" does not have`,
    suggestName(name ?? "", known),
  );
}
