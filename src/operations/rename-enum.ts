import { OrmError } from "../errors/orm-error";
import { findEnum, getEnum } from "../schema/lookup";
import type { ObjectName, Schema } from "../schema/model";
import { isSameName, nameKey } from "../schema/object-name";
import { mapObjectTexts, mapTableTexts, type TextChange } from "../schema/object-texts";
import { defineOperation } from "./definition";
import { readName, writeName, type NameInput } from "./input";
import type { RenameEnum } from "./operation";
import { renameTypeInText } from "./rename-in-query";

/** Renames an enum type; its values and the columns that have it stay. */
export const renameEnum = defineOperation({
  kind: "renameEnum",
  create: (name: NameInput, newName: string) => ({
    kind: "renameEnum",
    enum: readName(name, "renameEnum"),
    newName: readName(newName, "renameEnum").name,
  }),
  toArguments: ({ enum: type, newName }) => [writeName(type), newName],
  reverse: ({ enum: type, newName }) => [{ kind: "renameEnum", enum: { ...type, name: newName }, newName: type.name }],
  summarize: ({ enum: type, newName }) => `rename enum type "${nameKey(type)}" to "${newName}"`,
  hazards: () => [],
  apply: applyRename,
  isApplied: (schema, { enum: type, newName }) =>
    findEnum(schema, type) === undefined && findEnum(schema, { ...type, name: newName }) !== undefined,
});

function applyRename(schema: Schema, { enum: type, newName }: RenameEnum): Schema {
  getEnum(schema, type);
  const renamed: ObjectName = { ...type, name: newName };
  if (findEnum(schema, renamed) !== undefined) {
    throw new OrmError("SCHEMA.DUPLICATE", `enum type "${nameKey(renamed)}" already exists`, {
      hint: "Choose another name, or drop that type first.",
    });
  }
  const rename: TextChange = (text, place) => renameTypeInText(text, type, newName, place);
  return {
    ...schema,
    enums: schema.enums.map((other) => (isSameName(other, type) ? { ...other, name: newName } : other)),
    tables: schema.tables.map((table) => mapTableTexts(table, rename)),
    objects: schema.objects.map((object) => mapObjectTexts(object, rename)),
  };
}
