import { OrmError } from "../../errors/orm-error";
import type { ObjectName, Schema, SchemaObject } from "../../schema/model";
import { nameKey } from "../../schema/object-name";
import {
  describeObject,
  findObject,
  getObject,
  objectKey,
  ownerOf,
  type ObjectReference,
} from "../../schema/object-reference";
import { mapObjectTexts, mapTableTexts, type TextChange } from "../../schema/object-texts";
import { defineOperation } from "../definition";
import { readName, writeName, type NameInput } from "../input";
import type { RenameObject } from "../operation";
import { renameTableInText, renameTypeInText } from "../rename-in-query";

const RENAMED_KINDS = ["view", "materializedView", "sequence", "domain", "compositeType"] as const;

/** The kinds of object that {@link renameObject} takes: those that hold something, or that others are built upon. */
export type RenamedKind = (typeof RENAMED_KINDS)[number];

/** Renames a view, a sequence or a type: `op.renameObject("sequence", "order_number", "invoice_number")`. */
export const renameObject = defineOperation({
  kind: "renameObject",
  create: (kind: RenamedKind, name: NameInput, newName: string) => {
    if (!RENAMED_KINDS.includes(kind)) {
      throw new OrmError("OPERATION.INVALID", `renameObject cannot rename a ${kind}`, {
        hint: `It renames these: ${RENAMED_KINDS.join(", ")}.`,
      });
    }
    const object: ObjectReference = { kind, ...readName(name, "renameObject") };
    return { kind: "renameObject", object, newName: readName(newName, "renameObject").name };
  },
  toArguments: ({ object, newName }) => [object.kind as RenamedKind, writeName(object), newName],
  reverse: ({ object, newName }) => [
    { kind: "renameObject", object: { ...object, name: newName }, newName: object.name },
  ],
  summarize: ({ object, newName }) => `rename ${describeObject(object)} to "${newName}"`,
  hazards: ({ object }) => [
    {
      kind: "incompatibility",
      message: `running code that still uses ${describeObject(object)} fails after the rename`,
    },
  ],
  apply: applyRename,
  isApplied: (schema, { object, newName }) =>
    findObject(schema, object) === undefined && findObject(schema, { ...object, name: newName }) !== undefined,
});

function applyRename(schema: Schema, { object, newName }: RenameObject): Schema {
  getObject(schema, object);
  const renamed: ObjectReference = { ...object, name: newName };
  if (findObject(schema, renamed) !== undefined) {
    throw new OrmError("SCHEMA.DUPLICATE", `${describeObject(renamed)} already exists`, {
      hint: "Choose another name, or drop it first.",
    });
  }
  const change = textChange(object, newName);
  const follow = (other: SchemaObject): SchemaObject => {
    const named = objectKey(other) === objectKey(object) ? { ...other, name: newName } : other;
    return mapObjectTexts(withOwner(named, object, newName), change);
  };
  return {
    ...schema,
    objects: schema.objects.map(follow),
    tables: object.kind.endsWith("iew") ? schema.tables : schema.tables.map((table) => mapTableTexts(table, change)),
  };
}

/** How databases rewrite what mentions the object. */
function textChange(object: ObjectReference, newName: string): TextChange {
  const name: ObjectName = object;
  const rename: TextChange = (text, place) => {
    switch (object.kind) {
      case "view":
      case "materializedView":
        return renameTableInText(text, { kind: "renameTable", table: name, newName });
      case "sequence":
        return renameInStrings(text, name.name, newName);
      default:
        return renameTypeInText(text, name, newName, place);
    }
  };
  return (text, place) => (place === "body" ? text : rename(text, place));
}

/** Functions take the name of a sequence as text: `nextval('order_number'::regclass)`. */
function renameInStrings(text: string, from: string, to: string): string {
  return text.replace(/'((?:[^']|'')*)'/g, (string, content: string) => {
    const parts = content.split(".");
    if (parts[parts.length - 1]?.replaceAll('"', "") !== from) return string;
    const written = /^[a-z_][a-z0-9_$]*$/.test(to) ? to : `"${to.replaceAll('"', '""')}"`;
    return `'${[...parts.slice(0, -1), written.replaceAll("'", "''")].join(".")}'`;
  });
}

/** A view can have triggers. */
function withOwner(object: SchemaObject, renamed: ObjectReference, newName: string): SchemaObject {
  const owner = ownerOf(object);
  const isOwner = object.kind === "trigger" && owner !== undefined && nameKey(owner) === nameKey(renamed);
  return isOwner ? { ...object, table: { ...owner, name: newName } } : object;
}
