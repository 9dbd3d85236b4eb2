import { readStringLiteral } from "./string-literal";

/** What stands before the name of a table. */
const BEFORE_TABLE = /(?:\b(?:from|join|straight_join)|\b(?:nextval|lastval|setval)\(|\bnext value for)[\s(]*$/i;

/**
 * The query of a view without the name of its own database, so that it means the same elsewhere. The catalog writes that name
 * before tables, their columns and functions; an alias of the same name stays.
 */
export function withoutDatabase(query: string, database: string): string {
  let result = "";
  for (let at = 0; at < query.length;) {
    const character = query[at]!;
    if (character === "'" || character === '"') {
      const { end } = readStringLiteral(query, at);
      result += query.slice(at, end);
      at = end;
    } else if (character === "`") {
      const { names, end } = readChain(query, at);
      const isOwn = names.length > 1 && readStringLiteral(names[0]!, 0).value === database;
      const isCut = isOwn && (names.length > 2 || query[end] === "(" || BEFORE_TABLE.test(result.slice(-40)));
      result += (isCut ? names.slice(1) : names).join(".");
      at = end;
    } else {
      result += character;
      at += 1;
    }
  }
  return result;
}

/** Quoted names with points between them. */
function readChain(text: string, start: number): { readonly names: readonly string[]; readonly end: number } {
  const names: string[] = [];
  let at = start;
  for (;;) {
    const { end } = readStringLiteral(text, at);
    names.push(text.slice(at, end));
    if (text[end] !== "." || text[end + 1] !== "`") return { names, end };
    at = end + 1;
  }
}

/** The databases, other than its own, whose tables a query reads, as far as the text shows it. */
export function foreignDatabases(query: string, database: string): readonly string[] {
  const pattern = /\b(?:from|join|straight_join)[\s(]+(`(?:[^`]|``)+`|[\w$]+)\s*\.\s*(?:`|[\w$])/gi;
  const names = [...query.matchAll(pattern)].map(([, name]) =>
    name!.startsWith("`") ? readStringLiteral(name!, 0).value : name!,
  );
  return [...new Set(names.filter((name) => name !== database))].sort();
}
