import { runCli } from "../../src/cli/run-cli";
import type { CommandResult } from "./user-project";

/** Runs a command line in this process, which is much faster than one of its own; what it prints is caught. */
export async function runInProcess(directory: string, ...args: readonly string[]): Promise<CommandResult> {
  const printed = { stdout: "", stderr: "" };
  const spies = (["stdout", "stderr"] as const).map((name) =>
    jest.spyOn(process[name], "write").mockImplementation((text) => {
      printed[name] += String(text);
      return true;
    }),
  );
  try {
    const status = await runCli(args, { directory });
    return { status, ...printed };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
