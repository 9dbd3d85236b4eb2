/** The moment at which the transaction began, under each of its names. */
const NOW = /^(?:now|transaction_timestamp)\(\)$|^current_timestamp$/i;

/** How servers before version 10 wrote the clock's words, and how some programs write them still. */
const OLD_CLOCK = /^\(?'now'::text\)?::(date|timestamp|time)(\(\d\))?( with time zone| without time zone)?$/i;

const CLOCK = /^(?:current_(?:date|time|timestamp)|local(?:time|timestamp))(?:\(\d\))?$/i;

/** Functions that make a random UUID: the server's own, and that of the extension `uuid-ossp`. */
const RANDOM_UUID = /^(?:gen_random_uuid|(?:"?\w+"?\.)?uuid_generate_v4)\(\)$/i;

/**
 * Whether two expressions give a column the same default, though the server keeps their spellings apart.
 * @param isDeclared the first is what an entity says: it does not care where random UUIDs come from.
 */
export function isSameDefault(wanted: string, live: string, isDeclared: boolean): boolean {
  if (clockOf(wanted) === clockOf(live)) return true;
  return isDeclared && RANDOM_UUID.test(wanted) && RANDOM_UUID.test(live);
}

function clockOf(sql: string): string {
  const text = sql.trim();
  if (NOW.test(text)) return "current_timestamp";
  const [, type, digits = "", zone = ""] = OLD_CLOCK.exec(text) ?? [];
  if (type === undefined) return CLOCK.test(text) ? text.toLowerCase() : text;
  if (type.toLowerCase() === "date") return "current_date";
  return `${zone.trim().toLowerCase() === "with time zone" ? "current_" : "local"}${type.toLowerCase()}${digits}`;
}
