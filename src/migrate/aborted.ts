import { setTimeout as sleep } from "node:timers/promises";
import { OrmError } from "../errors/orm-error";

/** @throws OrmError `RUNNER.ABORTED` where the signal has come. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw aborted(signal);
}

/** Waits, in milliseconds. @throws OrmError `RUNNER.ABORTED` as soon as the signal comes. */
export async function wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await sleep(milliseconds, undefined, signal === undefined ? {} : { signal });
  } catch {
    throwIfAborted(signal);
  }
}

function aborted(signal: AbortSignal): OrmError {
  return new OrmError("RUNNER.ABORTED", "the run was ended by its signal", {
    hint: "Revisions that were finished stay; the next run goes on after them.",
    cause: signal.reason,
  });
}
