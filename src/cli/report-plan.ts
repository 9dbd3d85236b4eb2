import { describeColumn } from "../diff/describe-column";
import { describeQuestion, optionFor } from "../diff/question";
import type { DiffPlan, PlannedChange } from "../migrate/diff-plan";
import { hazardNotes, type HazardNote } from "../operations/hazard-notes";
import type { Operation } from "../operations/operation";
import type { ForeignKey, Index, Table } from "../schema/model";
import { nameKey } from "../schema/object-name";
import { describeObject } from "../schema/object-reference";
import { paintSign, signOf, type Sign } from "./operation-sign";
import type { Output, Style } from "./output";
import { describeNote } from "./report-operations";

/** A change as it stands in the tree. */
interface Line {
  readonly sign: Sign;
  /** `add column "email"`. */
  readonly what: string;
  /** `varchar(255), not null`. */
  readonly detail: string;
  /** What a new table has. */
  readonly members: readonly (readonly [name: string, detail: string])[];
  /** What it risks, as far as no line above says so. */
  readonly notes: readonly HazardNote[];
}

/** Prints the changes as a tree: the objects in the order of their first change, and under each what happens to it. */
export function printPlan(output: Output, title: string, { changes, questions }: DiffPlan): void {
  const { style } = output;
  output.line(style.bold(title));
  const groups = new Map<string, Line[]>();
  const notes = hazardNotes(changes.map(({ hazards }) => hazards));
  for (const [position, change] of changes.entries()) {
    const owner = ownerOf(change.operation);
    groups.set(owner, [...(groups.get(owner) ?? []), lineOf(change, owner, notes[position] ?? [])]);
  }
  for (const [owner, lines] of groups) {
    output.line();
    output.line(style.bold(owner));
    for (const text of printLines(lines, style)) output.line(`  ${text}`);
  }
  output.line();
  output.line(countText(changes.map(({ operation }) => signOf(operation))));
  for (const question of questions) {
    output.line(`${style.yellow("?")} ${describeQuestion(question)} ${style.dim(optionFor(question))}`);
  }
}

function printLines(lines: readonly Line[], style: Style): readonly string[] {
  const width = Math.max(...lines.filter(({ detail }) => detail !== "").map(({ what }) => what.length), 0);
  return lines.flatMap(({ sign, what, detail, members, notes }) => {
    const head = detail === "" ? what : `${what.padEnd(width)}  ${style.dim(detail)}`;
    const nameWidth = Math.max(...members.map(([name]) => name.length), 0);
    return [
      `${paintSign(sign, style)} ${head}`,
      ...members.map(([name, text]) => `    ${name.padEnd(nameWidth)}  ${style.dim(text)}`.trimEnd()),
      ...notes.map((note) => `    ${describeNote(note, style)}`),
    ];
  });
}

function countText(signs: readonly Sign[]): string {
  const count = (wanted: Sign, word: string): readonly string[] => {
    const found = signs.filter((sign) => sign === wanted).length;
    return found === 0 ? [] : [`${found} ${word}`];
  };
  const parts = [...count("+", "to create"), ...count("~", "to change"), ...count("-", "to drop")];
  return `${signs.length} ${signs.length === 1 ? "change" : "changes"}: ${parts.join(", ")}.`;
}

/** The object that an operation is about: `table "users"`. */
function ownerOf(operation: Operation): string {
  if (operation.kind === "autocommit") return ownerOf(operation.operations[0] ?? operation);
  if ("table" in operation) return `table "${nameKey(operation.table)}"`;
  if ("enum" in operation) return `enum type "${nameKey(operation.enum)}"`;
  if ("object" in operation) {
    const { object } = operation;
    return "table" in object && object.table !== undefined
      ? `table "${nameKey(object.table)}"`
      : describeObject(object);
  }
  if ("name" in operation) return `schema "${operation.name}"`;
  return "SQL";
}

/** The name of the owner stands above the line already. */
function lineOf({ operation, summary }: PlannedChange, owner: string, notes: readonly HazardNote[]): Line {
  const short = summary.replace(new RegExp(` (?:to|of|on|into) ${escape(owner)}`), "");
  const isCreated = operation.kind === "createTable";
  const [what, ...rest] = isCreated ? ["create"] : short.split(/: (?=[^"]*(?:"[^"]*"[^"]*)*$)/);
  return {
    sign: signOf(operation),
    what: what!.replace(` ${owner}`, ""),
    detail: rest.length > 0 ? rest.join(": ") : detailOf(operation),
    members: isCreated ? membersOf(operation.table) : [],
    notes,
  };
}

function detailOf(operation: Operation): string {
  switch (operation.kind) {
    case "addColumn":
      return describeColumn(operation.column);
    case "createIndex":
      return describeIndex(operation.index);
    case "createForeignKey":
      return describeForeignKey(operation.foreignKey);
    case "createUniqueConstraint":
      return `(${operation.unique.columns.join(", ")})`;
    case "createPrimaryKey":
      return `(${operation.primaryKey.columns.join(", ")})`;
    case "createCheckConstraint":
      return operation.check.expression;
    case "createEnum":
      return operation.enum.values.join(", ");
    default:
      return "";
  }
}

function membersOf({ columns, primaryKey, uniques, foreignKeys, checks, indexes }: Table): Line["members"] {
  const keys = primaryKey === undefined ? [] : [primaryKey];
  const member = (name: string | undefined, detail: string): Line["members"][number] => [name ?? "", detail];
  return [
    ...columns.map((column) => member(column.name, describeColumn(column))),
    ...keys.map((key) => member(key.name, `primary key (${key.columns.join(", ")})`)),
    ...uniques.map((unique) => member(unique.name, `unique (${unique.columns.join(", ")})`)),
    ...foreignKeys.map((key) => member(key.name, `foreign key ${describeForeignKey(key)}`)),
    ...checks.map((check) => member(check.name, `check ${check.expression}`)),
    ...indexes.map((index) => member(index.name, `index ${describeIndex(index)}`)),
  ];
}

function describeForeignKey({ columns, references }: ForeignKey): string {
  const target = nameKey({ ...references, name: references.table });
  return `(${columns.join(", ")}) to ${target} (${references.columns.join(", ")})`;
}

function describeIndex({ parts, unique, where }: Index): string {
  const keys = parts.map(({ column, expression, order }) =>
    [column ?? `(${expression ?? ""})`, ...(order === undefined ? [] : [order])].join(" "),
  );
  const text = `(${keys.join(", ")})${where === undefined ? "" : ` where ${where}`}`;
  return unique === true ? `${text}, unique` : text;
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
