import { OrmError } from "../errors/orm-error";
import { findColumn, findTable } from "../schema/lookup";
import type { Attributes, ForeignKey, IndexPart, Schema, Table } from "../schema/model";
import { nameKey } from "../schema/object-name";
import { descendantsOf, renameInAttributes } from "../schema/attribute-names";
import { withChangedColumn, withChangedTable } from "../schema/edit";
import { defineOperation } from "./definition";
import { readName, writeName, type NameInput } from "./input";
import type { RenameColumn } from "./operation";
import { objectsAfterRename } from "./rename-in-objects";
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
      message: `what still uses column "${column}" of table "${nameKey(table)}" by its old name fails`,
    },
  ],
  apply: applyRename,
  isApplied: (schema, { table, column, newName }) => {
    const owner = findTable(schema, table);
    return owner !== undefined && findColumn(owner, column) === undefined && findColumn(owner, newName) !== undefined;
  },
});

function applyRename(schema: Schema, operation: RenameColumn): Schema {
  const heirs = new Set(descendantsOf(schema, operation.table).map(nameKey));
  const renamed = withChangedTable(schema, operation.table, (owner) => renameInTable(owner, operation));
  const rename = renamer(operation);
  const tables = renamed.tables.map((table) => {
    const owner = heirs.has(nameKey(table)) ? renameMentions(table, operation) : table;
    return {
      ...owner,
      foreignKeys: owner.foreignKeys.map((key) =>
        refersTo(key, operation)
          ? { ...key, references: { ...key.references, columns: key.references.columns.map(rename) } }
          : key,
      ),
    };
  });
  return { ...renamed, tables, objects: objectsAfterRename(renamed.objects, operation) };
}

function renameInTable(owner: Table, operation: RenameColumn): Table {
  if (findColumn(owner, operation.newName) !== undefined) {
    throw new OrmError("SCHEMA.DUPLICATE", `table "${nameKey(owner)}" already has a column "${operation.newName}"`, {
      hint: "Choose another name, or drop that column first.",
    });
  }
  const renamed = withChangedColumn(owner, operation.column, (column) => ({ ...column, name: operation.newName }));
  return renameMentions(renamed, operation);
}

/** What a table says of the column, its own or one that it has from another table. */
function renameMentions(owner: Table, operation: RenameColumn): Table {
  const rewrite = (expression: string): string => renameInExpression(expression, operation.column, operation.newName);
  const rename = renamer(operation);
  const inColumns = <T extends { readonly columns: readonly string[]; readonly include?: readonly string[] }>(
    part: T,
  ): T => ({
    ...part,
    columns: part.columns.map(rename),
    ...(part.include === undefined ? {} : { include: part.include.map(rename) }),
  });
  const inPart = <T extends IndexPart>(part: T): T => ({
    ...part,
    ...(part.column === undefined ? {} : { column: rename(part.column) }),
    ...(part.expression === undefined ? {} : { expression: rewrite(part.expression) }),
  });
  const inPredicate = <T extends { readonly where?: string; readonly attributes?: Attributes }>(part: T): T => ({
    ...part,
    ...(part.where === undefined ? {} : { where: rewrite(part.where) }),
    ...(part.attributes === undefined ? {} : { attributes: renameInAttributes(part.attributes, rename, rewrite) }),
  });
  return {
    ...owner,
    columns: owner.columns.map((column) =>
      column.generated === undefined
        ? column
        : { ...column, generated: { ...column.generated, expression: rewrite(column.generated.expression) } },
    ),
    checks: owner.checks.map((check) => ({ ...check, expression: rewrite(check.expression) })),
    ...(owner.exclusions === undefined
      ? {}
      : {
          exclusions: owner.exclusions.map((exclusion) => ({
            ...inPredicate(exclusion),
            elements: exclusion.elements.map(inPart),
          })),
        }),
    ...(owner.attributes === undefined ? {} : { attributes: renameInAttributes(owner.attributes, rename, rewrite) }),
    ...(owner.primaryKey === undefined ? {} : { primaryKey: inColumns(owner.primaryKey) }),
    uniques: owner.uniques.map(inColumns),
    foreignKeys: owner.foreignKeys.map((key) => ({
      ...inColumns(key),
      ...(key.onDeleteColumns === undefined ? {} : { onDeleteColumns: key.onDeleteColumns.map(rename) }),
    })),
    indexes: owner.indexes.map((index) => ({ ...inPredicate(index), parts: index.parts.map(inPart) })),
  };
}

function renamer({ column, newName }: RenameColumn): (name: string) => string {
  return (name) => (name === column ? newName : name);
}

function refersTo(key: ForeignKey, { table }: RenameColumn): boolean {
  return key.references.table === table.name && key.references.schema === table.schema;
}
