import type { Program, TSEnumDeclaration, TSType, TSTypeName, TSTypeReference } from "oxc-parser";

/** What stands for a type at run time. */
export interface SerializedType {
  /** An expression. */
  readonly code: string;
  /** Whether it names a class or enum that may not be defined yet. */
  readonly isLazy?: boolean;
  /** Whether tsc would emit Object, because it does not see through the alias. */
  readonly isAlias?: boolean;
}

/** A name that an import brings in. */
export interface ImportedName {
  readonly specifier: string;
  /** `default`, a name, or undefined for the namespace itself. */
  readonly name: string | undefined;
  readonly isTypeOnly: boolean;
}

/** What the names of a file mean. */
export interface TypeScope {
  readonly strictNullChecks: boolean;
  readonly imports: ReadonlyMap<string, ImportedName>;
  readonly aliases: ReadonlyMap<string, TSType>;
  /** Interfaces: types without a value. */
  readonly interfaces: ReadonlySet<string>;
  readonly enums: ReadonlyMap<string, string>;
  /** Classes and other values that may serve as a type. */
  readonly values: ReadonlySet<string>;
  /** An expression for an imported name, or undefined where its module has nothing at run time. */
  readImport(imported: ImportedName): string | undefined;
}

const OBJECT: SerializedType = { code: "Object" };
const NOTHING: SerializedType = { code: "void 0" };

const KEYWORDS: Partial<Record<TSType["type"], SerializedType>> = {
  TSStringKeyword: { code: "String" },
  TSTemplateLiteralType: { code: "String" },
  TSNumberKeyword: { code: "Number" },
  TSBooleanKeyword: { code: "Boolean" },
  TSTypePredicate: { code: "Boolean" },
  TSBigIntKeyword: { code: "BigInt" },
  TSSymbolKeyword: { code: "Symbol" },
  TSArrayType: { code: "Array" },
  TSTupleType: { code: "Array" },
  TSFunctionType: { code: "Function" },
  TSConstructorType: { code: "Function" },
  TSVoidKeyword: NOTHING,
  TSUndefinedKeyword: NOTHING,
  TSNullKeyword: NOTHING,
  TSNeverKeyword: NOTHING,
};

/** Wrappers around a relation's class, which exist to keep its name out of the emitted metadata. */
const TRANSPARENT = new Set(["Relation", "Ref"]);

/** The run-time stand-in that tsc would emit for a type annotation. */
export function serializeType(type: TSType | null | undefined, scope: TypeScope): SerializedType {
  return type === null || type === undefined ? OBJECT : serialize(type, scope, 0);
}

/** Collects what the names of a file mean, for {@link serializeType}. */
export function readScope(
  program: Program,
  strictNullChecks: boolean,
  readImport: (imported: ImportedName) => string | undefined,
): TypeScope {
  const imports = new Map<string, ImportedName>();
  const aliases = new Map<string, TSType>();
  const interfaces = new Set<string>();
  const enums = new Map<string, string>();
  const values = new Set<string>();
  for (const statement of program.body) {
    if (statement.type === "ImportDeclaration") {
      for (const item of statement.specifiers) {
        imports.set(item.local.name, {
          specifier: statement.source.value,
          name: importedNameOf(item),
          isTypeOnly:
            statement.importKind === "type" || (item.type === "ImportSpecifier" && item.importKind === "type"),
        });
      }
      continue;
    }
    const isExport = statement.type === "ExportNamedDeclaration" || statement.type === "ExportDefaultDeclaration";
    const declaration = isExport ? statement.declaration : statement;
    if (declaration === null || !("id" in declaration) || declaration.id?.type !== "Identifier") continue;
    const { name } = declaration.id;
    if (declaration.type === "TSTypeAliasDeclaration") aliases.set(name, declaration.typeAnnotation);
    else if (declaration.type === "TSInterfaceDeclaration") interfaces.add(name);
    else if (declaration.type === "TSEnumDeclaration") enums.set(name, typeOfEnum(declaration));
    else values.add(name);
  }
  return { strictNullChecks, imports, aliases, interfaces, enums, values, readImport };
}

function importedNameOf(item: {
  type: string;
  imported?: { type: string; name?: string; value?: string };
}): string | undefined {
  if (item.type === "ImportNamespaceSpecifier") return undefined;
  return item.type === "ImportDefaultSpecifier" ? "default" : (item.imported?.name ?? item.imported?.value);
}

