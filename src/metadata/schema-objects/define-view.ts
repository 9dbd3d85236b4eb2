import { isText, isTexts } from "../../util/option-check";
import { defineObject, isAttributes, isQuery, type DefinitionForm } from "./define-object";
import type {
  DefinitionOptions,
  DependentDefinition,
  ObjectNameInput,
  ObjectParts,
  RenamedDefinition,
  SchemaObjectDefinition,
} from "./schema-object-definition";

const FORM: DefinitionForm<"view"> = {
  kind: "view",
  call: "defineView",
  members: { query: isQuery, columns: isTexts, comment: isText, attributes: isAttributes },
  required: ["query"],
  canBeRenamed: true,
};

/** What {@link defineView} takes. */
export type ViewDefinitionOptions = ObjectParts<"view"> &
  DefinitionOptions<"view"> &
  RenamedDefinition &
  DependentDefinition;

/**
 * Declares a view that no class is mapped to; `@ViewEntity()` declares one that is read as entities. It is created after
 * everything that its query mentions.
 *
 * @throws OrmError `ENTITY.OBJECT_INVALID`.
 * @example
 * export const adults = defineView("adults", { query: "SELECT id, name FROM users WHERE age >= 18" });
 */
export function defineView(name: ObjectNameInput, options: ViewDefinitionOptions): SchemaObjectDefinition<"view"> {
  return defineObject(FORM, { name, options });
}
