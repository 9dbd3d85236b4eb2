import { OrmError } from "../errors/orm-error";
import { findEnum, getEnum } from "../schema/lookup";
import type { Column, EnumType, Table } from "../schema/model";
import { isSameName, nameKey } from "../schema/object-name";
import { readTypeName } from "../schema/type-name";
import { isSameData } from "../util/stable-json";
import { defineOperation } from "./definition";
import { readName, writeName, type NameInput } from "./input";
import type { AddedEnumValue, AlterEnum, Hazard, Operation } from "./operation";

/** A change of an enum type as revision files write it. */
export interface EnumChangeInput {
  /** New values, at the end or at a place: `["archived", { value: "draft", before: "published" }]`. */
  readonly add?: readonly (string | AddedEnumValue)[];
  /** Old value to new value; rows and defaults follow. */
  readonly rename?: Readonly<Record<string, string>>;
  /** Values to remove; as a record, the value that rows holding them take. Rows of a value without one stop the revision. */
  readonly remove?: readonly string[] | Readonly<Record<string, string | null>>;
  /** Values to remove whose rows become NULL. */
  readonly clear?: readonly string[];
  /** Say so when this revision also uses a value that it adds: as a default, in a check, in rows. */
  readonly usedAtOnce?: boolean;
}

/** Adds, renames or removes values of an enum type, and converts the rows and defaults that hold them. */
export const alterEnum = defineOperation({
  kind: "alterEnum",
  create: (name: NameInput, change: EnumChangeInput) => {
    const type = readName(name, "alterEnum");
    const add = (change.add ?? []).map((added) => (typeof added === "string" ? { value: added } : added));
    const clear = change.clear ?? [];
    const remove = {
      ...(isList(change.remove) ? Object.fromEntries(change.remove.map((value) => [value, null])) : change.remove),
      ...Object.fromEntries(clear.map((value) => [value, null])),
    };
    const rename = change.rename ?? {};
    if (add.length + Object.keys(rename).length + Object.keys(remove).length === 0) {
      throw new OrmError("OPERATION.INVALID", `alterEnum of enum type "${nameKey(type)}" changes nothing`, {
        hint: "Give add, rename, remove or clear.",
      });
    }
    const usedAtOnce = change.usedAtOnce === true ? { usedAtOnce: true } : {};
    const cleared = clear.length === 0 ? {} : { clear };
    return { kind: "alterEnum", enum: type, add, rename, remove, ...cleared, ...usedAtOnce };
  },
  toArguments: (operation) => [writeName(operation.enum), writeChange(operation)],
  reverse: reverseOf,
  summarize: ({ enum: type, add, rename, remove }) => {
    const parts = [
      ...add.map(({ value }) => `add "${value}"`),
      ...Object.entries(rename).map(([from, to]) => `rename "${from}" to "${to}"`),
      ...Object.keys(remove).map((value) => `remove "${value}"`),
    ];
    return `change enum type "${nameKey(type)}": ${parts.join(", ")}`;
  },
  hazards: ({ enum: type, remove, clear }): readonly Hazard[] =>
    Object.entries(remove)
      .filter(([value, replacement]) => value !== replacement)
      .map(([value, replacement]) => ({
        kind: "data loss",
        message: clear?.includes(value)
          ? `removes value "${value}" of enum type "${nameKey(type)}": rows that hold it become NULL`
          : replacement === null
            ? `removes value "${value}" of enum type "${nameKey(type)}": this fails where a row holds it`
            : `removes value "${value}" of enum type "${nameKey(type)}": rows that hold it become "${replacement}"`,
      })),
  apply: (schema, operation) => {
    const values = valuesAfter(getEnum(schema, operation.enum), operation);
    return {
      ...schema,
      tables: withRenamedDefaults(schema.tables, operation),
      enums: schema.enums.map((other) => (isSameName(other, operation.enum) ? { ...other, values } : other)),
    };
  },
  isApplied: (schema, { enum: type, add, rename, remove }) => {
    const values = findEnum(schema, type)?.values;
    if (values === undefined) return undefined;
    const present = [...add.map(({ value }) => value), ...Object.values(rename)];
    const absent = [...Object.keys(rename), ...Object.keys(remove)].filter((value) => !present.includes(value));
    return (
      present.every((value) => values.includes(value)) &&
      absent.every((value) => !values.includes(value)) &&
      isInPlace(values, add, remove)
    );
  },
});

