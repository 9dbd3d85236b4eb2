import { OrmError } from "../errors/orm-error";
import { escapeUnseen } from "./render/escape-unseen";

/** In which language a revision file is written, which follows from its extension and the project's module kind. */
export type RevisionFormat = "typescript" | "esm" | "commonjs";

/** What a revision file is made of. */
export interface RevisionFileParts {
  readonly revision: string;
  readonly downRevision: string | readonly string[] | null;
  readonly branchLabels?: readonly string[];
  readonly dependsOn?: readonly string[];
  /** The message; several lines are allowed. */
  readonly message: string;
  /** As the comment spells it, see `formatCreateDate`. */
  readonly createDate: string;
  /** The lines of the bodies, without indentation of their own; none gives an empty function. */
  readonly upgrade: readonly string[];
  readonly downgrade: readonly string[];
  /** Further import lines that the bodies need. */
  readonly imports?: readonly string[];
  /** Values of the project's own placeholders: `"$owner"` where `owner` is among them. */
  readonly values?: Readonly<Record<string, string | number | boolean | readonly string[]>>;
  readonly format?: RevisionFormat;
}

const COMMENT = `/**
 * $message
 *
 * Revision ID: $revision
 * Revises: $revises
 * Create Date: $createDate
 */
`;

const TEMPLATES: Readonly<Record<RevisionFormat, string>> = {
  typescript: `${COMMENT}import type { Operations } from "ormolu/migrate";
/* $imports */

export const revision = "$revision";
export const downRevision = "$downRevision";
export const branchLabels: string[] = ["$branchLabels"];
export const dependsOn: string[] = ["$dependsOn"];

export async function upgrade(op: Operations): Promise<void> {
  /* $upgrade */
}

export async function downgrade(op: Operations): Promise<void> {
  /* $downgrade */
}
`,
  esm: `${COMMENT}/* $imports */

export const revision = "$revision";
export const downRevision = "$downRevision";
export const branchLabels = ["$branchLabels"];
export const dependsOn = ["$dependsOn"];

/** @param {import("ormolu/migrate").Operations} op */
export async function upgrade(op) {
  /* $upgrade */
}

/** @param {import("ormolu/migrate").Operations} op */
export async function downgrade(op) {
  /* $downgrade */
}
`,
  commonjs: `"use strict";
${COMMENT}/* $imports */

exports.revision = "$revision";
exports.downRevision = "$downRevision";
exports.branchLabels = ["$branchLabels"];
exports.dependsOn = ["$dependsOn"];

/** @param {import("ormolu/migrate").Operations} op */
exports.upgrade = async function upgrade(op) {
  /* $upgrade */
};

/** @param {import("ormolu/migrate").Operations} op */
exports.downgrade = async function downgrade(op) {
  /* $downgrade */
};
`,
};

const REQUIRED = ["$revision", "$downRevision", "$upgrade", "$downgrade"];

/**
 * The text of `revision.template.ts`, as `orm init` writes it. It is a valid program: a placeholder stands as a string,
 * as the only member of a list, or as a comment, and is replaced as a whole.
 */
export function defaultRevisionTemplate(format: RevisionFormat = "typescript"): string {
  return TEMPLATES[format];
}

/** Prints a revision file; `template` is the project's own, where it has one. */
export function renderRevisionFile(parts: RevisionFileParts, template = defaultRevisionTemplate(parts.format)): string {
  const missing = REQUIRED.filter((placeholder) => !template.includes(placeholder));
  if (missing.length > 0) {
    throw new OrmError(
      "CONFIG.INVALID",
      `the template for revisions lacks ${missing.map((name) => `"${name}"`).join(", ")}`,
      {
        hint: "Put the placeholder back, or delete the template to have the default.",
        details: { missing },
      },
    );
  }
  const { imports = [], values = {} } = parts;
  if (imports.length > 0 && !/^\/\* \$imports \*\/$/m.test(template)) throw noPlaceForImports(imports);
  return template
    .replaceAll("\r\n", "\n")
    .replaceAll(
      /\{\s*\/\* \$(upgrade|downgrade) \*\/\s*\}|^([ \t]*)\/\* \$(upgrade|downgrade) \*\/|^\/\* \$imports \*\/\n|\["\$(branchLabels|dependsOn)"\]|"\$(revision|downRevision)"|\$(message|revision|revises|createDate)\b|\["\$(\w+)"\]|"\$(\w+)"|\$(\w+)/gm,
      (
        token,
        whole?: Side,
        indent?: string,
        inner?: Side,
        list?: ListName,
        literal?: LiteralName,
        comment?: CommentName,
        ownList?: string,
        ownLiteral?: string,
        ownText?: string,
      ) => {
        if (whole !== undefined) return renderFunctionBody(parts[whole]);
        if (inner !== undefined) return indentLines(parts[inner], indent ?? "");
        if (list !== undefined) return renderLiteral(parts[list] ?? []);
        if (literal !== undefined) return renderLiteral(parts[literal]);
        if (comment !== undefined) return renderComment(parts, comment);
        const own = ownList ?? ownLiteral ?? ownText;
        if (own === undefined) return imports.map((line) => `${line}\n`).join("");
        return Object.hasOwn(values, own)
          ? renderValue(values[own]!, ownText === undefined, ownList !== undefined)
          : token;
      },
    );
}

/** A value of the project's as code, or as text where the placeholder stands in a comment. */
function renderValue(value: string | number | boolean | readonly string[], isCode: boolean, isList: boolean): string {
  if (!isCode)
    return escapeUnseen(
      String(value)
        .replaceAll("*/", "*\\/")
        .replaceAll(/[\r\n\u2028\u2029]+/g, " "),
    );
  return isList && typeof value !== "object" ? `[${JSON.stringify(value)}]` : JSON.stringify(value);
}

function noPlaceForImports(imports: readonly string[]): OrmError {
  return new OrmError("CONFIG.INVALID", "the template for revisions has no place for imports", {
    hint: `Put a line /* $imports */ below its first comment: the revision needs ${imports.join(" ")}`,
    details: { imports },
  });
}

type Side = "upgrade" | "downgrade";
type ListName = "branchLabels" | "dependsOn";
type LiteralName = "revision" | "downRevision";
type CommentName = "message" | "revision" | "revises" | "createDate";

function renderFunctionBody(lines: readonly string[]): string {
  return lines.length === 0 ? "{}" : `{\n${indentLines(lines, "  ")}\n}`;
}

function indentLines(lines: readonly string[], indent: string): string {
  return lines.map((line) => (line === "" ? "" : `${indent}${line}`)).join("\n");
}

/** JSON is JavaScript, and its strings hold no line end and no quote unescaped. */
function renderLiteral(value: string | readonly string[] | null): string {
  if (value === null || typeof value === "string") return JSON.stringify(value);
  return `[${value.map((item) => JSON.stringify(item)).join(", ")}]`;
}

function renderComment(parts: RevisionFileParts, name: CommentName): string {
  if (name === "revises") {
    if (parts.downRevision === null) return "base";
    return typeof parts.downRevision === "string" ? parts.downRevision : parts.downRevision.join(", ");
  }
  const lines = (parts[name].trim() || `empty ${name}`).split(/\r\n|[\r\n\u2028\u2029]/);
  return lines
    .map((line) => escapeUnseen(line.trimEnd().replaceAll("*/", "*\\/")))
    .map((line, index) => (index === 0 ? line : line === "" ? "\n *" : `\n * ${line}`))
    .join("");
}
