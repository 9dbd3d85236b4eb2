import { printLiteral } from "../../revisions/render/print-literal";
import { SourceText } from "../../revisions/render/source-text";

/** A value in an argument of a decorator: plain data, or source. */
export type Argument = unknown;

/** Options of a decorator: members that are `undefined` are left out. */
export type OptionRecord = Readonly<Record<string, Argument>>;

/** `Column("varchar", { length: 100 })`; empty options are left out. */
export function printCall(name: string, ...given: readonly Argument[]): string {
  const present = given.filter((argument) => argument !== undefined && !isEmptyRecord(argument));
  return `${name}(${present.map((argument) => printLiteral(argument).source).join(", ")})`;
}

/** SQL as a function, which is how a default says that it is no literal. */
export function sqlFunction(sql: string): SourceText {
  return new SourceText(`() => ${printLiteral(sql, true).source}`);
}

/** The members that are there. */
export function withoutEmpty(options: OptionRecord): OptionRecord {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

function isEmptyRecord(argument: Argument): boolean {
  if (typeof argument !== "object" || argument === null || Array.isArray(argument)) return false;
  if (Object.getPrototypeOf(argument) !== Object.prototype) return false;
  return Object.values(argument).every((value) => value === undefined);
}
