import path from "node:path";
import { OrmError } from "../../errors/orm-error";
import { readText, type Command } from "../command";
import { EXIT } from "../exit-status";

/** `orm completion`: what a shell reads to complete commands, options and revisions. */
export const completionCommand: Command = {
  usage: "completion [shell]",
  summary: "Print the script that completes orm in bash, zsh or fish",
  positionals: {
    shell: { choices: ["bash", "zsh", "fish"], describe: "bash, zsh or fish; default: the shell of $SHELL" },
  },
  examples: [["source <(orm completion bash)", "in ~/.bashrc"]],
  async run({ values, output }) {
    const { COMPLETION_SCRIPTS, SHELLS } = require("../completion/scripts") as typeof import("../completion/scripts");
    const wanted = readText(values, "shell") ?? path.basename(process.env["SHELL"] ?? "");
    const shell = SHELLS.find((name) => name === wanted);
    if (shell === undefined) {
      throw new OrmError("CLI.USAGE", wanted === "" ? "which shell?" : `there is no script for "${wanted}"`, {
        hint: `Name one of ${SHELLS.join(", ")}: orm completion bash.`,
      });
    }
    output.script(COMPLETION_SCRIPTS[shell]);
    output.json({ shell, script: COMPLETION_SCRIPTS[shell] });
    return EXIT.done;
  },
};
