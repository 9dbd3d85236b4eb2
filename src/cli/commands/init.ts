import path from "node:path";
import { readFlag, readList, readText, type Command } from "../command";
import { EXIT } from "../exit-status";

/** `orm init`: writes the configuration and the folders. */
export const initCommand: Command = {
  usage: "init [directory]",
  summary: "Write orm.config.ts and the folder of the migrations",
  positionals: { directory: { default: "migrations", describe: "The folder of the migrations" } },
  options: {
    template: {
      alias: "t",
      type: "string",
      describe: "The form of the project, see `orm list-templates`",
      default: "generic",
      requiresArg: true,
    },
    package: {
      type: "boolean",
      describe: "Write a package.json into the folder, so that its files have a module kind of their own",
    },
    type: { type: "string", describe: "The database type to write into the configuration", requiresArg: true },
    url: {
      type: "string",
      describe: "The URL to write into the configuration; default: the environment's DATABASE_URL",
      requiresArg: true,
    },
    entities: {
      type: "array",
      string: true,
      describe: "Where the entities are, as a file pattern; may be given several times",
      requiresArg: true,
    },
  },
  examples: [["orm init --template multidb", "several databases with names"]],
  async run({ values, output, directory }) {
    const { initProject } = require("../init-project") as typeof import("../init-project");
    const given = {
      template: readText(values, "template"),
      type: readText(values, "type"),
      url: readText(values, "url"),
    };
    const entities = readList(values, "entities");
    const written = await initProject({
      root: directory,
      migrations: readText(values, "directory") ?? "migrations",
      isPackage: readFlag(values, "package"),
      ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
      ...(entities.length === 0 ? {} : { entities }),
    });
    const database = given.template === "multidb" ? " -n main" : "";
    for (const file of written.files) output.line(`  ${output.style.green("+")} ${path.relative(directory, file)}`);
    output.line();
    output.line("Next:");
    output.line("  1. Look at the dataSource in orm.config.ts and write your entities.");
    output.line(`  2. orm revision${database} --autogenerate -m "first"`);
    output.line(`  3. orm upgrade${database} head`);
    output.json(written);
    return EXIT.done;
  },
};
