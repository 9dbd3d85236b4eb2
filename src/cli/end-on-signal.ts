import { OrmError } from "../errors/orm-error";
import { EXIT } from "./exit-status";
import type { Output } from "./output";

/**
 * Ends the process with a clear message on Ctrl-C and SIGTERM, for as long as the work lasts. The connections end with the
 * process, and the database undoes what is not committed.
 *
 * @param hint what that means for the database, and what to do next.
 */
export async function endOnSignal<T>(output: Output, hint: string, work: () => Promise<T>): Promise<T> {
  const end = (signal: NodeJS.Signals): void => {
    output.error(new OrmError("CLI.INTERRUPTED", `interrupted by ${signal}`, { hint, details: { signal } }));
    process.exit(signal === "SIGINT" ? EXIT.interrupted : EXIT.terminated);
  };
  process.on("SIGINT", end);
  process.on("SIGTERM", end);
  try {
    return await work();
  } finally {
    process.off("SIGINT", end);
    process.off("SIGTERM", end);
  }
}
