import type { Revision } from "./revision";

/** The constants of a revision file. */
export type HeadConstants = Pick<Revision, "revision" | "downRevision" | "branchLabels" | "dependsOn">;

const BLANK = /(?:\s+|\/\/[^\n]*|\/\*[^]*?\*\/)+/y;
const IMPORT = /import\b(?:\s*[\w*{},\s$]+?\bfrom\b)?\s*(?:"[^"\n]*"|'[^'\n]*')\s*;?/y;
const COMMONJS_NOISE =
  /(?:"use strict"|'use strict'|Object\.defineProperty\(exports, "__esModule", \{ value: true \}\)|exports\.\w+ = (?:exports\.\w+ = )*void 0|exports\.\w+ = (?:upgrade|downgrade));?/y;
const CONSTANT = /(?:export\s+const\s+(\w+)(?:\s*:\s*(?:[\w\s|[\]"']|readonly)+)?|exports\.(\w+))\s*=\s*/y;
const TEXT = /"((?:[^"\\\n])*)"|'((?:[^'\\\n])*)'/y;
const NULL = /null\b/y;
const END = /\s*(?:as\s+const\s*)?(?:;|\n|$)/y;

/**
 * Reads the constants from the top of a file, as Ormolu, tsc and people write them. Gives `undefined` for whatever it
 * does not recognise at sight, never a guess: a parser then has the last word.
 */
export function scanRevisionHead(text: string): HeadConstants | undefined {
  const found = new Map<string, unknown>();
  const scanner = new Scanner(text);
  while (found.size < 4) {
    if (scanner.match(BLANK) !== null) continue;
    if (scanner.match(COMMONJS_NOISE) !== null) continue;
    if (scanner.match(IMPORT) !== null) continue;
    const constant = scanner.match(CONSTANT);
    const name = constant?.[1] ?? constant?.[2];
    if (name === undefined || found.has(name) || !CONSTANT_NAMES.has(name)) return undefined;
    const value = scanner.readLiteral();
    if (value === undefined || scanner.match(END) === null) return undefined;
    found.set(name, value);
  }
  return toConstants(found);
}

/** The names that a head is made of. */
export const CONSTANT_NAMES: ReadonlySet<string> = new Set(["revision", "downRevision", "branchLabels", "dependsOn"]);

/** Checks the values; `undefined` where one has a type that it may not have. Labels and dependencies may be left out. */
export function toConstants(found: ReadonlyMap<string, unknown>): HeadConstants | undefined {
  const revision = found.get("revision");
  const downRevision = found.get("downRevision");
  const branchLabels = toList(found.get("branchLabels"));
  const dependsOn = toList(found.get("dependsOn"));
  if (typeof revision !== "string" || revision === "" || branchLabels === undefined || dependsOn === undefined)
    return undefined;
  if (downRevision === null || typeof downRevision === "string")
    return { revision, downRevision, branchLabels, dependsOn };
  if (!isTextList(downRevision)) return undefined;
  return { revision, downRevision: downRevision.length === 0 ? null : downRevision, branchLabels, dependsOn };
}

function toList(value: unknown): readonly string[] | undefined {
  if (value === undefined || value === null) return [];
  if (typeof value === "string") return [value];
  return isTextList(value) ? value : undefined;
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

class Scanner {
  readonly #text: string;
  #position = 0;

  constructor(text: string) {
    this.#text = text;
    if (text.startsWith("\uFEFF")) this.#position = 1;
  }

  match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#position;
    const match = pattern.exec(this.#text);
    if (match !== null) this.#position = pattern.lastIndex;
    return match;
  }

  /** A string, null, or a list of strings; `undefined` for anything else. */
  readLiteral(): string | null | string[] | undefined {
    if (this.match(NULL) !== null) return null;
    if (this.#text[this.#position] !== "[") return this.#readText();
    this.#position += 1;
    const items: string[] = [];
    for (;;) {
      this.match(BLANK);
      if (this.#text[this.#position] === "]") break;
      const item = this.#readText();
      if (item === undefined) return undefined;
      items.push(item);
      this.match(BLANK);
      if (this.#text[this.#position] === ",") this.#position += 1;
      else if (this.#text[this.#position] !== "]") return undefined;
    }
    this.#position += 1;
    return items;
  }

  #readText(): string | undefined {
    const match = this.match(TEXT);
    return match === null ? undefined : (match[1] ?? match[2]!);
  }
}
