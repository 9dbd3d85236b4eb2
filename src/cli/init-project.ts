import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { OrmError } from "../errors/orm-error";
import { exampleUrls, firstUrl } from "../data-source/builtin-dialects";
import { CONFIG_FILES } from "../data-source/config/find-config";
import { defaultRevisionTemplate } from "../revisions/revision-template";

/** What `orm init` is told. */
export interface InitRequest {
  readonly root: string;
  /** The folder of the migrations, from the root. */
  readonly migrations: string;
  readonly type?: string;
  readonly url?: string;
  readonly entities?: readonly string[];
}

/** Writes the configuration, the folders and the template. @throws OrmError `CONFIG.EXISTS` before anything is written. */
export async function initProject(request: InitRequest): Promise<{ readonly files: readonly string[] }> {
  const taken = CONFIG_FILES.map((name) => path.join(request.root, name)).find((file) => existsSync(file));
  const folder = path.join(request.root, request.migrations);
  const template = path.join(folder, "revision.template.ts");
  const conflict = taken ?? [template].find((file) => existsSync(file));
  if (conflict !== undefined) {
    throw new OrmError("CONFIG.EXISTS", `${path.relative(request.root, conflict)} is already there`, {
      hint: "This project is set up. Delete the file if you want to start again.",
    });
  }
  const files: readonly (readonly [string, string])[] = [
    [path.join(request.root, "orm.config.ts"), configText(request)],
    [path.join(folder, "versions", ".gitkeep"), ""],
    [template, defaultRevisionTemplate("typescript")],
    [path.join(folder, "README.md"), readmeText()],
  ];
  for (const [file, text] of files) {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text, { flag: "wx" });
  }
  return { files: files.map(([file]) => file) };
}

function configText({ root, migrations, type, url, entities }: InitRequest): string {
  const patterns = entities ?? [existsSync(path.join(root, "src")) ? "src/entities/*.ts" : "entities/*.ts"];
  const lines = [
    ...(type === undefined ? [] : [`    type: ${JSON.stringify(type)},`]),
    url === undefined
      ? `    // ${exampleUrls.join(", ")}\n    url: process.env.DATABASE_URL ?? ${JSON.stringify(firstUrl)},`
      : `    url: ${JSON.stringify(url)},`,
    `    entities: [${patterns.map((pattern) => JSON.stringify(pattern)).join(", ")}],`,
  ];
  return `import { defineConfig } from "ormolu";

export default defineConfig({
  dataSource: {
${lines.join("\n")}
  },
  migrations: { directory: ${JSON.stringify(migrations)} },
});
`;
}

function readmeText(): string {
  return `# Migrations

Each file in \`versions/\` is a revision: one step of the database's schema, up and down.

| to | run |
|---|---|
| write a revision from the entities | \`orm revision --autogenerate -m "what changes"\` |
| write an empty one | \`orm revision -m "what changes"\` |
| bring the database up to date | \`orm upgrade head\` |
| go back one step | \`orm downgrade -1\` |
| see where the database is | \`orm current\` |
| see all revisions | \`orm history\` |
| fail a build when a revision is missing | \`orm check\` |

\`revision.template.ts\` is the form of new files; change it as you like.
`;
}
