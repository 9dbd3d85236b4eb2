import { OrmError } from "../../errors/orm-error";
import type { ObjectKind } from "../../schema/model";
import { SqlFragment } from "../../schema/sql-fragment";
import { nearestName } from "../../util/nearest-name";
import type { OptionCheck } from "../../util/option-check";
import { isFlag, isListOf, isObject, isText } from "../../util/option-check";
import {
  brandDefinition,
  isSchemaObjectDefinition,
  type ObjectNameInput,
  type ObjectParts,
  type SchemaObjectDefinition,
  type TableReference,
} from "./schema-object-definition";

/** How one `define...` function reads what it is given. */
export interface DefinitionForm<K extends ObjectKind> {
  readonly kind: K;
  /** The name of the function, for errors. */
  readonly call: string;
  /** Every member that the parts may have, with what it must be. */
  readonly members: Readonly<Record<string, OptionCheck>>;
  /** The members that the object cannot do without. */
  readonly required: readonly string[];
  /** Whether the kind can take another name. */
  readonly canBeRenamed: boolean;
}

/** What was given. */
export interface DefinitionInput {
  readonly name: ObjectNameInput;
  readonly table?: TableReference;
  readonly options: object;
}

/** SQL as text or as a fragment. */
export const isQuery: OptionCheck = (value) => (SqlFragment.is(value) ? undefined : isText(value));

/** A list with something in it. */
export const isFilled =
  (check: OptionCheck): OptionCheck =>
  (value) =>
    isListOf(check)(value) ?? ((value as readonly unknown[]).length === 0 ? "is empty" : undefined);

const isAttribute: OptionCheck = (value) =>
  ["string", "number", "boolean"].includes(typeof value) || isListOf(isText)(value) === undefined
    ? undefined
    : "has a value that is no text, number, flag or list of texts";

/** Facts of one database by namespaced key. */
export const isAttributes: OptionCheck = (value) => {
  const complaint = isObject(value);
  if (complaint !== undefined) return complaint;
  const entries = Object.entries(value as object);
  const unnamed = entries.find(([key]) => !/^[^.\s]+\../.test(key))?.[0];
  if (unnamed !== undefined) return `has the key "${unnamed}", which does not begin with a dialect and a dot`;
  return entries.map(([, item]) => isAttribute(item)).find((item) => item !== undefined);
};

const isDependency: OptionCheck = (value) =>
  typeof value === "function" || isSchemaObjectDefinition(value)
    ? undefined
    : isText(value) === undefined
      ? undefined
      : "is no class, no definition and no name";

/** Reads, checks and freezes one definition. @throws OrmError `ENTITY.OBJECT_INVALID`. */
export function defineObject<K extends ObjectKind>(
  form: DefinitionForm<K>,
  { name: given, table, options }: DefinitionInput,
): SchemaObjectDefinition<K> {
  const { name, schema } = readName(form, given);
  const fail = (problem: string, hint: string): OrmError => invalid(form, name, problem, hint);
  if (isObject(options) !== undefined) {
    throw fail("its second part is not an object", `Write ${form.call}("${name}", { ... }).`);
  }
  const { optional, variants, renamedFrom, dependsOn, ...parts } = options as Record<string, unknown>;
  for (const member of form.required) {
    if (parts[member] === undefined) throw fail(`it needs "${member}"`, `Add { ${member}: ... }.`);
  }
  checkParts(form, parts, fail);
  checkCommon(form, { optional, variants, renamedFrom, dependsOn }, fail);
  const own = (variants ?? {}) as Readonly<Record<string, Partial<ObjectParts<K>> | false>>;
  for (const variant of Object.values(own)) if (variant !== false) checkParts(form, variant, fail);
  return brandDefinition({
    kind: form.kind,
    name,
    ...(schema === undefined ? {} : { schema }),
    ...(table === undefined ? {} : { table }),
    parts: copyOf(parts) as ObjectParts<K>,
    ...(renamedFrom === undefined ? {} : { renamedFrom: renamedFrom as string }),
    dependsOn: [...((dependsOn ?? []) as SchemaObjectDefinition["dependsOn"])],
    isOptional: optional === true,
    variants: copyOf(own),
  });
}

/** The table of a trigger or a policy. @throws OrmError `ENTITY.OBJECT_INVALID`. */
export function requireTable(form: DefinitionForm<ObjectKind>, name: string, table: unknown): void {
  const isNamed = isObject(table) === undefined && isText((table as { readonly name?: unknown }).name) === undefined;
  if (typeof table === "function" || isText(table) === undefined || isNamed) return;
  throw invalid(
    form,
    name,
    "it needs the table that it belongs to",
    `Write ${form.call}("${name}", User, { ... }), with an entity or the name of a table; () => User where the import is circular.`,
  );
}

type Fail = (problem: string, hint: string) => OrmError;

function checkParts(form: DefinitionForm<ObjectKind>, parts: object, fail: Fail): void {
  for (const [member, value] of Object.entries(parts)) {
    const check = form.members[member];
    if (check === undefined) {
      const near = nearestName(member, Object.keys(form.members));
      throw fail(`it does not know "${member}"`, near === undefined ? "Take it out." : `Did you mean "${near}"?`);
    }
    const complaint = value === undefined ? undefined : check(value);
    if (complaint !== undefined) throw fail(`"${member}" ${complaint}`, "Correct it.");
  }
}

function checkCommon(form: DefinitionForm<ObjectKind>, common: Readonly<Record<string, unknown>>, fail: Fail): void {
  const checks: Readonly<Record<string, OptionCheck>> = {
    optional: isFlag,
    renamedFrom: (value) => (form.canBeRenamed ? isText(value) : "is given, but objects of this kind keep their names"),
    dependsOn: isListOf(isDependency),
    variants: (value) =>
      isObject(value) ??
      Object.entries(value as object)
        .map(([key, variant]) =>
          variant === false || isObject(variant) === undefined ? undefined : `"${key}" is neither false nor an object`,
        )
        .find((complaint) => complaint !== undefined),
  };
  for (const [member, value] of Object.entries(common)) {
    const complaint = value === undefined ? undefined : checks[member]!(value);
    if (complaint !== undefined) throw fail(`"${member}" ${complaint}`, "Correct it.");
  }
}

function readName(form: DefinitionForm<ObjectKind>, given: ObjectNameInput) {
  const { name, schema } = typeof given === "string" ? { name: given, schema: undefined } : (given ?? {});
  const isNamed = isText(name) === undefined && (schema === undefined || isText(schema) === undefined);
  if (isNamed) return { name, schema };
  throw new OrmError("ENTITY.OBJECT_INVALID", `${form.call}() needs a name`, {
    hint: `Write ${form.call}("name", ...), or ${form.call}({ schema: "schema", name: "name" }, ...).`,
  });
}

function invalid(form: DefinitionForm<ObjectKind>, name: string, problem: string, hint: string): OrmError {
  return new OrmError("ENTITY.OBJECT_INVALID", `${form.call}("${name}"): ${problem}`, {
    hint,
    details: { kind: form.kind, name },
  });
}

/** A copy whose freezing the caller does not feel; what is no plain object or list stays the same. */
function copyOf<T>(value: T): T {
  if (Array.isArray(value)) return value.map(copyOf) as unknown as T;
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, copyOf(member)])) as T;
}
