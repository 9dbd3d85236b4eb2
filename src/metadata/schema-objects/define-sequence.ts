import { isFlag, isText, type OptionCheck } from "../../util/option-check";
import { defineObject, isAttributes, type DefinitionForm } from "./define-object";
import type {
  DefinitionOptions,
  ObjectNameInput,
  ObjectParts,
  RenamedDefinition,
  SchemaObjectDefinition,
} from "./schema-object-definition";

/** Text, because the numbers may be beyond those that JavaScript holds exactly. */
const isNumberText: OptionCheck = (value) =>
  typeof value === "string" && /^-?\d+$/.test(value) ? undefined : 'is not a whole number as text, such as "1000"';

const isColumn: OptionCheck = (value) => {
  const { table, column } = (value ?? {}) as {
    readonly table?: { readonly name?: unknown };
    readonly column?: unknown;
  };
  const isPair = isText(column) === undefined && isText(table?.name) === undefined;
  return isPair ? undefined : 'is not a column: { table: { name: "orders" }, column: "number" }';
};

const FORM: DefinitionForm<"sequence"> = {
  kind: "sequence",
  call: "defineSequence",
  members: {
    type: isText,
    start: isNumberText,
    increment: isNumberText,
    minValue: isNumberText,
    maxValue: isNumberText,
    cache: isNumberText,
    cycle: isFlag,
    ownedBy: isColumn,
    comment: isText,
    attributes: isAttributes,
  },
  required: [],
  canBeRenamed: true,
};

/** What {@link defineSequence} takes. */
export type SequenceDefinitionOptions = Partial<ObjectParts<"sequence">> &
  DefinitionOptions<"sequence"> &
  RenamedDefinition;

/**
 * Declares a sequence of its own, not the one behind a numbered column.
 *
 * @throws OrmError `ENTITY.OBJECT_INVALID`.
 * @example
 * export const orderNumber = defineSequence("order_number", { start: "1000" });
 */
export function defineSequence(
  name: ObjectNameInput,
  options: SequenceDefinitionOptions = {},
): SchemaObjectDefinition<"sequence"> {
  return defineObject(FORM, { name, options });
}
