import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Options } from "@swc/core";
import { annotateTypes } from "./annotate-types";
import { blankTypes, mayBeBlanked } from "./blank-types";
import { decoratorModeOf, type DecoratorMode } from "./decorator-mode";
import type { ModuleFormat } from "./module-format";
import { createProjectConfigReader, type ProjectConfig, type ProjectConfigReader } from "./project-config";
import { canImport } from "./resolve-source";
import { createTranspileCache } from "./transpile-cache";

/** Turns the user's TypeScript into JavaScript with decorator metadata, and source maps where lines do not stay where they are. */
export interface Transpiler {
  readonly projects: ProjectConfigReader;
  /** Compiles a file for a module system; a syntax error says `file:line:column: what`. */
  transpile(file: string, format: ModuleFormat): string;
  /** The names that a file exports, but for `default` and what it passes on with `export *`. */
  listExports(file: string): string[];
}

/** Raise it when the output for the same input changes. */
const OUTPUT_VERSION = "5";

/**
 * A transpiler for a project. The compilers are native packages that take longer to load than most commands have: they are
 * loaded for the first file that the cache does not have.
 */
export function createTranspiler(root: string): Transpiler {
  const { version } = require("@swc/core/package.json") as { readonly version: string };
  const projects = createProjectConfigReader();
  const cache = createTranspileCache(root);
  const runtimeFile = path.join(__dirname, "design-type.js");
  const runtimeUrl = pathToFileURL(runtimeFile).href;

  function compile(file: string, source: string, format: ModuleFormat, config: ProjectConfig, runtime: string): string {
    const blanked = mayBeBlanked(file, source) ? blank(file, source, format) : undefined;
    if (blanked !== undefined) return blanked;
    const mode = decoratorModeOf(source, config);
    let text = source;
    if (source.includes("@")) {
      const { parseSync } = loadParser();
      const { program, errors } = parseSync(file, source);
      const error = errors.find((candidate) => candidate.severity === "Error");
      if (error !== undefined) throw syntaxError(file, source, error.labels[0]?.start ?? 0, error.message);
      if (mode === "experimental") {
        text = annotateTypes(source, program, {
          strictNullChecks: config.strictNullChecks,
          runtime,
          canImport: (specifier) => canImport(specifier, file, projects),
        });
      }
    }
    const { transformSync } = require("@swc/core") as typeof import("@swc/core");
    const { code, map } = transformSync(text, swcOptions(file, format, config, mode));
    return `${code}\n//# sourceMappingURL=data:application/json;base64,${encodeMap(map, file)}`;
  }

  function explain(file: string, source: string, error: unknown): Error {
    const found = loadParser()
      .parseSync(file, source)
      .errors.find((candidate) => candidate.severity === "Error");
    if (found !== undefined) return syntaxError(file, source, found.labels[0]?.start ?? 0, found.message);
    return error instanceof Error ? error : new SyntaxError(`${file}: ${String(error)}`);
  }

  return {
    projects,
    listExports(file) {
      const entries = loadParser()
        .parseSync(file, readFileSync(file, "utf8"))
        .module.staticExports.flatMap((statement) => statement.entries);
      const names = entries.filter((entry) => !entry.isType).map((entry) => entry.exportName.name);
      return names.filter((name): name is string => name !== null && name !== "default");
    },
    transpile(file, format) {
      const source = readFileSync(file, "utf8");
      const config = projects.configOf(file);
      const runtime = format === "module" ? runtimeUrl : runtimeFile;
      const { strictNullChecks, useDefineForClassFields } = config;
      const options = `${strictNullChecks} ${useDefineForClassFields} ${decoratorModeOf(source, config)}`;
      return cache.getOrCreate(file, source, [OUTPUT_VERSION, version, format, runtime, options], () => {
        try {
          return compile(file, source, format, config, runtime);
        } catch (error) {
          throw explain(file, source, error);
        }
      });
    },
  };
}

function blank(file: string, source: string, format: ModuleFormat): string | undefined {
  const { program, errors } = loadParser().parseSync(file, source);
  return errors.length > 0 ? undefined : blankTypes(source, program, format);
}

function loadParser(): typeof import("oxc-parser") {
  return require("oxc-parser") as typeof import("oxc-parser");
}

function swcOptions(file: string, format: ModuleFormat, config: ProjectConfig, mode: DecoratorMode): Options {
  return {
    filename: file,
    swcrc: false,
    configFile: false,
    sourceMaps: true,
    module: format === "commonjs" ? { type: "commonjs", ignoreDynamic: true } : { type: "es6" },
    jsc: {
      target: "es2022",
      parser: { syntax: "typescript", decorators: true, tsx: file.endsWith(".tsx") },
      transform: {
        ...(mode === "experimental" ? { legacyDecorator: true } : { decoratorVersion: "2023-11" as const }),
        decoratorMetadata: false,
        useDefineForClassFields: config.useDefineForClassFields,
      },
      keepClassNames: true,
      experimental: { keepImportAttributes: true },
    },
  };
}

/**
 * The map speaks of the user's text: the annotations moved no line. The text itself is left out: Node reads the file where it
 * shows a line of it, and decodes every map of every file that it loads.
 */
function encodeMap(map: string | undefined, file: string): string {
  const { sourcesContent: _text, ...parsed } = JSON.parse(map ?? "{}") as Record<string, unknown>;
  const own = { ...parsed, sources: [pathToFileURL(file).href] };
  return Buffer.from(JSON.stringify(own)).toString("base64");
}

function syntaxError(file: string, source: string, offset: number, message: string): SyntaxError {
  const before = source.slice(0, offset);
  const line = before.split("\n").length;
  return new SyntaxError(`${file}:${line}:${offset - before.lastIndexOf("\n")}: ${message}`);
}
