import type { TypeSystem } from "../dialect/type-system";
import { OrmError } from "../errors/orm-error";
import { readBackfill, type DefaultInput } from "../operations/input";
import type { ColumnDefault } from "../schema/model";
import { nearestName } from "../util/nearest-name";

const NUMBERS =
  /^(?:(?:tiny|small|medium|big)?int(?:eger|\d)?|(?:small|big)?serial|numeric|decimal|dec|fixed|real|double(?: precision)?|float\d?|money|year)$/;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const NEVER_EMPTY = /^(?:date|time|datetime|timestamp|timestamptz|timetz|interval|uuid|jsonb?|inet|cidr|macaddr)/;
const BOOLEANS: Readonly<Record<string, boolean>> = { true: true, false: false, 1: true, 0: false };

/** The column that a value is for. */
export interface ValuePlace {
  /** For messages: `column "age" of table "users"`. */
  readonly name: string;
  readonly type: string;
  /** The values of its enum type, where it has one. */
  readonly values: readonly string[] | undefined;
}

/**
 * The value that somebody gave for rows, in the form that the column takes. What is cheap to see is checked: a number
 * for a number, a value of the enum; the database checks the rest. @throws OrmError `DIFF.ANSWER_INVALID`, `OPERATION.INVALID`.
 */
export function checkValue(given: DefaultInput, place: ValuePlace, types: Pick<TypeSystem, "parse">): ColumnDefault {
  if (given === null) {
    throw new OrmError("DIFF.ANSWER_INVALID", `${place.name} may not be NULL`, {
      hint: 'Give a value; for the text "null" itself, text:null.',
    });
  }
  const value = readBackfill(given, place.name);
  if (value.kind === "expression") return value;
  const text = String(value.value);
  const { name, arguments: args, dimensions } = types.parse(place.type);
  const type = name.toLowerCase();
  if (dimensions > 0) return value;
  if (place.values !== undefined) return { kind: "literal", value: requireChoice(text, place.values, place.name) };
  if (type === "boolean" || type === "bool" || (type === "tinyint" && args[0] === "1")) {
    const known = BOOLEANS[text.toLowerCase()];
    if (known === undefined) throw refusal(place, text, "true or false");
    return { kind: "literal", value: known };
  }
  if (NUMBERS.test(type)) {
    if (!NUMBER.test(text)) throw refusal(place, text, "a number");
    return { kind: "literal", value: String(Number(text)) === text ? Number(text) : text };
  }
  if (text === "" && NEVER_EMPTY.test(type)) throw refusal(place, text, `a value of type ${place.type}`);
  return { kind: "literal", value: text };
}

/** One of the values of an enum. @throws OrmError `DIFF.ANSWER_INVALID` with the nearest one. */
export function requireChoice(text: string, choices: readonly string[], name: string): string {
  if (choices.includes(text)) return text;
  const near = nearestName(text, choices);
  throw new OrmError("DIFF.ANSWER_INVALID", `${name}: "${text}" is none of its values`, {
    hint: `${near === undefined ? "" : `Did you mean "${near}"? `}It has: ${choices.join(", ")}.`,
    details: { value: text, choices },
  });
}

function refusal({ name, type }: ValuePlace, text: string, wanted: string): OrmError {
  return new OrmError("DIFF.ANSWER_INVALID", `${name} is of type ${type}: "${text}" does not fit`, {
    hint: `Give ${wanted}, or sql: and an expression.`,
    details: { value: text },
  });
}
