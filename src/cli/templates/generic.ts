import { dataSourceLines, type ProjectTemplate } from "./project-template";

/** One database. */
export const genericTemplate: ProjectTemplate = {
  name: "generic",
  summary: "One database.",
  folders: [""],
  config: (request) => `import { defineConfig } from "ormolu";

export default defineConfig({
  dataSource: {
${dataSourceLines(request, "DATABASE_URL")
  .map((line) => `    ${line}`)
  .join("\n")}
  },
  migrations: { directory: ${JSON.stringify(request.migrations)} },
});
`,
};
