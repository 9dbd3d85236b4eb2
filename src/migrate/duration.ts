import { OrmError } from "../errors/orm-error";

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/**
 * A span of time in milliseconds, from a number of seconds or a text with a unit: `5`, `"5s"`, `"500ms"`, `"2m"`, `"1h"`.
 * @param name what it is, for the error.
 * @throws OrmError `CONFIG.INVALID`.
 */
export function readDuration(value: number | string, name: string): number {
  const milliseconds = parseDuration(value);
  if (milliseconds === undefined) {
    throw new OrmError("CONFIG.INVALID", `${name} is not a span of time: ${JSON.stringify(value)}`, {
      hint: 'Give a number of seconds, or a text with a unit: "500ms", "5s", "2m".',
    });
  }
  return milliseconds;
}

/** The same as a check of an option: what is wrong with a value. */
export function isDuration(value: unknown): string | undefined {
  return parseDuration(value) === undefined ? 'is not a number of seconds from 0, or a text such as "5s"' : undefined;
}

function parseDuration(value: unknown): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) && value >= 0 ? value * 1000 : undefined;
  if (typeof value !== "string") return undefined;
  const [, count, unit = "s"] = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h)?$/.exec(value.trim()) ?? [];
  return count === undefined ? undefined : Number(count) * UNITS[unit]!;
}
