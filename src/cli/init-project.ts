import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { CONFIG_FILES } from "../data-source/config/find-config";
import { OrmError } from "../errors/orm-error";
import { defaultRevisionTemplate } from "../revisions/revision-template";
import { nearestName } from "../util/nearest-name";
import type { ProjectTemplate } from "./templates/project-template";
import { PROJECT_TEMPLATES } from "./templates/project-templates";

/** What `orm init` is told. */
export interface InitRequest {
  readonly root: string;
  /** The folder of the migrations, from the root. */
  readonly migrations: string;
  /** The name of the project's form. Default: `generic`. */
  readonly template?: string;
  /** Write a `package.json` into the folder of the migrations, so that its files have a module kind of their own. */
  readonly isPackage?: boolean;
  readonly type?: string;
  readonly url?: string;
  readonly entities?: readonly string[];
}

/** Writes the configuration, the folders and the template. @throws OrmError `CONFIG.EXISTS`, `CLI.USAGE`, before anything is written. */
export async function initProject(request: InitRequest): Promise<{ readonly files: readonly string[] }> {
  const template = findTemplate(request.template);
  refuseTaken(request);
  const files = filesOf(request, template);
  for (const [file, text] of files) {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text, { flag: "wx" });
  }
  return { files: files.map(([file]) => file) };
}

function findTemplate(name = PROJECT_TEMPLATES[0]!.name): ProjectTemplate {
  const found = PROJECT_TEMPLATES.find((template) => template.name === name);
  if (found !== undefined) return found;
  const names = PROJECT_TEMPLATES.map((template) => template.name);
  const near = nearestName(name, names);
  throw new OrmError("CLI.USAGE", `there is no template ${JSON.stringify(name)}`, {
    hint: near === undefined ? `Take one of ${names.join(", ")}: \`orm list-templates\`.` : `Did you mean "${near}"?`,
  });
}

function refuseTaken({ root, migrations }: InitRequest): void {
  const config = CONFIG_FILES.find((name) => existsSync(path.join(root, name)));
  if (config !== undefined) {
    throw new OrmError("CONFIG.EXISTS", `${config} is already there`, {
      hint: "This project is set up. Delete the file if you want to start again.",
    });
  }
  const folder = path.join(root, migrations);
  if (!existsSync(folder)) return;
  const [first] = readdirSync(folder);
  if (first === undefined) return;
  throw new OrmError("CONFIG.EXISTS", `the folder ${migrations} is already there, and is not empty: it has ${first}`, {
    hint: "Name another folder, `orm init db/migrations`, or empty this one if you want to start again.",
  });
}

function filesOf(request: InitRequest, template: ProjectTemplate): readonly (readonly [file: string, text: string])[] {
  const { root, migrations, type, url } = request;
  const folder = path.join(root, migrations);
  const entities = request.entities ?? [existsSync(path.join(root, "src")) ? "src/entities/*.ts" : "entities/*.ts"];
  return [
    [path.join(root, "orm.config.ts"), template.config({ migrations, type, url, entities })],
    ...template.folders.flatMap((name): readonly (readonly [string, string])[] => [
      [path.join(folder, name, "versions", ".gitkeep"), ""],
      [path.join(folder, name, "revision.template.ts"), defaultRevisionTemplate("typescript")],
    ]),
    [path.join(folder, "README.md"), readmeText(template)],
    ...(request.isPackage === true ? [[path.join(folder, "package.json"), packageText(root)] as const] : []),
  ];
}

function packageText(root: string): string {
  const file = path.join(root, "package.json");
  const own = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as { name?: string; type?: string }) : {};
  const name = `${own.name ?? "project"}-migrations`;
  return `${JSON.stringify({ name, private: true, type: own.type ?? "commonjs" }, null, 2)}\n`;
}

function readmeText({ folders }: ProjectTemplate): string {
  const isMany = folders.length > 1;
  const database = isMany ? ` -n ${folders[0]}` : "";
  const place = isMany ? "Each file in `<database>/versions/`" : "Each file in `versions/`";
  const every = isMany ? "| the same for every database | `orm upgrade --all-databases` |\n" : "";
  return `# Migrations

${place} is a revision: one step of the database's schema, up and down.

| to | run |
|---|---|
| write a revision from the entities | \`orm revision${database} --autogenerate -m "what changes"\` |
| write an empty one | \`orm revision${database} -m "what changes"\` |
| bring the database up to date | \`orm upgrade${database} head\` |
${every}| go back one step | \`orm downgrade${database} -1\` |
| see where the database is | \`orm current${database}\` |
| see all revisions | \`orm history${database}\` |
| fail a build when a revision is missing | \`orm check${database}\` |

\`revision.template.ts\` is the form of new files; change it as you like.
`;
}
