const INTEGER_SIZES: Readonly<Record<string, number>> = {
  tinyint: 1,
  smallint: 2,
  mediumint: 3,
  int: 4,
  integer: 4,
  bigint: 8,
};
const LONG_SIZES: Readonly<Record<string, number>> = { tiny: 1, "": 2, medium: 3, long: 4 };
const LONG = /^(tiny|medium|long)?(text|blob)$/;
const TEXT = /^(?:char|varchar|(?:tiny|medium|long)?text)$/;
const BINARY = /^(?:binary|varbinary|(?:tiny|medium|long)?blob)$/;

interface TypeWords {
  readonly name: string;
  readonly isUnsigned: boolean;
  /** What an enum or a set lists, with quotes. */
  readonly listed: readonly string[];
}

/**
 * Whether values of a type may be cut off, refused or read as something else by another: by sign, by the size of long
 * text, between text and bytes, by the values that an enum of its own lists.
 * @param replaced listed values whose rows take another one first.
 */
export function losesValues(before: string, after: string, replaced: readonly string[] = []): boolean {
  const [old, next] = [readWords(before), readWords(after)];
  const quoted = replaced.map((value) => `'${value.replaceAll("'", "''")}'`);
  const kept = { ...old, listed: old.listed.filter((value) => !quoted.includes(value)) };
  return [losesNumbers, losesLength, losesCharacters, losesListed].some((loses) => loses(kept, next));
}

function losesNumbers(old: TypeWords, next: TypeWords): boolean {
  const [size, newSize] = [INTEGER_SIZES[old.name], INTEGER_SIZES[next.name]];
  if (size === undefined || newSize === undefined) return false;
  if (newSize < size) return true;
  return old.isUnsigned ? !next.isUnsigned && newSize === size : next.isUnsigned;
}

function losesLength(old: TypeWords, next: TypeWords): boolean {
  const [size, newSize] = [longSize(old.name), longSize(next.name)];
  return size !== undefined && newSize !== undefined && newSize < size;
}

function longSize(name: string): number | undefined {
  const match = LONG.exec(name);
  return match === null ? undefined : LONG_SIZES[match[1] ?? ""];
}

function losesCharacters(old: TypeWords, next: TypeWords): boolean {
  return (TEXT.test(old.name) && BINARY.test(next.name)) || (BINARY.test(old.name) && TEXT.test(next.name));
}

function losesListed(old: TypeWords, next: TypeWords): boolean {
  if (!isListed(next.name)) return false;
  if (isListed(old.name) && old.name !== next.name) return true;
  return old.listed.some((value) => !next.listed.includes(value));
}

function isListed(name: string): boolean {
  return name === "enum" || name === "set";
}

function readWords(type: string): TypeWords {
  const name = /^\w*/.exec(type.trim().toLowerCase())![0];
  return {
    name,
    isUnsigned: /\bunsigned\b/i.test(type),
    listed: isListed(name) ? (type.match(/'(?:[^'\\]|''|\\.)*'/g) ?? []) : [],
  };
}
