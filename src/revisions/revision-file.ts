import { createHash } from "node:crypto";
import { OrmError } from "../errors/orm-error";

/** What a file name is made of. */
export interface FileNameParts {
  readonly revision: string;
  readonly message: string;
  readonly createDate: Date;
  /** Tokens `%(rev)s`, `%(slug)s`, `%(epoch)s`, `%(year)d`, `%(month).2d`, day, hour, minute, second; default `%(rev)s_%(slug)s`. */
  readonly template?: string;
  /** The longest slug, in characters; default 40. */
  readonly slugLength?: number;
  /** The time zone of the date tokens, such as `Europe/Berlin`; default UTC. */
  readonly timezone?: string;
}

/** The longest id that fits the version table's column. */
export const MAX_ID_LENGTH = 32;

const DEFAULT_TEMPLATE = "%(rev)s_%(slug)s";

/**
 * The name of a revision's file, without extension; a template may hold `/` for folders.
 *
 * @example
 * formatFileName({ revision: "3f2a9c1d7b4e", message: "Add email to users!", createDate: new Date() }); // 3f2a9c1d7b4e_add_email_to_users
 */
export function formatFileName(parts: FileNameParts): string {
  const template = parts.template ?? DEFAULT_TEMPLATE;
  const date = datePartsOf(parts.createDate, parts.timezone);
  const values: Record<string, string> = {
    rev: parts.revision,
    slug: slugOf(parts.message, parts.slugLength),
    epoch: String(Math.floor(parts.createDate.getTime() / 1000)),
    ...date,
  };
  const name = template.replaceAll(
    /%\((\w+)\)(?:0?\.?(\d+))?[ds]/g,
    (token, key: string, width: string | undefined) => {
      const value = values[key];
      if (value === undefined) throw invalidTemplate(template, `it does not know the token ${token}`);
      return width === undefined || key === "rev" || key === "slug" ? value : value.padStart(Number(width), "0");
    },
  );
  const trimmed = name.replaceAll(/[_-]+(?=\/|$)/g, "");
  if (trimmed === "" || trimmed.startsWith("/") || /(?:^|\/)\.{0,2}(?:\/|$)|[\\:*?"<>|\0]/.test(trimmed)) {
    throw invalidTemplate(template, `it gives ${JSON.stringify(name)}, which is no file name`);
  }
  return trimmed;
}

/** The message as a part of a file name: words in small letters, cut at a word. */
export function slugOf(message: string, slugLength = 40): string {
  const slug = (message.match(/[\p{L}\p{N}_]+/gu) ?? []).join("_").toLowerCase();
  const characters = Array.from(slug);
  if (characters.length <= slugLength) return slug;
  const cut = characters.slice(0, slugLength).join("");
  const isWordEnd = characters[slugLength] === "_";
  const end = isWordEnd ? cut.length : cut.lastIndexOf("_");
  return end > 0 ? cut.slice(0, end) : cut;
}

/** A new id of 12 hexadecimal digits; `random` gives that many random bytes. */
export function createRevisionId(random: (bytes: number) => Uint8Array): string {
  return Buffer.from(random(6)).toString("hex");
}

/** Refuses an id that a user chose and that could not be stored or named. */
export function assertRevisionId(id: string): void {
  if (/^[^@+:\s/\\'"-]+$/.test(id) && id.length <= MAX_ID_LENGTH && !["head", "heads", "base", "current"].includes(id))
    return;
  throw new OrmError("REVISION.INVALID_ID", `revision id ${JSON.stringify(id)} cannot be used`, {
    hint: `Take 1 to ${MAX_ID_LENGTH} letters, digits or underscores; head, heads, base and current have a meaning of their own.`,
    details: { id },
  });
}

/** The checksum of a revision file: sha256 in hexadecimal, the same for Unix and Windows line ends. */
export function checksumOf(text: string): string {
  return createHash("sha256")
    .update(text.replace(/^\uFEFF/, "").replaceAll(/\r\n?/g, "\n"))
    .digest("hex");
}

/** The date as the doc comment spells it: ISO 8601, in UTC or with the offset of the time zone. */
export function formatCreateDate(date: Date, timezone?: string): string {
  if (timezone === undefined || timezone.toUpperCase() === "UTC") return date.toISOString();
  const { year, month, day, hour, minute, second } = datePartsOf(date, timezone);
  const local = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    date.getUTCMilliseconds(),
  );
  const offset = Math.round((local - date.getTime()) / 60_000);
  if (offset === 0) return date.toISOString();
  const minutes = Math.abs(offset);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${new Date(local).toISOString().slice(0, -1)}${offset < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

type DateParts = Record<"year" | "month" | "day" | "hour" | "minute" | "second", string>;

function datePartsOf(date: Date, timezone = "UTC"): DateParts {
  const numeric = {
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  } as const;
  let parts: Intl.DateTimeFormatPart[];
  try {
    parts = new Intl.DateTimeFormat("en-US", { ...numeric, timeZone: timezone, hourCycle: "h23" }).formatToParts(date);
  } catch (cause) {
    throw new OrmError("CONFIG.INVALID", `migrations.timezone: there is no time zone "${timezone}"`, {
      hint: 'Give an IANA name such as "Europe/Berlin", or "UTC".',
      cause,
    });
  }
  const valueOf = (type: string): string => String(Number(parts.find((part) => part.type === type)?.value ?? 0));
  return {
    year: valueOf("year"),
    month: valueOf("month"),
    day: valueOf("day"),
    hour: valueOf("hour"),
    minute: valueOf("minute"),
    second: valueOf("second"),
  };
}

function invalidTemplate(template: string, why: string): OrmError {
  return new OrmError("CONFIG.INVALID", `migrations.fileTemplate ${JSON.stringify(template)}: ${why}`, {
    hint: `The default is ${JSON.stringify(DEFAULT_TEMPLATE)}; tokens are rev, slug, epoch, year, month, day, hour, minute, second.`,
    details: { template },
  });
}
