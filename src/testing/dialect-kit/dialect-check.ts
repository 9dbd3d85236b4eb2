import type { Capabilities } from "../../dialect/capabilities";
import type { DialectBench } from "./dialect-bench";

/** Something that every dialect must do, or every one with some capability. */
export interface DialectCheck {
  /** What is shown: a sentence of which the dialect is the subject. */
  readonly name: string;
  /** The capability that it takes. */
  readonly needs?: BooleanCapability;
  /** The other way round: it is about dialects without that capability. */
  readonly needsNot?: BooleanCapability;
  /** Gets an empty database, and need not clean up. @throws OrmError `TESTING.DIALECT_BROKEN`, or what the dialect threw. */
  check(bench: DialectBench): Promise<void>;
}

/** The capabilities that are there or not. */
export type BooleanCapability = {
  [Name in keyof Capabilities]: Capabilities[Name] extends boolean ? Name : never;
}[keyof Capabilities];

/** Why a check does not apply; `undefined` where it does. */
export function reasonAgainst({ needs, needsNot }: DialectCheck, capabilities: Capabilities): string | undefined {
  if (needs !== undefined && !capabilities[needs]) return `it lacks ${needs}`;
  return needsNot !== undefined && capabilities[needsNot] ? `it has ${needsNot}` : undefined;
}
