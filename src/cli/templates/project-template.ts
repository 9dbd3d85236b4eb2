import { exampleUrls, firstUrl } from "../../data-source/builtin-dialects";

/** What a project is set up with. */
export interface TemplateRequest {
  /** The folder of the migrations, from the root. */
  readonly migrations: string;
  readonly type: string | undefined;
  readonly url: string | undefined;
  /** Patterns of the files with entities. */
  readonly entities: readonly string[];
}

/** A form of project that `orm init` can write, as data. */
export interface ProjectTemplate {
  readonly name: string;
  /** A line for `orm list-templates`. */
  readonly summary: string;
  /** The text of `orm.config.ts`. */
  config(request: TemplateRequest): string;
  /** The folders inside the folder of the migrations that have revisions and a template of their own; `""` is the folder itself. */
  readonly folders: readonly string[];
}

/** The members of a `dataSource`, a line each. `file` names its database where there is no server yet. */
export function dataSourceLines(
  { type, url, entities }: TemplateRequest,
  variable: string,
  file = "app",
): readonly string[] {
  return [
    ...(type === undefined ? [] : [`type: ${JSON.stringify(type)},`]),
    ...(url === undefined
      ? [
          `// ${exampleUrls.join(", ")}`,
          `url: process.env.${variable} ?? ${JSON.stringify(firstUrl.replace("app", file))},`,
        ]
      : [`url: ${JSON.stringify(url)},`]),
    `entities: [${entities.map((pattern) => JSON.stringify(pattern)).join(", ")}],`,
  ];
}
