import type { Command, CommandOption, CommandValues } from "./command";

/**
 * Reads a command line that holds nothing but the command, flags and plain arguments, as most do, without the parser, which takes
 * longer to load than `orm heads` to run. `undefined` for every other line, and for one that is wrong: the parser then has the last word.
 */
export function readPlainly(
  { usage, positionals = {} }: Command,
  options: Readonly<Record<string, CommandOption>>,
  argv: readonly string[],
): CommandValues | undefined {
  const [name, ...declared] = usage.split(" ");
  if (argv[0] !== name) return undefined;
  const values: Record<string, unknown> = {};
  const texts: string[] = [];
  for (const argument of argv.slice(1)) {
    const flag = argument.startsWith("-") ? flagOf(argument, options) : undefined;
    if (flag !== undefined && values[flag] === undefined) values[flag] = true;
    else if (/^[^-+]/.test(argument)) texts.push(argument);
    else return undefined;
  }
  if (texts.length > declared.length) return undefined;
  for (const [index, place] of declared.entries()) {
    const [, bracket, key] = /^([[<])([\w-]+)[\]>]$/.exec(place) ?? [];
    const text = texts[index];
    if (key === undefined || (text === undefined && bracket === "<")) return undefined;
    const { choices, array, default: value } = positionals[key] ?? {};
    if (choices !== undefined || array === true) return undefined;
    if ((text ?? value) !== undefined) values[key] = text ?? value;
  }
  for (const [key, { default: value }] of Object.entries(options))
    if (value !== undefined && values[key] === undefined) values[key] = value;
  return values;
}

/** The name of the flag that an argument is; `undefined` where it is an option with a value, several flags, or none. */
function flagOf(argument: string, options: Readonly<Record<string, CommandOption>>): string | undefined {
  const entries = Object.entries(options).filter(([, { type }]) => type === "boolean");
  const isIt = ([name, { alias = [] }]: (typeof entries)[number]): boolean =>
    argument === `--${name}` ||
    [alias].flat().some((other) => argument === (other.length === 1 ? `-${other}` : `--${other}`));
  return entries.find(isIt)?.[0];
}
