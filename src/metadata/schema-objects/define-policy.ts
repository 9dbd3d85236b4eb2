import { isFlag, isOneOf, isText, isTexts } from "../../util/option-check";
import { defineObject, isAttributes, requireTable, type DefinitionForm } from "./define-object";
import type {
  DefinitionOptions,
  ObjectParts,
  SchemaObjectDefinition,
  TableReference,
} from "./schema-object-definition";

const FORM: DefinitionForm<"policy"> = {
  kind: "policy",
  call: "definePolicy",
  members: {
    command: isOneOf("select", "insert", "update", "delete"),
    restrictive: isFlag,
    roles: isTexts,
    using: isText,
    check: isText,
    comment: isText,
    attributes: isAttributes,
  },
  required: [],
  canBeRenamed: false,
};

/** What {@link definePolicy} takes. */
export type PolicyDefinitionOptions = Partial<ObjectParts<"policy">> & DefinitionOptions<"policy">;

/**
 * Declares which rows of a table a role may see or write. Whether policies hold at all is an attribute of the table.
 *
 * @throws OrmError `ENTITY.OBJECT_INVALID`.
 * @example
 * export const ownRows = definePolicy("own_rows", Document, { using: "owner = current_user" });
 */
export function definePolicy(
  name: string,
  table: TableReference,
  options: PolicyDefinitionOptions = {},
): SchemaObjectDefinition<"policy"> {
  requireTable(FORM, name, table);
  return defineObject(FORM, { name, table, options });
}
