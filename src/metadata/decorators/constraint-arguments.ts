import type { FieldSelection } from "../options/constraint-options";

/** One argument of `@Index()` or `@Unique()`, whichever form is used. */
export type ConstraintArgument<Options> = string | FieldSelection | Options | undefined;

/** The arguments of `(name?, fields?, options?)`, told apart by what they are. */
export interface ConstraintArguments<Options> {
  readonly name?: string;
  readonly fields?: FieldSelection;
  readonly options: Options;
}

/** Reads the arguments of `@Index()` or `@Unique()`. */
export function readConstraintArguments<Options extends object>(
  given: readonly ConstraintArgument<Options>[],
): ConstraintArguments<Options> {
  const name = given.find((argument) => typeof argument === "string");
  const fields = given.find((argument) => Array.isArray(argument) || typeof argument === "function");
  const options = given.find((argument) => typeof argument === "object" && !Array.isArray(argument));
  return {
    ...(name === undefined ? {} : { name }),
    ...(fields === undefined ? {} : { fields: fields as FieldSelection }),
    options: (options ?? {}) as Options,
  };
}

/** A decorator that was put on a class, not on a property: what it gets as second argument is no property. */
export function isOnClass(target: unknown, property: unknown): boolean {
  return typeof target === "function" && (property === undefined || typeof property === "object");
}
