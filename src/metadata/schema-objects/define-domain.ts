import { isFlag, isListOf, isObject, isText, type OptionCheck } from "../../util/option-check";
import { defineObject, isAttributes, type DefinitionForm } from "./define-object";
import type {
  DefinitionOptions,
  ObjectNameInput,
  ObjectParts,
  RenamedDefinition,
  SchemaObjectDefinition,
} from "./schema-object-definition";

const isCheck: OptionCheck = (value) =>
  isObject(value) ?? isText((value as { readonly expression?: unknown }).expression);

const isDefault: OptionCheck = (value) => {
  const { kind, sql } = (isObject(value) === undefined ? value : {}) as {
    readonly kind?: unknown;
    readonly sql?: unknown;
  };
  const isKnown = kind === "literal" || (kind === "expression" && isText(sql) === undefined);
  return isKnown ? undefined : 'is neither { kind: "literal", value } nor { kind: "expression", sql }';
};

const FORM: DefinitionForm<"domain"> = {
  kind: "domain",
  call: "defineDomain",
  members: {
    type: isText,
    collation: isText,
    notNull: isFlag,
    default: isDefault,
    checks: isListOf(isCheck),
    comment: isText,
    attributes: isAttributes,
  },
  required: ["type"],
  canBeRenamed: true,
};

/** What {@link defineDomain} takes. */
export type DomainDefinitionOptions = ObjectParts<"domain"> & DefinitionOptions<"domain"> & RenamedDefinition;

/**
 * Declares a type with conditions, for `@Column({ type: "email" })`.
 *
 * @throws OrmError `ENTITY.OBJECT_INVALID`.
 * @example
 * export const positive = defineDomain("positive", {
 *   type: "integer",
 *   checks: [{ name: "positive_check", expression: "VALUE > 0" }],
 * });
 */
export function defineDomain(
  name: ObjectNameInput,
  options: DomainDefinitionOptions,
): SchemaObjectDefinition<"domain"> {
  return defineObject(FORM, { name, options });
}
