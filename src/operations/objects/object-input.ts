import { OrmError } from "../../errors/orm-error";
import type { ObjectKind, ObjectName, ObjectOfKind } from "../../schema/model";
import type { ObjectReference } from "../../schema/object-reference";
import { readName, writeName, type NameInput } from "../input";

/** An object as revision files write it, beside its name: everything but what tells it apart. */
export type ObjectInput<O extends ObjectKind> = Omit<
  ObjectOfKind<O>,
  "kind" | "name" | "schema" | "table" | "renamedFrom"
>;

/** @throws OrmError `OPERATION.INVALID` where a member that the object cannot do without is missing or empty. */
export function requireText<T extends object>(
  what: string,
  name: string,
  parts: T,
  ...members: (keyof T & string)[]
): void {
  for (const member of members) {
    const value = (parts as Record<string, unknown> | undefined)?.[member];
    if (typeof value === "string" && value.trim() !== "") continue;
    throw new OrmError("OPERATION.INVALID", `${what} of "${name}" needs "${member}"`, {
      hint: `Write it as ${what}("${name}", { ${member}: "..." }).`,
    });
  }
}

/** The parts of a call whose object is told apart by its name alone. */
export function namedForm<O extends ObjectKind>(kind: O) {
  return {
    readReference: (what: string, name: NameInput): ObjectReference => ({ kind, ...readName(name, what) }),
    writeReference: (reference: ObjectReference): [name: NameInput] => [writeName(reference)],
  };
}

/** The parts of a call whose object belongs to a table. */
export function ownedForm<O extends ObjectKind>(kind: O) {
  return {
    readReference: (what: string, name: string, table: NameInput): ObjectReference => ({
      kind,
      ...readOwned(what, name, table),
    }),
    writeReference: ({ name, table }: ObjectReference): [name: string, table: NameInput] => [
      name,
      writeName(table ?? { name: "" }),
    ],
  };
}

/** A trigger or a policy lives in the schema of its table. */
export function readOwned(what: string, name: string, table: NameInput): ObjectName & { readonly table: ObjectName } {
  const owner = readName(table, what);
  return { ...readName({ ...owner, name }, what), table: owner };
}
