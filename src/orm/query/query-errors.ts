import { OrmError } from "../../errors/orm-error";
import { nearestName } from "../../util/nearest-name";
import type { MappedMember } from "../hydrate/mapped-entity";

/** A find option, a condition or a value names something that is not there. */
export function unknownProperty(owner: string, name: string, known: Iterable<string>, option?: string): OrmError {
  const names = [...known];
  const near = nearestName(name, names);
  const isOption = owner === "find option";
  const what = isOption ? `"${name}" is not a find option` : `${owner} has no property "${name}"`;
  return new OrmError("QUERY.UNKNOWN_PROPERTY", option === undefined ? what : `${what} for ${option}`, {
    hint: near === undefined || near === name ? `It has: ${names.join(", ")}.` : `Did you mean "${near}"?`,
    details: { property: name, nearest: near },
  });
}

export function invalidValue(message: string, hint?: string): OrmError {
  return new OrmError("QUERY.INVALID_VALUE", message, hint === undefined ? {} : { hint });
}

/** `undefined` in a condition would silently match every row. */
export function undefinedValue(member: MappedMember): OrmError {
  const place =
    member.kind === "embedded"
      ? `entity "${member.name}"`
      : `entity "${member.metadata.entity.name}", property "${member.metadata.propertyPath}"`;
  return invalidValue(
    `${place}: the value is undefined`,
    "Leave the property out, or use null or IsNull() to find rows without a value.",
  );
}
