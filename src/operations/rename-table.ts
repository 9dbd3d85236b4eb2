import { OrmError } from "../errors/orm-error";
import { findTable } from "../schema/lookup";
import type { Schema } from "../schema/model";
import { isSameName, nameKey } from "../schema/object-name";
import { withChangedTable } from "../schema/edit";
import { withRenamedParent } from "../schema/attribute-names";
import { defineOperation } from "./definition";
import { readName, writeName, type NameInput } from "./input";
import type { RenameTable } from "./operation";
import { objectsAfterRename } from "./rename-in-objects";

/** Renames a table; its rows, constraints and indexes stay as they are. */
export const renameTable = defineOperation({
  kind: "renameTable",
  create: (name: NameInput, newName: string) => ({
    kind: "renameTable",
    table: readName(name, "renameTable"),
    newName,
  }),
  toArguments: ({ table, newName }) => [writeName(table), newName],
  reverse: ({ table, newName }) => [{ kind: "renameTable", table: { ...table, name: newName }, newName: table.name }],
  summarize: ({ table, newName }) => `rename table "${nameKey(table)}" to "${newName}"`,
  hazards: ({ table }) => [
    { kind: "incompatibility", message: `what still uses table "${nameKey(table)}" by its old name fails` },
  ],
  apply: applyRename,
  isApplied: (schema, { table, newName }) =>
    findTable(schema, table) === undefined && findTable(schema, { ...table, name: newName }) !== undefined,
});

function applyRename(schema: Schema, operation: RenameTable): Schema {
  const { table, newName } = operation;
  if (findTable(schema, { ...table, name: newName }) !== undefined) {
    throw new OrmError("SCHEMA.DUPLICATE", `table "${nameKey({ ...table, name: newName })}" already exists`, {
      hint: "Choose another name, or drop that table first.",
    });
  }
  const renamed = withChangedTable(schema, table, (owner) => ({ ...owner, name: newName }));
  const tables = renamed.tables.map((owner) => ({
    ...withRenamedParent(owner, table, newName),
    foreignKeys: owner.foreignKeys.map((key) =>
      isSameName(
        {
          name: key.references.table,
          ...(key.references.schema === undefined ? {} : { schema: key.references.schema }),
        },
        table,
      )
        ? { ...key, references: { ...key.references, table: newName } }
        : key,
    ),
  }));
  return { ...renamed, tables, objects: objectsAfterRename(renamed.objects, operation) };
}
