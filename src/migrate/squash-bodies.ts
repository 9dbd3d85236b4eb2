import path from "node:path";
import type { Directive, ImportDeclaration, Program, Statement } from "oxc-parser";
import { cannotSquash } from "./squash-range";

/** The file of a revision, with the name that its code gets inside of the squashed one. */
export interface BodyFile {
  readonly revision: string;
  readonly message: string;
  readonly path: string;
  readonly text: string;
}

/** The code of several revisions as parts of one file. */
export interface SquashedBodies {
  /** Import lines for the top of the file. */
  readonly imports: readonly string[];
  /** One object with `upgrade` and `downgrade` for each revision. */
  readonly parts: readonly string[];
  /** The lines of the two functions, which call those of the parts. */
  readonly upgrade: readonly string[];
  readonly downgrade: readonly string[];
}

/**
 * Puts the code of revisions into one file, each in a function of its own, so that their names do not meet.
 * @param folder where the new file is: relative imports start there.
 * @throws OrmError `REVISION.CANNOT_SQUASH` where two of them import different things under one name.
 */
export async function squashBodies(files: readonly BodyFile[], folder: string): Promise<SquashedBodies> {
  const { parseSync } = await import("oxc-parser");
  const imports = new ImportList();
  const names = files.map(({ revision }) => `revision_${revision.replaceAll(/\W/g, "_")}`);
  const parts = files.map((file, index) => {
    const { program } = parseSync(file.path, file.text, { lang: /\.[cm]?ts$/.test(file.path) ? "ts" : "js" });
    const title = `/** ${oneLine(`${file.revision}: ${file.message}`)} */`;
    const isModule = program.body.some(({ type }) => type === "ImportDeclaration" || type.startsWith("Export"));
    const body = isModule ? moduleBody(file, program, folder, imports) : commonJsBody(file);
    return `${title}\nconst ${names[index]!} = ${body};`;
  });
  const call = (direction: string): string[] => names.map((name) => `await ${name}.${direction}(op);`);
  return { imports: imports.lines(), parts, upgrade: call("upgrade"), downgrade: call("downgrade").reverse() };
}

/** The whole file with an `exports` of its own. */
function commonJsBody({ text }: BodyFile): string {
  const code = text.replace(/^\uFEFF/, "").replaceAll(/^\s*["']use strict["'];?[ \t]*$/gm, "");
  return `((module) => {\nconst { exports } = module;\n${code}\nreturn module.exports;\n})({ exports: {} })`;
}

/** The file without imports and exports; the constants of its head stay where nobody reads them. */
function moduleBody(file: BodyFile, program: Program, folder: string, imports: ImportList): string {
  const kept = program.body.flatMap((statement) => {
    if (statement.type !== "ImportDeclaration") return [withoutExport(statement, file)];
    imports.add(statement, file, folder);
    return [];
  });
  return `(() => {\n${kept.filter((code) => code !== "").join("\n\n")}\nreturn { upgrade, downgrade };\n})()`;
}

const CONSTANTS: ReadonlySet<string> = new Set(["revision", "downRevision", "branchLabels", "dependsOn"]);

function withoutExport(statement: Statement | Directive, { text, revision }: BodyFile): string {
  const code = (node: { readonly start: number; readonly end: number }): string => text.slice(node.start, node.end);
  if (statement.type !== "ExportNamedDeclaration") {
    if (!statement.type.startsWith("Export")) return code(statement);
    throw cannotSquash(`revision ${revision} exports more than its constants and functions`, {
      hint: "Move what other files import out of the revision.",
      revision,
    });
  }
  const { declaration } = statement;
  if (declaration === null) return "";
  const isHead =
    declaration.type === "VariableDeclaration" &&
    declaration.declarations.every(({ id }) => id.type === "Identifier" && CONSTANTS.has(id.name));
  return isHead ? "" : code(declaration);
}

/** What the files import, each thing once. */
class ImportList {
  readonly #bySource = new Map<string, Map<string, string>>();
  readonly #owners = new Map<string, string>();

  /** @throws OrmError `REVISION.CANNOT_SQUASH`. */
  add({ specifiers, source, importKind }: ImportDeclaration, { path: file, revision }: BodyFile, folder: string): void {
    const from = source.value.startsWith(".")
      ? relativeFrom(folder, path.resolve(path.dirname(file), source.value))
      : source.value;
    const known = this.#bySource.get(from) ?? new Map<string, string>();
    this.#bySource.set(from, known);
    for (const specifier of specifiers) {
      const local = specifier.local.name;
      const imported = writeSpecifier(specifier);
      const isType = importKind === "type" || (specifier.type === "ImportSpecifier" && specifier.importKind === "type");
      const owner = `${from} ${imported}`;
      if ((this.#owners.get(local) ?? owner) !== owner) {
        throw cannotSquash(
          `revision ${revision} imports "${local}" from ${from}, and another revision from elsewhere`,
          {
            hint: "Rename one of them in its file.",
            revision,
          },
        );
      }
      this.#owners.set(local, owner);
      // What one file imports as a value is one for all of them.
      if (!isType || !known.has(imported)) known.set(imported, isType && known.get(imported) !== "" ? "type " : "");
    }
  }

  lines(): readonly string[] {
    return [...this.#bySource].flatMap(([from, specifiers]) => {
      const source = JSON.stringify(from);
      if (specifiers.size === 0) return [`import ${source};`];
      const whole = [...specifiers].filter(([text]) => !text.startsWith("{"));
      const named = [...specifiers].filter(([text]) => text.startsWith("{"));
      const lines = whole.map(([text, kind]) => `import ${kind}${text} from ${source};`);
      if (named.length === 0) return lines;
      const allTypes = named.every(([, kind]) => kind !== "");
      const list = named.map(([text, kind]) => `${allTypes ? "" : kind}${text.slice(1, -1)}`).join(", ");
      return [...lines, `import ${allTypes ? "type " : ""}{ ${list} } from ${source};`];
    });
  }
}

/** Braces mark a named import: `{a as b}`. */
function writeSpecifier(specifier: ImportDeclaration["specifiers"][number]): string {
  const local = specifier.local.name;
  if (specifier.type === "ImportDefaultSpecifier") return local;
  if (specifier.type === "ImportNamespaceSpecifier") return `* as ${local}`;
  const imported =
    specifier.imported.type === "Literal" ? JSON.stringify(specifier.imported.value) : specifier.imported.name;
  return imported === local ? `{${local}}` : `{${imported} as ${local}}`;
}

function relativeFrom(folder: string, target: string): string {
  const relative = path.relative(folder, target).replaceAll("\\", "/");
  return relative.startsWith(".") ? relative : `./${relative}`;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").replaceAll("*/", "*\\/");
}
