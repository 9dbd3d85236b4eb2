/** The arguments of `(name?, fields?, options?)`, told apart by what they are. */
export interface ConstraintArguments<Fields, Options> {
  readonly name?: string;
  readonly fields?: Fields;
  readonly options: Options;
}

/** Reads the arguments of `@Index()` or `@Unique()`. A name in front goes before one in the options. */
export function readConstraintArguments<Fields extends object, Options extends { readonly name?: string }>(
  given: readonly (string | Fields | Options | undefined)[],
): ConstraintArguments<Fields, Options> {
  const isFields = (argument: unknown): boolean => Array.isArray(argument) || typeof argument === "function";
  const fields = given.find(isFields) as Fields | undefined;
  const options = given.find((argument) => typeof argument === "object" && !isFields(argument)) as Options | undefined;
  const name = given.find((argument) => typeof argument === "string") ?? options?.name;
  return {
    ...(name === undefined ? {} : { name }),
    ...(fields === undefined ? {} : { fields }),
    options: options ?? ({} as Options),
  };
}

/** A decorator that was put on a class, not on a property: what it gets as second argument is no property. */
export function isOnClass(target: unknown, property: unknown): boolean {
  return typeof target === "function" && (property === undefined || typeof property === "object");
}
