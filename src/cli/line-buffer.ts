import type { Output } from "./output";

/** Lines of a result that come in quick succession. */
export interface LineBuffer {
  line(text: string): void;
  /** Prints what is held back. */
  flush(): void;
  /** The same, for the last time. */
  end(): void;
}

/** How long a line may be held back, in milliseconds. */
const HOLD = 50;

/**
 * Prints lines in few pieces: a write to a pipe stops the process until it is done, and a run through a thousand revisions has a
 * thousand lines. The first is printed at once; nothing is lost where the process ends by itself or by a signal that it handles.
 */
export function createLineBuffer(output: Output): LineBuffer {
  let held: string[] = [];
  let printed = -Infinity;
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (held.length === 0) return;
    const lines = held;
    held = [];
    output.line(...lines);
    printed = performance.now();
  };
  process.once("exit", flush);
  return {
    flush,
    line(text) {
      held.push(text);
      if (performance.now() - printed >= HOLD) flush();
      else timer ??= setTimeout(flush, HOLD);
    },
    end() {
      flush();
      process.off("exit", flush);
    },
  };
}
