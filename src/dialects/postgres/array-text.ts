/** Writes a JavaScript array, nested to any depth, as the text of a PostgreSQL array. */
export function writeArray(values: readonly unknown[], write: (value: unknown) => unknown): string {
  return `{${values.map((value) => writeElement(value, write)).join(",")}}`;
}

function writeElement(value: unknown, write: (value: unknown) => unknown): string {
  if (value === null || value === undefined) return "NULL";
  if (Array.isArray(value)) return writeArray(value, write);
  const text = write(value);
  if (text === null || text === undefined) return "NULL";
  return `"${elementText(text).replace(/["\\]/g, "\\$&")}"`;
}

function elementText(value: unknown): string {
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString("hex")}`;
  return typeof value === "boolean" ? (value ? "t" : "f") : String(value);
}

/** Reads the text of a PostgreSQL array into nested JavaScript arrays; NULL elements become `null`. */
export function readArray(text: string, read: (element: string) => unknown, delimiter = ","): unknown[] {
  const start = text.startsWith("[") ? text.indexOf("=") + 1 : 0;
  const stack: unknown[][] = [];
  let position = start;
  for (;;) {
    const character = text[position];
    if (character === "{") {
      stack.push([]);
      position += 1;
    } else if (character === "}") {
      const done = stack.pop() ?? [];
      if (stack.length === 0) return done;
      stack.at(-1)!.push(done);
      position += 1;
    } else if (character === delimiter) position += 1;
    else if (character === undefined) return stack[0] ?? [];
    else {
      const element = readElement(text, position, delimiter);
      stack.at(-1)?.push(element.value === null ? null : read(element.value));
      position = element.end;
    }
  }
}

function readElement(text: string, start: number, delimiter: string): { value: string | null; end: number } {
  if (text[start] === '"') {
    let end = start + 1;
    while (end < text.length && text[end] !== '"') end += text[end] === "\\" ? 2 : 1;
    return { value: text.slice(start + 1, end).replace(/\\([\s\S])/g, "$1"), end: end + 1 };
  }
  let end = start;
  while (end < text.length && text[end] !== delimiter && text[end] !== "}") end += 1;
  const value = text.slice(start, end);
  return { value: value.toUpperCase() === "NULL" ? null : value, end };
}
