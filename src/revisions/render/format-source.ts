import { OrmError } from "../../errors/orm-error";

/** Wide enough for most columns to stand on one line. */
const PRINT_WIDTH = 120;

/**
 * Formats the source of a revision file with prettier, in the user's own style where they have one. SQL inside the file
 * is never reformatted.
 * @param prettierOptions what `prettier.resolveConfig` found for the file; without it, our own width.
 * @throws OrmError `REVISION.FILE_INVALID` where the source (a template of the user's) is no valid code.
 */
export async function formatSource(
  source: string,
  filePath: string,
  prettierOptions: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const prettier = await import("prettier");
  try {
    return await prettier.format(source, {
      printWidth: PRINT_WIDTH,
      ...prettierOptions,
      embeddedLanguageFormatting: "off",
      filepath: filePath,
    });
  } catch (cause) {
    throw new OrmError("REVISION.FILE_INVALID", `revision file "${filePath}" cannot be formatted`, {
      hint: "Check the revision template: with the operations filled in, it is not valid TypeScript.",
      cause,
    });
  }
}
