import { canonicalExpression } from "./expression-text";
import { readStringLiteral, writeStringLiteral } from "./string-literal";
import { TextScanner } from "./text-scanner";

/** An event of the scheduler, taken apart. The moments are SQL. */
export interface EventText {
  /** Runs once, then. */
  readonly at?: string;
  /** Runs again and again: `1 DAY`, `'1:30' HOUR_MINUTE`. */
  readonly every?: string;
  /** Absent: from its creation on. */
  readonly starts?: string;
  readonly ends?: string;
  /** It is kept when it has run for the last time. */
  readonly isPreserved: boolean;
  /** `ENABLE`, `DISABLE`, `DISABLE ON SLAVE`. */
  readonly state: string;
  readonly comment: string;
  readonly body: string;
}

const UNITS =
  /\b(?:(?:YEAR|DAY|HOUR|MINUTE)_(?:MONTH|HOUR|MINUTE|SECOND)|YEAR|QUARTER|MONTH|WEEK|DAY|HOUR|MINUTE|SECOND)\s*$/i;
/** What may stand behind a part of the schedule. */
const NEXT = /\s(?:STARTS|ENDS|ON\s+COMPLETION|ENABLE|DISABLE|COMMENT|DO)(?![\w$])/iy;

/** Takes apart what stands behind the name of an event; `undefined` where it is none. */
export function parseEvent(definition: string): EventText | undefined {
  const scanner = new TextScanner(definition);
  if (!scanner.take("ON", "SCHEDULE")) return undefined;
  const moments: { at?: string; every?: string; starts?: string; ends?: string } = {};
  let isPreserved = false;
  let state = "ENABLE";
  let comment = "";
  while (!scanner.take("DO")) {
    if (scanner.take("AT")) moments.at = readMoment(scanner);
    else if (scanner.take("EVERY")) moments.every = readInterval(scanner);
    else if (scanner.take("STARTS")) moments.starts = readMoment(scanner);
    else if (scanner.take("ENDS")) moments.ends = readMoment(scanner);
    else if (scanner.take("ON", "COMPLETION")) {
      isPreserved = !scanner.take("NOT");
      if (!scanner.take("PRESERVE")) return undefined;
    } else if (scanner.take("ENABLE")) state = "ENABLE";
    else if (scanner.take("DISABLE", "ON", "SLAVE") || scanner.take("DISABLE", "ON", "REPLICA"))
      state = "DISABLE ON SLAVE";
    else if (scanner.take("DISABLE")) state = "DISABLE";
    else if (scanner.take("COMMENT")) comment = scanner.string() ?? "";
    else return undefined;
  }
  return { ...moments, isPreserved, state, comment, body: scanner.rest };
}

/** How a server wants an event to be written. */
export interface EventStyle {
  /** What it calls the server that copies another one. */
  readonly replicaWord?: string;
  readonly writesEmptyComment?: boolean;
}

/** The one spelling of an event. */
export function writeEvent(event: EventText, { replicaWord = "SLAVE", writesEmptyComment }: EventStyle = {}): string {
  const { at, every, starts, ends, isPreserved, state, comment, body } = event;
  const schedule = [
    ...(at === undefined ? [] : [`AT ${at}`]),
    ...(every === undefined ? [] : [`EVERY ${every}`]),
    ...(starts === undefined ? [] : [`STARTS ${starts}`]),
    ...(ends === undefined ? [] : [`ENDS ${ends}`]),
  ];
  return [
    `ON SCHEDULE ${schedule.join(" ")}`,
    `ON COMPLETION ${isPreserved ? "" : "NOT "}PRESERVE ${state.replace("SLAVE", replicaWord)}`,
    ...(comment === "" && writesEmptyComment !== true ? [] : [`COMMENT ${writeStringLiteral(comment)}`]),
    `DO ${body}`,
  ].join("\n");
}

/** Whether a moment is a fixed one. Others were computed when the event was created, and cannot be compared any more. */
export function isFixedMoment(moment: string): boolean {
  return moment.startsWith("'") && readStringLiteral(moment, 0).end === moment.length;
}

function readMoment(scanner: TextScanner): string {
  const text = canonicalExpression(scanner.until(NEXT).replace(/^(?:TIMESTAMP|DATE)\s*(?=')/i, ""));
  if (!isFixedMoment(text)) return text;
  const { value } = readStringLiteral(text, 0);
  const match = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d)(?::(\d\d)(?:\.\d+)?)?)?$/.exec(value.trim());
  return match === null ? text : `'${match[1]} ${match[2] ?? "00:00"}:${match[3] ?? "00"}'`;
}

/** The server keeps the number, with quotes where the unit has several parts. */
function readInterval(scanner: TextScanner): string {
  const text = scanner.until(NEXT).trim();
  const unit = UNITS.exec(text);
  if (unit === null) return text;
  const amount = canonicalExpression(text.slice(0, unit.index));
  const bare = isFixedMoment(amount) ? readStringLiteral(amount, 0).value : amount;
  const name = unit[0].trim().toUpperCase();
  return `${name.includes("_") && /^[\d:. -]+$/.test(bare) ? `'${bare}'` : bare} ${name}`;
}
