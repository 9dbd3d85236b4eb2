import { OrmError } from "../errors/orm-error";
import { findColumn, findTable } from "../schema/lookup";
import type { Column, ColumnDefault } from "../schema/model";
import { nameKey } from "../schema/object-name";
import { withChangedColumn, withChangedTable } from "../schema/edit";
import { isSameData, stableJson } from "../util/stable-json";
import { defineOperation } from "./definition";
import {
  readBackfill,
  readDefault,
  readName,
  writeDefault,
  writeName,
  type DefaultInput,
  type NameInput,
} from "./input";
import type { AlterColumn, ColumnChange, Hazard, ValueReplacement } from "./operation";
import { losesValues } from "./type-loss";
import { replacementsOf } from "./value-replacement";

/** A change of a column as revision files write it: what is named changes, `null` removes, the rest stays. */
export interface ColumnChangeInput extends Omit<ColumnChange, "default"> {
  readonly default?: DefaultInput;
  /** An SQL expression for the new value, where the database cannot cast the old one by itself. */
  readonly using?: string;
  /** With `nullable: false`: what rows that hold NULL take. A value, or `` sql`lower(name)` ``. */
  readonly backfill?: DefaultInput;
  /** With a type that lists its values: what rows that hold an old value take, `{ b: "bb" }`. */
  readonly replace?: ValueReplacement;
  /** With a type that lists its values: rows that hold one of these become NULL, and a set loses the member. */
  readonly clear?: readonly string[];
}

/** Changes the type, nullability, default or comment of a column. */
export const alterColumn = defineOperation({
  kind: "alterColumn",
  create: (table: NameInput, column: string, input: ColumnChangeInput) => {
    const { using, backfill, replace, clear, default: value, ...rest } = input;
    const said = Object.entries(rest).filter(([, member]) => member !== undefined);
    const change: ColumnChange = {
      ...Object.fromEntries(said),
      ...(value === undefined ? {} : { default: value === null ? null : readDefault(value) }),
    };
    if (Object.keys(change).length === 0) {
      throw new OrmError("OPERATION.INVALID", `alterColumn of column "${column}" changes nothing`, {
        hint: "Name what changes: type, nullable, default, comment.",
      });
    }
    return {
      kind: "alterColumn",
      table: readName(table, "alterColumn"),
      column,
      change,
      ...(using === undefined ? {} : { using }),
      ...(backfill === undefined ? {} : { backfill: readBackfill(backfill, `column "${column}"`) }),
      ...(replace === undefined ? {} : { replace }),
      ...(clear === undefined ? {} : { clear }),
    };
  },
  toArguments: ({ table, column, change, using, backfill, replace, clear }) => {
    const { default: value, ...rest } = change;
    const input: ColumnChangeInput = {
      ...rest,
      ...(value === undefined ? {} : { default: value === null ? null : writeDefault(value) }),
      ...(using === undefined ? {} : { using }),
      ...(backfill === undefined ? {} : { backfill: writeDefault(backfill) }),
      ...(replace === undefined ? {} : { replace }),
      ...(clear === undefined ? {} : { clear }),
    };
    return [writeName(table), column, input];
  },
  reverse: reverseOf,
  summarize: (operation) =>
    `change column "${operation.column}" of table "${nameKey(operation.table)}": ${describeChange(operation)}`,
  hazards: hazardsOf,
  apply: (schema, { table, column, change }) =>
    withChangedTable(schema, table, (owner) =>
      withChangedColumn(owner, column, (found) => changeColumn(found, change)),
    ),
  isApplied: (schema, { table, column, change }) => {
    const owner = findTable(schema, table);
    const found = owner === undefined ? undefined : findColumn(owner, column);
    return found === undefined ? undefined : isSameData(found, changeColumn(found, change));
  },
});

/** The way back has its own expressions; what filled NULLs stays in the rows. */
function reverseOf(operation: AlterColumn): readonly AlterColumn[] | undefined {
  const { kind, table, column, change, previous, using, previousUsing, replace, previousReplace } = operation;
  if (previous === undefined) return undefined;
  return [
    {
      kind,
      table,
      column,
      change: previous,
      previous: change,
      ...(previousUsing === undefined ? {} : { using: previousUsing }),
      ...(using === undefined ? {} : { previousUsing: using }),
      ...(previousReplace === undefined ? {} : { replace: previousReplace }),
      ...(replace === undefined ? {} : { previousReplace: replace }),
    },
  ];
}

/** The column after a change. */
export function changeColumn(column: Column, change: ColumnChange): Column {
  const changed: Record<string, unknown> = { ...column };
  for (const [member, value] of Object.entries(change)) {
    if (value === null) delete changed[member];
    else if (value !== undefined) changed[member] = value;
  }
  if (changed["autoIncrement"] === false) delete changed["autoIncrement"];
  return changed as unknown as Column;
}

