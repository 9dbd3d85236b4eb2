import { isText, type OptionCheck } from "../../util/option-check";
import { defineObject, isAttributes, type DefinitionForm } from "./define-object";
import type {
  DefinitionOptions,
  ObjectNameInput,
  ObjectParts,
  SchemaObjectDefinition,
} from "./schema-object-definition";

const isTypes: OptionCheck = (value) => (typeof value === "string" ? undefined : "is not a text");

const FORM: DefinitionForm<"function"> = {
  kind: "function",
  call: "defineFunction",
  members: { definition: isText, arguments: isTypes, type: isText, comment: isText, attributes: isAttributes },
  required: ["definition"],
  canBeRenamed: false,
};

/** What {@link defineFunction} takes. */
export type FunctionDefinitionOptions = ObjectParts<"function"> & DefinitionOptions<"function">;

/**
 * Declares a function, or with `type: "procedure"` another routine. `definition` is everything that follows the name.
 *
 * @throws OrmError `ENTITY.OBJECT_INVALID`.
 * @example
 * export const touch = defineFunction("touch", {
 *   definition: `() RETURNS trigger LANGUAGE plpgsql AS $$
 * BEGIN
 *   NEW.changed := now();
 *   RETURN NEW;
 * END $$`,
 * });
 */
export function defineFunction(
  name: ObjectNameInput,
  options: FunctionDefinitionOptions,
): SchemaObjectDefinition<"function"> {
  return defineObject(FORM, { name, options });
}
