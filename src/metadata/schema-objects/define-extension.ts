import { isText } from "../../util/option-check";
import { defineObject, isAttributes, type DefinitionForm } from "./define-object";
import type { DefinitionOptions, ObjectParts, SchemaObjectDefinition } from "./schema-object-definition";

const FORM: DefinitionForm<"extension"> = {
  kind: "extension",
  call: "defineExtension",
  members: { version: isText, comment: isText, attributes: isAttributes },
  required: [],
  canBeRenamed: false,
};

/** What {@link defineExtension} takes. */
export type ExtensionDefinitionOptions = Partial<ObjectParts<"extension">> &
  DefinitionOptions<"extension"> & {
    /** The schema where its objects live. */
    readonly schema?: string;
  };

/**
 * Declares an extension of the server. It is created before everything else; one that the database has already is taken as it is.
 *
 * @throws OrmError `ENTITY.OBJECT_INVALID`.
 * @example
 * export const citext = defineExtension("citext");
 */
export function defineExtension(
  name: string,
  options: ExtensionDefinitionOptions = {},
): SchemaObjectDefinition<"extension"> {
  const { schema, ...rest } = options;
  return defineObject(FORM, { name: schema === undefined ? name : { name, schema }, options: rest });
}