function serialize(type: TSType, scope: TypeScope, depth: number): SerializedType {
  const keyword = KEYWORDS[type.type];
  if (keyword !== undefined) return keyword;
  switch (type.type) {
    case "TSParenthesizedType":
      return serialize(type.typeAnnotation, scope, depth);
    case "TSTypeOperator":
      return type.operator === "keyof"
        ? OBJECT
        : type.operator === "unique"
          ? { code: "Symbol" }
          : serialize(type.typeAnnotation, scope, depth);
    case "TSLiteralType":
      return { code: typeOfLiteral(type.literal) };
    case "TSUnionType":
    case "TSIntersectionType":
      return serializeMembers(type.types, type.type === "TSUnionType", scope, depth);
    case "TSTypeReference":
      return serializeReference(type, scope, depth);
    default:
      return OBJECT;
  }
}

function serializeMembers(types: readonly TSType[], isUnion: boolean, scope: TypeScope, depth: number): SerializedType {
  let common: SerializedType | undefined;
  for (const type of types) {
    if (type.type === "TSNeverKeyword" && isUnion) continue;
    if (type.type === "TSUnknownKeyword" && !isUnion) continue;
    if (!scope.strictNullChecks && (type.type === "TSNullKeyword" || type.type === "TSUndefinedKeyword")) continue;
    const member = serialize(type, scope, depth);
    if (common !== undefined && common.code !== member.code) return OBJECT;
    common = member;
  }
  return common ?? NOTHING;
}

function serializeReference(type: TSTypeReference, scope: TypeScope, depth: number): SerializedType {
  const path = pathOf(type.typeName);
  const argument = type.typeArguments?.params[0];
  if (path === undefined) return OBJECT;
  const [root, ...rest] = path as [string, ...string[]];
  if (rest.length === 0 && TRANSPARENT.has(root) && argument !== undefined) {
    const inner = serialize(argument, scope, depth);
    return inner.isLazy === true ? { ...inner, isAlias: true } : OBJECT;
  }
  const alias = scope.aliases.get(root);
  if (alias !== undefined) return depth < 20 ? withoutClasses(serialize(alias, scope, depth + 1)) : OBJECT;
  if (scope.interfaces.has(root)) return OBJECT;
  const kind = scope.enums.get(root);
  if (kind !== undefined) return { code: kind };
  const imported = scope.imports.get(root);
  if (imported !== undefined) {
    const code = imported.isTypeOnly ? undefined : scope.readImport(imported);
    return code === undefined ? OBJECT : { code: [code, ...rest].join("."), isLazy: true };
  }
  if (scope.values.has(root)) return { code: path.join("."), isLazy: true };
  // A global, such as Date or Buffer, or a name that only the compiler knows, such as Record or a type parameter.
  return rest.length === 0 ? { code: `(typeof ${root} === "function" ? ${root} : Object)` } : OBJECT;
}

/** tsc follows an alias to a primitive, not to a class. */
function withoutClasses(type: SerializedType): SerializedType {
  return type.isLazy === true || type.code.startsWith("(") ? OBJECT : type;
}

function pathOf(name: TSTypeName): string[] | undefined {
  if (name.type === "Identifier") return [name.name];
  if (name.type !== "TSQualifiedName") return undefined;
  const left = pathOf(name.left);
  return left === undefined ? undefined : [...left, name.right.name];
}

function typeOfLiteral(literal: { type: string; value?: unknown; bigint?: string | null }): string {
  if (literal.type === "TemplateLiteral") return "String";
  if (literal.type === "UnaryExpression") return "Number";
  if (typeof literal.bigint === "string") return "BigInt";
  if (literal.value === null) return "void 0";
  const kinds: Record<string, string> = { string: "String", number: "Number", boolean: "Boolean", bigint: "BigInt" };
  return kinds[typeof literal.value] ?? "Object";
}

function typeOfEnum(declaration: TSEnumDeclaration): string {
  const isText = declaration.body.members.map(
    ({ initializer }) =>
      initializer?.type === "TemplateLiteral" ||
      (initializer?.type === "Literal" && typeof initializer.value === "string"),
  );
  if (isText.length > 0 && isText.every(Boolean)) return "String";
  return isText.some(Boolean) ? "Object" : "Number";
}
