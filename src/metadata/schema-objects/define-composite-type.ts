import { isObject, isText, type OptionCheck } from "../../util/option-check";
import { defineObject, isAttributes, isFilled, type DefinitionForm } from "./define-object";
import type {
  DefinitionOptions,
  ObjectNameInput,
  ObjectParts,
  RenamedDefinition,
  SchemaObjectDefinition,
} from "./schema-object-definition";

const isPart: OptionCheck = (value) => {
  const { name, type } = (isObject(value) === undefined ? value : {}) as Readonly<Record<string, unknown>>;
  return isText(name) === undefined && isText(type) === undefined ? undefined : "is not { name, type }";
};

const FORM: DefinitionForm<"compositeType"> = {
  kind: "compositeType",
  call: "defineCompositeType",
  members: { columns: isFilled(isPart), comment: isText, attributes: isAttributes },
  required: ["columns"],
  canBeRenamed: true,
};

/** What {@link defineCompositeType} takes. */
export type CompositeTypeDefinitionOptions = ObjectParts<"compositeType"> &
  DefinitionOptions<"compositeType"> &
  RenamedDefinition;

/**
 * Declares a type of several named parts.
 *
 * @throws OrmError `ENTITY.OBJECT_INVALID`.
 * @example
 * export const address = defineCompositeType("address", {
 *   columns: [
 *     { name: "street", type: "text" },
 *     { name: "city", type: "text" },
 *   ],
 * });
 */
export function defineCompositeType(
  name: ObjectNameInput,
  options: CompositeTypeDefinitionOptions,
): SchemaObjectDefinition<"compositeType"> {
  return defineObject(FORM, { name, options });
}
