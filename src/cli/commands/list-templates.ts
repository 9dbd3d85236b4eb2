import type { Command } from "../command";
import { EXIT } from "../exit-status";

/** `orm list-templates`: what `orm init --template` takes. */
export const listTemplatesCommand: Command = {
  usage: "list-templates",
  summary: "List what `orm init --template` takes",
  async run({ output }) {
    const { PROJECT_TEMPLATES } =
      require("../templates/project-templates") as typeof import("../templates/project-templates");
    const width = Math.max(...PROJECT_TEMPLATES.map(({ name }) => name.length));
    for (const { name, summary } of PROJECT_TEMPLATES) {
      output.line(`${output.style.yellow(name)}${" ".repeat(width - name.length)}  ${summary}`);
    }
    output.json({ templates: PROJECT_TEMPLATES.map(({ name, summary }) => ({ name, summary })) });
    return EXIT.done;
  },
};
