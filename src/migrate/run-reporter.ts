import type { RunEvent, RunEventHandlers, RunOptions } from "./run-event";
import { withRunLog, type RunLogging } from "./run-log";

/** Takes the events of a run. */
export type Reporter = (event: RunEvent) => void;

/** Reports to the listeners of a run and to the log that the configuration asks for; it counts the statements of each revision. */
export function createReporter(
  { onEvent, events = {} }: Pick<RunOptions, "onEvent" | "events">,
  logging: RunLogging | undefined,
): Reporter {
  let position = 0;
  const report = withRunLog((event) => {
    onEvent?.(event);
    handle(events, event);
  }, logging);
  return (event) => {
    if (event.type === "revision:start") position = 0;
    report(event.type === "statement" ? { ...event, position: (position += 1) } : event);
  };
}

function handle<Type extends RunEvent["type"]>(
  events: RunEventHandlers,
  event: Extract<RunEvent, { readonly type: Type }>,
): void {
  const handler = events[event.type];
  handler?.(event);
}
