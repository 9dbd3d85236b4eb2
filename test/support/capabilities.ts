import { builtinDialects } from "../../src/data-source/builtin-dialects";
import type { Capabilities } from "../../src/dialect/capabilities";
import type { Target } from "./matrix";

const known = new Map<string, Capabilities>();

/** What the server of a target can do, as its own dialect says of that version. */
export function readCapabilities(target: Target): Capabilities {
  let capabilities = known.get(target.name);
  if (!capabilities) {
    capabilities = builtinDialects[target.type]().resolve({ version: target.version, facts: {} }).capabilities;
    known.set(target.name, capabilities);
  }
  return capabilities;
}
