const DATE_TIME = /^([+-]?\d{4,6}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?\s*(Z|[+-]\d\d:?\d\d)?$/i;

/** A moment as it is stored: `2026-11-20 18:27:33.000`, always UTC, so that text order is time order. */
export function formatDateTime(date: Date): string {
  return date.toISOString().replace("T", " ").replace("Z", "");
}

/** The moment that text means; without a zone it is UTC. `undefined` where it is none. */
export function parseDateTime(text: string): Date | undefined {
  const match = DATE_TIME.exec(text.trim());
  if (match === null) return undefined;
  const [, day, time = "00:00", zone = "Z"] = match;
  const date = new Date(`${day}T${time}${zone.toUpperCase()}`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
