import { isText } from "../../util/option-check";
import { defineObject, isAttributes, requireTable, type DefinitionForm } from "./define-object";
import type {
  DefinitionOptions,
  ObjectParts,
  SchemaObjectDefinition,
  TableReference,
} from "./schema-object-definition";

const FORM: DefinitionForm<"trigger"> = {
  kind: "trigger",
  call: "defineTrigger",
  members: { event: isText, action: isText, comment: isText, attributes: isAttributes },
  required: ["event", "action"],
  canBeRenamed: false,
};

/** What {@link defineTrigger} takes. */
export type TriggerDefinitionOptions = ObjectParts<"trigger"> & DefinitionOptions<"trigger">;

/**
 * Declares a trigger of a table or a view. It is created after the table and after the function that it calls.
 *
 * @throws OrmError `ENTITY.OBJECT_INVALID`.
 * @example
 * export const touched = defineTrigger("touched", User, {
 *   event: "BEFORE UPDATE",
 *   action: "FOR EACH ROW EXECUTE FUNCTION touch()",
 * });
 */
export function defineTrigger(
  name: string,
  table: TableReference,
  options: TriggerDefinitionOptions,
): SchemaObjectDefinition<"trigger"> {
  requireTable(FORM, name, table);
  return defineObject(FORM, { name, table, options });
}
