import { createHash } from "node:crypto";
import type { ResolvedDialect } from "../dialect/dialect";

const HASH_DIGITS = 8;

/**
 * A name within the database's limit, in bytes of UTF-8. A longer one is cut between characters and ends in a hash of
 * the whole, so that two long names that start alike stay two names. The same name always gives the same result.
 */
export function shortenName(name: string, maxBytes: number): string {
  if (Buffer.byteLength(name) <= maxBytes) return name;
  const hash = createHash("sha1").update(name).digest("hex").slice(0, HASH_DIGITS);
  let start = "";
  let bytes = 0;
  for (const character of name) {
    bytes += Buffer.byteLength(character);
    if (bytes > maxBytes - HASH_DIGITS - 1) break;
    start += character;
  }
  return `${start}_${hash}`;
}

/** A name as the database can hold it. */
export function limitedName(name: string, { capabilities }: ResolvedDialect): string {
  return shortenName(name, capabilities.maxIdentifierBytes);
}
