import { spawn } from "node:child_process";
import { OrmError } from "../errors/orm-error";

/**
 * Opens files in the editor that `VISUAL` or `EDITOR` names, and waits until it ends. No shell takes part: the files, and what
 * the variable holds, are arguments of the program, whatever characters are in them.
 *
 * @throws OrmError `CLI.NO_EDITOR`.
 */
export async function openInEditor(files: readonly string[], environment = process.env): Promise<void> {
  const { VISUAL: visual = "", EDITOR: editor = "" } = environment;
  const variable = visual.trim() === "" ? "EDITOR" : "VISUAL";
  const [program, ...args] = splitWords(visual.trim() === "" ? editor : visual);
  if (program === undefined) {
    throw new OrmError("CLI.NO_EDITOR", "neither VISUAL nor EDITOR names an editor", {
      hint: 'Set one, for example EDITOR="code --wait"; or open the file yourself: `orm show` prints its path.',
      details: { files },
    });
  }
  const reason = await run(program, [...args, ...files]);
  if (reason === undefined) return;
  throw new OrmError("CLI.NO_EDITOR", `the editor ${JSON.stringify(program)} ${reason}`, {
    hint: `Correct ${variable}; it holds a program, and options where it needs some.`,
    details: { program, files },
  });
}

/** @returns why it failed, as the end of a sentence. */
function run(program: string, args: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(program, [...args], { stdio: "inherit", shell: false });
    child.on("error", (error: NodeJS.ErrnoException) =>
      resolve(error.code === "ENOENT" ? "was not found" : `could not be run: ${error.message}`),
    );
    child.on("close", (status, signal) =>
      resolve(status === 0 ? undefined : `ended with ${signal ?? `status ${status ?? "unknown"}`}`),
    );
  });
}

/** The words of a command, as a shell parts them, but nothing in them is carried out: quotes keep blanks together. */
export function splitWords(text: string): readonly string[] {
  const words = text.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? [];
  return words.map((word) =>
    word.replaceAll(/"([^"]*)"|'([^']*)'/g, (_all, double?: string, single?: string) => double ?? single ?? ""),
  );
}
