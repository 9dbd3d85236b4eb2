import path from "node:path";
import type { DataSource } from "../../data-source/data-source";
import type { BaseDataSourceOptions } from "../../data-source/data-source-options";
import type { PulledSchema } from "../../migrate/pull/pull-schema";
import type { WrittenFile } from "../../migrate/pull/write-pulled-files";
import { readFlag, readList, readText, type Command, type CommandContext } from "../command";
import { entityFolderOf } from "../entity-folder";
import { EXIT } from "../exit-status";
import { withRunner, type OpenRunner } from "../open-runner";
import type { Output } from "../output";

/** The folder where entities are written, unless one is named, or the configuration's `entities` lead to another one. */
const FOLDER = "src/entities";
/** The file of all of them. */
const SINGLE_FILE = "entities";

/** What was pulled, and where to. */
interface Pull {
  readonly database: string;
  readonly pulled: PulledSchema;
  readonly files: readonly WrittenFile[];
  /** What a comparison of the new entities with the database still finds; absent where there was none. */
  readonly differences?: readonly string[];
}

/** `orm pull`: entities from a database. */
export const pullCommand: Command = {
  usage: "pull [tables..]",
  summary: "Write entities from a database that exists",
  positionals: {
    tables: {
      describe: "tables by name, with their schema before a dot where it is another one; default: all",
      array: true,
    },
  },
  options: {
    out: {
      type: "string",
      describe: `The folder to write into; default: that of the configuration's entities, else ${FOLDER}`,
      requiresArg: true,
    },
    "single-file": { type: "boolean", describe: `Write everything into one file, ${SINGLE_FILE}.ts` },
    schema: {
      type: "array",
      string: true,
      describe: "A schema to read beside the connection's own; several times for several",
      requiresArg: true,
    },
    "all-schemas": { type: "boolean", describe: "Read every schema of the database" },
    force: { type: "boolean", describe: "Replace files that hold something else" },
    "dry-run": { type: "boolean", describe: "Print the files instead of writing them" },
  },
  examples: [
    ["orm pull", "one file a table, where the configuration looks for entities"],
    ["orm pull users posts --dry-run", "what the entities of two tables look like"],
  ],
  run: (context) =>
    withRunner(context, { entities: false, readsOnly: true }, async (open) => {
      report(context, await pull(context, open));
      return EXIT.done;
    }),
};

async function pull({ values, directory }: CommandContext, open: OpenRunner): Promise<Pull> {
  const { dataSource, host, database } = open;
  const { pullDatabase } =
    require("../../migrate/pull/pull-database") as typeof import("../../migrate/pull/pull-database");
  const { writePulledFiles } =
    require("../../migrate/pull/write-pulled-files") as typeof import("../../migrate/pull/write-pulled-files");
  const { DefaultNamingStrategy } =
    require("../../metadata/naming-strategy") as typeof import("../../metadata/naming-strategy");
  const { moduleFormatOf } =
    require("../../data-source/loader/module-format") as typeof import("../../data-source/loader/module-format");
  const { namingStrategy, entityPrefix, root = directory }: BaseDataSourceOptions = dataSource.options;
  const out = readText(values, "out");
  const folder =
    out === undefined ? path.resolve(root, entityFolderOf(open.entities) ?? FOLDER) : path.resolve(directory, out);
  const tables = readList(values, "tables");
  const isModule = moduleFormatOf(path.join(folder, `${SINGLE_FILE}.ts`)) === "module";
  const pulled = await pullDatabase(host, {
    namingStrategy: namingStrategy ?? new DefaultNamingStrategy(),
    ...(entityPrefix === undefined ? {} : { entityPrefix }),
    ...(readFlag(values, "single-file") ? { singleFile: SINGLE_FILE } : {}),
    importEnding: isModule ? ".js" : "",
    tables,
    schemas: readFlag(values, "all-schemas") ? "all" : readList(values, "schema"),
  });
  const dryRun = readFlag(values, "dry-run");
  const files = await writePulledFiles(folder, pulled.files, { force: readFlag(values, "force"), dryRun });
  if (dryRun || tables.length > 0) return { database, pulled, files };
  return { database, pulled, files, differences: await compare(dataSource, files) };
}

/** Reads the new entities as any program would, and compares them with the database. */
async function compare(reader: DataSource, files: readonly WrittenFile[]): Promise<readonly string[]> {
  const { DataSource: Source } =
    require("../../data-source/data-source") as typeof import("../../data-source/data-source");
  const { planForEntities } = require("../../migrate/diff-plan") as typeof import("../../migrate/diff-plan");
  const { isEntityClass } =
    require("../../metadata/metadata-storage") as typeof import("../../metadata/metadata-storage");
  const { isSchemaObjectDefinition } =
    require("../../metadata/schema-objects/schema-object-definition") as typeof import("../../metadata/schema-objects/schema-object-definition");
  const modules = await Promise.all(files.map(({ file }) => reader.loadModule(file, "CONFIG.LOAD_FAILED")));
  const entities = modules
    .flatMap((exported) => Object.values(exported))
    .filter((value) => isEntityClass(value) || isSchemaObjectDefinition(value));
  const dataSource = await new Source({ ...reader.options, entities }).initialize();
  try {
    const { changes } = await planForEntities(dataSource);
    return changes.map(({ summary }) => summary);
  } finally {
    await dataSource.destroy();
  }
}

function report({ output, values, directory }: CommandContext, { database, pulled, files, differences }: Pull): void {
  const { entities, losses, notes } = pulled;
  const dryRun = readFlag(values, "dry-run");
  const nameOf = (file: string): string => path.relative(directory, file).split(path.sep).join("/");
  output.json({
    database,
    entities,
    files: files.map(({ file, text, outcome }) => ({ file: nameOf(file), outcome, ...(dryRun ? { text } : {}) })),
    losses,
    notes,
    ...(differences === undefined ? {} : { differences }),
  });
  if (dryRun) for (const { file, text } of files) output.script(`// ${nameOf(file)}\n${text}\n`);
  else for (const { file, outcome } of files) output.line(`${LABELS[outcome]}  ${nameOf(file)}`);
  const written = files.filter(({ outcome }) => outcome === "new" || outcome === "replaced").length;
  const what = dryRun ? "would be written" : "written";
  output.note(`${entities.length} entities from ${database}; ${written} of ${files.length} files ${what}.`);
  printList(output, "The entities do not say:", losses);
  printList(output, "Left out:", notes);
  if (differences === undefined) return;
  if (differences.length === 0) output.note("Compared: the entities and the database are equal.");
  else printList(output, "A comparison of the entities with the database would change:", differences);
}

const LABELS: Readonly<Record<WrittenFile["outcome"], string>> = {
  new: "new      ",
  unchanged: "unchanged",
  replaced: "replaced ",
  differs: "differs  ",
};

function printList(output: Output, title: string, lines: readonly string[]): void {
  if (lines.length === 0) return;
  output.note(title);
  for (const line of lines) output.note(`  ${line}`);
}
