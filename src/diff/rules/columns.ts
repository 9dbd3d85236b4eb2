import type { ColumnChange } from "../../operations/operation";
import type { Column, ObjectName } from "../../schema/model";
import { isSameData } from "../../util/stable-json";
import type { DiffOptions } from "../diff-options";
import type { CompareType } from "../include-hooks";
import type { PlannedOperation } from "../planned-operation";
import type { TableRule } from "../table-pair";
import { withoutHint } from "../without-hints";

type Member = keyof ColumnChange & keyof Column;

/** Added, changed and dropped columns. A change of type is a change, never a drop and an add: what it holds stays. */
export const compareColumns: TableRule = ({ name: table, position, actual, wanted }, options) => {
  const before = new Map(actual.columns.map((column) => [column.name, column]));
  const after = new Set(wanted.columns.map((column) => column.name));
  const planned: PlannedOperation[] = [];
  const plan = (step: PlannedOperation["step"] & string, operation: PlannedOperation["operation"]): void => {
    planned.push({ stage: "change tables", table: position, step, operation });
  };
  for (const column of wanted.columns) {
    const old = before.get(column.name);
    if (old === undefined) {
      plan(column.generated === undefined ? "add column" : "add generated", {
        kind: "addColumn",
        table,
        column: withoutHint(column),
      });
      continue;
    }
    const changed = changedMembers(table, old, column, options);
    if (changed.length === 0) continue;
    const [change, previous] = [pick(column, changed), pick(old, changed)];
    plan("alter column", { kind: "alterColumn", table, column: column.name, change, previous });
  }
  for (const column of actual.columns.filter((old) => !after.has(old.name))) {
    plan(column.generated === undefined ? "drop column" : "drop generated", {
      kind: "dropColumn",
      table,
      column: column.name,
      dropped: withoutHint(column),
    });
  }
  return planned;
};

/** Whether both say the same. */
type Compare = (before: Column, after: Column, options: DiffOptions) => boolean;

const same =
  (member: Member): Compare =>
  (before, after) =>
    isSameData(before[member], after[member]);

/** How each member of a column is compared. What a change can say and this does not know would not compile. */
const COMPARISONS: { readonly [M in Member]-?: Compare } = {
  type: (before, after, { types }) => types.same(before.type, after.type),
  nullable: same("nullable"),
  default: same("default"),
  autoIncrement: (before, after) => (before.autoIncrement ?? false) === (after.autoIncrement ?? false),
  identity: same("identity"),
  generated: same("generated"),
  collation: same("collation"),
  comment: (before, after, { capabilities, hooks }) =>
    !capabilities.columnComments || hooks?.compareComments === false || before.comment === after.comment,
  attributes: same("attributes"),
};

function changedMembers(table: ObjectName, actual: Column, wanted: Column, options: DiffOptions): readonly Member[] {
  return (Object.keys(COMPARISONS) as Member[]).filter((member) => {
    const isDifferent = !COMPARISONS[member](actual, wanted, options);
    const hook = hookFor(member, options);
    if (hook === undefined || hook === true) return isDifferent;
    if (hook === false) return false;
    return hook({ table, column: wanted.name, actual, wanted, isDifferent }) ?? isDifferent;
  });
}

function hookFor(member: Member, { hooks }: DiffOptions): boolean | CompareType | undefined {
  if (member === "type") return hooks?.compareType;
  return member === "default" ? hooks?.compareServerDefault : undefined;
}

/** The members as a column has them; `null` for those that it has not. */
function pick(column: Column, members: readonly Member[]): ColumnChange {
  const values = members.map((member) => [member, column[member] ?? (member === "autoIncrement" ? false : null)]);
  return Object.fromEntries(values) as ColumnChange;
}
