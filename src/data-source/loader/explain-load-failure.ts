import path from "node:path";
import { fileURLToPath } from "node:url";
import type { ErrorCode } from "../../errors/codes";
import { OrmError } from "../../errors/orm-error";

/** Turns what a user's module failed with into an error that names the place; an error of ours stays as it is. */
export function explainLoadFailure(cause: unknown, file: string, root: string, code: ErrorCode): OrmError {
  if (OrmError.is(cause)) return cause;
  const error = cause instanceof Error || hasMessage(cause) ? cause : { message: String(cause) };
  const own = /^(.+?):(\d+):(\d+): (.*)$/s.exec(error.message);
  const place =
    own === null ? findPlace(error.stack ?? "", root) : { file: own[1]!, line: Number(own[2]), column: Number(own[3]) };
  const message = inOneLine(own === null ? error.message : own[4]!);
  const where =
    place === undefined ? file : `${place.file}:${place.line}${place.column === undefined ? "" : `:${place.column}`}`;
  return new OrmError(code, `${displayPath(where, root)}: ${message}`, {
    hint: hintFor(message, file, root),
    details: { file, ...(place === undefined ? {} : { line: place.line, column: place.column, at: place.file }) },
    cause,
  });
}

/** Node names its own files below such a message, and tells to import what we load. */
function inOneLine(message: string): string {
  return /ESM graph with top-level await/.test(message) ? "it has an await outside of a function" : message.trim();
}

interface Place {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
}

/** The first line of the stack that is in the project; link errors put `file:line` above the message instead. */
function findPlace(stack: string, root: string): Place | undefined {
  const pattern = /(?:\(|at (?:async )?|^)((?:file:\/\/)?[^\s()][^()\n]*?):(\d+)(?::(\d+))?\)?$/gm;
  for (const [, location, line, column] of stack.matchAll(pattern)) {
    const file = location!.startsWith("file:") ? fileURLToPath(location!) : location!;
    if (!file.startsWith(root + path.sep) || /[\\/]node_modules[\\/]/.test(file)) continue;
    return { file, line: Number(line), ...(column === undefined ? {} : { column: Number(column) }) };
  }
  return undefined;
}

function hintFor(message: string, file: string, root: string): string {
  if (message.startsWith("it has an await")) return "Move what is awaited into a function, or make the file an .mts.";
  const name = /Cannot access '(\w+)' before initialization/.exec(message)?.[1];
  if (name !== undefined) {
    return `${name} is used while a circular import is still loading it. In entities write \`() => ${name}\` in the decorator and \`Relation<${name}>\` as the property's type.`;
  }
  const called = /\(0 ?, \w+\.(\w+)\) is not a function/.exec(message)?.[1];
  if (called !== undefined || message.startsWith("Class extends value undefined")) {
    return `${called ?? "What the class extends"} is undefined: the module that it is imported from has nothing of that name, or a circular import is still loading it.`;
  }
  const missing = /Cannot find (?:module|package) '([^']+)'/.exec(message)?.[1];
  if (missing !== undefined) return `Check the import of ${displayPath(missing, root)}, or install it.`;
  const exported = /does not provide an export named '(\w+)'/.exec(message)?.[1];
  if (exported !== undefined) return `If ${exported} is a type, import it with \`import type\`; else export it.`;
  if (/Unknown file extension "\.[cm]?tsx?"/.test(message)) {
    return `${displayPath(file, root)} is JavaScript that imports TypeScript: make it TypeScript too, or import the compiled file.`;
  }
  return `Correct ${displayPath(file, root)}; --verbose shows the stack.`;
}

function displayPath(file: string, root: string): string {
  return file.startsWith(root + path.sep) ? file.slice(root.length + 1) : file;
}

function hasMessage(value: unknown): value is { message: string; stack?: string } {
  return typeof value === "object" && value !== null && "message" in value && typeof value.message === "string";
}
