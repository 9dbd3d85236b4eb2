import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { DiagramFormat } from "../../migrate/diagram/draw-diagram";
import type { Schema } from "../../schema/model";
import { readFlag, readList, readText, type Command, type CommandContext } from "../command";
import { EXIT } from "../exit-status";
import { withRunner } from "../open-runner";
import { secretsOf } from "../hide-secrets";

/** `orm diagram`: a picture of the tables, as text. */
export const diagramCommand: Command = {
  usage: "diagram [tables..]",
  summary: "Draw the tables of the entities, or of the database",
  positionals: {
    tables: {
      describe: "tables by name, with their schema before a dot where it is another one; default: all",
      array: true,
    },
  },
  options: {
    format: {
      type: "string",
      describe: "The language of the diagram",
      choices: ["mermaid", "dot", "dbml"],
      default: "mermaid",
    },
    out: { type: "string", describe: "A file to write, instead of printing", requiresArg: true },
    "from-database": { type: "boolean", describe: "Draw what the database has, instead of what the entities want" },
    schema: {
      type: "array",
      string: true,
      describe: "With --from-database: a schema to read beside the connection's own",
      requiresArg: true,
    },
  },
  examples: [
    ["orm diagram --out docs/schema.mmd", "the entities as a Mermaid diagram, without a database"],
    ["orm diagram users posts --format dot | dot -Tsvg", "two tables as a picture"],
  ],
  async run(context) {
    const { values, output, directory } = context;
    const { drawDiagram } =
      require("../../migrate/diagram/draw-diagram") as typeof import("../../migrate/diagram/draw-diagram");
    const { chooseTables } = require("../../migrate/choose-tables") as typeof import("../../migrate/choose-tables");
    const format = (readText(values, "format") ?? "mermaid") as DiagramFormat;
    const names = readList(values, "tables");
    const all = await readSchema(context);
    const schema = names.length === 0 ? all : chooseTables(all, names);
    const text = drawDiagram(schema, format);
    const file = readText(values, "out");
    output.json({ format, tables: schema.tables.length, ...(file === undefined ? { text } : { file }) });
    if (file === undefined) output.script(text);
    else write(path.resolve(directory, file), text);
    if (file !== undefined) output.line(`wrote  ${file}`);
    return EXIT.done;
  },
};

async function readSchema(context: CommandContext): Promise<Schema> {
  if (!readFlag(context.values, "from-database")) {
    return readEntities(context);
  }
  const { readDatabase } =
    require("../../migrate/pull/read-database") as typeof import("../../migrate/pull/read-database");
  return withRunner(context, { entities: false, readsOnly: true }, ({ host }) =>
    host.withConnection((connection) => readDatabase(host, connection, readList(context.values, "schema"))),
  );
}

async function readEntities({ config, output }: CommandContext): Promise<Schema> {
  const { loadConfig } =
    require("../../data-source/config/load-config") as typeof import("../../data-source/config/load-config");
  const { createOfflineHost } =
    require("../../data-source/offline-host") as typeof import("../../data-source/offline-host");
  const options = await (await loadConfig(config)).loadDataSourceOptions();
  output.hide(secretsOf(options));
  return createOfflineHost(options).wantedSchema();
}

function write(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}
