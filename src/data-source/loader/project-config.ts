import path from "node:path";
import { findUpwards, moduleFormatOf, readJson, type ModuleFormat } from "./module-format";
import { createPathsMatcher, getTsconfig, type TsConfigResult } from "get-tsconfig";

/** What of a project's tsconfig.json and package.json changes how its files run. */
export interface ProjectConfig {
  /** Under it `Date | null` is emitted as Object. */
  readonly strictNullChecks: boolean;
  readonly useDefineForClassFields: boolean;
  /** Whether decorators are those of TypeScript's own; `undefined` where nothing is said. */
  readonly experimentalDecorators: boolean | undefined;
  /** Whether there is a tsconfig.json at all. */
  readonly isConfigured: boolean;
  /** Files that `paths` gives for a specifier, best first. */
  matchPaths(specifier: string): readonly string[];
}

/** Reads the configuration that governs a file, once per folder. */
export interface ProjectConfigReader {
  configOf(file: string): ProjectConfig;
  formatOf(file: string): ModuleFormat;
}

/** A reader with a cache of its own. */
export function createProjectConfigReader(): ProjectConfigReader {
  const configs = new Map<string, ProjectConfig>();
  const formats = new Map<string, ModuleFormat>();
  const tsconfigs = new Map();
  return {
    configOf(file) {
      const folder = path.dirname(file);
      let config = configs.get(folder);
      if (config === undefined) {
        config = toProjectConfig(getTsconfig(folder, "tsconfig.json", tsconfigs), folder);
        configs.set(folder, config);
      }
      return config;
    },
    formatOf(file) {
      const key = /\.[cm][jt]s$/.test(file) ? path.extname(file) : path.dirname(file);
      let format = formats.get(key);
      if (format === undefined) {
        format = moduleFormatOf(file);
        formats.set(key, format);
      }
      return format;
    },
  };
}

function toProjectConfig(tsconfig: TsConfigResult | null, folder: string): ProjectConfig {
  const options = tsconfig?.config.compilerOptions ?? {};
  const isModern = majorOfTypeScript(folder) >= 6;
  const target = options.target?.toLowerCase();
  const matcher = tsconfig === null ? null : createPathsMatcher(tsconfig);
  return {
    strictNullChecks: options.strictNullChecks ?? options.strict ?? isModern,
    useDefineForClassFields:
      options.useDefineForClassFields ??
      (target === undefined ? tsconfig !== null && isModern : hasClassFields(target)),
    experimentalDecorators: options.experimentalDecorators,
    isConfigured: tsconfig !== null,
    matchPaths: (specifier) => matcher?.(specifier) ?? [],
  };
}

function hasClassFields(target: string): boolean {
  return target === "esnext" || Number(/^es(\d{4})$/.exec(target)?.[1] ?? 0) >= 2022;
}

/** TypeScript 6 turned `strict` on and moved `target` where nothing is said; a project without TypeScript counts as new. */
function majorOfTypeScript(folder: string): number {
  const file = findUpwards(folder, path.join("node_modules", "typescript", "package.json"));
  const version = file === undefined ? undefined : readJson(file)["version"];
  return Number(/^\d+/.exec(String(version))?.[0] ?? 6);
}
