import type { Program } from "oxc-parser";
import type { ModuleFormat } from "./module-format";

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [member: string]: unknown;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** What a module's function is given, and what may not be declared in it. */
const WRAPPER: ReadonlySet<string> = new Set(["exports", "require", "module", "__filename", "__dirname", "this"]);
const BLANKS: ReadonlySet<string> = new Set([
  "TSTypeAnnotation",
  "TSTypeParameterInstantiation",
  "TSTypeParameterDeclaration",
]);
const TYPES_ALONE: ReadonlySet<string> = new Set(["TSInterfaceDeclaration", "TSTypeAliasDeclaration"]);
/** What a compiler has to rewrite, or what means something else in a module of the other format. */
const REWRITTEN: ReadonlySet<string> = new Set([
  "ClassDeclaration",
  "ClassExpression",
  "MetaProperty",
  "ThisExpression",
  "Decorator",
]);

/** What may throw an error, where it runs or in a function that it makes. */
const RUNS = /Expression$|^FunctionDeclaration$|^ThrowStatement$/;
const LINE_END = /[\n\r\u2028\u2029]/;

/** What may be followed by a question mark that only types know. */
const OPTIONAL: ReadonlySet<string> = new Set(["Identifier", "ObjectPattern", "ArrayPattern", "RestElement"]);

/** Whether {@link blankTypes} may have an answer: files that import values never do. */
export function mayBeBlanked(file: string, source: string): boolean {
  return !file.endsWith(".tsx") && !/^\s*import\b(?!\s+type\b)/m.test(source);
}

/**
 * Makes JavaScript of a module that has nothing but types to lose, as most revisions are: blanks take their place, so that every line
 * and column stays where it is and no source map is needed, which would take longer to read than the code itself.
 *
 * @returns `undefined` for a module that a compiler has to rewrite (classes, imports of values, enums).
 */
export function blankTypes(source: string, program: Program, format: ModuleFormat): string | undefined {
  if (program.hashbang !== null) return undefined;
  const module = new BlankModule(source);
  for (const statement of program.body as unknown as readonly Node[]) if (!module.add(statement)) return undefined;
  if (!module.hasFixedExports || (format === "commonjs" && module.hasCodeInFirstLine)) return undefined;
  return module.print(format);
}

class BlankModule {
  readonly #source: string;
  readonly #blanks: Span[] = [];
  /** Statements that are gone; a semicolon takes their place, so that the lines around do not become one. */
  readonly #gone: Span[] = [];
  /** The word `export` in front of declarations. */
  readonly #exports: Span[] = [];
  readonly #functions: string[] = [];
  readonly #constants: string[] = [];
  /** Names that get another value after their declaration. */
  readonly #assigned = new Set<string>();
  readonly #firstLineEnd: number;
  #hasCodeInFirstLine = false;

  constructor(source: string) {
    this.#source = source;
    this.#firstLineEnd = source.search(LINE_END) === -1 ? source.length : source.search(LINE_END);
  }

  /** Takes a statement of the module. @returns false where it has to be rewritten. */
  add(statement: Node): boolean {
    if (isOfTypes(statement)) {
      this.#gone.push(statement);
      return true;
    }
    if (statement.type === "ExportNamedDeclaration") return this.#addExport(statement);
    return !/^(?:Import|Export)/.test(statement.type) && this.#walk(statement, false);
  }

