import type { Expression, Program, Statement } from "oxc-parser";
import { OrmError } from "../errors/orm-error";
import { readRevisionHead } from "../revisions/revision-head";
import { isSameData } from "../util/stable-json";

/**
 * The text of a revision file with another down revision: in the constant and behind `Revises:` in the doc comment. Everything else
 * stays as it is, byte for byte.
 * @throws OrmError `REVISION.FILE_INVALID` where the constant is written in a way that cannot be changed safely.
 */
export async function rewriteParent(text: string, path: string, parent: string): Promise<string> {
  const before = await readRevisionHead(text, path);
  const { parseSync } = await import("oxc-parser");
  const { program } = parseSync(path, text, { lang: /\.[cm]?ts$/.test(path) ? "ts" : "js" });
  const literal = literalOf(findValue(program, "downRevision"));
  if (literal === undefined) throw cannotRewrite(path);
  const quote = quoteOf(text, literal) ?? quoteOf(text, literalOf(findValue(program, "revision"))) ?? '"';
  const edited = text.slice(0, literal.start) + quote + parent + quote + text.slice(literal.end);
  const rewritten = withRevises(edited, parent);
  const after = await readRevisionHead(rewritten, path);
  const isRight = isSameData({ ...after, downRevision: null }, { ...before, downRevision: null });
  if (!isRight || [after.downRevision].flat().join() !== parent) throw cannotRewrite(path);
  return rewritten;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** The value of a constant: `export const x = ...`, `exports.x = ...`, `module.exports = { x: ... }`. */
function findValue(program: Program, name: string): Expression | undefined {
  for (const statement of program.body) {
    const declaration = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    if (declaration?.type === "VariableDeclaration") {
      const found = declaration.declarations.find(({ id }) => id.type === "Identifier" && id.name === name);
      if (found?.init != null) return found.init;
    } else if (statement.type === "ExpressionStatement") {
      const found = findAssigned(statement, name);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function findAssigned(
  statement: Statement & { readonly type: "ExpressionStatement" },
  name: string,
): Expression | undefined {
  const { expression } = statement;
  if (expression.type !== "AssignmentExpression" || expression.left.type !== "MemberExpression") return undefined;
  const { left, right } = expression;
  if (left.property.type !== "Identifier") return undefined;
  if (left.property.name === "exports" && right.type === "ObjectExpression") {
    for (const member of right.properties) {
      if (member.type !== "Property") continue;
      const key =
        member.key.type === "Identifier"
          ? member.key.name
          : member.key.type === "Literal"
            ? member.key.value
            : undefined;
      if (key === name) return member.value;
    }
  }
  // A compiler announces its exports first: `exports.a = exports.b = void 0`.
  const isAnnouncement = right.type === "UnaryExpression" || right.type === "AssignmentExpression";
  return left.property.name === name && !isAnnouncement ? right : undefined;
}

/** The literal itself, inside of `as const`, parentheses and a list of one. */
function literalOf(node: Expression | undefined): Span | undefined {
  switch (node?.type) {
    case "Literal":
    case "TemplateLiteral":
      return node;
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "ParenthesizedExpression":
      return literalOf(node.expression);
    case "ArrayExpression": {
      if (node.elements.length === 0) return node;
      const [only] = node.elements;
      return node.elements.length === 1 && only !== null && only?.type !== "SpreadElement"
        ? literalOf(only)
        : undefined;
    }
    default:
      return undefined;
  }
}

function quoteOf(text: string, span: Span | undefined): string | undefined {
  const first = span === undefined ? "" : text.charAt(span.start);
  return ['"', "'", "`"].includes(first) ? first : undefined;
}

/** The line of the doc comment at the top; a file without one says it nowhere. */
function withRevises(text: string, parent: string): string {
  const comment = /^\uFEFF?(?:\s|\/\/[^\n]*|["']use strict["'];?)*\/\*\*[^]*?\*\//.exec(text)?.[0];
  if (comment === undefined) return text;
  const changed = comment.replace(
    /^([ \t]*\*?[ \t]*Revises:)[ \t]*[^\r\n]*?([ \t]*(?:\*\/)?\r?)$/m,
    (_line, label: string, end: string) => `${label} ${parent}${end}`,
  );
  return changed + text.slice(comment.length);
}

function cannotRewrite(path: string): OrmError {
  return new OrmError("REVISION.FILE_INVALID", `revision file ${path}: its down revision cannot be changed safely`, {
    hint: 'Write it as a literal, export const downRevision = "...", or change it by hand.',
    details: { path },
  });
}
