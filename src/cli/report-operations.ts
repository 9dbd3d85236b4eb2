import type { HazardNote } from "../operations/hazard-notes";
import type { Hazard, Operation } from "../operations/operation";
import type { Output, Style } from "./output";

/** Operations, and what each of them risks, in the same order. */
export interface ReportedOperations {
  readonly operations: readonly Operation[];
  readonly hazards: readonly (readonly Hazard[])[];
}

/** Prints a line for each operation, with what it risks under it, and each safer way once. */
export function reportOperations(output: Output, { operations, hazards }: ReportedOperations): void {
  const { summarizeOperation } = require("../operations/definitions") as typeof import("../operations/definitions");
  const { flattenAutocommit } = require("../operations/autocommit") as typeof import("../operations/autocommit");
  const { hazardNotes } = require("../operations/hazard-notes") as typeof import("../operations/hazard-notes");
  const { paintSign, signOf } = require("./operation-sign") as typeof import("./operation-sign");
  const { style } = output;
  const notes = hazardNotes(hazards);
  const hints = new Set<string>();
  for (const [position, operation] of operations.entries()) {
    const where = operation.kind === "autocommit" ? style.dim(" (outside of the transaction)") : "";
    for (const part of flattenAutocommit([operation])) {
      output.line(`  ${paintSign(signOf(part), style)} ${summarizeOperation(part)}${where}`);
    }
    for (const note of notes[position] ?? []) {
      output.line(`    ${describeNote(note, style)}`);
      if (note.hint === undefined || hints.has(note.hint)) continue;
      hints.add(note.hint);
      output.line(`    ${style.cyan("→")} ${note.hint}`);
    }
  }
}

/** `loses data: drops column "email" of table "users" and what it holds`. */
export function describeNote({ kind, label, message }: HazardNote, style: Style): string {
  const paint = kind === "data loss" ? style.red : style.yellow;
  return `${paint(`${label[0]!.toLowerCase()}${label.slice(1)}:`)} ${message}`;
}
