import { randomBytes } from "node:crypto";

/** A name for a scratch schema, or, with the process id of the session that owns it, for a scratch database. */
export function createScratchName(owner?: string): string {
  return ["orm_scratch", ...(owner === undefined ? [] : [owner]), randomBytes(6).toString("hex")].join("_");
}
