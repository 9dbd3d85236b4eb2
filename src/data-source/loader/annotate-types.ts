import type {
  Class,
  ClassElement,
  Decorator,
  Function as FunctionNode,
  ParamPattern,
  Program,
  TSType,
} from "oxc-parser";
import { readScope, serializeType, type SerializedType, type TypeScope } from "./serialize-type";

/** What a file needs from its surroundings to have its types written down. */
export interface AnnotationContext {
  readonly strictNullChecks: boolean;
  /** How the file imports `design-type`: a path or a URL. */
  readonly runtime: string;
  /** Whether a specifier leads to code; one that has only types must not be imported. */
  canImport(specifier: string): boolean;
}

interface Insertion {
  readonly offset: number;
  readonly text: string;
}

const RUNTIME = "__ormolu_types";

/**
 * Writes the types of decorated members into the source as decorators of our own, which a transpiler that knows no
 * types can then compile. Classes are read through namespace imports, so that a circular import does not fail and a
 * name that was only a type is merely missing. Lines stay where they are: imports are added at the end.
 */
export function annotateTypes(source: string, program: Program, context: AnnotationContext): string {
  const namespaces = new Map<string, string>();
  const scope = readScope(program, context.strictNullChecks, ({ specifier, name }) => {
    let namespace = namespaces.get(specifier);
    if (namespace === undefined) {
      if (!context.canImport(specifier)) return undefined;
      namespace = `${RUNTIME}_${namespaces.size}`;
      namespaces.set(specifier, namespace);
    }
    return name === undefined ? namespace : `${namespace}.${name}`;
  });
  const insertions = findClasses(program).flatMap((node) => annotateClass(node, scope));
  if (insertions.length === 0) return source;
  const imports = [...namespaces].map(([specifier, name]) => `import * as ${name} from ${JSON.stringify(specifier)};`);
  imports.unshift(`import * as ${RUNTIME} from ${JSON.stringify(context.runtime)};`);
  return `${applyInsertions(source, insertions)}\n${imports.join(" ")}`;
}

function annotateClass(node: Class, scope: TypeScope): Insertion[] {
  const insertions = node.body.body.flatMap((element) => annotateElement(element, scope));
  const constructor = node.body.body.find(
    (element) => element.type === "MethodDefinition" && element.kind === "constructor",
  );
  if (node.decorators.length > 0 && constructor?.type === "MethodDefinition") {
    insertions.push(after(node.decorators, `signatureOf(${printParameters(constructor.value, scope)})`));
  }
  return insertions;
}

function annotateElement(element: ClassElement, scope: TypeScope): Insertion[] {
  if (!("decorators" in element) || element.decorators === undefined || element.decorators.length === 0) return [];
  switch (element.type) {
    case "PropertyDefinition":
    case "AccessorProperty":
      return [after(element.decorators, printType(serializeType(element.typeAnnotation?.typeAnnotation, scope)))];
    case "MethodDefinition":
      return annotateMethod(element.decorators, element.kind, element.value, scope);
    default:
      return [];
  }
}

function annotateMethod(
  decorators: readonly Decorator[],
  kind: string,
  method: FunctionNode,
  scope: TypeScope,
): Insertion[] {
  if (kind === "get") return [after(decorators, printType(serializeType(method.returnType?.typeAnnotation, scope)))];
  if (kind === "set") return [after(decorators, printType(serializeType(typeOfParameter(method.params[0]), scope)))];
  const result =
    method.returnType === null || method.returnType === undefined
      ? printResult(method)
      : serializeType(method.returnType.typeAnnotation, scope).code;
  const signature = `signatureOf(${printParameters(method, scope)}, () => ${result})`;
  return [after(decorators, `typeOf(Function) @${RUNTIME}.${signature}`)];
}

function printResult(method: FunctionNode): string {
  return method.async ? "Promise" : "void 0";
}

function printType(type: SerializedType): string {
  if (type.isLazy !== true) return `typeOf(${type.code})`;
  return `lazyTypeOf(() => ${type.code}${type.isAlias === true ? ", true" : ""})`;
}

function printParameters(method: FunctionNode, scope: TypeScope): string {
  return `[${method.params.map((parameter) => `() => ${serializeType(typeOfParameter(parameter), scope).code}`).join(", ")}]`;
}

function typeOfParameter(parameter: ParamPattern | undefined): TSType | undefined {
  switch (parameter?.type) {
    case "TSParameterProperty":
      return typeOfParameter(parameter.parameter);
    case "AssignmentPattern":
      return parameter.left.typeAnnotation?.typeAnnotation;
    case "RestElement": {
      const list = parameter.typeAnnotation?.typeAnnotation;
      return list?.type === "TSArrayType" ? list.elementType : undefined;
    }
    default:
      return parameter?.typeAnnotation?.typeAnnotation;
  }
}

/** Decorators run from the last to the first: ours comes last, so that the others find the type. */
function after(decorators: readonly Decorator[], call: string): Insertion {
  return { offset: decorators.at(-1)!.end, text: ` @${RUNTIME}.${call}` };
}

function applyInsertions(source: string, insertions: readonly Insertion[]): string {
  const sorted = [...insertions].sort((left, right) => left.offset - right.offset);
  let text = "";
  let position = 0;
  for (const { offset, text: inserted } of sorted) {
    text += source.slice(position, offset) + inserted;
    position = offset;
  }
  return text + source.slice(position);
}

/** Every class of the file, also inside functions. */
function findClasses(program: Program): Class[] {
  const classes: Class[] = [];
  const stack: unknown[] = [program.body];
  while (stack.length > 0) {
    const node = stack.pop();
    if (typeof node !== "object" || node === null) continue;
    if (isClass(node)) classes.push(node);
    for (const [key, value] of Object.entries(node)) if (key !== "typeAnnotation") stack.push(value);
  }
  return classes;
}

function isClass(node: object): node is Class {
  return "type" in node && (node.type === "ClassDeclaration" || node.type === "ClassExpression");
}
