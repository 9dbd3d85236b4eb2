const PATTERN =
  /^(\d+)-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d):(\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d(?::?\d\d)?(?::?\d\d)?)?( BC)?$/;

/** A moment as the server writes it in ISO style: `2026-01-31 10:00:00.5+05:30`. Without an offset it is local time. `undefined` for other text. */
export function parseTimestamp(text: string): Date | undefined {
  const match = PATTERN.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction, zone, era] = match;
  const fields = {
    year: era === undefined ? Number(year) : 1 - Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour ?? 0),
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
    millisecond: Number((fraction ?? "").slice(0, 3).padEnd(3, "0")),
  };
  if (zone !== undefined) return new Date(utcTime(fields) - offsetSeconds(zone) * 1000);
  const date = new Date(2000, fields.month - 1, fields.day, fields.hour, fields.minute, fields.second);
  date.setFullYear(fields.year, fields.month - 1, fields.day);
  date.setHours(fields.hour, fields.minute, fields.second, fields.millisecond);
  return date;
}

/** Whether a text names its time zone, so that it means the same moment everywhere. */
export function hasZone(text: string): boolean {
  return /\d(Z|[+-]\d\d(:?\d\d)?)$/i.test(text) && text.includes(":");
}

/** The calendar day of a date in local time: `2026-01-31`. */
export function localDateText(date: Date): string {
  return dayText(date.getFullYear(), date.getMonth() + 1, date.getDate()) + eraText(date.getFullYear());
}

/** The time of day in local time: `10:00:00.500`. */
export function localTimeText(date: Date): string {
  return timeText(date.getHours(), date.getMinutes(), date.getSeconds(), date.getMilliseconds());
}

/** Local time without a zone, for `timestamp` columns. */
export function localTimestampText(date: Date): string {
  const year = date.getFullYear();
  return `${dayText(year, date.getMonth() + 1, date.getDate())} ${localTimeText(date)}${eraText(year)}`;
}

/** The moment in UTC, for `timestamptz` columns. */
export function utcTimestampText(date: Date): string {
  const year = date.getUTCFullYear();
  const day = dayText(year, date.getUTCMonth() + 1, date.getUTCDate());
  const time = timeText(date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds(), date.getUTCMilliseconds());
  return `${day} ${time}+00${eraText(year)}`;
}

/** Local time with its offset: right for columns with and without a zone, where the column is not known. */
export function zonedTimestampText(date: Date): string {
  const year = date.getFullYear();
  const seconds = Math.round((localAsUtc(date) - date.getTime()) / 1000);
  const size = Math.abs(seconds);
  const rest = size % 60 === 0 ? "" : `:${pad(size % 60)}`;
  const zone = `${seconds < 0 ? "-" : "+"}${pad(Math.floor(size / 3600))}:${pad(Math.floor(size / 60) % 60)}${rest}`;
  return `${dayText(year, date.getMonth() + 1, date.getDate())} ${localTimeText(date)}${zone}${eraText(year)}`;
}

interface Fields {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
}

/** Date.UTC takes the years 0 to 99 for 1900 to 1999. */
function utcTime({ year, month, day, hour, minute, second, millisecond }: Fields): number {
  const date = new Date(Date.UTC(2000, 0, 1, hour, minute, second, millisecond));
  return date.setUTCFullYear(year, month - 1, day);
}

function localAsUtc(date: Date): number {
  return utcTime({
    year: date.getFullYear(),
    month: date.getMonth() + 1,
    day: date.getDate(),
    hour: date.getHours(),
    minute: date.getMinutes(),
    second: date.getSeconds(),
    millisecond: date.getMilliseconds(),
  });
}

function offsetSeconds(zone: string): number {
  if (zone === "Z") return 0;
  const [hours, minutes, seconds] = zone.slice(1).match(/\d\d/g)!.map(Number);
  const size = hours! * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0);
  return zone.startsWith("-") ? -size : size;
}

/** Year 0 of the calendar of JavaScript is 1 BC. */
function dayText(year: number, month: number, day: number): string {
  return `${pad(year > 0 ? year : 1 - year, 4)}-${pad(month)}-${pad(day)}`;
}

function eraText(year: number): string {
  return year > 0 ? "" : " BC";
}

function timeText(hour: number, minute: number, second: number, millisecond: number): string {
  return `${pad(hour)}:${pad(minute)}:${pad(second)}.${pad(millisecond, 3)}`;
}

function pad(number: number, size = 2): string {
  return String(number).padStart(size, "0");
}
