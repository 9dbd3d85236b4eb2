import { OrmError } from "../errors/orm-error";
import { findColumn, findTable } from "../schema/lookup";
import type { ForeignKey, Schema, Table } from "../schema/model";
import { nameKey } from "../schema/object-name";
import { withChangedColumn, withChangedTable } from "../schema/edit";
import { defineOperation } from "./definition";
import { readName, writeName, type NameInput } from "./input";
import type { RenameColumn } from "./operation";
import { renameInExpression } from "./rename-in-expression";

/** Renames a column; what it holds stays. */
export const renameColumn = defineOperation({
  kind: "renameColumn",
  create: (table: NameInput, column: string, newName: string) => ({
    kind: "renameColumn",
    table: readName(table, "renameColumn"),
    column,
    newName,
  }),
  toArguments: ({ table, column, newName }) => [writeName(table), column, newName],
  reverse: ({ table, column, newName }) => [{ kind: "renameColumn", table, column: newName, newName: column }],
  summarize: ({ table, column, newName }) => `rename column "${column}" of table "${nameKey(table)}" to "${newName}"`,
  hazards: ({ table, column }) => [
    {
      kind: "incompatibility",
      message: `running code that still reads column "${column}" of table "${nameKey(table)}" fails after the rename`,
    },
  ],
  apply: applyRename,
  isApplied: (schema, { table, column, newName }) => {
    const owner = findTable(schema, table);
    return owner !== undefined && findColumn(owner, column) === undefined && findColumn(owner, newName) !== undefined;
  },
});

function applyRename(schema: Schema, operation: RenameColumn): Schema {
  const renamed = withChangedTable(schema, operation.table, (owner) => renameInTable(owner, operation));
  const rename = renamer(operation);
  const tables = renamed.tables.map((owner) => ({
    ...owner,
    foreignKeys: owner.foreignKeys.map((key) =>
      refersTo(key, operation)
        ? { ...key, references: { ...key.references, columns: key.references.columns.map(rename) } }
        : key,
    ),
  }));
  return { ...renamed, tables };
}

function renameInTable(owner: Table, operation: RenameColumn): Table {
  if (findColumn(owner, operation.newName) !== undefined) {
    throw new OrmError("SCHEMA.DUPLICATE", `table "${nameKey(owner)}" already has a column "${operation.newName}"`, {
      hint: "Choose another name, or drop that column first.",
    });
  }
  const rewrite = (expression: string): string => renameInExpression(expression, operation.column, operation.newName);
  const rename = renamer(operation);
  const inColumns = <T extends { readonly columns: readonly string[]; readonly include?: readonly string[] }>(
    part: T,
  ): T => ({
    ...part,
    columns: part.columns.map(rename),
    ...(part.include === undefined ? {} : { include: part.include.map(rename) }),
  });
  const renamed = withChangedColumn(owner, operation.column, (column) => ({ ...column, name: operation.newName }));
  return {
    ...renamed,
    columns: renamed.columns.map((column) =>
      column.generated === undefined
        ? column
        : { ...column, generated: { ...column.generated, expression: rewrite(column.generated.expression) } },
    ),
    checks: owner.checks.map((check) => ({ ...check, expression: rewrite(check.expression) })),
    ...(owner.primaryKey === undefined ? {} : { primaryKey: inColumns(owner.primaryKey) }),
    uniques: owner.uniques.map(inColumns),
    foreignKeys: owner.foreignKeys.map((key) => ({
      ...inColumns(key),
      ...(key.onDeleteColumns === undefined ? {} : { onDeleteColumns: key.onDeleteColumns.map(rename) }),
    })),
    indexes: owner.indexes.map((index) => ({
      ...index,
      ...(index.where === undefined ? {} : { where: rewrite(index.where) }),
      parts: index.parts.map((part) => ({
        ...part,
        ...(part.column === undefined ? {} : { column: rename(part.column) }),
        ...(part.expression === undefined ? {} : { expression: rewrite(part.expression) }),
      })),
    })),
  };
}

function renamer({ column, newName }: RenameColumn): (name: string) => string {
  return (name) => (name === column ? newName : name);
}

function refersTo(key: ForeignKey, { table }: RenameColumn): boolean {
  return key.references.table === table.name && key.references.schema === table.schema;
}
