import { dropOf } from "../../../operations/objects/define-object-operations";
import type { AlterEnum } from "../../../operations/operation";
import type { ObjectName, Schema, SchemaObject } from "../../../schema/model";
import { mapObjectTexts } from "../../../schema/object-texts";
import { mentions } from "../expression-text";
import { inMentionOrder, mentionedNames } from "../mention-order";
import { isHeldBy } from "../held-objects";

/** Columns of a type in one table. */
export interface TypeUse {
  readonly table: { readonly name: string };
  readonly columns: readonly { readonly name: string }[];
}

/**
 * The objects that hold on to a type or to columns of it while the type is made anew, and those that hold on to them, each behind what
 * it mentions. The comparison takes out of the way what it sees to be in the way; where a value that was added to an enum type goes
 * again, or a column has a domain that changes, it does not.
 */
export function dependentsOfType(
  type: ObjectName,
  uses: readonly TypeUse[],
  { objects }: Schema,
  isHeld: (object: SchemaObject) => boolean,
): readonly SchemaObject[] {
  const speaks = (object: SchemaObject): boolean => {
    const names = new Set(mentionedNames(object));
    const isOver = ({ table, columns }: TypeUse): boolean =>
      names.has(table.name.toLowerCase()) && columns.some(({ name }) => names.has(name.toLowerCase()));
    return names.has(type.name.toLowerCase()) || uses.some(isOver);
  };
  const found = new Set(objects.filter((object) => isHeld(object) && speaks(object)));
  for (const held of found) {
    const drop = dropOf(held);
    const holds = (object: SchemaObject): boolean =>
      !found.has(object) && mentionedNames(object).includes(held.name.toLowerCase()) && isHeldBy(drop, object);
    // A set that grows while it is walked through is walked to its new end.
    for (const object of objects.filter(holds)) found.add(object);
  }
  return inMentionOrder([...found], (object) => object);
}

/** The object with the new names of values in its text, as the server would have written them. */
export function withRenamedValues(
  object: SchemaObject,
  { enum: type, rename }: AlterEnum,
  quote: (value: string) => string,
): SchemaObject {
  return mapObjectTexts(object, (text) =>
    Object.entries(rename).reduce(
      (renamed, [from, to]) =>
        mentions(renamed, type.name) ? renamed.replaceAll(`${quote(from)}::`, () => `${quote(to)}::`) : renamed,
      text,
    ),
  );
}
