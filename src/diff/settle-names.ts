import { applyOperations } from "../operations/definitions";
import type { Operation } from "../operations/operation";
import type { Schema, SchemaObject, Table } from "../schema/model";
import { nameKey } from "../schema/object-name";
import { describeObject, objectKey } from "../schema/object-reference";
import type { AnswerBook } from "./answer-book";
import type { DiffOptions } from "./diff-options";
import { findRenames } from "./find-renames";
import { objectsUnderNewNames, orderRenames } from "./order-renames";
import type { RenameQuestion } from "./question";
import { findRenamedEnums } from "./rename-enums";
import { findObjectRenames } from "./rename-objects";
import { followRenames } from "./renamed-objects";
import { nameTaken, STAYS } from "./require-free-names";
import { staysUnknown } from "./unknown-objects";

/** A schema in which everything has the name that it is wanted under, and the way there. */
export interface SettledNames {
  readonly schema: Schema;
  /** The renames, and before them what cannot be there meanwhile. */
  readonly operations: readonly Operation[];
  /** The renames of tables, columns and enum types alone. */
  readonly renames: readonly Operation[];
  readonly questions: readonly RenameQuestion[];
  /** Objects that went before the renames, as they would be now. */
  readonly gone: readonly SchemaObject[];
  /** Tables that stay as they are. */
  readonly left: readonly Table[];
}

/**
 * Finds what took another name: tables, columns, enum types, then views, sequences and the like. Objects that a rename would
 * leave with names that are no more go before it.
 * @param ignored tables that somebody else looks after.
 */
export function settleNames(
  actual: Schema,
  wanted: Schema,
  ignored: readonly Table[],
  options: DiffOptions,
  answers: AnswerBook,
): SettledNames {
  const tables = findRenames(actual, wanted, options, answers);
  const names = new Set(wanted.tables.map(nameKey));
  const isWanted = (table: Table): boolean => names.has(nameKey(table));
  const unknown = tables.schema.tables.filter((table) => !isWanted(table));
  const left = [...ignored, ...(options.keepUnknownTables === true ? unknown : [])];
  const enums = findRenamedEnums(tables.schema, wanted, left);
  // Renames keep the places of tables.
  const lasting = actual.tables.filter((_table, place) => isWanted(tables.schema.tables[place]!));
  const renames = [...tables.operations, ...enums];
  const move = (inTheWay?: ReadonlySet<string>) => {
    const lastingSchema = { ...actual, tables: lasting };
    const moved = followRenames(actual, wanted, tables.operations, enums, lastingSchema, options, inTheWay);
    const followed = { ...applyOperations(actual, [...moved.operations, ...renames]), objects: moved.objects };
    return { ...moved, followed, found: findObjectRenames(followed, wanted, options, answers) };
  };
  const plain = move();
  const inTheWay = objectsUnderNewNames(plain.found.schema.objects, renames);
  const kept = inTheWay.find((object) => staysUnknown(object, options));
  if (kept !== undefined) throw nameTaken(describeObject(kept), "the new name of a table", STAYS);
  const { operations, gone, followed, found } =
    inTheWay.length === 0 ? plain : move(new Set(inTheWay.map((object) => objectKey(object))));
  return {
    schema: found.schema,
    operations: [...operations, ...orderRenames(renames, found.operations, followed)],
    renames,
    questions: [...tables.questions, ...plain.found.questions],
    gone,
    left,
  };
}
