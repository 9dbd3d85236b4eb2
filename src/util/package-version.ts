import { readFileSync } from "node:fs";
import path from "node:path";

let version: string | undefined;

/** The version of this package. */
export function packageVersion(): string {
  if (version !== undefined) return version;
  const file = path.join(__dirname, "..", "..", "package.json");
  version = (JSON.parse(readFileSync(file, "utf8")) as { readonly version: string }).version;
  return version;
}
