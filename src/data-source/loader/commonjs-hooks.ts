import Module from "node:module";
import path from "node:path";
import { isProjectFile, isTypeScript, resolveSource } from "./resolve-source";
import type { Transpiler } from "./transpile";

/** The parts of Node's CommonJS loader that every TypeScript runner extends; they are documented as stable by use. */
interface CommonJsLoader {
  _extensions: Record<string, ExtensionHandler | undefined>;
  _resolveFilename(request: string, parent: { filename?: string | null } | undefined, ...rest: unknown[]): string;
}
type ExtensionHandler = (module: { _compile(code: string, file: string): unknown }, file: string) => unknown;

const LOADER = path.join(__dirname, "module-loader.js");

/** Makes `require` load TypeScript, for the rest of the process. */
export function installCommonJsHooks(transpiler: Transpiler): void {
  const loader = Module as unknown as CommonJsLoader;
  const handler: ExtensionHandler = (module, file) => module._compile(transpiler.transpile(file, "commonjs"), file);
  for (const ending of [".ts", ".tsx", ".cts", ".mts"]) loader._extensions[ending] ??= handler;
  const resolveByNode = loader._resolveFilename;
  loader._resolveFilename = function (request, parent, ...rest) {
    const importer = parent?.filename;
    // The loader itself asks for files that are there.
    if (importer === LOADER && isTypeScript(request)) return request;
    const isOurs = typeof importer === "string" && isProjectFile(importer);
    const file = isOurs ? resolveSource(request, importer, transpiler.projects) : undefined;
    return file ?? resolveByNode.call(this, request, parent, ...rest);
  };
}
