/** Colours, where the terminal shows them and nobody forbade them. What they give goes through {@link toTerminal} before it is written. */
export interface Style {
  dim(text: string): string;
  bold(text: string): string;
  green(text: string): string;
  red(text: string): string;
  yellow(text: string): string;
  cyan(text: string): string;
}

/** The codes that begin and end each format. */
const CODES: Readonly<Record<keyof Style, readonly [begin: number, end: number]>> = {
  dim: [2, 22],
  bold: [1, 22],
  green: [32, 39],
  red: [31, 39],
  yellow: [33, 39],
  cyan: [36, 39],
};

/**
 * Stands for the escape character until a text is written. It is another one in every process, so that no name out of a database
 * can hold it: what is not ours never becomes an escape sequence.
 */
const MARK = `\u{1f}${Math.random().toString(36).slice(2)}\u{1f}`;

/** Control characters, halves of a pair, and what turns the reading direction or hides. Tabs and line ends are looked at apart. */
const UNSEEN = /[^\P{Cc}\t\n]|[\p{Cs}\u061c\u2028\u2029\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;

/** A style for a stream: with colours on a terminal; `NO_COLOR` and `FORCE_COLOR` of the environment have the last word. */
export function createStyle(stream: { readonly isTTY?: boolean }, environment: NodeJS.ProcessEnv = process.env): Style {
  const isColoured = hasColours(stream, environment);
  const paint =
    (format: keyof Style) =>
    (text: string): string => {
      const [begin, end] = CODES[format];
      return isColoured && text !== "" ? `${MARK}[${begin}m${text}${MARK}[${end}m` : text;
    };
  return {
    dim: paint("dim"),
    bold: paint("bold"),
    green: paint("green"),
    red: paint("red"),
    yellow: paint("yellow"),
    cyan: paint("cyan"),
  };
}

/** `NO_COLOR` (any value) forbids, then `FORCE_COLOR` (but 0 and false) demands, then it is a matter of the terminal. */
function hasColours(stream: { readonly isTTY?: boolean }, environment: NodeJS.ProcessEnv): boolean {
  const { NO_COLOR: no = "", FORCE_COLOR: force, TERM: terminal } = environment;
  if (no !== "") return false;
  if (force !== undefined) return force !== "0" && force.toLowerCase() !== "false";
  return stream.isTTY === true && terminal !== "dumb";
}

/** The text as it may be written to a terminal: our colours as codes, and every control character of others' as an escape that shows. */
export function toTerminal(text: string): string {
  return text
    .split(MARK)
    .map((part) => escapeControls(part))
    .join("\u{1b}");
}

/** The same on one line: ends of lines and tabs show too. */
export function toTerminalLine(text: string): string {
  // Plain text, without a mark of ours either, which is by far the most.
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  return toTerminal(text)
    .replaceAll("\n", String.raw`\n`)
    .replaceAll("\t", String.raw`\t`);
}

/** Makes what would not show, or would steer a terminal, visible: `\u001b` for an escape character. */
export function escapeControls(text: string): string {
  // Nearly every text is plain, and the long pattern takes its time.
  if (/^[\t\n\x20-\x7e]*$/.test(text)) return text;
  return text.replace(UNSEEN, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
