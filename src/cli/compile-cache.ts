/** Lets newer versions of Node keep the compiled form of modules between runs: a command spends much of its time compiling them. */
import * as nodeModule from "node:module";

const { enableCompileCache } = nodeModule as { readonly enableCompileCache?: () => unknown };
enableCompileCache?.();
