import { OrmError } from "../errors/orm-error";
import { askLine } from "./ask-line";
import type { Terminal } from "./ask-questions";

/**
 * Asks for one of several things by its number. Nothing is chosen by Enter alone.
 * @returns the position of the choice, from 0.
 * @throws OrmError `CLI.INTERRUPTED` when Ctrl-C or the end of the input leaves the question open.
 */
export async function askChoice(question: string, choices: readonly string[], terminal: Terminal): Promise<number> {
  const { style } = terminal;
  const lines = [
    `${style.cyan("?")} ${style.bold(question)}`,
    ...choices.map((choice, index) => `  ${style.cyan(String(index + 1))}  ${choice}`),
  ];
  const chosen = await askLine(terminal, lines, `  ${style.cyan("›")} `, (answer) => {
    const position = Number(answer.trim()) - 1;
    if (choices[position] !== undefined) return position;
    terminal.output.write(`  Type a number from 1 to ${choices.length}.\n`);
    return undefined;
  });
  if (chosen !== undefined) return chosen;
  throw new OrmError("CLI.INTERRUPTED", "the question was left without an answer", {
    hint: "Nothing was changed. Run the command again, or name the revision.",
  });
}
