import { environmentNameOf } from "../../data-source/config/load-config";
import { dataSourceLines, type ProjectTemplate, type TemplateRequest } from "./project-template";

/** The names that the new configuration begins with. */
const NAMES = ["main", "events"];

/** Several databases, each with revisions of its own. */
export const multidbTemplate: ProjectTemplate = {
  name: "multidb",
  summary: "Several databases with names, each with revisions of its own.",
  folders: NAMES,
  config: (request) => `import { defineConfig } from "ormolu";

// One command works on one database, "orm upgrade -n main", or on each of them, "orm upgrade --all-databases".
export default defineConfig({
  databases: {
${NAMES.map((name) => databaseText(name, request)).join("\n")}
  },
  // What all of them have: revisions are in <directory>/<name>/versions.
  migrations: { directory: ${JSON.stringify(request.migrations)} },
});
`,
};

function databaseText(name: string, request: TemplateRequest): string {
  const own = {
    ...request,
    url: name === NAMES[0] ? request.url : undefined,
    entities: request.entities.map((pattern) => pattern.replace(/(^|\/)\*/, `$1${name}/*`)),
  };
  const lines = dataSourceLines(own, environmentNameOf(name), name);
  return `    ${name}: {
      dataSource: {
${lines.map((line) => `        ${line}`).join("\n")}
      },
    },`;
}