  /** Whether each export is there once, and keeps its value. */
  get hasFixedExports(): boolean {
    const names = [...this.#functions, ...this.#constants];
    return new Set(names).size === names.length && !names.some((name) => this.#assigned.has(name));
  }

  /** Whether an error may come from the first line, whose columns move: what makes it a CommonJS module stands in front of it. */
  get hasCodeInFirstLine(): boolean {
    return this.#hasCodeInFirstLine;
  }

  print(format: ModuleFormat): string {
    const isCommonJs = format === "commonjs";
    const spans = [...this.#blanks, ...(isCommonJs ? this.#exports : [])];
    const edits = [
      ...spans.map((span) => ({ span, text: blank(this.#source, span) })),
      ...this.#gone.map((span) => ({ span, text: `;${blank(this.#source, { ...span, start: span.start + 1 })}` })),
    ].sort((left, right) => left.span.start - right.span.start);
    let text = "";
    let end = 0;
    for (const { span, text: own } of edits) {
      text += this.#source.slice(end, span.start) + own;
      end = span.end;
    }
    text += this.#source.slice(end);
    if (!isCommonJs) return text;
    const assign = (names: readonly string[]): string => names.map((name) => ` exports.${name} = ${name};`).join("");
    const marks = `"use strict"; Object.defineProperty(exports, "__esModule", { value: true });`;
    return `${marks}${assign(this.#functions)} ${text}\n${assign(this.#constants)}`;
  }

  #addExport(statement: Node): boolean {
    const declaration = statement["declaration"] as Node | null;
    if (declaration === null) return false;
    this.#exports.push({ start: statement.start, end: declaration.start });
    if (declaration.type === "FunctionDeclaration") {
      this.#functions.push((declaration["id"] as { readonly name: string }).name);
    } else if (declaration.type === "VariableDeclaration" && declaration["kind"] === "const") {
      const names = (declaration["declarations"] as readonly Node[]).map(({ id }) => (id as { name?: string }).name);
      if (names.includes(undefined)) return false;
      this.#constants.push(...(names as string[]));
    } else {
      return false;
    }
    return this.#walk(declaration, false);
  }

  /** Notes the types in a node. @returns false where it has to be rewritten. */
  #walk(node: Node, isInFunction: boolean): boolean {
    if (BLANKS.has(node.type)) {
      this.#blanks.push(node);
      return true;
    }
    if (isRewritten(node, this.#source) || (!isInFunction && isWait(node))) return false;
    for (const name of assignedBy(node)) this.#assigned.add(name);
    this.#hasCodeInFirstLine ||= node.start < this.#firstLineEnd && RUNS.test(node.type);
    const isFunction = /Function/.test(node.type);
    return Object.values(node).every((member) => {
      const children = (Array.isArray(member) ? member : [member]).filter(isNode);
      return children.every((child) => this.#walk(child, isInFunction || isFunction));
    });
  }
}

/** A statement that only has types. */
function isOfTypes({ type, importKind, exportKind }: Node): boolean {
  if (type === "ImportDeclaration") return importKind === "type";
  return TYPES_ALONE.has(type) || (type === "ExportNamedDeclaration" && exportKind === "type");
}

function isRewritten(node: Node, source: string): boolean {
  const { type } = node;
  if (type.startsWith("TS") || REWRITTEN.has(type)) return true;
  if (OPTIONAL.has(type) && node["optional"] === true) return true;
  if (type === "Identifier") return node["name"] === "this";
  if (type === "VariableDeclaration") return node["declare"] === true || /using/.test(String(node["kind"]));
  if (type === "FunctionDeclaration") return node["declare"] === true || declaresReserved(node);
  if (type === "VariableDeclarator") return node["definite"] === true || declaresReserved(node);
  return type === "ArrowFunctionExpression" && hasLongType(node, source);
}

function declaresReserved({ id }: Node): boolean {
  return isNode(id) && namesIn(id).some((name) => WRAPPER.has(name));
}

/** The names that a node gives another value to. */
function assignedBy({ type, left, argument }: Node): readonly string[] {
  const target = type === "UpdateExpression" ? argument : left;
  if (!/^(?:AssignmentExpression|UpdateExpression|For(?:Of|In)Statement)$/.test(type) || !isNode(target)) return [];
  return target.type === "MemberExpression" || target.type === "VariableDeclaration" ? [] : namesIn(target);
}

/** Every name in a pattern; keys and defaults too, which are taken for more than they are. */
function namesIn(node: Node): readonly string[] {
  if (node.type === "Identifier") return [String(node["name"])];
  const members = Object.values(node).flatMap((member) => (Array.isArray(member) ? member : [member]) as unknown[]);
  return members.filter(isNode).flatMap(namesIn);
}

/** No line may end in front of an arrow, nor between what stands before a function (`async`, `return`) and its parameters. */
function hasLongType({ returnType, typeParameters }: Node, source: string): boolean {
  const types = [returnType, typeParameters].filter(isNode);
  return types.some(({ start, end }) => LINE_END.test(source.slice(start, end)));
}

function isWait({ type, await: waits }: Node): boolean {
  return type === "AwaitExpression" || (type === "ForOfStatement" && waits === true);
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string";
}

function blank(source: string, { start, end }: Span): string {
  return source.slice(start, end).replaceAll(/[^\n\r\u2028\u2029]/g, " ");
}
