import { createInterface } from "node:readline/promises";
import type { Terminal } from "./ask-questions";
import { toTerminal } from "./style";

/**
 * Shows lines, and asks until an answer will do.
 * @param read what an answer means; `undefined`: it will not do, and the question is asked again.
 * @returns what was read; `undefined` where Ctrl-C or the end of the input leaves the question open.
 */
export async function askLine<T>(
  { input, output }: Pick<Terminal, "input" | "output">,
  lines: readonly string[],
  prompt: string,
  read: (answer: string) => T | undefined,
): Promise<T | undefined> {
  output.write(`${toTerminal(lines.join("\n"))}\n`);
  const reader = createInterface({ input, output, terminal: true });
  const left = new AbortController();
  reader.on("SIGINT", () => left.abort());
  reader.on("close", () => left.abort());
  try {
    for (;;) {
      const found = read(await reader.question(toTerminal(prompt), { signal: left.signal }));
      if (found !== undefined) return found;
    }
  } catch (error) {
    if (!left.signal.aborted) throw error;
    output.write("\n");
    return undefined;
  } finally {
    reader.removeAllListeners("close");
    reader.close();
  }
}
