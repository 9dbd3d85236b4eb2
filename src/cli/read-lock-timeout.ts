import { OrmError } from "../errors/orm-error";
import { readDuration } from "../migrate/duration";
import { readText, type CommandValues } from "./command";

/** `--lock-timeout`: seconds, or a text with a unit. @throws OrmError `CLI.USAGE`. */
export function readLockTimeout(values: CommandValues): string | undefined {
  const text = readText(values, "lock-timeout");
  if (text === undefined) return undefined;
  try {
    readDuration(text, "--lock-timeout");
    return text;
  } catch (error) {
    if (!OrmError.is(error)) throw error;
    throw new OrmError("CLI.USAGE", error.message, error.hint === undefined ? {} : { hint: error.hint });
  }
}
