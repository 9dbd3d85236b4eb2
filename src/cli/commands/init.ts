import path from "node:path";
import { readText, type Command } from "../command";
import { EXIT } from "../exit-status";

/** `orm init`: writes the configuration and the folders. */
export const initCommand: Command = {
  usage: "init [directory]",
  summary: "Write orm.config.ts and the folder of the migrations",
  positionals: { directory: { default: "migrations", describe: "The folder of the migrations" } },
  options: {
    type: { type: "string", describe: "The database type to write into the configuration", requiresArg: true },
    url: {
      type: "string",
      describe: "The URL to write into the configuration; default: the environment's DATABASE_URL",
      requiresArg: true,
    },
    entities: { type: "array", string: true, describe: "Where the entities are, as file patterns" },
  },
  async run({ values, output, directory }) {
    const { initProject } = require("../init-project") as typeof import("../init-project");
    const type = readText(values, "type");
    const url = readText(values, "url");
    const entities = values["entities"] as readonly string[] | undefined;
    const written = await initProject({
      root: directory,
      migrations: readText(values, "directory") ?? "migrations",
      ...(type === undefined ? {} : { type }),
      ...(url === undefined ? {} : { url }),
      ...(entities === undefined ? {} : { entities }),
    });
    for (const file of written.files) output.line(`  ${output.style.green("+")} ${path.relative(directory, file)}`);
    output.line();
    output.line("Next:");
    output.line("  1. Look at the dataSource in orm.config and write your entities.");
    output.line('  2. orm revision --autogenerate -m "first"');
    output.line("  3. orm upgrade head");
    output.json(written);
    return EXIT.done;
  },
};
