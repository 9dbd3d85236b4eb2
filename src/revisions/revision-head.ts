import type { Expression, Program, PropertyKey, Statement } from "oxc-parser";
import { OrmError } from "../errors/orm-error";
import { CONSTANT_NAMES, scanRevisionHead, toConstants, type HeadConstants } from "./head-scanner";
import type { Revision } from "./revision";

/**
 * Reads what the graph needs from a revision file's text, without running it: the constants, and the message and date
 * of its doc comment. Throws `REVISION.FILE_INVALID` naming file, line and column.
 */
export async function readRevisionHead(text: string, path: string): Promise<Revision> {
  return readRevisionHeadFast(text, path) ?? { ...(await parseConstants(text, path)), ...readDocComment(text), path };
}

/** The same for a file that is written in one of the usual ways; `undefined` for any other, which takes a parser. */
export function readRevisionHeadFast(text: string, path: string): Revision | undefined {
  const constants = scanRevisionHead(text);
  return constants === undefined ? undefined : { ...constants, ...readDocComment(text), path };
}

/** Message and date of the doc comment at the top, and which revisions were squashed into this one. */
export function readDocComment(text: string): Pick<Revision, "message" | "createDate" | "squashes"> {
  const comment = /^\uFEFF?(?:\s|\/\/[^\n]*|["']use strict["'];?)*\/\*\*([^]*?)\*\//.exec(text)?.[1];
  if (comment === undefined) return {};
  const lines = comment.split("\n").map((line) =>
    line
      .replace(/^\s*\* ?/, "")
      .trimEnd()
      .replaceAll("*\\/", "*/"),
  );
  const end = lines.findIndex((line) => /^(?:Revision ID|Revises|Create Date):/.test(line));
  const message = (end === -1 ? lines : lines.slice(0, end)).join("\n").trim();
  const createDate = lines.map((line) => /^Create Date:\s*(.+)$/.exec(line)?.[1]).find((date) => date !== undefined);
  const squashes = readSquashes(lines);
  return {
    ...(message === "" ? {} : { message }),
    ...(createDate === undefined ? {} : { createDate }),
    ...(squashes.length === 0 ? {} : { squashes }),
  };
}

/** The ids behind `Squashes:`, and on the lines after it as long as one ends with a comma. */
function readSquashes(lines: readonly string[]): readonly string[] {
  const start = lines.findIndex((line) => line.startsWith("Squashes:"));
  if (start === -1) return [];
  const length = lines.slice(start).findIndex((line) => !line.endsWith(","));
  const list = lines.slice(start, length === -1 ? undefined : start + length + 1).join(" ");
  return list
    .slice("Squashes:".length)
    .split(",")
    .flatMap((id) => (id.trim() === "" ? [] : [id.trim()]));
}

async function parseConstants(text: string, path: string): Promise<HeadConstants> {
  const { parseSync } = await import("oxc-parser");
  const isTypeScript = /\.[cm]?ts$/.test(path);
  const { program, errors } = parseSync(path, text, { lang: isTypeScript ? "ts" : "js" });
  const error = errors.find((candidate) => candidate.severity === "Error");
  if (error !== undefined)
    throw invalidFile(path, text, error.labels[0]?.start ?? 0, error.message, "Correct the syntax.");
  const found = new Map<string, unknown>();
  for (const { name, value, offset } of findConstants(program)) {
    if (!CONSTANT_NAMES.has(name)) continue;
    const literal = evaluateLiteral(value);
    if (literal === undefined) {
      throw invalidFile(
        path,
        text,
        offset,
        `${name} is not a literal`,
        `Write the value of ${name} out: files are read without running them.`,
      );
    }
    found.set(name, literal);
  }
  for (const name of ["revision", "downRevision"]) {
    if (found.has(name)) continue;
    const example = name === "revision" ? '"3f2a9c1d7b4e"' : "null, or the id of the revision before it";
    throw invalidFile(
      path,
      text,
      0,
      `the constant ${name} is missing`,
      `Add \`export const ${name} = ...\` (${example}), or move the file away.`,
    );
  }
  const constants = toConstants(found);
  if (constants !== undefined) return constants;
  throw invalidFile(
    path,
    text,
    0,
    "its constants have the wrong types",
    "revision is text, downRevision text, null or a list of texts, branchLabels and dependsOn lists of texts.",
  );
}

interface FoundConstant {
  readonly name: string;
  readonly value: Expression | null;
  readonly offset: number;
}

/** Declarations and assignments to `exports` at the top level; in compiled code `exports.x = void 0` only announces. */
function findConstants(program: Program): FoundConstant[] {
  return program.body.flatMap((statement): FoundConstant[] => {
    const declaration = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    if (declaration?.type === "VariableDeclaration") {
      return declaration.declarations.flatMap((item) =>
        item.id.type === "Identifier" ? [{ name: item.id.name, value: item.init, offset: item.start }] : [],
      );
    }
    return findAssignedConstants(statement);
  });
}

function findAssignedConstants(statement: Statement): FoundConstant[] {
  if (statement.type !== "ExpressionStatement" || statement.expression.type !== "AssignmentExpression") return [];
  const { left, right, start } = statement.expression;
  if (left.type !== "MemberExpression" || left.computed) return [];
  if (left.object.type === "Identifier" && left.object.name === "module" && left.property.name === "exports") {
    if (right.type !== "ObjectExpression") return [];
    return right.properties.flatMap((item) => {
      const name = item.type === "Property" ? nameOfKey(item.key) : undefined;
      return name === undefined || item.type !== "Property" ? [] : [{ name, value: item.value, offset: item.start }];
    });
  }
  const isExports =
    left.object.type === "Identifier" ? left.object.name === "exports" : left.object.type === "MemberExpression";
  const isAnnouncement = right.type === "UnaryExpression" || right.type === "AssignmentExpression";
  return isExports && !isAnnouncement ? [{ name: left.property.name, value: right, offset: start }] : [];
}

function nameOfKey(key: PropertyKey): string | undefined {
  if (key.type === "Identifier") return key.name;
  return key.type === "Literal" && typeof key.value === "string" ? key.value : undefined;
}

function evaluateLiteral(node: Expression | null): string | null | readonly string[] | undefined {
  switch (node?.type) {
    case "Literal":
      return typeof node.value === "string" || ("raw" in node && node.raw === "null")
        ? (node.value as string | null)
        : undefined;
    case "TemplateLiteral":
      return node.expressions.length === 0 ? (node.quasis[0]?.value.cooked ?? undefined) : undefined;
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "ParenthesizedExpression":
      return evaluateLiteral(node.expression);
    case "ArrayExpression": {
      const items = node.elements.map((item) =>
        item === null || item.type === "SpreadElement" ? undefined : evaluateLiteral(item),
      );
      return items.every((item) => typeof item === "string") ? items : undefined;
    }
    default:
      return undefined;
  }
}

function invalidFile(path: string, text: string, offset: number, what: string, hint: string): OrmError {
  const before = text.slice(0, offset);
  const line = before.split("\n").length;
  const column = offset - before.lastIndexOf("\n");
  return new OrmError("REVISION.FILE_INVALID", `revision file ${path}:${line}:${column}: ${what}`, {
    hint,
    details: { path, line, column },
  });
}
