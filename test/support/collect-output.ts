import type { Output, Style } from "../../src/cli/output";

const plain = (text: string): string => text;

/** A style without colours. */
export const plainStyle: Style = { dim: plain, bold: plain, green: plain, red: plain, yellow: plain, cyan: plain };

/** What was printed. */
export interface CollectedOutput {
  readonly output: Output;
  /** Results and notes, in order. */
  readonly lines: string[];
  readonly json: unknown[];
  readonly errors: unknown[];
  /** What the status line showed, one after the other. */
  readonly statuses: (string | undefined)[];
}

/** An output that keeps what is printed. */
export function collectOutput({ isJson = false } = {}): CollectedOutput {
  const lines: string[] = [];
  const json: unknown[] = [];
  const errors: unknown[] = [];
  const statuses: (string | undefined)[] = [];
  const print = (text = ""): void => void lines.push(text);
  const output: Output = {
    isJson,
    isQuiet: false,
    style: plainStyle,
    errorStyle: plainStyle,
    line: print,
    note: print,
    script: print,
    json: (value) => void json.push(value),
    error: (error) => void errors.push(error),
    errorData: (error) => ({ message: error instanceof Error ? error.message : String(error) }),
    hide: () => undefined,
    status: (text) => void statuses.push(text),
  };
  return { output, lines, json, errors, statuses };
}
