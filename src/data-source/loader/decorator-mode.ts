import type { ProjectConfig } from "./project-config";

/** The two ways in which decorators can be compiled: TypeScript's own of old, and those of the language. */
export type DecoratorMode = "experimental" | "standard";

const STANDARD_ENTRY = /["']ormolu\/es["']/;
const USUAL_ENTRY = /["']ormolu["']/;

/**
 * How the decorators of a file are meant. tsconfig.json decides as it does for the compiler; where it says nothing, or there
 * is none, the entry point that the file imports does.
 */
export function decoratorModeOf(
  source: string,
  { experimentalDecorators, isConfigured }: Pick<ProjectConfig, "experimentalDecorators" | "isConfigured">,
): DecoratorMode {
  if (experimentalDecorators !== undefined) return experimentalDecorators ? "experimental" : "standard";
  if (STANDARD_ENTRY.test(source)) return "standard";
  return isConfigured && !USUAL_ENTRY.test(source) ? "standard" : "experimental";
}
