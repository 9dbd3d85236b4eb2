import type { Attributes, Domain, ObjectName, SchemaObject } from "../../schema/model";
import { canonicalDefault } from "./default-text";
import { withoutParentheses } from "./expression-text";
import { fixSequence } from "./extensions/sequences";
import { parseTypeName } from "./type-name";
import { trimQuery } from "./view-columns";

/** Attribute values that say what goes without saying. */
const USUAL: Readonly<Record<string, readonly unknown[]>> = {
  "postgres.securityBarrier": [false],
  "postgres.securityInvoker": [false],
  "postgres.constraint": [false],
  "postgres.state": ["enabled"],
};

/** What can be said of a wanted object without asking the server: one spelling of names, types, words and of what is left out. */
export function fixObject<T extends SchemaObject>(
  object: T,
  rename: <N extends ObjectName>(name: N) => N,
  spellType: (type: string) => string,
): T {
  const { comment, attributes, ...rest } = rename(object);
  const declared = fixAttributes(attributes);
  const fixed = {
    ...rest,
    ...(comment === undefined || comment === "" ? {} : { comment }),
    ...(declared === undefined ? {} : { attributes: declared }),
  } as unknown as T;
  return fixMembers(fixed, rename, spellType) as T;
}

function fixMembers(
  object: SchemaObject,
  rename: <N extends ObjectName>(name: N) => N,
  spellType: (type: string) => string,
): SchemaObject {
  switch (object.kind) {
    case "view":
      return { ...object, query: trimQuery(object.query) };
    case "materializedView": {
      const indexes = [...(object.indexes ?? [])].sort((left, right) => (left.name < right.name ? -1 : 1));
      return { ...object, query: trimQuery(object.query), ...(indexes.length === 0 ? {} : { indexes }) };
    }
    case "function": {
      const { type, ...routine } = object;
      const word = type?.toLowerCase();
      const definition = routine.definition.trim().replace(/;$/, "");
      return { ...routine, ...(word === undefined || word === "function" ? {} : { type: word }), definition };
    }
    case "trigger":
      return { ...object, table: rename(object.table), event: fixText(object.event), action: fixText(object.action) };
    case "policy": {
      const { restrictive, roles, using, check, ...policy } = object;
      const everybody = roles === undefined || roles.some((role) => role.toLowerCase() === "public");
      return {
        ...policy,
        table: rename(object.table),
        ...(restrictive === true ? { restrictive } : {}),
        ...(everybody ? {} : { roles: [...new Set(roles)].sort() }),
        ...(using === undefined ? {} : { using: withoutParentheses(using) }),
        ...(check === undefined ? {} : { check: withoutParentheses(check) }),
      };
    }
    case "sequence": {
      const { ownedBy, ...sequence } = fixSequence(object);
      return ownedBy === undefined ? sequence : { ...sequence, ownedBy: { ...ownedBy, table: rename(ownedBy.table) } };
    }
    case "domain":
      return fixDomain(object, spellType(object.type));
    case "compositeType": {
      const columns = object.columns.map((column) => ({ ...column, type: spellType(column.type) }));
      return { ...object, columns };
    }
    default:
      return object;
  }
}

function fixDomain({ notNull, default: value, checks, ...domain }: Domain, type: string): Domain {
  const fixed = canonicalDefault(value, parseTypeName(type));
  return {
    ...domain,
    type,
    ...(notNull === true ? { notNull } : {}),
    ...(fixed === undefined ? {} : { default: fixed }),
    ...(checks === undefined || checks.length === 0
      ? {}
      : {
          checks: checks.map(({ notValid, ...check }) => ({
            ...check,
            expression: withoutParentheses(check.expression),
            ...(notValid === true ? { notValid } : {}),
          })),
        }),
  };
}

function fixText(text: string): string {
  return text.trim().replace(/;$/, "").trimEnd();
}

function fixAttributes(attributes: Attributes | undefined): Attributes | undefined {
  const entries = Object.entries(attributes ?? {}).filter(([key, value]) => !USUAL[key]?.includes(value));
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
