/** What is wrong with a value, as the end of a sentence (`is not a number`); `undefined` where it can be used. */
export type OptionCheck = (value: unknown) => string | undefined;

/** A text that is not empty. */
export const isText: OptionCheck = (value) =>
  typeof value === "string" && value.trim() !== "" ? undefined : "is not a text";

export const isFlag: OptionCheck = (value) => (typeof value === "boolean" ? undefined : "is not true or false");

export const isFunction: OptionCheck = (value) => (typeof value === "function" ? undefined : "is not a function");

/** An object that is no list. */
export const isObject: OptionCheck = (value) =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? undefined : "is not an object";

/** A list of texts that are not empty. */
export const isTexts: OptionCheck = (value) =>
  Array.isArray(value) && value.every((item) => isText(item) === undefined) ? undefined : "is not a list of texts";

/** A whole number that is not below the least one. */
export const isWhole =
  (least: number): OptionCheck =>
  (value) =>
    typeof value === "number" && Number.isInteger(value) && value >= least
      ? undefined
      : `is not a whole number from ${least}`;

/** A number of seconds, also a part of one. */
export const isSeconds: OptionCheck = (value) =>
  typeof value === "number" && Number.isFinite(value) && value >= 0 ? undefined : "is not a number of seconds from 0";

/** One of several values. */
export const isOneOf =
  (...choices: readonly unknown[]): OptionCheck =>
  (value) =>
    choices.includes(value)
      ? undefined
      : `is not one of ${choices.map((choice) => (typeof choice === "string" ? `"${choice}"` : String(choice))).join(", ")}`;

/** What one of several checks takes. */
export const isEither =
  (...checks: readonly OptionCheck[]): OptionCheck =>
  (value) => {
    const complaints = checks.map((check) => check(value));
    return complaints.includes(undefined) ? undefined : complaints.join(" and ");
  };

/** A list of which each member passes. */
export const isListOf =
  (check: OptionCheck): OptionCheck =>
  (value) => {
    if (!Array.isArray(value)) return "is not a list";
    const wrong = value.findIndex((item) => check(item) !== undefined);
    return wrong < 0 ? undefined : `has a member, number ${wrong + 1}, that ${check(value[wrong])!}`;
  };
