import { OrmError } from "../errors/orm-error";
import { findColumn, findTable } from "../schema/lookup";
import type { Column, ColumnDefault } from "../schema/model";
import { nameKey } from "../schema/object-name";
import { withChangedColumn, withChangedTable } from "../schema/edit";
import { isSameData, stableJson } from "../util/stable-json";
import { defineOperation } from "./definition";
import { readDefault, readName, writeDefault, writeName, type DefaultInput, type NameInput } from "./input";
import type { AlterColumn, ColumnChange, Hazard } from "./operation";
import { losesValues } from "./type-loss";

/** A change of a column as revision files write it: what is named changes, `null` removes, the rest stays. */
export interface ColumnChangeInput extends Omit<ColumnChange, "default"> {
  readonly default?: DefaultInput;
  /** An SQL expression for the new value, where the database cannot cast the old one by itself. */
  readonly using?: string;
}

/** Changes the type, nullability, default or comment of a column. */
export const alterColumn = defineOperation({
  kind: "alterColumn",
  create: (table: NameInput, column: string, input: ColumnChangeInput) => {
    const { using, default: value, ...rest } = input;
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
    };
  },
  toArguments: ({ table, column, change, using }) => {
    const { default: value, ...rest } = change;
    const input: ColumnChangeInput = {
      ...rest,
      ...(value === undefined ? {} : { default: value === null ? null : writeDefault(value) }),
      ...(using === undefined ? {} : { using }),
    };
    return [writeName(table), column, input];
  },
  reverse: ({ table, column, change, previous }) =>
    previous === undefined ? undefined : [{ kind: "alterColumn", table, column, change: previous, previous: change }],
  summarize: ({ table, column, change, previous }) =>
    `change column "${column}" of table "${nameKey(table)}": ${describeChange(change, previous)}`,
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

function hazardsOf({ table, column, change, previous }: AlterColumn): readonly Hazard[] {
  const where = `column "${column}" of table "${nameKey(table)}"`;
  const hazards: Hazard[] = [];
  if (change.type !== undefined && previous?.type !== undefined && mayLose(previous.type, change.type))
    hazards.push({
      kind: "data loss",
      message: `narrows ${where} from ${previous.type} to ${change.type}: what does not fit is cut off or refused`,
    });
  if (change.type !== undefined)
    hazards.push({
      kind: "rewrite",
      message: `changes the type of ${where} to ${change.type}: the database may rewrite or lock the table`,
    });
  if (change.generated !== undefined && change.generated !== null && previous?.generated === null)
    hazards.push({ kind: "data loss", message: `computes ${where} from now on: what it held is overwritten` });
  if (change.nullable === false)
    hazards.push({ kind: "incompatibility", message: `makes ${where} NOT NULL: this fails where a row holds NULL` });
  return hazards;
}

function mayLose(before: string, after: string): boolean {
  return isNarrower(before, after) || losesValues(before, after);
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
function describeChange(change: ColumnChange, previous: ColumnChange = {}): string {
  const members = Object.keys(change) as (keyof ColumnChange)[];
  return members
    .map((member) => {
      if (member === "nullable") return change.nullable === true ? "nullable" : "NOT NULL";
      if (member === "autoIncrement") return change.autoIncrement === true ? "numbered" : "no longer numbered";
      const [before, after] = [describeValue(previous[member]), describeValue(change[member])];
      return before === undefined ? `${member} to ${after}` : `${member} from ${before} to ${after}`;
    })
    .join(", ");
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
