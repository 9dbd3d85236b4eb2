/** Dates as the server writes them, in one zone. */
export interface DateText {
  /** `2026-01-02 03:04:05.678`. */
  format(date: Date): string;
  /** The instant; an invalid Date for a zero date, which no calendar has. */
  parse(text: string): Date;
}

const PATTERN = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?)?$/;

/** @param timezone `local`, `Z` or an offset such as `+02:00`. */
export function createDateText(timezone: string): DateText {
  if (timezone === "local") return { format: formatLocal, parse: (text) => parseWith(text, localTime) };
  const offset = offsetOf(timezone);
  return {
    format: (date) => new Date(date.getTime() + offset).toISOString().slice(0, 23).replace("T", " "),
    parse: (text) => parseWith(text, (...parts) => utcTime(...parts) - offset),
  };
}

/** Whether a text is a date as the server writes it, without a zone. */
export function isDateText(text: string): boolean {
  return PATTERN.test(text);
}

/** The day of a date on the process's calendar: `2026-01-02`. */
export function formatLocalDay(date: Date): string {
  return formatLocal(date).slice(0, 10);
}

/** The time of day on the process's clock: `03:04:05`, with milliseconds where there are any. */
export function formatLocalTime(date: Date): string {
  return formatLocal(date)
    .slice(11)
    .replace(/\.000$/, "");
}

function formatLocal(date: Date): string {
  const day = [pad(date.getFullYear(), 4), pad(date.getMonth() + 1), pad(date.getDate())].join("-");
  const time = [pad(date.getHours()), pad(date.getMinutes()), pad(date.getSeconds())].join(":");
  return `${day} ${time}.${pad(date.getMilliseconds(), 3)}`;
}

type Parts = readonly [number, number, number, number, number, number, number];

function parseWith(text: string, toTime: (...parts: Parts) => number): Date {
  const match = PATTERN.exec(text);
  if (match === null) return new Date(Number.NaN);
  const [year, month, day, hour, minute, second] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0)) as unknown as Parts;
  if (month === 0 || day === 0) return new Date(Number.NaN);
  const millisecond = Number((match[7] ?? "").padEnd(3, "0").slice(0, 3));
  return new Date(toTime(year, month - 1, day, hour, minute, second, millisecond));
}

/** The constructor reads the years 0 to 99 as 1900 to 1999; setFullYear does not. */
function localTime(...[year, month, day, hour, minute, second, millisecond]: Parts): number {
  const date = new Date(2000, 0, 1, hour, minute, second, millisecond);
  date.setFullYear(year, month, day);
  date.setHours(hour, minute, second, millisecond);
  return date.getTime();
}

function utcTime(...[year, month, day, hour, minute, second, millisecond]: Parts): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  date.setUTCHours(hour, minute, second, millisecond);
  return date.getTime();
}

function offsetOf(timezone: string): number {
  const match = /^([+-])(\d\d):(\d\d)$/.exec(timezone);
  if (match === null) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return (match[1] === "-" ? -minutes : minutes) * 60_000;
}

function pad(value: number, length = 2): string {
  return String(value).padStart(length, "0");
}
