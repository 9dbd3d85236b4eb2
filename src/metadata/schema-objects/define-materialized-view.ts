import { isFlag, isListOf, isObject, isText, isTexts, type OptionCheck } from "../../util/option-check";
import { defineObject, isAttributes, isFilled, isQuery, type DefinitionForm } from "./define-object";
import type {
  DefinitionOptions,
  DependentDefinition,
  ObjectNameInput,
  ObjectParts,
  RenamedDefinition,
  SchemaObjectDefinition,
} from "./schema-object-definition";

const isIndex: OptionCheck = (value) => {
  const { name, parts } = (isObject(value) === undefined ? value : {}) as Readonly<Record<string, unknown>>;
  const isNamed = isText(name) === undefined && isFilled(isObject)(parts) === undefined;
  return isNamed ? undefined : 'is not an index: { name: "ix", parts: [{ column: "day" }] }';
};

const FORM: DefinitionForm<"materializedView"> = {
  kind: "materializedView",
  call: "defineMaterializedView",
  members: {
    query: isQuery,
    columns: isTexts,
    indexes: isListOf(isIndex),
    withoutData: isFlag,
    comment: isText,
    attributes: isAttributes,
  },
  required: ["query"],
  canBeRenamed: true,
};

/** What {@link defineMaterializedView} takes. */
export type MaterializedViewDefinitionOptions = ObjectParts<"materializedView"> &
  DefinitionOptions<"materializedView"> &
  RenamedDefinition &
  DependentDefinition;

/**
 * Declares a view whose rows are stored, with its indexes.
 *
 * @throws OrmError `ENTITY.OBJECT_INVALID`.
 * @example
 * export const totals = defineMaterializedView("totals", {
 *   query: "SELECT customer, sum(amount) AS amount FROM orders GROUP BY customer",
 *   indexes: [{ name: "ix_totals_customer", parts: [{ column: "customer" }], unique: true }],
 * });
 */
export function defineMaterializedView(
  name: ObjectNameInput,
  options: MaterializedViewDefinitionOptions,
): SchemaObjectDefinition<"materializedView"> {
  return defineObject(FORM, { name, options });
}
