import { fileURLToPath, pathToFileURL } from "node:url";
import { isProjectFile, isTypeScript, resolveSource } from "./resolve-source";
import type { Transpiler } from "./transpile";

/** What a hook of Node's module loader gives back; see the documentation of `node:module`. */
export interface HookResult {
  readonly url?: string;
  readonly format?: string | null;
  readonly source?: string | null;
  readonly shortCircuit?: boolean;
}
type Pending = HookResult | Promise<HookResult>;

/** The two hooks, fit for `module.registerHooks` and for the thread of `module.register`. */
export interface EsmHooks {
  resolve(
    specifier: string,
    context: { parentURL?: string; conditions?: readonly string[] },
    next: (specifier: string, context?: unknown) => Pending,
  ): Pending;
  load(url: string, context: unknown, next: (url: string, context?: unknown) => Pending): Pending;
}

/** Ends the URL of a module that stands for a CommonJS file; `require` of the same file has the URL without it. */
const BRIDGE = "?ormolu=commonjs";

/** Hooks that make `import` load TypeScript. */
export function createEsmHooks(transpiler: Transpiler): EsmHooks {
  return {
    resolve(specifier, context, next) {
      // Since Node 22.15 the hooks are asked about `require` too, which has hooks of its own.
      const importer = context.parentURL?.startsWith("file:") === true ? fileURLToPath(context.parentURL) : undefined;
      if (importer === undefined || context.conditions?.includes("require") === true) return next(specifier, context);
      if (!isProjectFile(importer) && !specifier.startsWith("file:")) return next(specifier, context);
      const file = resolveSource(specifier, importer, transpiler.projects);
      if (file === undefined) return next(specifier, context);
      const url = pathToFileURL(file).href;
      if (!isTypeScript(file)) return next(url, context);
      const suffix = transpiler.projects.formatOf(file) === "commonjs" ? BRIDGE : queryOf(specifier);
      return { url: url + suffix, format: "module", shortCircuit: true };
    },
    load(url, context, next) {
      const file = url.startsWith("file:") ? fileURLToPath(url) : undefined;
      if (file === undefined || !isTypeScript(file)) return next(url, context);
      if (url.endsWith(BRIDGE)) {
        return { format: "module", source: bridgeToCommonJs(file, transpiler.listExports(file)), shortCircuit: true };
      }
      return { format: "module", source: transpiler.transpile(file, "module"), shortCircuit: true };
    },
  };
}

/** A module that requires the file and passes on what it exports; Node could not find the names in TypeScript. */
function bridgeToCommonJs(file: string, names: readonly string[]): string {
  const exports = names.map(
    (name, index) => `const e${index} = m[${JSON.stringify(name)}]; export { e${index} as ${JSON.stringify(name)} };`,
  );
  const load = `import { createRequire } from "node:module"; const m = createRequire(import.meta.url)(${JSON.stringify(file)});`;
  return `${load} export default m; ${exports.join(" ")}`;
}

function queryOf(specifier: string): string {
  return /[?#].*$/.exec(specifier)?.[0] ?? "";
}

// Node's contract for hooks in a thread of their own: exported functions that share what `initialize` was given.
let hooks: EsmHooks | undefined;

/** Called by Node in the thread of `module.register`, before the first hook. */
export async function initialize(data: { root: string }): Promise<void> {
  const { createTranspiler } = require("./transpile") as typeof import("./transpile");
  hooks = createEsmHooks(createTranspiler(data.root));
}

/** The hook that Node calls for each specifier. */
export const resolve: EsmHooks["resolve"] = (specifier, context, next) =>
  hooks === undefined ? next(specifier, context) : hooks.resolve(specifier, context, next);

/** The hook that Node calls for each URL. */
export const load: EsmHooks["load"] = (url, context, next) =>
  hooks === undefined ? next(url, context) : hooks.load(url, context, next);
