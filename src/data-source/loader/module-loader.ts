import { readFileSync } from "node:fs";
import Module from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { ErrorCode } from "../../errors/codes";
import { installCommonJsHooks } from "./commonjs-hooks";
import { createEsmHooks, type EsmHooks } from "./esm-hooks";
import { explainLoadFailure } from "./explain-load-failure";
import { moduleFormatOf } from "./module-format";
import { isTypeScript } from "./resolve-source";
import type { Transpiler } from "./transpile";

/** Loads the user's modules: configuration, entities, revisions. */
export interface ModuleLoader {
  /**
   * The exports of a file: TypeScript (with decorator metadata), JavaScript or JSON. Fails with `code`, naming file,
   * line and column. JavaScript is left to Node; the first TypeScript file installs the hooks for the process.
   */
  load(file: string, code: ErrorCode): Promise<Readonly<Record<string, unknown>>>;
}

/** What the loader needs to know. */
export interface ModuleLoaderOptions {
  /** The project's folder, absolute: paths in messages start here, and its `node_modules/.cache` keeps compiled code. */
  readonly root: string;
}

/** Marks our handler of `.ts`, so that a second loader in the process adds no second one. */
const HOOKED = Symbol.for("ormolu.loader");

/**
 * A loader for a project. Where the process already runs TypeScript (jest, tsx, ts-node) it leaves the work to that
 * runner, because a file that was loaded twice has its classes twice.
 *
 * @example
 * const loader = createModuleLoader({ root: process.cwd() });
 * const { User } = await loader.load("/app/src/entities/user.ts", "CONFIG.LOAD_FAILED");
 */
export function createModuleLoader({ root }: ModuleLoaderOptions): ModuleLoader {
  let transpiler: Transpiler | undefined;
  let isForeign: boolean | undefined;
  /** What was loaded, under the file's name: a runner asks for each revision twice. JSON is read anew. */
  const loaded = new Map<string, Readonly<Record<string, unknown>>>();

  async function loadTypeScript(file: string): Promise<unknown> {
    transpiler ??= installHooks(root);
    if (transpiler.projects.formatOf(file) === "commonjs") return require(file) as unknown;
    installEsmHooks(root, transpiler);
    return await import(pathToFileURL(file).href);
  }

  async function loadFile(file: string): Promise<unknown> {
    isForeign ??= hasOtherRunner();
    if (isForeign) return await loadByRunner(file);
    if (isTypeScript(file)) return await loadTypeScript(file);
    return await import(pathToFileURL(file).href);
  }

  return {
    async load(file, code) {
      const known = loaded.get(file);
      if (known !== undefined) return known;
      try {
        if (path.extname(file) === ".json") return { default: JSON.parse(readFileSync(file, "utf8")) as unknown };
        const exports = flattenExports(await loadFile(file));
        loaded.set(file, exports);
        return exports;
      } catch (error) {
        throw explainLoadFailure(error, file, root, code);
      }
    },
  };
}

function installHooks(root: string): Transpiler {
  const { createTranspiler } = require("./transpile") as typeof import("./transpile");
  const transpiler = createTranspiler(root);
  const handler = require.extensions[".ts"] as { [HOOKED]?: HookState } | undefined;
  if (handler?.[HOOKED] === undefined) {
    installCommonJsHooks(transpiler);
    process.setSourceMapsEnabled(true);
    Object.defineProperty(require.extensions[".ts"], HOOKED, { value: { isEsmHooked: false } satisfies HookState });
  }
  return transpiler;
}

interface HookState {
  isEsmHooked: boolean;
}

/** Since Node 22.15 hooks run in the same thread; before, in one of their own, which costs its start. */
function installEsmHooks(root: string, transpiler: Transpiler): void {
  const state = (require.extensions[".ts"] as unknown as { [HOOKED]: HookState })[HOOKED];
  if (state.isEsmHooked) return;
  state.isEsmHooked = true;
  const { registerHooks } = Module as { registerHooks?: (hooks: EsmHooks) => void };
  if (registerHooks !== undefined) registerHooks(createEsmHooks(transpiler));
  else Module.register(pathToFileURL(path.join(__dirname, "esm-hooks.js")), { data: { root } });
}

/** Whether jest, or a runner that registered itself for `.ts`, loads modules in this process. */
function hasOtherRunner(): boolean {
  if (isJest()) return true;
  const handler = require.extensions[".ts"] as { [HOOKED]?: HookState } | undefined;
  return (handler !== undefined && handler[HOOKED] === undefined) || isPreloaded();
}

/** jest brings a module system of its own, in which `require.extensions` is empty. */
function isJest(): boolean {
  return require.extensions[".js"] === undefined;
}

/** Runners for ES modules alone leave no trace but the flag that they came by. */
function isPreloaded(): boolean {
  const flags = [...process.execArgv, process.env["NODE_OPTIONS"] ?? ""].join(" ");
  return /--(?:import|require|loader|experimental-loader)[= ]\S*(?:tsx|ts-node|swc-node|oxc-node|jiti)/.test(flags);
}

/** A runner that handles `require` shares its modules with the program under it; some files can only be imported. */
async function loadByRunner(file: string): Promise<unknown> {
  if (!isJest() && moduleFormatOf(file) === "module") return await import(pathToFileURL(file).href);
  try {
    return require(file) as unknown;
  } catch (error) {
    if (!isImportNeeded(error)) throw error;
    return await import(isJest() ? file : pathToFileURL(file).href);
  }
}

function isImportNeeded(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return (
    code === "ERR_REQUIRE_ESM" ||
    code === "ERR_REQUIRE_ASYNC_MODULE" ||
    /Must use import to load ES Module/.test(String(message))
  );
}

/** One object with the named exports and `default`, whichever module system wrapped what in which. */
function flattenExports(loaded: unknown): Readonly<Record<string, unknown>> {
  if (typeof loaded !== "object" || loaded === null) return { default: loaded };
  const { default: inner } = loaded as { default?: unknown };
  const isWrapped = typeof inner === "object" && inner !== null && "__esModule" in inner;
  const exports = (isWrapped ? inner : loaded) as Readonly<Record<string, unknown>>;
  return "default" in exports || "__esModule" in exports || isWrapped ? exports : { ...exports, default: exports };
}