function hazardsOf(operation: AlterColumn): readonly Hazard[] {
  const { table, column, change, previous, backfill } = operation;
  const where = `column "${column}" of table "${nameKey(table)}"`;
  const hazards: Hazard[] = [];
  for (const [from, to] of valuesLost(operation))
    hazards.push({ kind: "data loss", message: `rows that hold "${from}" in ${where} become ${quoteValue(to)}` });
  if (
    change.type !== undefined &&
    previous?.type !== undefined &&
    mayLose(previous.type, change.type, replacementsOf(operation))
  )
    hazards.push({
      kind: "data loss",
      message: `narrows ${where} from ${previous.type} to ${change.type}: what does not fit is cut off or refused`,
    });
  if (change.type !== undefined && previous?.type !== undefined && mayLose(previous.type, change.type))
    hazards.push({ kind: "incompatibility", message: `what writes values beyond ${change.type} into ${where} fails` });
  if (change.generated !== undefined && change.generated !== null && previous?.generated === null)
    hazards.push({ kind: "data loss", message: `computes ${where} from now on: what it held is overwritten` });
  if (change.nullable === false && backfill !== undefined)
    hazards.push({ kind: "data loss", message: `fills NULL in ${where}: the downgrade does not bring it back` });
  if (change.nullable === false)
    hazards.push({
      kind: "incompatibility",
      message: `what writes NULL into ${where} fails${backfill === undefined ? ", and so does this where a row holds it" : ""}`,
    });
  return hazards;
}

/** The values that rows lose for one that other rows hold already, so that no way back can tell them apart. */
function valuesLost(operation: AlterColumn): ReturnType<typeof replacementsOf> {
  const { previousReplace = {} } = operation;
  return replacementsOf(operation).filter(([from, to]) => to === null || previousReplace[to] !== from);
}

function quoteValue(value: string | null): string {
  return value === null ? "NULL" : `"${value}"`;
}

function mayLose(before: string, after: string, replaced: ReturnType<typeof replacementsOf> = []): boolean {
  const gone = replaced.map(([from]) => from);
  return isNarrower(before, after) || losesValues(before, after, gone);
}

const SIZED = /^([^(]+?)\s*\(([\d\s,]+)\)(.*)$/;

/** Types that can write a whole list down. */
const WORDS = /text|char|json/i;

function isList(type: string): boolean {
  return type.endsWith("[]");
}

/** Whether a type has less room: one value instead of a list; of the same name, fewer characters or digits, before or after the point. */
function isNarrower(before: string, after: string): boolean {
  if (isList(before) && !isList(after) && !WORDS.test(after)) return true;
  const [old, next] = [sizeOf(before), sizeOf(after)];
  if (old.name !== next.name || next.room.length === 0) return false;
  if (old.room.length === 0) return true;
  const whole = (room: readonly number[]): number => (room[0] ?? 0) - (room[1] ?? 0);
  return whole(next.room) < whole(old.room) || (next.room[1] ?? 0) < (old.room[1] ?? 0);
}

function sizeOf(type: string): { readonly name: string; readonly room: readonly number[] } {
  const [, name, room, rest] = SIZED.exec(type) ?? [undefined, type, "", ""];
  return {
    name: `${name}${rest}`.trim().toLowerCase(),
    room: room === "" || room === undefined ? [] : room.split(",").map(Number),
  };
}

/** `type from varchar(200) to varchar(300), no longer nullable`: what a reviewer wants to know. */
function describeChange(operation: AlterColumn): string {
  const { change, previous = {}, backfill } = operation;
  const members = (Object.keys(change) as (keyof ColumnChange)[]).map((member) => {
    if (member === "nullable") return change.nullable === true ? "nullable" : "NOT NULL";
    if (member === "autoIncrement") return change.autoIncrement === true ? "numbered" : "no longer numbered";
    const [before, after] = [describeValue(previous[member]), describeValue(change[member])];
    return before === undefined ? `${member} to ${after}` : `${member} from ${before} to ${after}`;
  });
  const values = replacementsOf(operation).map(([from, to]) => `"${from}" becomes ${quoteValue(to)}`);
  return [...members, ...values, ...(backfill === undefined ? [] : [`NULL becomes ${describeValue(backfill)}`])].join(
    ", ",
  );
}

function describeValue(value: ColumnChange[keyof ColumnChange]): string | undefined {
  if (value === undefined) return undefined;
  if (value === null) return "none";
  if (typeof value !== "object") return String(value);
  if (isDefault(value)) return value.kind === "expression" ? value.sql : JSON.stringify(value.value);
  return stableJson(value);
}

function isDefault(value: object): value is ColumnDefault {
  return "kind" in value;
}