/** A column's default follows the value that it names. */
function withRenamedDefaults(tables: readonly Table[], { enum: type, rename }: AlterEnum): readonly Table[] {
  if (Object.keys(rename).length === 0) return tables;
  const follow = (column: Column): Column => {
    const value = column.default?.kind === "literal" ? String(column.default.value) : undefined;
    const isHit = value !== undefined && Object.hasOwn(rename, value) && isSameName(readTypeName(column.type), type);
    return isHit ? { ...column, default: { kind: "literal", value: rename[value]! } } : column;
  };
  return tables.map((table) => ({ ...table, columns: table.columns.map(follow) }));
}

/** Whether values that move are where they should be: placing all that is added once more changes nothing. */
function isInPlace(values: readonly string[], add: AlterEnum["add"], remove: AlterEnum["remove"]): boolean {
  if (!add.some(({ value }) => isMove(value, remove))) return true;
  const placed = Object.fromEntries(add.map(({ value }) => [value, value]));
  return isSameData(valuesAfter({ name: "", values }, { add, rename: {}, remove: placed }), values);
}

function isMove(value: string, remove: AlterEnum["remove"]): boolean {
  return Object.hasOwn(remove, value) && remove[value] === value;
}

/** The values of the type after the change, in order. @throws OrmError `SCHEMA.NOT_FOUND` for a value that the type does not have. */
export function valuesAfter(
  type: EnumType,
  { add, rename, remove }: Pick<AlterEnum, "add" | "rename" | "remove">,
): readonly string[] {
  for (const value of [...Object.keys(rename), ...Object.keys(remove)]) requireValue(type, type.values, value);
  const values = type.values
    .filter((value) => !Object.hasOwn(remove, value))
    .map((value) => (Object.hasOwn(rename, value) ? rename[value]! : value));
  for (const { value, before, after } of add) {
    if (values.includes(value)) {
      throw new OrmError("SCHEMA.DUPLICATE", `enum type "${nameKey(type)}" already has a value "${value}"`, {
        hint: "Add each value once.",
      });
    }
    const anchor = before ?? after;
    if (anchor === undefined) values.push(value);
    else {
      requireValue(type, values, anchor);
      values.splice(values.indexOf(anchor) + (before === undefined ? 1 : 0), 0, value);
    }
  }
  return values;
}

function requireValue(type: EnumType, values: readonly string[], value: string): void {
  if (values.includes(value)) return;
  throw new OrmError("SCHEMA.NOT_FOUND", `enum type "${nameKey(type)}" has no value "${value}"`, {
    hint: `It has: ${values.join(", ")}.`,
  });
}

/** Added values go, removed ones come back to their place, renamed ones get their old names. */
function reverseOf({ enum: type, add, rename, remove, previous }: AlterEnum): readonly Operation[] | undefined {
  if (previous === undefined && Object.keys(remove).length > 0) return undefined;
  const back: AlterEnum = {
    kind: "alterEnum",
    enum: type,
    // In the order of the type: neighbours have the same anchor.
    add: (previous ?? [])
      .filter((value) => Object.hasOwn(remove, value))
      .map((value) => placeOf(value, previous, remove)),
    rename: Object.fromEntries(Object.entries(rename).map(([from, to]) => [to, from])),
    remove: Object.fromEntries(add.map(({ value }) => [value, isMove(value, remove) ? value : null])),
  };
  if (previous === undefined) return [back];
  return [{ ...back, previous: valuesAfter({ ...type, values: previous }, { add, rename, remove }) }];
}

function placeOf(value: string, previous: readonly string[] | undefined, remove: AlterEnum["remove"]): AddedEnumValue {
  const next = previous?.slice(previous.indexOf(value) + 1).find((candidate) => !Object.hasOwn(remove, candidate));
  return next === undefined ? { value } : { value, before: next };
}

function writeChange({ add, rename, remove, clear = [], usedAtOnce }: AlterEnum): EnumChangeInput {
  const kept = Object.entries(remove).filter(([value]) => !clear.includes(value));
  const removed = kept.map(([value]) => value);
  const isPlainRemoval = kept.every(([, replacement]) => replacement === null);
  return {
    ...(add.length === 0
      ? {}
      : { add: add.map((added) => (added.before === undefined && added.after === undefined ? added.value : added)) }),
    ...(Object.keys(rename).length === 0 ? {} : { rename }),
    ...(removed.length === 0 ? {} : { remove: isPlainRemoval ? removed : Object.fromEntries(kept) }),
    ...(clear.length === 0 ? {} : { clear }),
    ...(usedAtOnce === true ? { usedAtOnce } : {}),
  };
}

function isList(value: EnumChangeInput["remove"]): value is readonly string[] {
  return Array.isArray(value);
}
